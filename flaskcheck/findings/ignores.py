"""Findings that the user has silenced: ignore comments and ``per-file-ignores`` (known findings come after, see ``baseline.py``).

``# flaskcheck: ignore[rule-name] reason`` works on its own line or the line above, in any comment syntax; ``ignore-file[…]`` in the first lines of a
file works for all of it. An ignore that silences nothing is reported, so that none outlives its reason.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right

from flaskcheck.findings.config import is_selected, severity
from flaskcheck.findings.names import ALIASES, UNUSED_IGNORE, known_names
from flaskcheck.findings.report import Finding, Suppressed
from flaskcheck.ground.limits import MAX_UNKNOWN_NAMES
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.ground.words import did_you_mean
from flaskcheck.rule import FAMILIES, WARNING, Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.findings.config import Config
    from flaskcheck.findings.report import Report

RULE = Rule(
    UNUSED_IGNORE,
    "suppression",
    WARNING,
    lambda project: (),
    """Unused ignore comment.

An ignore comment names a rule that reports nothing there.

## Why it is bad

The mistake is corrected, or has moved to another line, or the name was never right. The comment would hide the next mistake of this kind, which nobody has looked at.

flaskcheck reports this after all rules have run. Comments for rules that didn't run are left alone.

## Use instead

Remove the comment, correct the name, or move it. `# flaskcheck: ignore[rule-name] reason` ignores findings on its own line, or, standing alone, on the next line; it may stand at any line that the finding names. Where equal mistakes are reported as one finding, each line needs its own comment.

For a finding about the whole file, write `# flaskcheck: ignore-file[rule-name] reason` in the first ten lines.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)  # flaskcheck: ignore[hard-coded-secret-key] nothing of the kind is here
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
app.secret_key = "only for the demo"  # flaskcheck: ignore[hard-coded-secret-key] public demo without users
```
""",
)

MARKER = "flaskcheck:"
HEAD_LINES = 10
_COMMENT = re.compile(
    r"(?P<open>\#|//|/\*|<!--|\{\#-?|;|--|\bREM\b)\s*flaskcheck:\s*(?P<verb>ignore-file|ignore)\b"
    r"(?:\s*\[(?P<names>[^\]\n]*)\])?(?P<reason>[^\n]*)",
    re.IGNORECASE,
)
_CLOSERS = ("*/", "-->", "-#}", "#}")
_WITHOUT_COMMENTS = (".json", ".lock", ".ipynb")


class IgnoreComment(Record):
    """One ignore comment. ``lines`` are those it speaks for; empty for a whole file, of which ``is_late`` comes too late in it."""

    place: Place
    names: tuple[str, ...]
    reason: str
    lines: tuple[int, ...]
    is_late: bool = False

    def speaks_for(self, line: int) -> bool:
        """Whether this comment is about a line, or (0) about the whole file."""
        return line in self.lines if line else not self.lines and not self.is_late

    def silences(self, name: str, finding: Finding) -> bool:
        """Whether this comment silences a finding by one of its names."""
        if ALIASES.get(name, name) not in (finding.rule, finding.family):
            return False
        place = finding.place
        if self.is_late or place.path != self.place.path:
            return False
        return not self.lines or self._is_at(place)

    def silences_from_afar(self, name: str, finding: Finding) -> bool:
        """Whether this comment stands at a line that a finding elsewhere names."""
        if not self.lines or ALIASES.get(name, name) not in (finding.rule, finding.family):
            return False
        return any(r.place.path == self.place.path and self._is_at(r.place) for r in finding.related)

    def _is_at(self, place: Place) -> bool:
        return place.line in self.lines or (place.line > 0 and place.end_line in self.lines)


def suppress(report: Report, config: Config, use_ignores: bool) -> tuple[list[Finding], list[Suppressed]]:
    """Split the findings into those to report (unused ignores added) and those silenced."""
    left = report.findings
    silenced: list[Suppressed] = []
    if use_ignores:
        left, silenced, useless = _by_comments(report, config)
        if is_selected(config, RULE.name, RULE.family):
            left = [*left, *useless]
            report.rules = [*report.rules, RULE]
    kept, by_configuration = _by_configuration(report, left, config)
    if config.allow:
        from flaskcheck.findings.allowed import allowed

        kept, by_value = allowed(kept, config, report.tree)
        by_configuration += by_value
    return kept, [*silenced, *by_configuration]


def _by_comments(report: Report, config: Config) -> tuple[list[Finding], list[Suppressed], list[Finding]]:
    """What is left, what is silenced, and what is to be said of the comments themselves."""
    ignores = {path: found for path in _candidates(report) if (found := ignores_in(report.tree.source(path)))}
    at = _by_line(ignores)
    used: dict[Place, set[str]] = {}
    near, silenced = _split(report.findings, at, IgnoreComment.silences, used)
    free = {key: [i for i in found if i.place not in used] for key, found in at.items()}
    left, besides = _split(near, free, IgnoreComment.silences_from_afar, used)
    silenced += besides
    _spoken_for(report.findings, at, used)
    report.remarks += _retired(ignores)
    judge = _Judge(report, config)
    asked = (found for path, found in ignores.items() if report.covers(path))
    useless = [
        f for found in asked for ignore in found for f in judge.complaints(ignore, used.get(ignore.place, set()))
    ]
    return left, silenced, useless


def _by_line(ignores: dict[str, tuple[IgnoreComment, ...]]) -> dict[tuple[str, int], list[IgnoreComment]]:
    """The comments by the path and each line that they speak for, 0 for a whole file."""
    found: dict[tuple[str, int], list[IgnoreComment]] = {}
    for path, each in ignores.items():
        for ignore in each:
            for line in dict.fromkeys(ignore.lines or (0,)):
                found.setdefault((path, line), []).append(ignore)
    return found


def _at(places: Iterable[Place], at: dict[tuple[str, int], list[IgnoreComment]]) -> Iterator[IgnoreComment]:
    """The comments that may speak for some places, each once."""
    keys = dict.fromkeys((place.path, line) for place in places for line in (0, place.line, place.end_line))
    return iter({id(ignore): ignore for key in keys for ignore in at.get(key, ())}.values())


def _split(
    findings: list[Finding],
    at: dict[tuple[str, int], list[IgnoreComment]],
    silences: Callable[[IgnoreComment, str, Finding], bool],
    used: dict[Place, set[str]],
) -> tuple[list[Finding], list[Suppressed]]:
    """The findings that are left and those that comments silence in one way; their names are added to ``used``."""
    left, silenced = [], []
    for finding in findings:
        near = _at((finding.place, *(r.place for r in finding.related)), at)
        by = [(i, name) for i in near for name in i.names if silences(i, name, finding)]
        for ignore, name in by:
            used.setdefault(ignore.place, set()).add(name)
        if by:
            silenced.append(Suppressed(finding, "comment", by[0][0].reason))
        else:
            left.append(finding)
    return left, silenced


def _spoken_for(
    findings: list[Finding], at: dict[tuple[str, int], list[IgnoreComment]], used: dict[Place, set[str]]
) -> None:
    """Add the names in comments about what another finding owns: they have their reason still."""
    for owned in (other for finding in findings for other in finding.owned):
        for ignore in _at((owned.place,), at):
            names = {name for name in ignore.names if ignore.silences(name, owned)}
            used.setdefault(ignore.place, set()).update(names)


def _retired(ignores: dict[str, tuple[IgnoreComment, ...]]) -> Iterator[str]:
    """What to tell of comments that use old names."""
    from flaskcheck.files.listing import shown

    for path, found in ignores.items():
        for ignore in found:
            old = (name for name in ignore.names if name in ALIASES)
            yield from (f"{shown(path)}:{ignore.place.line}: {name} is called {ALIASES[name]} now" for name in old)


def _by_configuration(
    report: Report, findings: list[Finding], config: Config
) -> tuple[list[Finding], list[Suppressed]]:
    if not config.per_file_ignores:
        return findings, []
    kept, silenced = [], []
    used: set[tuple[str, str]] = set()
    for finding in findings:
        by = _matching(finding, config)
        used.update(by)
        if by:
            silenced.append(Suppressed(finding, "per-file-ignores", by[0][0]))
        else:
            kept.append(finding)
    if _is_judged_whole(report, config):
        report.remarks += _useless(used, config, _Judge(report, config).ran)
    return kept, silenced


def _matching(finding: Finding, config: Config) -> list[tuple[str, str]]:
    """The globs, each with the name below it, that silence a finding."""
    from flaskcheck.files.globs import matches_any

    named = [
        (glob, name)
        for glob, names in config.per_file_ignores
        for name in names
        if name in (finding.rule, finding.family)
    ]
    return [(glob, name) for glob, name in named if matches_any(finding.place.path, (glob,))]


def _is_judged_whole(report: Report, config: Config) -> bool:
    """Whether all was looked at that the configuration speaks of."""
    import os

    home = os.path.dirname(config.path) if config.path else report.tree.root
    return not report.tree.scope and os.path.realpath(home) == os.path.realpath(report.tree.root)


def _useless(used: set[tuple[str, str]], config: Config, ran: set[str]) -> Iterator[str]:
    """What to tell of entries of ``per-file-ignores`` whose rules ran and had nothing to say there."""
    for glob, names in config.per_file_ignores:
        idle = [name for name in names if name in ran and (glob, name) not in used]
        if idle:
            yield f"per-file-ignores: {glob!r} silences nothing ({', '.join(idle)})"


def _candidates(report: Report) -> Iterator[str]:
    """Files that may hold an ignore comment: those that were read and are asked for, and those that findings lie in."""
    told = {p.path for f in report.findings for p in (f.place, *(r.place for r in f.related))}
    found = {path for path in report.tree.read_paths if report.covers(path)}
    found |= {path for path in told if report.tree.has(path)}
    asked = (path for path in sorted(found) if not path.endswith(_WITHOUT_COMMENTS))
    return (path for path in asked if _has_marker(report.tree.source(path)))


def _has_marker(source: Source) -> bool:
    raw = source.raw
    return MARKER.encode() in raw.lower() or (b"\0" in raw[:512] and MARKER in source.text.lower())


def ignores_in(source: Source) -> tuple[IgnoreComment, ...]:
    """The ignore comments of a file; in Python only real comments count, not texts that look like one."""
    is_python = source.path.endswith((".py", ".pyi", ".pyw"))
    strings = _python_strings(source) if is_python else ()
    lines_of = _Lines(source)
    found = []
    for match in _COMMENT.finditer(source.text):
        if is_python and (match["open"] != "#" or _is_within(strings, match.start())):
            continue
        place = source.span(match.start(), match.start() + len(match.group().rstrip()))
        names = tuple(n.strip() for n in (match["names"] or "").split(",") if n.strip())
        whole = match["verb"].lower() == "ignore-file"
        lines = () if whole else lines_of.spoken_for(place)
        found.append(IgnoreComment(place, names, _reason(match["reason"]), lines, whole and place.line > HEAD_LINES))
    return tuple(found)


def _reason(text: str) -> str:
    for closer in _CLOSERS:
        text = text.partition(closer)[0]
    return text.strip()


class _Lines:
    """The lines that the comments of a file speak for, each line looked at once."""

    def __init__(self, source: Source) -> None:
        self._lines = source.lines
        self._begins: dict[int, int] = {}
        self._after: dict[int, int] = {}

    def spoken_for(self, place: Place) -> tuple[int, ...]:
        """A comment of its own speaks for the next line that is no such comment, one behind code for its own line."""
        if self._begin(place.line) < place.column:
            return (place.line,)
        return (place.line, self._following(place.line + 1))

    def _begin(self, line: int) -> int:
        """The column in which a line's text begins; JSX writes ``{/* … */}``."""
        if line not in self._begins:
            text = self._lines[line - 1]
            bare = text.lstrip().removeprefix("{").lstrip()
            self._begins[line] = len(text) - len(bare) + 1
        return self._begins[line]

    def _following(self, line: int) -> int:
        """The first line from one on that has no such comment."""
        passed = []
        while line not in self._after and line <= len(self._lines) and _COMMENT.search(self._lines[line - 1]):
            passed.append(line)
            line += 1
        found = self._after.get(line, line)
        self._after.update(dict.fromkeys(passed, found))
        return found


def _is_within(spans: tuple[tuple[int, int], ...], offset: int) -> bool:
    """Whether an offset lies in one of the spans, which stand in order."""
    at = bisect_right(spans, (offset, sys.maxsize)) - 1
    return at >= 0 and spans[at][0] <= offset < spans[at][1]


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
            if tokenize.tok_name[token.type].endswith(("STRING", "STRING_MIDDLE")):
                found.append((starts[token.start[0] - 1] + token.start[1], starts[token.end[0] - 1] + token.end[1]))
    except (tokenize.TokenError, SyntaxError, ValueError):
        pass  # what was tokenized before the mistake is enough
    return tuple(found)


class _Judge:
    """Tells what is wrong with ignore comments themselves. Of rules that did not run, or crashed, nothing is said."""

    def __init__(self, report: Report, config: Config) -> None:
        crashed = {crash.rule for crash in report.crashes}
        self.shown = report.shown
        self.severity = severity(config, RULE.name, RULE.family) or RULE.severity
        self.ran = {rule.name for rule in report.rules} - crashed
        self.known = known_names() | self.ran
        if not (config.select or config.ignore or crashed):
            self.ran.update(FAMILIES)

    def complaints(self, ignore: IgnoreComment, used: set[str]) -> Iterator[Finding]:
        """What is wrong with one comment, given the names in it that silenced something."""
        if not ignore.names:
            yield self._finding(
                ignore, "This ignore comment names no rule, so it silences nothing.", "Write ignore[rule-name]."
            )
        elif ignore.is_late:
            message = f"An ignore-file comment below line {HEAD_LINES} silences nothing."
            yield self._finding(ignore, message, f"Move it into the first {HEAD_LINES} lines.")
        else:
            yield from self._names(ignore, used)

    def _names(self, ignore: IgnoreComment, used: set[str]) -> Iterator[Finding]:
        unknown = [name for name in dict.fromkeys(ignore.names) if name not in self.known]
        for name in unknown[:MAX_UNKNOWN_NAMES]:
            yield self._finding(
                ignore,
                f"There is no rule {name!r}{did_you_mean(name, self.known) or '.'}",
                "Correct or remove the name.",
            )
        if len(unknown) > MAX_UNKNOWN_NAMES:
            more = f"There are no rules of {len(unknown) - MAX_UNKNOWN_NAMES} other names in this comment."
            yield self._finding(ignore, more, "Remove them.")
        useless = [name for name in ignore.names if ALIASES.get(name, name) in self.ran and name not in used]
        if useless:
            remedy = (
                "Remove the ignore comment."
                if len(useless) == len(ignore.names)
                else "Remove the name from the comment."
            )
            yield self._finding(ignore, f"Nothing is reported here for {', '.join(useless)}.", remedy)

    def _finding(self, ignore: IgnoreComment, message: str, help_: str) -> Finding:
        told = self.shown.note(message, (ignore.place,))
        return Finding(RULE.name, RULE.family, self.severity, ignore.place, told, help_)
