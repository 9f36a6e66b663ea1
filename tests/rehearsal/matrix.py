"""What became of the mutants against what flaskcheck says of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tests.rehearsal import explained
from tests.rehearsal.mutants import SEVERITIES, Judged

DISAGREEMENTS = ("breaks/silent", "works/error")
"""A miss, and a false alarm. Warnings stand apart: they say that something may happen."""


def disagrees(one: Judged) -> bool:
    """Whether flaskcheck says the contrary of what happened, and no rule in preview knows better."""
    return not (one.skipped or one.waits) and one.cell in DISAGREEMENTS


def line(one: Judged) -> str:
    """A mutant in one line."""
    if one.skipped:
        return f"skipped          {one.base}, {one.operator}: {one.told}: {one.skipped}"
    said = ", ".join(f"{rule} at {place}" for _, rule, place in one.said) or "nothing"
    return f"{one.cell:<16} {one.base}, {one.operator}: {one.told}: {one.how or 'works'}; said: {said}"


def told(judged: Sequence[Judged]) -> str:
    """The matrix, and every disagreement by name."""
    played = [one for one in judged if not one.skipped]
    counts = Counter(one.cell for one in played)
    columns = ("silent", *reversed(SEVERITIES))
    rows = [f"{'':<8}" + "".join(f"{column:>9}" for column in columns)]
    rows += [
        f"{row:<8}" + "".join(f"{counts[f'{row}/{column}']:>9}" for column in columns) for row in ("works", "breaks")
    ]
    skipped = Counter(one.skipped for one in judged if one.skipped)
    rows += [f"skipped: {times} × {reason}" for reason, times in skipped.items()]
    waiting = [one for one in played if one.waits]
    rows += [f"left out: {one.waits} is in preview: {line(one)}" for one in waiting]
    against = [one for one in played if disagrees(one)]
    if played:
        judged_all = len(played) - len(waiting)
        rows.append(f"{judged_all - len(against)} of {judged_all} agree")
    rows += [f"{line(one)}\n    {explained.reason(one) or 'NOT EXPLAINED'}" for one in against]
    return "\n".join(["", *rows])
