"""Findings that the user has silenced: ignore comments and ``per-file-ignores``.

``# flaskcheck: ignore[rule-name] reason`` works on its own line or the line above, in any comment syntax; ``ignore-file[…]`` in the first lines of a
file works for all of it. An ignore that silences nothing is reported, so that none outlives its reason.
"""

from __future__ import annotations

import re

from flaskcheck.config import did_you_mean
from flaskcheck.facts import Place
from flaskcheck.globs import matches_any
from flaskcheck.record import Record
from flaskcheck.registry import ALIASES, UNUSED_IGNORE, builtin_names
from flaskcheck.rule import FAMILIES, WARNING, Finding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.config import Config
    from flaskcheck.engine import Report
    from flaskcheck.source import Source

MARKER = b"flaskcheck:"
HEAD_LINES = 10
_COMMENT = re.compile(
    r"(?P<open>\#|//|/\*|<!--|\{\#|;|--|\bREM\b)\s*flaskcheck:\s*(?P<verb>ignore-file|ignore)\b"
    r"(?:\s*\[(?P<names>[^\]]*)\])?(?P<reason>[^\n]*)",
    re.IGNORECASE,
)
_CLOSERS = ("*/", "-->", "#}")


class Ignore(Record):
    """One ignore comment. ``lines`` are those it speaks for; empty for a whole file."""

    place: Place
    names: tuple[str, ...]
    reason: str
    lines: tuple[int, ...]


class Suppressed(Record):
    """A finding that was silenced, by what (``comment`` or ``per-file-ignores``) and why."""

    finding: Finding
    by: str
    reason: str


def suppress(report: Report, config: Config, use_ignores: bool) -> tuple[list[Finding], list[Suppressed]]:
    """Split the findings into those to report (unused ignores added) and those silenced."""
    kept, silenced = _by_configuration(report.findings, config)
    if not use_ignores:
        return kept, silenced
    ignores = {path: ignores for path in _candidates(report) if (ignores := ignores_in(report.tree.source(path)))}
    used: set[Place] = set()
    left = []
    for finding in kept:
        ignore = _ignore_for(finding, ignores.get(finding.place.path, ()))
        if ignore is None:
            left.append(finding)
        else:
            used.add(ignore.place)
            silenced.append(Suppressed(finding, "comment", ignore.reason))
    ran = {rule.name for rule in report.rules}
    for found in ignores.values():
        left.extend(f for ignore in found for f in _complaints(ignore, ignore.place in used, ran))
    return left, silenced


def _by_configuration(findings: list[Finding], config: Config) -> tuple[list[Finding], list[Suppressed]]:
    kept, silenced = [], []
    for finding in findings:
        by = next(
            (
                glob
                for glob, names in config.per_file_ignores
                if {finding.rule, finding.family} & set(names) and matches_any(finding.place.path, (glob,))
            ),
            None,
        )
        if by is None:
            kept.append(finding)
        else:
            silenced.append(Suppressed(finding, "per-file-ignores", by))
    return kept, silenced


def _candidates(report: Report) -> Iterator[str]:
    """Files that may hold an ignore comment: those that were read, and those that findings lie in."""
    read = report.tree.read_paths | {f.place.path for f in report.findings if report.tree.has(f.place.path)}
    return (path for path in sorted(read) if MARKER in report.tree.source(path).raw.lower())


def ignores_in(source: Source) -> tuple[Ignore, ...]:
    """The ignore comments of a file; in Python only real comments count, not texts that look like one."""
    strings = _python_strings(source) if source.path.endswith(".py") else ()
    found = []
    for match in _COMMENT.finditer(source.text):
        if any(start <= match.start() < end for start, end in strings):
            continue
        place = source.span(match.start(), match.start() + len(match.group().rstrip()))
        names = tuple(n.strip() for n in (match["names"] or "").split(",") if n.strip())
        reason = match["reason"].strip()
        for closer in _CLOSERS:
            reason = reason.partition(closer)[0].strip()
        whole = match["verb"].lower() == "ignore-file"
        if whole and place.line > HEAD_LINES:
            continue
        found.append(Ignore(place, names, reason, () if whole else _lines(source, place.line, match)))
    return tuple(found)


def _lines(source: Source, line: int, match: re.Match[str]) -> tuple[int, ...]:
    """A comment of its own speaks for the next line that is no comment, one behind code for its own line."""
    before = source.lines[line - 1][: source.lines[line - 1].find(match["open"])]
    if before.strip():
        return (line,)
    following = line + 1
    while following <= len(source.lines) and _COMMENT.search(source.lines[following - 1]):
        following += 1
    return (line, following)


def _python_strings(source: Source) -> tuple[tuple[int, int], ...]:
    """Offsets of the string literals of a Python file, as far as it can be tokenized."""
    import io
    import tokenize

    starts = [0]
    for line in source.lines:
        starts.append(starts[-1] + len(line) + 1)
    found = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
            if token.type == tokenize.STRING or tokenize.tok_name[token.type].startswith("FSTRING"):
                found.append((starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1]))
    except (tokenize.TokenError, SyntaxError, ValueError):
        pass  # what was tokenized before the mistake is enough
    return tuple(found)


def _ignore_for(finding: Finding, ignores: tuple[Ignore, ...]) -> Ignore | None:
    for ignore in ignores:
        names = {ALIASES.get(name, name) for name in ignore.names}
        if (finding.rule in names or finding.family in names) and (
            not ignore.lines or finding.place.line in ignore.lines or finding.place.line == 0
        ):
            return ignore
    return None


def _complaints(ignore: Ignore, used: bool, ran: set[str]) -> Iterator[Finding]:
    """What is wrong with an ignore comment itself."""
    known = {*builtin_names(), *ran, *FAMILIES, *ALIASES}
    if not ignore.names:
        yield _finding(ignore, "This ignore comment names no rule, so it silences nothing.", "Write ignore[rule-name].")
        return
    for name in ignore.names:
        if name not in known:
            yield _finding(
                ignore, f"There is no rule {name!r}{did_you_mean(name, known)}", "Correct or remove the name."
            )
    if not used and all(name in known and (name in ran or name in FAMILIES) for name in ignore.names):
        yield _finding(ignore, f"Nothing is reported here for {', '.join(ignore.names)}.", "Remove the ignore comment.")


def _finding(ignore: Ignore, message: str, help_: str) -> Finding:
    return Finding(UNUSED_IGNORE, "portability", WARNING, ignore.place, message, help_)
