"""The lines of a file that a finding is about, with their numbers: what is not harmless is hidden, long lines are cut around the place."""

from __future__ import annotations

import re

from flaskcheck.findings.marked import marked
from flaskcheck.ground.limits import MAX_LABEL_LINES, MAX_SHOWN_LINES
from flaskcheck.ground.place import Place
from flaskcheck.output.screen.cells import cells, cut, visible, window, wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from flaskcheck.findings.report import Report
    from flaskcheck.output.screen.paint import Painter

NEAR = 2000
"""Of a longer line only this many characters on either side of the place are looked at."""

LABEL_WIDTH = 36
"""A label stands beside what it is about where that leaves it this many columns, else below."""

BLANK, UNDER = "  ", "_"
"""What a bracket is made of: its place where it has not begun, its lower edge."""

_TARGET = re.compile(r"[A-Za-z_][\w.]{0,80}(?:\[[^\[\]=]{0,80}\])?(?: ?: ?[\w.]{1,40})? ?= ?(?![=\s])")
"""What stands before the value of an assignment."""


class Excerpts:
    """Excerpts of the files of a report, as wide as the reader wants them."""

    def __init__(self, report: Report, paint: Painter, width: int) -> None:
        self._report = report
        self._paint = paint
        self._width = width

    def has(self, place: Place) -> bool:
        """Whether there is a line to show."""
        tree = self._report.tree
        if not place.line or not tree.has(place.path):
            return False
        source = tree.source(place.path)
        return not source.is_binary and place.line <= len(source.lines)

    def gutter(self, width: int, number: int | str = "") -> str:
        """What stands left of a line: its number, or nothing, and a bar."""
        return self._paint("gutter", f"{number:>{width}} |")

    def lines(self, place: Place, label: str, severity: str, gutter: int) -> list[str]:
        """The lines of a place under the one before it, underlined or, where they are several, in a bracket, with the label where that ends."""
        room = self._width - gutter - 3
        parts = _parts(place, self._report.tree.source(place.path).lines)
        if len(parts) == 1:
            rows, taken = self._underlined(parts[0], severity, gutter, room)
            before = self._before(place, gutter)
        else:
            rows, taken = self._bracketed(parts, severity, gutter, room)
            before = self._before(place, gutter, BLANK)
        beside, below = self._labels(label, taken, room)
        if beside:
            rows[-1] += f" {beside[0]}"
        rows += [f"{self.gutter(gutter)} {' ' * taken} {line}" for line in beside[1:]]
        return [self.gutter(gutter), *before, *rows, *(f"{self.gutter(gutter)} {line}" for line in below)]

    def _underlined(self, part: Place, severity: str, gutter: int, room: int) -> tuple[list[str], int]:
        """A line with the guilty part underlined, and where that ends."""
        text, start, end = self._marked(part, room)
        at, long = cells(text[:start]), max(cells(text[start:end]), 1)
        line = f"{self.gutter(gutter, part.line)} {visible(text)}"
        return [line, f"{self.gutter(gutter)} {' ' * at}{self._paint(severity, '^' * long)}"], at + long

    def _bracketed(self, parts: list[Place], severity: str, gutter: int, room: int) -> tuple[list[str], int]:
        """Several lines with a bracket from the first character of the place to its last, and where it ends."""
        rows: list[str] = []
        taken, side = 0, BLANK
        for part in parts:
            text, start, end = self._marked(part, room - len(BLANK))
            at, long = cells(text[:start]), max(cells(text[start:end]), 1)
            taken = len(BLANK) + at + long
            opens = part is parts[0] and not text[:start].strip()
            side = self._paint(severity, "/ ") if opens else side
            if rows and part.line > parts[-2].line + 1:
                rows.append(f"{self.gutter(gutter)} {side}…")
            rows.append(f"{self.gutter(gutter, part.line)} {side}{visible(text)}")
            if part is parts[0] and not opens:
                rows.append(f"{self.gutter(gutter)} {self._paint(severity, f' {UNDER * (at + 1)}^')}")
            side = self._paint(severity, "| ")
        rows.append(f"{self.gutter(gutter)} {self._paint(severity, f'|{UNDER * (taken - 2)}^')}")
        return rows, taken

    def line(self, place: Place, gutter: int) -> str:
        """The line of a place alone."""
        text, _, _ = self._marked(place, self._width - gutter - 3)
        return f"{self.gutter(gutter, place.line)} {visible(text)}"

    def _labels(self, label: str, taken: int, width: int) -> tuple[list[str], list[str]]:
        """What of a label stands beside the underlined part, and what below."""
        room = width - taken - 1
        beside = wrapped(label, room, "", "") if room >= LABEL_WIDTH else []
        fits = 0 < len(beside) <= MAX_LABEL_LINES and max(map(cells, beside)) <= room
        return (beside, []) if fits else ([], wrapped(label, width, "", ""))

    def _before(self, place: Place, gutter: int, side: str = "") -> list[str]:
        """The line before, as context; none where it is blank."""
        above = place.line - 1
        if not above or not self._report.tree.source(place.path).lines[above - 1].strip():
            return []
        text = visible(self._report.shown.line(Place(place.path, above))).rstrip()
        return [
            f"{self.gutter(gutter, above)} {side}{self._paint('dim', cut(text, self._width - gutter - 3 - len(side)))}"
        ]

    def _marked(self, place: Place, width: int) -> tuple[str, int, int]:
        """The line as it may be shown, as far as it fits, and where the place is in that."""
        line, first, start, end = _near(self._report.tree.source(place.path).lines[place.line - 1], place)
        shown, start, end = marked(self._report.shown, place, first, first + len(line), start, end)
        return window(shown, start, max(end, start + 1), width)


def _parts(place: Place, lines: Sequence[str]) -> list[Place]:
    """A place line by line; of a long one the first lines and the last."""
    last = min(max(place.line, place.end_line), len(lines))
    begin = place.line + (MAX_SHOWN_LINES - 1 if last - place.line > MAX_SHOWN_LINES else MAX_SHOWN_LINES)
    numbers = [*range(place.line, min(begin, last)), last]
    found = []
    for number in numbers:
        column = place.column if number == place.line else 0
        is_end = number == place.end_line and place.end_column
        end = place.end_column if is_end else len(lines[number - 1].rstrip()) + 1
        if lines[number - 1].strip() or number in (place.line, last):
            found.append(Place(place.path, number, column, number, end))
    return found


def _near(line: str, place: Place) -> tuple[str, int, int, int]:
    """A line, where what is shown of it begins, and where the place is in that; of a very long line, what is around the place."""
    start = place.column - 1 if place.column else len(line) - len(line.lstrip())
    end = max(place.end_column - 1, start)
    first = 0 if start < NEAR else start - NEAR
    line = line[first : start + NEAR]
    start, end = start - first, min(end - first, 2 * NEAR)
    return line, first, _guilty(line, start, end), max(end, 1)


def _guilty(line: str, start: int, end: int) -> int:
    """Where the guilty part of what is underlined begins: of a whole assignment its value, which is what has to change."""
    assigned = _TARGET.match(line, start, end) if not line[end:].strip() and not line[:start].strip() else None
    return assigned.end() if assigned and assigned.end() < end else start
