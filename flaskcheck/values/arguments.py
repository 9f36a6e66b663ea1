"""What a call is given for an argument, also in what it unpacks: ``connect(**DB)``, ``connect(*address)``."""

from __future__ import annotations

from flaskcheck.facts.expressions import Items, Literal, Mapping, Starred, called
from flaskcheck.facts.python import CallSite
from flaskcheck.ground.limits import MAX_LISTS_IN_ONE_ANOTHER
from flaskcheck.known import libraries
from flaskcheck.known.meanings import STARTS
from flaskcheck.values.value import UNKNOWN, Outcome, Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Call, Expression
    from flaskcheck.values.value import Ask


_STARTED = dict(libraries.rows(STARTS, "thread", "work", "job", "end"))
_WORDS = libraries.last_words(STARTS, "thread", "work", "job", "end")


def handed_on(ask: Ask, site: CallSite, where: Where) -> Expression | None:
    """The function that a call has run beside the rest: a thread that is started, a pool's work, a job that waits for nothing, what a process does when it ends."""
    call = site.call
    if called(call) not in _WORDS:
        return None
    names = (o.value.name for o in ask.outcomes(call.function, where) if isinstance(o.value, Reference))
    meaning = next((_STARTED[name] for name in names if name in _STARTED), None)
    if meaning is None or any(call.argument(at, keyword) is not None for at, keyword in meaning.roles("trigger")):
        return None
    is_run = meaning.of != "thread" or _is_started(ask, site)
    return call.argument(*meaning.argument("target")) if is_run else None


def _is_started(ask: Ask, site: CallSite) -> bool:
    """Whether what a call makes is started in the same scope, whatever happens."""
    scope = ask.code.scope(site.spans.path, site.scope)
    started = (s for s in scope if isinstance(s, CallSite) and called(s.call) == "start")
    return any(all(g in site.guards or g.kind in ("for", "with", "try") for g in s.guards) for s in started)


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
    """What a dictionary holds under a key; nothing where it surely holds none, unknown where that cannot be determined."""
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
