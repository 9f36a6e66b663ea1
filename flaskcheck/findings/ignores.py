"""Findings that the user has silenced: ignore comments and ``per-file-ignores`` (known findings come after, see ``baseline.py``).

``# flaskcheck: ignore[rule-name] reason`` works on its own line or the line above, in any comment syntax; ``ignore-file[…]`` in the first lines of a
file works for all of it. An ignore that silences nothing is reported, so that none outlives its reason.
"""

from __future__ import annotations

import re

from flaskcheck.findings.config import is_selected
from flaskcheck.findings.names import ALIASES, UNUSED_IGNORE, known_names
from flaskcheck.findings.report import Finding, Suppressed
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.ground.words import did_you_mean
from flaskcheck.rule import FAMILIES, WARNING, Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.findings.config import Config
    from flaskcheck.findings.report import Report

RULE = Rule(
    UNUSED_IGNORE,
    "suppression",
    WARNING,
    lambda project: (),
    """An ignore comment silences nothing.

Whatever it was written for is corrected, has moved to another line, or its name was never right. Left in place, it would silence the next mistake of this
kind, which nobody has looked at. flaskcheck itself reports this after all rules have run; comments for rules that did not run are left alone.

Remove the comment, correct the name in it, or move it: `# flaskcheck: ignore[rule-name] reason` speaks for its own line or, on a line of its own, for the line
below; it may stand at any line that the finding names. Where equal mistakes are told as one finding, each of their lines has a comment of its own. A finding about a file as a whole is silenced by `# flaskcheck: ignore-file[rule-name] reason` in the first ten lines.

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
    return kept, [*silenced, *by_configuration]


def _by_comments(report: Report, config: Config) -> tuple[list[Finding], list[Suppressed], list[Finding]]:
    """What is left, what is silenced, and what is to be said of the comments themselves."""
    ignores = {path: found for path in _candidates(report) if (found := ignores_in(report.tree.source(path)))}
    used: set[tuple[Place, str]] = set()
    near, silenced = _split(report.findings, ignores, IgnoreComment.silences, used)
    free = {
        path: tuple(i for i in found if not any(place == i.place for place, _ in used))
        for path, found in ignores.items()
    }
    left, besides = _split(near, free, IgnoreComment.silences_from_afar, used)
    silenced += besides
    used.update(_spoken_for(report.findings, ignores))
    report.remarks += _retired(ignores)
    judge = _Judge(report, config)
    asked = (found for path, found in ignores.items() if report.covers(path))
    useless = [f for found in asked for ignore in found for f in judge.complaints(ignore, used)]
    return left, silenced, useless


def _split(
    findings: list[Finding],
    ignores: dict[str, tuple[IgnoreComment, ...]],
    silences: Callable[[IgnoreComment, str, Finding], bool],
    used: set[tuple[Place, str]],
) -> tuple[list[Finding], list[Suppressed]]:
    """The findings that are left and those that comments silence in one way; their names are added to ``used``."""
    left, silenced = [], []
    for finding in findings:
        paths = dict.fromkeys((finding.place.path, *(r.place.path for r in finding.related)))
        near = [ignore for path in paths for ignore in ignores.get(path, ())]
        by = [(i, name) for i in near for name in i.names if silences(i, name, finding)]
        used.update((ignore.place, name) for ignore, name in by)
        if by:
            silenced.append(Suppressed(finding, "comment", by[0][0].reason))
        else:
            left.append(finding)
    return left, silenced


def _spoken_for(findings: list[Finding], ignores: dict[str, tuple[IgnoreComment, ...]]) -> Iterator[tuple[Place, str]]:
    """The names in comments about what another finding owns: they have their reason still."""
    owned = (other for finding in findings for other in finding.owned)
    for finding in owned:
        for ignore in ignores.get(finding.place.path, ()):
            yield from ((ignore.place, name) for name in ignore.names if ignore.silences(name, finding))


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
    found = []
    for match in _COMMENT.finditer(source.text):
        if is_python and (match["open"] != "#" or any(start <= match.start() < end for start, end in strings)):
            continue
        place = source.span(match.start(), match.start() + len(match.group().rstrip()))
        names = tuple(n.strip() for n in (match["names"] or "").split(",") if n.strip())
        whole = match["verb"].lower() == "ignore-file"
        lines = () if whole else _lines(source, place)
        found.append(IgnoreComment(place, names, _reason(match["reason"]), lines, whole and place.line > HEAD_LINES))
    return tuple(found)


def _reason(text: str) -> str:
    for closer in _CLOSERS:
        text = text.partition(closer)[0]
    return text.strip()


def _lines(source: Source, place: Place) -> tuple[int, ...]:
    """A comment of its own speaks for the next line that is no such comment, one behind code for its own line."""
    if source.lines[place.line - 1][: place.column - 1].strip() not in ("", "{"):  # JSX writes {/* … */}
        return (place.line,)
    following = place.line + 1
    while following <= len(source.lines) and _COMMENT.search(source.lines[following - 1]):
        following += 1
    return (place.line, following)


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
        self.ran = {rule.name for rule in report.rules} - crashed
        self.known = known_names() | self.ran
        if not (config.select or config.ignore or crashed):
            self.ran.update(FAMILIES)

    def complaints(self, ignore: IgnoreComment, used: set[tuple[Place, str]]) -> Iterator[Finding]:
        """What is wrong with one comment, given the names in comments that silenced something."""
        if not ignore.names:
            yield self._finding(
                ignore, "This ignore comment names no rule, so it silences nothing.", "Write ignore[rule-name]."
            )
        elif ignore.is_late:
            message = f"An ignore-file comment below line {HEAD_LINES} silences nothing."
            yield self._finding(ignore, message, f"Move it into the first {HEAD_LINES} lines.")
        else:
            yield from self._names(ignore, {name for place, name in used if place == ignore.place})

    def _names(self, ignore: IgnoreComment, used: set[str]) -> Iterator[Finding]:
        for name in ignore.names:
            if name not in self.known:
                hint = did_you_mean(name, self.known)
                yield self._finding(ignore, f"There is no rule {name!r}{hint or '.'}", "Correct or remove the name.")
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
        return Finding(RULE.name, RULE.family, RULE.severity, ignore.place, told, help_)
