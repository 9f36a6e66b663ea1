"""What a comprehension over something known makes, and whether all or any of its items are true: ``[n for n in NAMES if n not in os.environ]``."""

from __future__ import annotations

from flaskcheck.facts.expressions import Comprehension, Items, Literal, Opaque
from flaskcheck.values import operations
from flaskcheck.values.displays import listed
from flaskcheck.values.entries import Spot, rounds_over
from flaskcheck.values.value import UNKNOWN, Outcome, Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.expressions import Call, Expression
    from flaskcheck.values.value import Ask


def comprehension(ask: Ask, value: Comprehension, where: Where) -> tuple[Outcome, ...]:
    """The list of the items for which the tests hold, where each of them is known."""
    kept: list[Expression] = []
    told: list[Outcome] = []
    for holds, item, asked in _items(ask, value, where):
        if holds is None:
            return ()
        if holds:
            is_here = (item.where.path, item.where.scope) == (where.path, where.scope)
            is_same = is_here or isinstance(item.value, Literal)
            kept.append(item.value if is_same else Opaque(*item.value.mark, "elsewhere", ()))
        told += asked
    if not told:  # nothing is chosen: whether the list is filled is another question
        return ()
    made = Reference("items", where.path, where.scope, Items(*value.mark, operations.CHOSEN, tuple(kept)))
    return (Outcome(made, value, where.path).given(*told),)


def quantified(ask: Ask, call: Call, where: Where) -> tuple[Outcome, ...]:
    """``all(…)`` and ``any(…)`` of a comprehension or a list whose items are all known to be true or false."""
    given = call.arguments[0] if len(call.arguments) == 1 else None
    truths: list[bool] = []
    told: list[Outcome] = []
    for holds, item, asked in _each(ask, given, where) if given is not None else ():
        found = _known(ask, item) if holds else []
        truth = _truth(found)
        told += (*asked, *found)
        if holds is None or (holds and truth is None):
            return (Outcome(UNKNOWN, call, where.path),)
        truths += [bool(truth)] if holds else []
    if not told:
        return (Outcome(UNKNOWN, call, where.path),)
    return (Outcome(all(truths) if call.name == "all" else any(truths), call, where.path).given(*told),)


def _each(ask: Ask, value: Expression, where: Where) -> Iterator[tuple[bool | None, Spot, list[Outcome]]]:
    if isinstance(value, Comprehension):
        yield from _items(ask, value, where)
        return
    for outcome in ask.outcomes(value, where):
        display = listed(outcome)
        at = Where(outcome.value.path, outcome.value.name) if display is not None else where
        for item in display.items if display is not None else ():
            yield True, Spot(item, where if at.scope == where.scope and at.path == where.path else at), []


def _items(ask: Ask, value: Comprehension, where: Where) -> Iterator[tuple[bool | None, Spot, list[Outcome]]]:
    """Each item, whether the tests let it in, and what that was known by."""
    iterable, *tests, item = value.parts
    for turn in rounds_over(ask, iterable, where, (value.target,)):
        known = [_known(ask, turn.of(test, where)) for test in tests]
        truths = [*map(_truth, known)]
        holds = False if False in truths else None if None in truths else True
        yield holds, turn.of(item, where), [outcome for found in known for outcome in found]


def _known(ask: Ask, spot: Spot) -> list[Outcome]:
    return list(ask.outcomes(spot.value, spot.where))


def _truth(found: list[Outcome]) -> bool | None:
    truths = {operations.truth(o.value) for o in found}
    return truths.pop() if len(truths) == 1 else None
