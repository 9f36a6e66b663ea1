"""What the code connects to: the addresses that clients of databases, caches, brokers and mail servers are given, however they are given."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.effects.callers import Callers
from flaskcheck.facts.expressions import Join, Literal, Mapping, Name, Starred, Subscript
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.loopback import loopback_host
from flaskcheck.known.meanings import ASKS, CONNECTS, SHOWS
from flaskcheck.values.arguments import given
from flaskcheck.values.displays import held
from flaskcheck.values.value import Outcome, Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import TypeVar

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Call, Expression
    from flaskcheck.facts.python import Statement
    from flaskcheck.known.meanings import Meaning
    from flaskcheck.values.evaluator import Evaluator

    Owner = TypeVar("Owner")

ADDRESSES = ("address", "what", "host", "result", "settings")
"""The roles of arguments that may hold an address."""

_ROWS = {kind: dict(libraries.rows(kind)) for kind in (CONNECTS, ASKS)}
_ROWS[SHOWS] = dict(libraries.rows(SHOWS, "redirect"))
_CELERY_SETTINGS = [name.rpartition(".")[2] for name in _ROWS[CONNECTS] if ".conf." in name]
_BRANCHING = frozenset(("if", "except", "for", "while", "match"))


class Connection(Record):
    """One client that the code makes. ``service`` says of what (``redis``, ``url`` of any database), ``client`` what makes it, as it is called in its library.

    ``outcomes`` are the addresses that it may be given; ``is_default``: the client's own, for it is given none. ``secrets`` are the passwords beside it.
    ``sure``: nothing but the request or the start decides whether it is made, and nothing catches its failure.
    """

    service: str
    client: str
    statement: Statement
    outcomes: tuple[Outcome, ...]
    is_default: bool = False
    sure: bool = True
    secrets: tuple[Outcome, ...] = ()

    @property
    def expects_nobody(self) -> bool:
        """Whether the code is made for the case that nothing listens there, as one that tries a socket is."""
        is_probe = self.statement.is_tried and self.client.startswith("socket.")
        return is_probe or self.statement.expects_nobody

    @property
    def shown(self) -> str:
        """It as its library's own pages call it: ``redis.Redis()``, ``celery.Celery().conf.broker_url``."""
        return self.client if isinstance(self.statement, Assignment) else f"{self.client}()"


def connections(production: Production, kind: str) -> tuple[Connection, ...]:
    """Every client that start-up or a request makes: of a service (``CONNECTS``), or of whatever has an address (``ASKS``); and whatever sends visitors to one (``SHOWS``)."""
    return production.told(_connections, kind)


def _connections(production: Production, kind: str) -> Iterator[Connection]:
    return _Finder(production, _ROWS[kind]).find()


def joined(
    productions: Iterable[tuple[Production, Owner]], kind: str
) -> tuple[tuple[Connection, tuple[Owner, ...]], ...]:
    """The clients that several productions make, each once with all who make it, for each of the addresses that it is given; what productions share is looked at once."""
    merged: dict[tuple[object, ...], tuple[Connection, tuple[Owner, ...]]] = {}
    for production, owner in productions:
        for found in connections(production, kind):
            key = id(found.statement), tuple((o.text, o.place, o.unset) for o in found.outcomes)
            first, known = merged.get(key, (found, ()))
            merged[key] = (first, (*known, owner))
    return tuple(merged.values())


class _Finder:
    def __init__(self, production: Production, every: dict[str, Meaning]) -> None:
        self._production = production
        self._evaluator: Evaluator = production.evaluator
        self._callers = Callers(production)
        packages = {i.module.partition(".")[0] for module in production.facts() for i in module.imports}
        rows = {name: row for name, row in every.items() if name.partition(".")[0] in packages}
        self._plain = {name: row for name, row in rows.items() if "()" not in name}
        self._owned = {name: row for name, row in rows.items() if "()" in name}
        self._last = frozenset(name.rpartition(".")[2] for name in self._owned)

    def find(self) -> Iterator[Connection]:
        if not (self._plain or self._owned):
            return
        for site in self._production.calls_of(self._last | {name.rpartition(".")[2] for name in self._plain}):
            found = self._meaning(site.call.function, site)
            if found is not None:
                yield from self._called(site, *found)
        if self._owned:
            for assignment, _ in self._production.assignments():
                found = self._assigned(assignment)
                if found is not None:
                    where = Where.of(assignment)
                    yield self._made(found[0], found[1], assignment, self._texts([assignment.value], where))

    # -- what is called ----------------------------------------------------------------------------

    def _meaning(self, function: Expression, statement: Statement) -> tuple[str, Meaning] | None:
        name = function.name if type(function) is Name else ""
        if name in self._plain:
            return name, self._plain[name]
        last = name.rpartition(".")[2] or getattr(function, "name", "")
        return self._thing(function, statement) if last in self._last else None

    def _thing(self, value: Expression, statement: Statement) -> tuple[str, Meaning] | None:
        """What a method or an attribute is, by the library that made its object."""
        where = Where(statement.spans.path, statement.scope, (), statement, statement.guards)
        for outcome in self._evaluator.outcomes(value, where):
            thing = outcome.value
            if isinstance(thing, Reference) and thing.kind == "external" and thing.name in self._owned:
                return thing.name, self._owned[thing.name]
        return None

    def _assigned(self, assignment: Assignment) -> tuple[str, Meaning] | None:
        target = assignment.target
        if isinstance(target, Subscript) and isinstance(target.key, Literal):
            if target.key.value not in self._last:
                return None
            base = self._things(target.base, assignment)
            name = next((f"{b}.{target.key.value}" for b in base if f"{b}.{target.key.value}" in self._owned), "")
            return (name, self._owned[name]) if name else None
        last = target.dotted.rpartition(".")[2]
        return self._thing(target, assignment) if last in self._last else None

    def _things(self, value: Expression, statement: Statement) -> Iterator[str]:
        where = Where(statement.spans.path, statement.scope, (), statement, statement.guards)
        found = (o.value for o in self._evaluator.outcomes(value, where))
        return (t.name for t in found if isinstance(t, Reference) and t.kind == "external")

    # -- what it is given --------------------------------------------------------------------------

    def _called(self, site: CallSite, name: str, meaning: Meaning) -> Iterator[Connection]:
        call = site.call
        if self._is_changed(call):
            return
        for where in self._callers.worlds(site, (*call.arguments, *(k.value for k in call.keywords))):
            if any(o.value is not None for o in self._given(call, meaning.roles("instead"), where)):
                return
            secrets = self._given(call, meaning.roles("secret"), where)
            found = (*self._given(call, meaning.roles(*ADDRESSES), where), *self._loaded(call, meaning, where))
            if found:
                yield self._made(name, meaning, site, found, secrets)
            elif meaning.default and self._is_whole(call, where) and not self._is_replaced(site):
                own = Outcome(meaning.default, call, site.path)
                yield self._made(name, meaning, site, (own,), secrets).replaced(is_default=True)

    def _given(self, call: Call, roles: Iterable[tuple[int, str]], where: Where) -> tuple[Outcome, ...]:
        return tuple(
            self._held((o for at, name in roles for o in given(self._evaluator, call, at, name, where)), where)
        )

    def _loaded(self, call: Call, meaning: Meaning, where: Where) -> Iterator[Outcome]:
        """The addresses in a module or a class that a client loads its settings from."""
        for at, name in meaning.roles("object"):
            for outcome in given(self._evaluator, call, at, name, where):
                is_named = outcome.is_literal
                found = self._evaluator.imported(outcome.text, call, where) if is_named else (outcome,)
                for key in _CELERY_SETTINGS:
                    yield from (o for o in self._evaluator.attributes(found, key, call, where) if o.text)

    def _held(self, found: Iterable[Outcome], where: Where) -> Iterator[Outcome]:
        return (self._written(outcome, where) for outcome in held(self._evaluator, found))

    def _written(self, outcome: Outcome, where: Where) -> Outcome:
        """The outcome where its host is written, if it is put together of several texts and one of them is the host."""
        if isinstance(outcome.origin, Join):
            for part in outcome.origin.parts:
                at = where if outcome.path == where.path else Where(outcome.path)
                found = self._evaluator.outcomes(part, at)
                if len(found) == 1 and found[0].is_literal and loopback_host(found[0].text):
                    return outcome.replaced(origin=found[0].origin, path=found[0].path)
        return outcome

    def _texts(self, values: Iterable[Expression], where: Where) -> tuple[Outcome, ...]:
        return tuple(self._held((o for value in values for o in self._evaluator.outcomes(value, where)), where))

    def _is_whole(self, call: Call, where: Where) -> bool:
        """Whether everything that a call unpacks can be seen, so that what is not in it is not given."""
        unpacked = (o.value for k in call.keywords if not k.name for o in self._evaluator.outcomes(k.value, where))
        is_listed = not any(isinstance(argument, Starred) for argument in call.arguments)
        return is_listed and all(isinstance(t, Reference) and isinstance(t.value, Mapping) for t in unpacked)

    def _is_replaced(self, site: CallSite) -> bool:
        """Whether what a module or an initialiser makes is made again elsewhere, once the settings are known: ``self.client`` by ``init_app``, a global by a function."""
        code, (owner, _, method) = self._production.code, site.scope.rpartition(".")
        if site.scope and method != "__init__":
            return False
        own = [s for s in code.scope(site.path, site.scope) if isinstance(s, Assignment)]
        names = {a.target.dotted for a in own if any(part is site.call for part in a.value.walk())} - {""}
        module = code.module(site.path) if names else None
        for again in module.assignments if module else ():
            if again.target.dotted in names and again.scope != site.scope:
                function = code.function(site.path, again.scope)
                if (
                    again.scope.startswith(f"{owner}.")
                    if owner
                    else function and again.target.dotted in function.global_names
                ):
                    return True
        return False

    def _is_changed(self, call: Call) -> bool:
        """Whether a dictionary that a call unpacks is written to somewhere."""
        names = {k.value.dotted.rpartition(".")[2] for k in call.keywords if not k.name} - {""}
        return bool(names) and not self._changed.isdisjoint(names)

    @cached_property
    def _changed(self) -> frozenset[str]:
        """The last words of what keys are set in, or that is updated."""
        targets = (a.target for a, _ in self._production.assignments())
        bases = (t.base.dotted.rpartition(".")[2] for t in targets if isinstance(t, Subscript))
        updated = (s.call.name.split(".")[-2] for s, _ in self._production.calls() if s.call.name.endswith(".update"))
        return frozenset((*bases, *updated))

    def _made(
        self,
        name: str,
        meaning: Meaning,
        statement: Statement,
        found: tuple[Outcome, ...],
        secrets: tuple[Outcome, ...] = (),
    ) -> Connection:
        guards = statement.guards
        caught = any(g.kind == "try" and g.catches and not g.negated for g in guards)
        sure = not caught and not any(g.kind in _BRANCHING for g in guards)
        return Connection(meaning.of, name, statement, found, False, sure, secrets)
