"""What is written out as a list or a dictionary, and what one item of it is."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from flaskcheck.facts.expressions import Call, Items, Literal, Mapping, Opaque, Starred, Subscript, called
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.ground.limits import MAX_FILLED, MAX_LISTS_IN_ONE_ANOTHER, MAX_OUTCOMES
from flaskcheck.ground.place import start
from flaskcheck.ground.record import Record
from flaskcheck.known.environment_readers import variables_by_key
from flaskcheck.values.arguments import entry
from flaskcheck.values.filled import as_filled, takes_variable
from flaskcheck.values.things import is_configuration_of
from flaskcheck.values.value import UNKNOWN, Outcome, Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression, Join
    from flaskcheck.values.value import Ask

ENVIRONMENT = variables_by_key()


def display(ask: Ask, value: Mapping | Items, where: Where) -> tuple[Outcome, ...]:
    """The display itself, which anyone who wants its items looks into; starred lists are in it."""
    if isinstance(value, Mapping):
        return (Outcome(Reference("mapping", where.path, where.scope, value), value, where.path),)
    if any(isinstance(item, Starred) for item in value.items):
        items: list[Expression] = []
        for item in value.items:
            items += _spread(ask.outcomes(item.operand, where)[0], where) if isinstance(item, Starred) else [item]
        return (Outcome(_list(value, items, where), value, where.path),)
    return (Outcome(Reference("items", where.path, where.scope, value), value, where.path),)


def filled(ask: Ask, statement: Assignment, where: Where) -> Expression:
    """What a statement binds a name to; of a dictionary with what is written to it afterwards in the same scope, up to where it is asked for."""
    value = statement.value
    if type(value) is not Mapping and not (type(value) is Call and value.name == "dict"):
        return value
    writes = ask.code.once(_fillings, where.path, statement.scope).get(statement.target.dotted)
    if writes is None:
        return value
    until = start(where.before) if where.before and where.scope == statement.scope else None
    own = value if isinstance(value, Mapping) else as_display(value) if isinstance(value, Call) else None
    keys: list[Expression | None] = list(own.keys) if own else [None]
    items: list[Expression] = list(own.items) if own else [value]
    before = len(keys)
    there: set[object] = set()
    looked_at = 0
    first = bisect_right(writes.starts, start(statement))
    last = bisect_left(writes.starts, until) if until is not None else len(writes.starts)
    if last - first > MAX_FILLED:
        return Mapping(*value.mark, (None,), (writes.unknown[last - 1],))
    for number in range(first, last):
        write, entries = writes.statements[number], writes.entries[number]
        runs = ask.runs(write.guards, Where(where.path, write.scope)) if write.guards else True
        if runs is not False:
            if entries is None:
                there.update(key.value for key in keys[looked_at:] if isinstance(key, Literal))
                looked_at = len(keys)
            given = entries
            if given is None:
                given = writes.defaults[number]
                if not given.keys or (isinstance(given.keys[0], Literal) and given.keys[0].value in there):
                    continue
            keys += given.keys
            items += given.items if runs else (writes.unknown[number],) * len(given.items)
    return Mapping(*value.mark, tuple(keys), tuple(items)) if len(keys) > before else value


class Fillings(Record):
    """The statements that fill what one name is, with where they begin, in their order; what each writes, ``None`` where that depends on what is there already, what it writes where nothing is, and what stands for it where it may not run."""

    starts: tuple[tuple[int, int], ...]
    statements: tuple[Assignment | CallSite, ...]
    entries: tuple[Mapping | None, ...]
    defaults: tuple[Mapping, ...]
    unknown: tuple[Expression, ...]


def _fillings(code: Code, path: str, scope: str) -> dict[str, Fillings]:
    """Those of one scope, by the name: looked at once, since a dictionary is asked for at each statement that fills it."""
    index = code.index(path)
    found: dict[str, list[Assignment | CallSite]] = {}
    for name, writes in index.item_writes(scope).items():
        found[name] = [write for write in writes if not takes_variable(write)]  # ``as_filled`` knows the others
    for name, calls in index.filling_calls(scope).items():
        found.setdefault(name, []).extend(calls)
    for statements in found.values():
        statements.sort(key=start)
    return {
        name: Fillings(
            tuple(map(start, s)), tuple(s), tuple(map(_written, s)), tuple(map(_default, s)), tuple(map(_unknown, s))
        )
        for name, s in found.items()
    }


def _written(write: Assignment | CallSite) -> Mapping | None:
    """The entries that one statement gives a dictionary, whatever that holds."""
    if isinstance(write, CallSite):
        return as_display(write.call) if called(write.call) == "update" else None
    target = write.target.key if isinstance(write.target, Subscript) else None
    return Mapping(
        *write.mark, (target if isinstance(target, Literal) else None,), (_entry(write, target, write.value),)
    )


def _default(write: Assignment | CallSite) -> Mapping:
    """The entry that ``setdefault`` gives a dictionary which does not have its key."""
    key, *default = (write.call.arguments if isinstance(write, CallSite) else ()) or (None,)
    if not default:
        return Mapping(*write.mark, (), ())
    return Mapping(*write.mark, (key if isinstance(key, Literal) else None,), (_entry(write, key, default[0]),))


def _entry(write: Assignment | CallSite, key: Expression | None, value: Expression) -> Expression:
    """What is written under a key; of a key that only running tells nothing is known."""
    return value if isinstance(key, Literal) else _unknown(write)


def _unknown(write: Assignment | CallSite) -> Expression:
    return Opaque(*write.mark, "unknown", ())


def as_display(call: Call) -> Mapping:
    """``dict(more, a=1)`` as the display that it stands for."""
    keys = [None for _ in call.arguments] + [Literal(*call.mark, k.name) if k.name else None for k in call.keywords]
    return Mapping(*call.mark, tuple(keys), (*call.arguments, *(keyword.value for keyword in call.keywords)))


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
            spread = entry(ask, base, key.text) if key.text and None in thing.value.keys else ()
            is_known = written is not None or (default is not None and None not in thing.value.keys)
            if spread:
                found = spread
            elif written is not None:
                found = ask.outcomes(written, at)
            elif default is not None and is_known:
                found = ask.outcomes(default, where)
            if is_known and not thing.name:
                found = as_filled(ask, thing.value, key.value, found, value, where)
        else:
            found = _any_item(ask, thing.value, at)
    elif isinstance(thing, Reference) and isinstance(thing.value, Items) and type(key.value) is int:
        items = thing.value.items
        if -len(items) <= key.value < len(items) and not any(isinstance(i, Starred) for i in items):
            found = ask.outcomes(items[key.value], Where(thing.path, thing.name))
    return tuple(o.given(key, base) for o in found)


def unpacked(ask: Ask, value: Opaque, where: Where) -> tuple[Outcome, ...]:
    """What a name is that stands at a position where a tuple is unpacked: ``app, api = create_app()``; a list may hold something else by then."""
    if len(value.parts) < 2:
        return ()
    whole, position = value.parts
    is_tuple = [base for base in ask.outcomes(whole, where) if (made := listed(base)) and made.kind == "tuple"]
    return tuple(
        o for base in is_tuple for key in ask.outcomes(position, where) for o in item(ask, base, key, value, where)
    )


def _any_item(ask: Ask, mapping: Mapping, at: Where) -> tuple[Outcome, ...]:
    several = len(mapping.items) > 1
    every = (o for item in mapping.items[:MAX_OUTCOMES] for o in ask.outcomes(item, at))
    return tuple(o.replaced(guessed=True) if several else o for o in every)


def _last_first(mapping: Mapping) -> list[tuple[Expression | None, Expression]]:
    """Key and value of each entry, the last first, as Python lets the last win."""
    return list(zip(reversed(mapping.keys), reversed(mapping.items)))


def _is_key(key: Expression | None, wanted: object) -> bool:
    return isinstance(key, Literal) and key.value == wanted
