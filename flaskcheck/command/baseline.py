"""``flaskcheck baseline``: write down what is found now, or remove what is not found any more."""

from __future__ import annotations

import os

from flaskcheck.command import settings_file
from flaskcheck.command.judgement import judge
from flaskcheck.command.plan import Plan
from flaskcheck.command.verdict import BASELINE
from flaskcheck.files import source
from flaskcheck.files.listing import shown
from flaskcheck.findings.baseline import compare
from flaskcheck.findings.baseline_file import fresh, load, store
from flaskcheck.ground import errors, reading, writing
from flaskcheck.ground.errors import UsageError
from flaskcheck.ground.record import Record
from flaskcheck.ground.trust import is_below, real_path, top_of
from flaskcheck.output.screen.cells import counted
from flaskcheck.output.terminal import Progress, complain, near, put

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.command.options import Options
    from flaskcheck.findings.baseline_file import Baseline, KnownFinding
    from flaskcheck.findings.config import Config
    from flaskcheck.findings.report import Report


class Change(Record):
    """What became of a baseline: its entries now, and how many of them are new and how many are gone."""

    baseline: Baseline
    new: int = 0
    gone: int = 0


def run(options: Options, file: str, prune: bool) -> int:
    """Write the baseline ``file`` (``""``: the configuration's, else the usual one in the scanned folder); the exit code.

    What belongs to rules and files that are not looked at stays as it is. With ``prune`` nothing is added, only removed.

    Raises: UsageError, ConfigError; also when a file of that name is no baseline, which is left alone.
    """
    plan = Plan(options)
    settings, tree = plan.settings, plan.tree
    with Progress() as progress:
        judgement = judge(plan, progress, heeds_baseline=False)
    report = judgement.report
    for told in errors.told_once(report.crashes):
        complain(told)
    if not report.has_application:
        complain(report.nothing_found)
        return errors.CRASHED if report.crashes else errors.NOTHING
    home = os.path.join(tree.root, tree.scope if tree.has_folder(tree.scope) else "")
    for place, reports in _by_file(file, home, judgement.each).items():
        _put_down(place, plan, reports, prune)
    if not file and not settings.baseline and not (not prune and _named(settings, home)):
        put(_advice(settings))
    return errors.CRASHED if report.crashes else errors.CLEAN


def _named(settings: Config, home: str) -> bool:
    """Name the baseline of the folder ``home`` in the configuration; whether that has a place for it.

    Raises: UsageError when it cannot be written.
    """
    path, own = settings.path, os.path.dirname(os.path.abspath(settings.path))
    way = os.path.relpath(os.path.join(os.path.realpath(home), BASELINE), os.path.realpath(own)).replace(os.sep, "/")
    top = top_of(home) or home
    if not path or os.path.islink(path) or way.startswith("../") or not is_below(real_path(path), real_path(top)):
        return False
    changed = settings_file.with_text(reading.read(path, inside=top), path, "baseline", way)
    if changed is None:
        return False
    try:
        writing.replace(path, changed, within=(own,))
    except OSError as error:
        raise UsageError(f"{shown(path)}: cannot be written ({error.strerror})") from error
    put(f'{near(path)}: baseline = "{shown(way)}" added; only new findings are reported from now on.')
    return True


def _advice(settings: Config) -> str:
    name = os.path.basename(settings.path) or "flaskcheck.toml"
    below = "[tool.flaskcheck] of " if name == "pyproject.toml" else ""
    begin = "" if settings.path else "run flaskcheck init, or "
    return f'To use it, {begin}write in {below}{name}: baseline = "{BASELINE}"'


def _by_file(file: str, home: str, each: tuple[tuple[Report, Config], ...]) -> dict[str, list[Report]]:
    """The reports that belong into each file: a folder can have a baseline of its own."""
    found: dict[str, list[Report]] = {}
    for report, own in each:
        place = os.path.abspath(file) if file else own.baseline or os.path.join(home, BASELINE)
        if report.has_application:
            found.setdefault(place, []).append(report)
    return found


def _put_down(file: str, plan: Plan, reports: list[Report], prune: bool) -> None:
    root = plan.tree.root
    is_there = prune or os.path.lexists(file)
    change = Change(load(file, root, source.reader(root)) if is_there else fresh(file, root))
    for report in reports:
        change = _changed(change, report, prune)
    store(change.baseline)
    count = len(change.baseline.entries)
    told = f"{change.gone} gone" if prune else f"{change.new} new, {change.gone} gone"
    put(f"{near(file)}: {counted(count, 'known finding')} ({told}).")


def _changed(change: Change, report: Report, prune: bool) -> Change:
    """A baseline after one report."""
    found = compare(report, change.baseline)
    left = [*_without_lines(found.unjudged), *(entry for _, entry in found.known)]
    left += () if prune else (entry for _, entry in found.new)
    after = change.baseline.replaced(entries=tuple(left))
    return Change(after, change.new + len(found.new), change.gone + len(found.gone))


def _without_lines(entries: Iterable[KnownFinding]) -> list[KnownFinding]:
    """Entries of an earlier version, which quoted the line, with what their rules are about."""
    from flaskcheck.findings import names, registry

    subjects = {rule.name: rule.title for rule in registry.load_all()[0]}
    return [entry.replaced(text=subjects.get(names.ALIASES.get(entry.rule, entry.rule), "")) for entry in entries]
