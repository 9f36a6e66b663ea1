"""What a call is given for an argument, also in what it unpacks: ``connect(**DB)``, ``connect(*address)``."""

from __future__ import annotations

from flaskcheck.facts.expressions import Items, Literal, Mapping, Starred
from flaskcheck.ground.limits import MAX_LISTS_IN_ONE_ANOTHER
from flaskcheck.values.value import UNKNOWN, Outcome, Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Call, Expression
    from flaskcheck.values.value import Ask


def given(ask: Ask, call: Call, position: int, name: str, where: Where) -> tuple[Outcome, ...]:
    """The outcomes of an argument at a position (-1: by keyword only) or with a name; none where the call gives none."""
    written = call.argument(position, name)
    if written is not None:
        return ask.outcomes(written, where)
    found: tuple[Outcome, ...] = ()
    for keyword in call.keywords if name else ():
        if not keyword.name:
            for outcome in ask.outcomes(keyword.value, where):
                found += entry(ask, outcome, name)
    return found or _in_list(ask, call, position, where)


def entry(ask: Ask, mapping: Outcome, key: str, depth: int = 0) -> tuple[Outcome, ...]:
    """What a dictionary holds under a key; nothing where it surely holds none, unknown where that cannot be told."""
    thing = mapping.value
    if not (isinstance(thing, Reference) and isinstance(thing.value, Mapping)) or depth > MAX_LISTS_IN_ONE_ANOTHER:
        return (mapping.replaced(value=UNKNOWN),)
    at = Where(thing.path, thing.name)
    for written, item in zip(reversed(thing.value.keys), reversed(thing.value.items)):
        if isinstance(written, Literal) and written.value == key:
            return tuple(o.given(mapping) for o in ask.outcomes(item, at))
        if written is None:  # ``**other``
            inner = tuple(o for other in ask.outcomes(item, at) for o in entry(ask, other, key, depth + 1))
            if inner:
                return inner
        elif not isinstance(written, Literal):
            return (mapping.replaced(value=UNKNOWN),)
    return ()


def _in_list(ask: Ask, call: Call, position: int, where: Where) -> tuple[Outcome, ...]:
    """The argument at a position where a list is unpacked before or at it."""
    place = next((n for n, a in enumerate(call.arguments[: position + 1]) if isinstance(a, Starred)), None)
    if place is None:
        return ()
    starred: Expression = call.arguments[place].operand  # type: ignore[attr-defined]
    found: tuple[Outcome, ...] = ()
    for outcome in ask.outcomes(starred, where):
        thing = outcome.value
        if not isinstance(thing, Reference) or not isinstance(thing.value, Items):
            found += (outcome.replaced(value=UNKNOWN),)
        elif position - place < len(thing.value.items):
            found += ask.outcomes(thing.value.items[position - place], Where(thing.path, thing.name))
    return found
