"""Which lines of a text are new compared with another, in time that grows as both do: ``difflib`` takes the square of their length and more where lines are alike."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from flaskcheck.ground.limits import MAX_LINE_PAIRS, MAX_PARTED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    Gap: TypeAlias = "tuple[int, int, int, int]"


def new_lines(before: list[str], after: list[str]) -> frozenset[int]:
    """The numbers of the lines of ``after`` that are new, and 0 where lines are gone. Where nothing tells what became of what, all of it is new."""
    found: set[int] = set()
    for low, high, start, end in differing(before, after):
        found.update(range(start + 1, end + 1) if end > start else (0,) if high > low else ())
    return frozenset(found)


def differing(before: list[str], after: list[str]) -> Iterator[Gap]:
    """Where two texts differ, in no order: lines ``[0:1]`` of the first (from 0, the second number not included) became lines ``[2:3]`` of the other; both may be none."""
    open_: list[tuple[Gap, int]] = [((0, len(before), 0, len(after)), 0)]
    while open_:
        gap, depth = open_.pop()
        gap = _without_ends(before, after, gap)
        low, high, start, end = gap
        if low == high or start == end:
            yield gap
        elif (high - low) * (end - start) <= MAX_LINE_PAIRS:
            yield from _compared(before, after, gap)
        elif depth < MAX_PARTED and (parts := _parted(before, after, gap)):
            open_ += [(part, depth + 1) for part in parts]
        else:
            yield gap


def _without_ends(before: list[str], after: list[str], gap: Gap) -> Gap:
    """A gap without the lines that are equal where it begins and ends."""
    low, high, start, end = gap
    while low < high and start < end and before[low] == after[start]:
        low, start = low + 1, start + 1
    while low < high and start < end and before[high - 1] == after[end - 1]:
        high, end = high - 1, end - 1
    return low, high, start, end


def _compared(before: list[str], after: list[str], gap: Gap) -> Iterator[Gap]:
    from difflib import SequenceMatcher

    low, high, start, end = gap
    matcher = SequenceMatcher(None, before[low:high], after[start:end], autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            yield low + i, low + j, start + k, start + m


def _parted(before: list[str], after: list[str], gap: Gap) -> list[Gap]:
    """What lies between the lines that stand once in both parts and in the same order, as many of them as there can be (patience diff)."""
    low, high, start, end = gap
    mine, theirs = Counter(before[low:high]), Counter(after[start:end])
    where = {line: low + at for at, line in enumerate(before[low:high]) if mine[line] == 1 and theirs[line] == 1}
    once = [(where[line], start + at) for at, line in enumerate(after[start:end]) if line in where]
    parts = []
    for old, new in _rising(once):
        parts.append((low, old, start, new))
        low, start = old + 1, new + 1
    return [*parts, (low, high, start, end)] if parts else []


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs, not next to each other, whose first numbers rise (by piles: as long as the number of pairs times its logarithm)."""
    tops: list[int] = []
    piles: list[int] = []
    below: list[int] = []
    for at, (old, _) in enumerate(pairs):
        pile = bisect_left(tops, old)
        below.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1], piles[pile : pile + 1] = [old], [at]
    found = []
    at = piles[-1] if piles else -1
    while at >= 0:
        found.append(pairs[at])
        at = below[at]
    return found[::-1]
