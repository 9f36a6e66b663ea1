"""``--add-ignore``: an ignore comment is written for each finding; what no comment can ignore is said, with what to put into the configuration."""

from __future__ import annotations

import os

from flaskcheck.command.judgement import judge
from flaskcheck.command.plan import Plan
from flaskcheck.command.settings_file import keys_of, quoted
from flaskcheck.files.listing import shown
from flaskcheck.files.source import Source
from flaskcheck.findings.adding import with_comments
from flaskcheck.findings.merging import apart
from flaskcheck.findings.names import UNUSED_IGNORE
from flaskcheck.ground import errors, reading, writing
from flaskcheck.ground.errors import UsageError
from flaskcheck.ground.limits import MAX_ROUNDS_OF_IGNORES
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.output.screen.blocks import at
from flaskcheck.output.screen.cells import counted
from flaskcheck.output.terminal import Progress, complain, put

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from flaskcheck.command.options import Options
    from flaskcheck.findings.report import Report

UNUSED = "remove the comment"


class Uncommented(Record):
    """A line of a file (0: the whole file) and a rule that reports something there."""

    path: str
    line: int
    rule: str


def run(options: Options) -> int:
    """Write the comments; the exit code of what is left.

    Raises: UsageError, ConfigError; also when a file cannot be written.
    """
    _refuse(options)
    plan, added, code = Plan(options), 0, errors.CLEAN
    refused: dict[Uncommented, str] = {}
    for _ in range(MAX_ROUNDS_OF_IGNORES):
        with Progress() as progress:
            report = judge(plan, progress).report
        code = errors.exit_code(report.ending(plan.settings.fail_on), options.allow_no_app)
        new = _wanted(report)
        refused = {place: why for place, why in refused.items() if place in new}
        if not report.has_application or report.crashes or new <= refused.keys():
            break
        count, refused = _written(plan, new, options.reason or "", refused)
        added += count
        plan = Plan(plan.options)
    for told in errors.told_once(report.crashes):
        complain(told)
    if not report.has_application:
        complain(report.nothing_found)
        return code
    put(_summary(added, options.reason) + _left(plan, refused))
    return code


def _refuse(options: Options) -> None:
    other = "--staged" if options.staged else "--no-ignore" if options.no_ignore else "-" if options.path == "-" else ""
    if other:
        raise UsageError(f"--add-ignore and {other} exclude each other: comments go into the files on disk")
    if options.others:
        raise UsageError("--add-ignore takes one PATH")
    reason = options.reason or ""
    if not reason.isprintable() or any(closer in reason for closer in ("*/", "-->", "#}", "]")):
        raise UsageError("--reason must be one line of text that ends no comment")


def _wanted(report: Report) -> set[Uncommented]:
    return {Uncommented(f.place.path, f.place.line, f.rule) for f in apart(report.findings)}


def _written(
    plan: Plan, wanted: set[Uncommented], reason: str, refused: Mapping[Uncommented, str]
) -> tuple[int, dict[Uncommented, str]]:
    """Write comments into the files; how many, and the places that got none with the reason for each."""
    count, left = 0, dict(refused)
    by_path: dict[str, list[Uncommented]] = {}
    for place in sorted(wanted - refused.keys(), key=lambda p: (p.path, p.line, p.rule)):
        if place.rule == UNUSED_IGNORE:
            left[place] = UNUSED
        else:
            by_path.setdefault(place.path, []).append(place)
    for path, places in by_path.items():
        lines: dict[int, list[str]] = {}
        for place in places:
            lines.setdefault(place.line, []).append(place.rule)
        done, why = _into(plan.tree.root, path, lines, reason)
        count += len(done)
        for line in done:
            put(f"{at(Place(path, line))}  {', '.join(lines[line])}")
        left.update((place, why[place.line]) for place in places if place.line in why)
    return count, left


def _into(
    root: str, path: str, lines: Mapping[int, list[str]], reason: str
) -> tuple[tuple[int, ...], Mapping[int, str]]:
    """Write comments into one file; the lines that have one, and why others have none.

    Raises: UsageError when the file cannot be written.
    """
    full = os.path.join(root, path)
    if os.path.islink(full) or not os.path.isfile(full):
        return (), dict.fromkeys(lines, "the path is no regular file")
    try:
        made = with_comments(Source(path, reading.read(full, inside=root)), lines, reason)
        if made.lines:
            writing.replace(full, made.raw, within=(root,))
    except OSError as error:
        raise UsageError(f"{shown(path)}: cannot be written ({error.strerror})") from error
    return made.lines, made.refused


def _summary(count: int, reason: str | None) -> str:
    if not count:
        return "No ignore comment was added."
    told = f"{counted(count, 'ignore comment')} added."
    return told if reason else f"{told} Write the reason behind each, or give it with --reason."


def _left(plan: Plan, refused: Mapping[Uncommented, str]) -> str:
    """What has no comment, and what to put into the configuration for it."""
    if not refused:
        return ""
    told = ["", "", "Not ignored:"]
    for place in sorted(refused, key=lambda p: (p.path, p.line, p.rule)):
        told.append(f"  {at(Place(place.path, place.line))}  {place.rule}: {refused[place]}")
    files: dict[str, list[str]] = {}
    for place in refused:
        if place.rule != UNUSED_IGNORE:
            files.setdefault(place.path, []).append(place.rule)
    return "\n".join(told + (_advice(plan, files) if files else []))


def _advice(plan: Plan, files: Mapping[str, list[str]]) -> list[str]:
    """What ignores some rules in some files where no comment does: the lines of the configuration."""
    path = plan.settings.path
    home = os.path.dirname(path) or plan.tree.root
    told = [
        "",
        f"To ignore {'it' if len(files) == 1 else 'them'}, put into {shown(os.path.basename(path)) or 'flaskcheck.toml'}:",
        f"  [{'.'.join(keys_of(path, 'per-file-ignores'))}]",
    ]
    for file, names in sorted(files.items()):
        below = os.path.relpath(os.path.join(plan.tree.root, file), home).replace(os.sep, "/")
        glob = quoted(_as_glob(below if "/" in below else f"/{below}"))
        listed = ", ".join(f'"{name}"' for name in sorted(set(names)))
        told.append(f"  {glob} = [{listed}]")
    return told


def _as_glob(path: str) -> str:
    """A path as a glob that matches it alone."""
    return "".join(f"[{character}]" if character in "*?[" else character for character in path)
