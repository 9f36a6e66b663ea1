"""Where the code asks others over TLS and does not look who answers."""

from __future__ import annotations

from flaskcheck.effects.callers import Callers
from flaskcheck.facts.expressions import called, last_name, owner_of, receiver
from flaskcheck.ground.record import Record
from flaskcheck.known.public_hosts import plain_database, public_host
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite, Statement
    from flaskcheck.ground.place import Place
    from flaskcheck.values.value import Outcome

_WORDS = frozenset("get post put patch delete head options request stream urlopen Client AsyncClient".split())
_CLIENTS = ("requests.", "httpx.")
_UNVERIFIED = "ssl._create_unverified_context"


class Unverified(Record):
    """A statement after which nobody looks who answers: ``host``, or anybody (``""``); ``is_plain``: it is a database's address that switches TLS off."""

    statement: Statement
    host: str
    is_plain: bool = False


def unverified(production: Production) -> tuple[Unverified, ...]:
    """The requests to public hosts whose certificate is surely not looked at, what switches that off for all that ``urllib`` asks, and the addresses of databases without TLS."""
    return production.told(_unverified)


def _unverified(production: Production) -> Iterator[Unverified]:
    ask = production.evaluator
    for site in production.calls_of(_WORDS):
        statement = site if _is_switched_off(production, site) else _of_session(production, site)
        if statement is None:
            continue
        word = called(site.call)
        at, name = (1, "url") if word == "request" else (-1, "base_url") if word.endswith("Client") else (0, "url")
        value = site.call.argument(1 if word == "stream" else at, name)
        hosts = _hosts(production, site, value) if value is not None else []
        if hosts and all(hosts):
            yield Unverified(statement, hosts[0])
    for assignment, _ in production.assignments():
        if assignment.target.dotted == "ssl._create_default_https_context":
            found = ask.outcomes(assignment.value, Where.of(assignment))
            if all(isinstance(o.value, Reference) and o.value.name == _UNVERIFIED for o in found):
                yield Unverified(assignment, "")
    is_named = any(production.code.files_with("sslmode"))
    for text, _ in production.texts() if is_named else ():
        host = plain_database(text.text)
        if host and not text.variable and "docstring" not in text.context:
            yield Unverified(text, host, True)


def _hosts(production: Production, site: CallSite, value: Expression) -> list[str]:
    """The public hosts that a request may ask, ``""`` for others."""
    worlds = Callers(production).worlds(site, (value,))
    return [public_host(o.text, "https") for where in worlds for o in production.evaluator.outcomes(value, where)]


def _is_switched_off(production: Production, site: CallSite) -> bool:
    """Whether a call surely asks without looking at the certificate: ``verify=False`` of requests and HTTPX, a context of ``urlopen`` that verifies nothing."""
    ask, where = production.evaluator, Where.of(site)
    if called(site.call) == "urlopen":
        context = site.call.argument(-1, "context")
        found = ask.outcomes(context, where) if context is not None else ()
        return bool(found) and all(_is_of(o, f"{_UNVERIFIED}()") for o in found)
    verify = site.call.argument(-1, "verify")
    return verify is not None and _is_off(ask.outcomes(verify, where)) and _is_client(production, site, where)


def _is_off(found: tuple[Outcome, ...]) -> bool:
    return bool(found) and all(o.value is False and not (o.variables or o.guessed) for o in found)


def _of_session(production: Production, site: CallSite) -> Statement | None:
    """What switches the look off for the session of requests that a call asks with."""
    base = receiver(site.call)[0] if site.call.argument(-1, "verify") is None else None
    off = dict(production.told(_sessions)) if base is not None else {}
    made = production.evaluator.outcomes(base, Where.of(site)) if base is not None and off else ()
    is_session = bool(made) and all(_is_of(o, "requests.") and o.origin.place in off for o in made)
    return off[made[0].origin.place] if is_session else None


def _sessions(production: Production) -> Iterator[tuple[Place, Statement]]:
    """Where things are made into whose ``verify`` nothing but ``False`` is ever put, each with the statement that does it first."""
    off: dict[Place, Statement] = {}
    others: set[Place] = set()
    for assignment, _ in production.assignments():
        owner = owner_of(assignment.target) if last_name(assignment.target) == "verify" else None
        where = Where.of(assignment)
        for made in production.evaluator.outcomes(owner, where) if owner is not None else ():
            if not assignment.guards and _is_off(production.evaluator.outcomes(assignment.value, where)):
                off.setdefault(made.origin.place, assignment)
            else:
                others.add(made.origin.place)
    yield from ((place, statement) for place, statement in off.items() if place not in others)


def _is_client(production: Production, site: CallSite, where: Where) -> bool:
    base: Expression | None = receiver(site.call)[0]
    if site.call.name.startswith(_CLIENTS) or base is None:
        return site.call.name.startswith(_CLIENTS)
    return any(_is_of(o, *_CLIENTS) for o in production.evaluator.outcomes(base, where))


def _is_of(outcome: Outcome, *names: str) -> bool:
    thing = outcome.value
    return isinstance(thing, Reference) and thing.kind == "external" and thing.name.startswith(names)
