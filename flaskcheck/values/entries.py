"""The entries of dictionaries and of lists of pairs, and what the statements in a loop over them do in each round."""

from __future__ import annotations

from flaskcheck.facts.expressions import (
    Attribute,
    Call,
    Compare,
    Conditional,
    Either,
    Items,
    Join,
    Literal,
    Mapping,
    Name,
    Not,
    Opaque,
    Subscript,
    receiver,
)
from flaskcheck.facts.python import Assignment
from flaskcheck.ground.limits import MAX_LISTS_IN_ONE_ANOTHER, MAX_ROUNDS
from flaskcheck.ground.record import Record
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Guard, Statement
    from flaskcheck.values.value import Ask, Outcome


class Spot(Record):
    """An expression and where it stands."""

    value: Expression
    where: Where


class Entered(Record):
    """What is written for a key; ``key`` is ``None`` for entries that cannot be determined."""

    key: Spot | None
    item: Spot


def entries(ask: Ask, value: Expression, where: Where, depth: int = 0) -> Iterator[Entered]:
    """The entries of a dictionary, or of a list of pairs, in their order; those that it takes over from another too."""
    for outcome in ask.outcomes(value, where):
        yield from _of_outcome(ask, outcome, Spot(value, where), depth)


def _of_outcome(ask: Ask, outcome: Outcome, asked: Spot, depth: int = 0) -> Iterator[Entered]:
    thing = outcome.value
    display = thing.value if isinstance(thing, Reference) else None
    if not isinstance(display, (Mapping, Items)) or depth > MAX_LISTS_IN_ONE_ANOTHER:
        yield Entered(None, asked)
        return
    at = _where(thing, asked.where)
    pairs = zip(display.keys, display.items) if isinstance(display, Mapping) else map(_pair, display.items)
    for key, item in pairs:
        if key is not None:
            yield Entered(Spot(key, at), Spot(item, at))
        elif isinstance(display, Mapping):
            yield from entries(ask, item, at, depth + 1)
        else:
            yield Entered(None, Spot(item, at))


def _pair(item: Expression) -> tuple[Expression | None, Expression]:
    """``("KEY", value)`` in a list."""
    is_pair = isinstance(item, Items) and len(item.items) == 2
    return (item.items[0], item.items[1]) if is_pair and isinstance(item, Items) else (None, item)


def _where(thing: Any, where: Where) -> Where:
    """Where the parts of a display stand: in its own scope what is bound to the parameters is known."""
    return where if (thing.path, thing.name) == (where.path, where.scope) else Where(thing.path, thing.name)


def added(value: Expression, to: Expression) -> tuple[Expression, ...]:
    """What ``settings |= more`` adds: the entries of the dictionary that are not the settings' own, or another one."""
    if isinstance(value, Mapping):
        kept = [(key, item) for key, item in zip(value.keys, value.items) if item.dotted != to.dotted]
        return (Mapping(*value.mark, tuple(key for key, _ in kept), tuple(item for _, item in kept)),)
    is_sum = isinstance(value, Opaque) and value.kind == "arithmetic" and len(value.parts) == 2
    return value.children[1:] if is_sum and value.children[0].dotted == to.dotted else ()


# -- loops ---------------------------------------------------------------------------------------


class Round(Record):
    """One round of a loop: what its variables are."""

    names: tuple[tuple[str, Spot], ...]

    def of(self, value: Expression, where: Where) -> Spot:
        """An expression as it is in this round."""
        known = dict(self.names)
        if isinstance(value, Name) and value.name in known:
            return known[value.name]
        plain = {n: w.value for n, w in self.names if isinstance(w.value, Literal) or w.where is where}
        return Spot(_filled_in(value, plain), where)


def loop_around(statement: Statement) -> Guard | None:
    """The innermost loop that a statement stands in."""
    return next((guard for guard in reversed(statement.guards) if guard.kind == "for" and not guard.negated), None)


def rounds(ask: Ask, loop: Guard, where: Where) -> Iterator[Round]:
    """The rounds of a loop, where it is known what that runs over."""
    scope = ask.code.scope(where.path, where.scope)
    targets = [s for s in scope if isinstance(s, Assignment) and s.at == loop.at]
    iterable = _iterable(targets[0].value) if targets else None
    names = tuple(target.target.dotted for target in targets)
    if iterable is not None:
        yield from rounds_over(ask, iterable, where.until(loop), names)


def rounds_over(ask: Ask, iterable: Expression, where: Where, names: tuple[str, ...]) -> Iterator[Round]:
    """The rounds over something, with what each gives to the names."""
    for number, parts in enumerate(_parts(ask, iterable, where, len(names))):
        if number < MAX_ROUNDS and len(parts) == len(names):
            yield Round(tuple(zip(names, parts)))


def _iterable(value: Expression) -> Expression | None:
    """What the loop runs over that gives a name its value."""
    if isinstance(value, Opaque) and value.kind == "unpacked":
        value = value.parts[0]
    return value.parts[0] if isinstance(value, Opaque) and value.kind == "loop" else None


def _parts(ask: Ask, iterable: Expression, where: Where, count: int) -> Iterator[tuple[Spot, ...]]:
    """What each round gives to ``count`` variables."""
    base, method = receiver(iterable) if isinstance(iterable, Call) else (None, "")
    is_view = base is not None and method in ("items", "keys", "values")
    over = base if is_view and base is not None else iterable
    for outcome in ask.outcomes(over, where):
        display = outcome.value.value if isinstance(outcome.value, Reference) else None
        if isinstance(display, Mapping):
            for key, item in ((e.key, e.item) for e in _of_outcome(ask, outcome, Spot(over, where))):
                if key is not None:
                    yield (key, item) if method == "items" else (item,) if method == "values" else (key,)
        elif isinstance(display, Items) and not is_view:
            at = _where(outcome.value, where)
            for element in display.items:
                several = element.items if isinstance(element, Items) and count > 1 else (element,)
                yield tuple(Spot(part, at) for part in several)


def _filled_in(value: Expression, known: dict[str, Expression]) -> Expression:
    """An expression with names replaced by what they are."""
    if isinstance(value, Name):
        first, *rest = value.name.split(".")
        found = known.get(first, value)
        for name in rest if first in known else ():
            found = Attribute(*value.mark, found, name)
        return found
    fill: Callable[[Expression], Expression] = lambda part: _filled_in(part, known)  # noqa: E731
    if isinstance(value, Subscript):
        return value.replaced(base=fill(value.base), key=fill(value.key))
    if isinstance(value, Call):
        keywords = tuple(keyword.replaced(value=fill(keyword.value)) for keyword in value.keywords)
        return value.replaced(
            function=fill(value.function), arguments=tuple(map(fill, value.arguments)), keywords=keywords
        )
    if isinstance(value, Join):
        return value.replaced(parts=tuple(map(fill, value.parts)))
    if isinstance(value, Either):
        return value.replaced(options=tuple(map(fill, value.options)))
    if isinstance(value, Compare):
        return value.replaced(left=fill(value.left), right=fill(value.right))
    if isinstance(value, Not):
        return value.replaced(operand=fill(value.operand))
    if isinstance(value, Conditional):
        return value.replaced(then=fill(value.then), otherwise=fill(value.otherwise))
    return value
