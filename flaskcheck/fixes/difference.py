"""What fixes change, as a unified diff for people: what may not be shown of a line is hidden in it, so it is to be read, not applied."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import partial, reduce

from flaskcheck.files.listing import shown as named
from flaskcheck.files.new_lines import differing
from flaskcheck.findings.shown import Shown
from flaskcheck.ground.cleaning import clean, without_commands
from flaskcheck.ground.limits import MAX_SHOWN_SOURCE
from flaskcheck.ground.place import Place
from flaskcheck.known.extents import without
from flaskcheck.known.hiding import HIDDEN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree

CONTEXT = 3
"""Unchanged lines around a change, as in other diffs."""


def difference(before: Tree, after: Tree, paths: Iterable[str], secret_lines: set[tuple[str, int]]) -> str:
    """The difference of some files of two trees. ``secret_lines`` of the first are those that are reported for a secret."""
    old, new = Shown(before), Shown(after)
    old.secret_lines = secret_lines
    return without_commands("\n".join(line for path in sorted(paths) for line in _of_file(path, old, new)))


def _of_file(path: str, old: Shown, new: Shown) -> Iterator[str]:
    first, second = old.tree.source(path), new.tree.source(path)
    name = named(path)
    yield f"--- {name}" if old.tree.has(path) else "--- /dev/null"
    yield f"+++ {name}"
    yield from _of_form(first, second)
    before, after = _lines(first), _lines(second)
    for group in _Codes(before, after).get_grouped_opcodes(CONTEXT):
        start, end, begin, stop = group[0][1], group[-1][2], group[0][3], group[-1][4]
        yield f"@@ -{_range(start, end)} +{_range(begin, stop)} @@"
        for tag, i1, i2, j1, j2 in group:
            kept = tag == "equal"
            yield from (f"{' ' if kept else '-'}{_shown(old, path, n)}" for n in range(i1, i2))
            hidden = [] if kept else [value for n in range(i1, i2) for value in _hidden(old, path, n + 1)]
            for n in () if kept else range(j1, j2):
                # what a fix writes is shown, and what it leaves of a line that is reported for a secret is not
                yield f"+{reduce(partial(without, hidden=HIDDEN), hidden, _shown(new, path, n))}"


class _Codes(SequenceMatcher[str]):
    """What makes one text of another, compared by ``differing``: ``difflib`` takes the square of the number of lines that are alike."""

    def __init__(self, before: list[str], after: list[str]) -> None:
        super().__init__()
        self._before, self._after = before, after

    def get_opcodes(self) -> list[Any]:
        """The codes, in the order of the lines."""
        found: list[tuple[str, int, int, int, int]] = []
        old = new = 0
        gaps = [*differing(self._before, self._after), (len(self._before),) * 2 + (len(self._after),) * 2]
        for low, high, start, end in sorted(gaps):
            if low > old:
                found.append(("equal", old, low, new, start))
            if high > low or end > start:
                found.append(("replace", low, high, start, end))
            old, new = max(old, high), max(new, end)
        return found


def _of_form(first: Source, second: Source) -> Iterator[str]:
    """What changes besides the text."""
    if first.raw and first.encoding != second.encoding and first.is_wide:
        yield f"# encoding: {first.encoding.upper()} becomes {second.encoding.upper()}"
    if first.has_crlf and not second.has_crlf:
        yield "# line ends: CRLF becomes LF"


def _lines(source: Source) -> list[str]:
    return source.lines if source.lines[-1] else source.lines[:-1]


def _range(start: int, end: int) -> str:
    """Lines as a diff counts them: those before an empty range."""
    count = end - start
    return f"{start + 1}" if count == 1 else f"{start + bool(count)},{count}"


def _shown(shown: Shown, path: str, number: int) -> str:
    return clean(shown.line(Place(path, number + 1)))


def _hidden(shown: Shown, path: str, number: int) -> list[str]:
    """What is hidden of a line that is reported for a secret."""
    if (path, number) not in shown.secret_lines:
        return []
    line = shown.tree.source(path).lines[number - 1]
    return [line[a:b] for a, b in shown.spans(Place(path, number), 0, MAX_SHOWN_SOURCE, True) if b > a]
