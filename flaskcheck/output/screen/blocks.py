"""Findings as blocks of a text report: the worst first, equal ones together."""

from __future__ import annotations

from flaskcheck.files.listing import shown
from flaskcheck.ground.cleaning import clean
from flaskcheck.ground.limits import MAX_SHOWN_RELATED
from flaskcheck.output.screen.cells import counted, wrapped
from flaskcheck.output.screen.excerpt import Excerpts
from flaskcheck.rule import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.findings.report import Finding, Report
    from flaskcheck.ground.place import Place
    from flaskcheck.output.screen.paint import Painter

HELP = "help: "
FIXABLE = " [*]"
"""Marks what ``--fix`` mends."""

PUNCTUATION = ".,:;()\"'"


class Blocks:
    """The findings of a report, each as the lines of one block."""

    def __init__(self, report: Report, paint: Painter, width: int) -> None:
        self._report = report
        self._paint = paint
        self._width = width
        self._excerpts = Excerpts(report, paint, width)
        self._rules = {rule.name: rule for rule in report.rules}

    def __iter__(self) -> Iterator[list[str]]:
        return (self._block(group) for group in alike(worst_first(self._report.findings)))

    def _block(self, group: list[Finding]) -> list[str]:
        first = group[0]
        gutter = max(len(str(max(place.line, place.end_line))) for place in _shown_places(first))
        lines = [*self._head(group), *self._places(group, gutter)]
        if self._excerpts.has(first.place):
            lines += self._excerpts.lines(first.place, clean(first.message), first.severity, gutter)
        else:
            rows = wrapped(clean(first.message), self._width - gutter - 3, "", "")
            lines += [f"{self._excerpts.gutter(gutter)} {row}" for row in rows]
        return [*lines, *self._related(first, gutter), *self._help(first)]

    def _head(self, group: list[Finding]) -> list[str]:
        finding, number = group[0], len(group)
        rule = self._rules.get(finding.rule)
        plain = f"{finding.severity}[{finding.rule}]"
        title = f": {clean(rule.title)}" if rule else ""
        times = f" ({number} times)" if number > 1 else ""
        times += FIXABLE if all(each.is_fixable() for each in group) else ""
        lines = wrapped(f"{plain}{title}{times}", self._width, "", "    ")
        begun = lines[0][len(plain) :]
        name = self._paint.name(rule, finding.rule)
        head = self._paint(finding.severity, f"{finding.severity}[") + self._paint(finding.severity, name)
        return [
            f"{head}{self._paint(finding.severity, ']')}{self._paint('bold', begun)}",
            *self._paint.all("bold", lines[1:]),
        ]

    def _places(self, group: list[Finding], gutter: int) -> Iterator[str]:
        """Where it is, a line for each place; behind it what is other there than at the first."""
        arrow = self._paint("gutter", f"{'':>{gutter}}-->")
        said = [_said(finding) for finding in group]
        differing = [number for number, words in enumerate(zip(*said)) if len(set(words)) > 1]
        for finding, words in zip(group, said):
            other = " ".join(words[number] for number in differing)
            yield f"{arrow} {at(finding.place)}{'  ' if other else ''}{self._paint('bold', other.strip(PUNCTUATION))}"

    def _related(self, finding: Finding, gutter: int) -> Iterator[str]:
        """The places that belong to it: what is there, and the line."""
        arrow = f"{'':>{gutter}}-->"
        for related in finding.related[:MAX_SHOWN_RELATED]:
            told = f"{at(related.place)}: {clean(related.message)}"
            first, *rest = wrapped(told, self._width, f"{arrow} ", " " * (len(arrow) + 1))
            yield self._excerpts.gutter(gutter)
            yield self._paint("gutter", arrow) + first[len(arrow) :]
            yield from rest
            if self._excerpts.has(related.place):
                yield self._excerpts.line(related.place, gutter)
        more = len(finding.related) - MAX_SHOWN_RELATED
        if more > 0:
            yield self._excerpts.gutter(gutter)
            yield f"{self._paint('gutter', arrow)} {counted(more, 'more place')}"

    def _help(self, finding: Finding) -> list[str]:
        """What to do; what is to be typed stands on a line of its own."""
        if not finding.help:
            return []
        words, typed = told_and_typed(clean(finding.help))
        lines = wrapped(words, self._width, HELP, " " * len(HELP))
        lines[0] = self._paint("help", HELP.strip()) + lines[0][len(HELP) - 1 :]
        return [*lines, *(self._paint("bold", f"{' ' * len(HELP)}    {typed}") for typed in filter(None, [typed]))]


def worst_first(findings: list[Finding]) -> list[Finding]:
    """Errors, then warnings, then infos; each in the order of the report."""
    return sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))


def alike(findings: list[Finding]) -> list[list[Finding]]:
    """Findings that say the same but for names, numbers and paths, together, where the first of them was."""
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        key: object = id(finding)
        if not finding.related:
            key = finding.rule, finding.severity, _skeleton(finding.message), _skeleton(finding.help)
        groups.setdefault(key, []).append(finding)
    return list(groups.values())


def _skeleton(text: str) -> str:
    """A text with a hole for each word that is no word of a language."""
    words = (word.strip(PUNCTUATION) for word in text.split())
    return " ".join(word if word.isalpha() and word[1:].islower() else "\0" for word in words)


def _said(finding: Finding) -> list[str]:
    """The words of a finding; alike ones have as many, and the others differ."""
    return clean(finding.message).split()


def told_and_typed(text: str) -> tuple[str, str]:
    """A help without what is to be typed, and that: what follows the first colon of its last sentence, unless it ends like one."""
    before, end, last = text.rpartition(". ")
    words, colon, typed = last.partition(": ")
    if not colon or text.endswith((".", "!", "?", '."', ".)")):
        return text, ""
    return f"{before}{end}{words}:", typed


def at(place: Place) -> str:
    """``path:line:column``, which terminals and editors open."""
    path = shown(place.path) or "."
    return ":".join([path, *(str(number) for number in (place.line, place.column) if number)])


def _shown_places(finding: Finding) -> Iterator[Place]:
    yield finding.place
    yield from (related.place for related in finding.related[:MAX_SHOWN_RELATED])
