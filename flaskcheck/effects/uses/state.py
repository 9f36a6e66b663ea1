"""What requests keep in the memory of one process: things of modules that one page changes and another reads."""

from __future__ import annotations

from flaskcheck.effects.reach import REQUEST
from flaskcheck.facts.expressions import Call, Items, Literal, Mapping, Name, Opaque, Subscript, receiver
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import LOOKS_UP
from flaskcheck.values.arguments import entry
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Function, Statement
    from flaskcheck.ground.place import Place
    from flaskcheck.values.value import Ask, Outcome

    Key = tuple[str, str]

_CHANGING = frozenset("append add update extend insert setdefault appendleft".split())
_EMPTYING = frozenset("pop remove clear discard popitem popleft".split())
_STORES = frozenset(
    "dict list set collections.defaultdict collections.deque collections.OrderedDict collections.Counter".split()
)
_VISITORS = libraries.named(LOOKS_UP, "request")
_MEANT_FOR_ONE = ("cache", "memo", "registr", "lock", "pool", "metric")
"""What a name says that is meant to be different in each process."""


class Held(Record):
    """A thing of a module, made at ``made``, that the function ``writer`` changes at ``change``, with what a visitor sends, and that another one, ``reader``, reads."""

    name: str
    made: Place
    change: Place
    writer: str
    reader: str


def held(production: Production) -> tuple[Held, ...]:
    """What requests leave behind for others in the memory of the process, each thing once."""
    return production.told(_held)


def _held(production: Production) -> Iterator[Held]:
    made = dict(_stores(production))
    found = _Found(production, frozenset(made))
    for key, changes in found.changes.items():
        readers = found.readers.get(key, {})
        for statement, writer in changes:
            reader = next((name for name in readers if name != writer), None)
            if reader is None and writer in found.returning.get(key, ()):
                reader = writer  # one page adds to it and shows it
            if reader is not None:
                yield Held(key[1], made[key].place, statement.place, _last(writer), _last(reader))
                break


_LOCAL = (
    "SimpleCache",
    "simple",
    "flask_caching.backends.SimpleCache",
    "flask_caching.backends.simplecache.SimpleCache",
)
_CACHE = "flask_caching.Cache"


class LocalCache(Record):
    """A cache in the memory of the process, made by a call, in which ``writer`` keeps at ``change`` what ``reader`` asks for."""

    made: CallSite
    change: CallSite
    writer: str
    reader: str


def local_caches(production: Production, types: tuple[Outcome, ...]) -> Iterator[LocalCache]:
    """The caches of Flask-Caching that keep in their process what one request puts there for another; ``types`` is what the configuration calls their kind."""
    ask = production.evaluator
    made = [site for site in production.calls_of(("Cache",)) if site.call.name in (_CACHE, f"{_CACHE}.Cache")]
    if not made or not all(_is_local(ask, site, types) for site in made):
        return
    kept, asked = ([*_of_caches(production, word)] for word in ("set", "get"))
    for site in kept:
        reader = next((other for other in asked if other.scope != site.scope), None)
        if reader is not None and production.phase(site) == REQUEST:
            yield LocalCache(made[0], site, _last(("", site.scope)), _last(("", reader.scope)))
            return


def _is_local(ask: Ask, site: CallSite, types: tuple[Outcome, ...]) -> bool:
    """Whether what is cached surely stays in the process."""
    given = site.call.argument(-1, "config")
    found = types
    if given is not None:
        maps = ask.outcomes(given, Where.of(site))
        found = tuple(o for mapping in maps for o in entry(ask, mapping, "CACHE_TYPE"))
    return bool(found) and all(o.is_fixed and o.text in _LOCAL for o in found)


def _of_caches(production: Production, word: str) -> Iterator[CallSite]:
    """The calls of a method of a cache."""
    for site in production.calls_of((word,)):
        base = receiver(site.call)[0]
        found = production.evaluator.outcomes(base, Where.of(site)) if base is not None and site.scope else ()
        if any(isinstance(o.value, Reference) and o.value.name == f"{_CACHE}()" for o in found):
            yield site


def _stores(production: Production) -> Iterator[tuple[Key, Assignment]]:
    """The containers that modules make at their top."""
    for module in production.facts():
        for assignment in module.assignments:
            target, value = assignment.target, assignment.value
            if assignment.scope or not isinstance(target, Name) or "." in target.name:
                continue
            is_call = isinstance(value, Call) and value.name in _STORES
            is_display = isinstance(value, (Mapping, Items)) and getattr(value, "kind", "") != "tuple"
            is_rebound = isinstance(value, Literal) and any(target.name in f.global_names for f in module.functions)
            if (is_call or is_display or is_rebound) and not any(
                word in target.name.lower() for word in _MEANT_FOR_ONE
            ):
                yield (module.path, target.name), assignment


class _Found:
    """Which functions that answer requests change and read some things."""

    def __init__(self, production: Production, keys: frozenset[Key]) -> None:
        self._production = production
        self._keys = keys
        self._names = frozenset(name for _, name in keys)
        self.changes: dict[Key, list[tuple[Statement, tuple[str, str]]]] = {}
        self.readers: dict[Key, dict[tuple[str, str], None]] = {}
        self.returning: dict[Key, set[tuple[str, str]]] = {}
        for (path, scope), phase in production.scopes.items() if keys else ():
            function = production.code.function(path, scope) if phase == REQUEST and scope else None
            if function is not None:
                self._look_at(path, function)

    def _look_at(self, path: str, function: Function) -> None:
        code, evaluator, scope = self._production.code, self._production.evaluator, function.name
        statements = code.scope(path, scope)
        own = {p.name for p in function.parameters}
        own |= {s.target.dotted for s in statements if isinstance(s, Assignment)} - {*function.global_names}
        takes = self._takes_from_visitors(function, statements)
        for statement in statements:
            if statement.guards and evaluator.runs(statement.guards, Where(path, scope)) is False:
                continue
            bound = _rebound(statement, function)
            changed = self._key(path, bound or _changed(statement), own, is_whole=True)
            counts = bound is not None and any(v == bound for v in _read(statement))
            asked = {self._key(path, v, own) for g in statement.guards if g.test is not None for v in g.test.walk()}
            if changed is not None and (takes or counts) and changed not in asked:
                self.changes.setdefault(changed, []).append((statement, (path, scope)))
            for value in _read(statement):
                key = self._key(path, value, own)
                if key is not None:
                    self.readers.setdefault(key, {})[path, scope] = None
            for key in asked - {None}:
                self.readers.setdefault(key, {})[path, scope] = None  # type: ignore[arg-type]
        for returned in function.returns:
            tests = (g.test for g in returned.guards)
            for whole in filter(None, (returned.value, *tests)):
                for key in filter(None, {self._key(path, value, own) for value in whole.walk()}):
                    self.readers.setdefault(key, {})[path, scope] = None
                    if whole is returned.value:
                        self.returning.setdefault(key, set()).add((path, scope))

    def _takes_from_visitors(self, function: Function, statements: list[Statement]) -> bool:
        """Whether a function answers a request itself and looks at what that brings."""
        if not function.decorators:
            return False
        values = (value for statement in statements for whole in _values(statement) for value in whole.walk())
        names = (value.name for value in values if isinstance(value, Name) and value.imported)
        return bool(function.parameters) or any(".".join(name.split(".")[:2]) in _VISITORS for name in names)

    def _key(self, path: str, value: Expression | None, own: set[str], is_whole: bool = False) -> Key | None:
        """The thing that a name means, if it is one of those that are looked for; where it ``is_whole``, no attribute of one (``db.session``), which no container has."""
        if not isinstance(value, Name):
            return None
        if not value.imported:
            first, dot, _ = value.name.partition(".")
            is_known = (path, first) in self._keys and first not in own
            return (path, first) if is_known and not (is_whole and dot) else None
        if self._names.isdisjoint(value.name.split(".")):
            return None
        split = self._production.evaluator.importer.split_name(path, value.name)
        name, dot, _ = split[1].partition(".") if split else ("", "", "")
        key = (split[0].path, name) if split else None
        return key if key in self._keys and not (is_whole and dot) else None


def _rebound(statement: Statement, function: Function) -> Name | None:
    """The name of the module that a statement gives another value (``global count``)."""
    target = statement.target if isinstance(statement, Assignment) else None
    return target if isinstance(target, Name) and target.name in function.global_names else None


def _changed(statement: Statement) -> Expression | None:
    """What a statement puts something into."""
    if isinstance(statement, Assignment):
        target = statement.target
        is_removed = isinstance(statement.value, Opaque) and statement.value.kind == "deleted"
        while isinstance(target, Subscript) and not is_removed:
            target = target.base
            if isinstance(target, Name):
                return target
        return None
    if isinstance(statement, CallSite):
        base, method = receiver(statement.call)
        while isinstance(base, Subscript):
            base = base.base
        return base if method in _CHANGING else None
    return None


def _read(statement: Statement) -> Iterator[Expression]:
    """The names in what a statement looks at, without what it only changes."""
    if isinstance(statement, Assignment):
        yield from statement.value.walk()
    elif isinstance(statement, CallSite):
        base, method = receiver(statement.call)
        is_only_changed = method in _CHANGING or (method in _EMPTYING and not statement.context)
        if base is not None and not is_only_changed:
            yield from base.walk()
        for value in (*statement.call.arguments, *(k.value for k in statement.call.keywords)):
            if not isinstance(value, Literal):
                yield from value.walk()


def _values(statement: Statement) -> tuple[Expression, ...]:
    """All that stands in a statement."""
    if isinstance(statement, Assignment):
        return statement.target, statement.value
    return (statement.call,) if isinstance(statement, CallSite) else ()


def _last(where: tuple[str, str]) -> str:
    return f"{where[1].rpartition('.')[2]}()"
