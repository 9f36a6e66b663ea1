"""What is written out as a list or a dictionary, and what one item of it is."""

from __future__ import annotations

from flaskcheck.facts.expressions import Literal, Mapping
from flaskcheck.ground.limits import MAX_OUTCOMES
from flaskcheck.values.value import UNKNOWN, Outcome, Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Expression, Items, Subscript
    from flaskcheck.values.value import Ask


def display(_ask: Ask, value: Mapping | Items, where: Where) -> tuple[Outcome, ...]:
    """The display itself, which whoever wants its items looks into."""
    kind = "mapping" if isinstance(value, Mapping) else "items"
    return (Outcome(Reference(kind, where.path, where.scope, value), value, where.path),)


def subscript(ask: Ask, value: Subscript, where: Where) -> tuple[Outcome, ...]:
    """``base[key]``."""
    results: tuple[Outcome, ...] = ()
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
    if isinstance(thing, Reference) and thing.kind == "mapping" and isinstance(thing.value, Mapping):
        at = Where(thing.path, thing.name)
        if key.is_known:
            written = next((i for k, i in _last_first(thing.value) if _is_key(k, key.value)), None)
            if written is not None:
                found = ask.outcomes(written, at)
            elif default is not None and None not in thing.value.keys:
                found = ask.outcomes(default, where)
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
