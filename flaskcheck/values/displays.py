"""What is written out as a list or a dictionary, and what one item of it is."""

from __future__ import annotations

from flaskcheck.facts.expressions import Items, Literal, Mapping, Opaque, Starred
from flaskcheck.ground.limits import MAX_LISTS_IN_ONE_ANOTHER, MAX_OUTCOMES
from flaskcheck.known.environment_readers import variables_by_key
from flaskcheck.values.arguments import entry
from flaskcheck.values.filled import as_filled
from flaskcheck.values.things import is_configuration_of
from flaskcheck.values.value import UNKNOWN, Outcome, Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.facts.expressions import Expression, Join, Subscript
    from flaskcheck.values.value import Ask

ENVIRONMENT = variables_by_key()


def display(ask: Ask, value: Mapping | Items, where: Where) -> tuple[Outcome, ...]:
    """The display itself, which whoever wants its items looks into; starred lists are in it."""
    if isinstance(value, Mapping):
        return (Outcome(Reference("mapping", where.path, where.scope, value), value, where.path),)
    if any(isinstance(item, Starred) for item in value.items):
        items: list[Expression] = []
        for item in value.items:
            items += _spread(ask.outcomes(item.operand, where)[0], where) if isinstance(item, Starred) else [item]
        return (Outcome(_list(value, items, where), value, where.path),)
    return (Outcome(Reference("items", where.path, where.scope, value), value, where.path),)


def sum_of(value: Join, parts: list[Outcome], where: Where) -> tuple[Outcome, ...]:
    """The list that a sum of lists is; nothing where no part is a list."""
    if not any(map(listed, parts)):
        return ()
    items = [item for part in parts for item in _spread(part, where)]
    return (Outcome(_list(value, items, where), value, where.path).given(*parts),)


def _list(value: Expression, items: list[Expression], where: Where) -> Reference:
    kind = value.kind if isinstance(value, Items) else "list"
    return Reference("items", where.path, where.scope, Items(*value.mark, kind, tuple(items)))


def _spread(outcome: Outcome, where: Where) -> list[Expression]:
    """The items of a list that another one takes over: those of another scope only if they are the same everywhere."""
    thing, display = outcome.value, listed(outcome)
    if display is None:
        return [Opaque(*outcome.origin.mark, "unknown", ())]
    if (thing.path, thing.name) == (where.path, where.scope):
        return list(display.items)
    return [item if isinstance(item, Literal) else Opaque(*item.mark, "elsewhere", ()) for item in display.items]


def listed(outcome: Outcome) -> Items | None:
    """The display of a list that an outcome is."""
    thing = outcome.value
    return thing.value if isinstance(thing, Reference) and isinstance(thing.value, Items) else None


def constants(ask: Ask, outcome: Outcome) -> tuple[object, ...]:
    """The constants that a list holds, or that are the keys of a dictionary; none where any of them is unknown."""
    thing = outcome.value
    display = thing.value if isinstance(thing, Reference) else None
    parts = display.items if isinstance(display, Items) else display.keys if isinstance(display, Mapping) else ()
    at = Where(thing.path, thing.name) if isinstance(thing, Reference) else Where(outcome.path)
    found = [ask.outcomes(part, at) if part is not None else () for part in parts]
    return tuple(o[0].value for o in found) if all(len(o) == 1 and o[0].is_known for o in found) else ()


def members(ask: Ask, found: Iterable[Outcome], depth: int = 0) -> Iterator[Outcome]:
    """What lists hold, those in them too; what is no list stands for itself."""
    for outcome in found:
        display = listed(outcome)
        if display is None:
            yield outcome
            continue
        at = Where(outcome.value.path, outcome.value.name)
        for item in display.items if depth < MAX_LISTS_IN_ONE_ANOTHER else ():
            yield from members(ask, ask.outcomes(item, at), depth + 1)


def held(ask: Ask, found: Iterable[Outcome]) -> Iterator[Outcome]:
    """What lists hold and the texts that dictionaries hold, those in them too; what is neither stands for itself."""
    for outcome in members(ask, found):
        thing = outcome.value
        if isinstance(thing, Reference) and isinstance(thing.value, Mapping):
            keys = [str(key.value) for key in thing.value.keys if isinstance(key, Literal)]
            yield from (o for key in keys for o in members(ask, entry(ask, outcome, key)) if o.text)
        else:
            yield outcome


def subscript(ask: Ask, value: Subscript, where: Where) -> tuple[Outcome, ...]:
    """``base[key]``."""
    results: tuple[Outcome, ...] = ()
    if value.base.dotted in ENVIRONMENT:
        return ask.variable(value.key, None, True, value, where)
    for base in ask.outcomes(value.base, where):
        for key in ask.outcomes(value.key, where):
            results += item(ask, base, key, value, where)
    return results


def item(
    ask: Ask, base: Outcome, key: Outcome, value: Expression, where: Where, default: Expression | None = None
) -> tuple[Outcome, ...]:
    """What ``base[key]`` is; ``default`` is the second argument of ``.get``."""
    thing = base.value
    found: tuple[Outcome, ...] = (Outcome(UNKNOWN, value, where.path),)
    if is_configuration_of(base):
        written_to = ask.setting(key.text) if key.text else None
        found = found if written_to is None else written_to
    elif isinstance(thing, Reference) and thing.kind == "mapping" and isinstance(thing.value, Mapping):
        at = Where(thing.path, thing.name)
        if key.is_known:
            written = next((i for k, i in _last_first(thing.value) if _is_key(k, key.value)), None)
            is_known = written is not None or (default is not None and None not in thing.value.keys)
            if written is not None:
                found = ask.outcomes(written, at)
            elif default is not None and is_known:
                found = ask.outcomes(default, where)
            if is_known and not thing.name:
                found = as_filled(ask, thing.value, key.value, found, value, where)
        else:
            found = _any_item(ask, thing.value, at)
    return tuple(o.given(key, base) for o in found)


def _any_item(ask: Ask, mapping: Mapping, at: Where) -> tuple[Outcome, ...]:
    several = len(mapping.items) > 1
    every = (o for item in mapping.items[:MAX_OUTCOMES] for o in ask.outcomes(item, at))
    return tuple(o.replaced(guessed=True) if several else o for o in every)


def _last_first(mapping: Mapping) -> list[tuple[Expression | None, Expression]]:
    """Key and value of each entry, the last first, as Python lets the last win."""
    return list(zip(reversed(mapping.keys), reversed(mapping.items)))


def _is_key(key: Expression | None, wanted: object) -> bool:
    return isinstance(key, Literal) and key.value == wanted
