"""Extensions that are made without an application and that nothing binds to one."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from flaskcheck.facts.expressions import Call, Literal, Name, Starred, Subscript, called, receiver
from flaskcheck.facts.python import Assignment
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.record import Record
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite, Module

_BOUND = {
    "flask_migrate.Migrate": "migrations",
    "flask_sqlalchemy.SQLAlchemy": "database",
    "flask_sqlalchemy.extension.SQLAlchemy": "database",
    "flask_login.LoginManager": "logins",
    "flask_login.login_manager.LoginManager": "logins",
}
"""What each extension is for that does nothing before ``init_app``."""

_KNOWN_TAKERS = frozenset(("Migrate", "init_app"))
"""Calls that take another extension and do not bind it."""


class UnboundExtension(Record):
    """An extension that nothing binds: what it is for, its name in the code, and where it is made; ``undatabased``: it is bound here, and nothing gives it the database."""

    kind: str
    name: str
    made: Assignment | CallSite


def unbound_extensions(production: Production, files: tuple[str, ...]) -> tuple[UnboundExtension, ...]:
    """Those that start-up makes at the top of a module, without an application, and that no line of ``files`` can bind."""
    return production.told(_unbound, files)


def _unbound(production: Production, files: tuple[str, ...]) -> Iterator[UnboundExtension]:
    yield from _undatabased(production)
    made = list(_made(production))
    if not made:
        return
    modules = [module for path in files if (module := production.code.module(path))]
    bound = _bound(modules, _Calls(production, modules))
    left = [(kind, assignment) for kind, assignment in made if assignment.target.dotted not in bound]
    tops = {a.target.dotted for module in modules for a in module.assignments if not a.scope} if left else set()
    if not left or not bound <= tops:
        return  # a loop over extensions, or an alias: whatever it is
    given = _handed_on(modules)
    filled = {called(s.call) for module in modules for s in module.calls if s.call.arguments or s.call.keywords}
    for kind, assignment in left:
        name = assignment.target.dotted
        is_another = (
            isinstance(assignment.value, Call) and called(assignment.value) in filled
        )  # made again, for a script
        if name not in given and not is_another:
            yield UnboundExtension(kind, name, assignment)


def _made(production: Production) -> Iterator[tuple[str, Assignment]]:
    for assignment, phase in production.assignments():
        value = assignment.value
        if phase != "startup" or assignment.scope or not isinstance(value, Call) or "." in assignment.target.dotted:
            continue
        is_bare = not value.arguments and not any(k.name in ("app", "", "db") for k in value.keywords)
        for outcome in production.evaluator.outcomes(value.function, Where.of(assignment)) if is_bare else ():
            thing = outcome.value
            if isinstance(thing, Reference) and thing.kind == "external" and thing.name in _BOUND:
                yield _BOUND[thing.name], assignment


def _is_of_all(production: Production, site: CallSite) -> bool:
    """Whether every start makes a call: no test stands around it, and no handler."""
    return production.is_at_start(site, production.phase(site)) and not (site.is_questioned or site.is_tried)


_DATABASES = ("flask_sqlalchemy.SQLAlchemy", "flask_sqlalchemy.extension.SQLAlchemy")


def bound_databases(production: Production) -> Iterator[CallSite]:
    """The calls by which every start binds Flask-SQLAlchemy to an application."""
    for site in production.calls_of(("SQLAlchemy", "init_app")):
        if not _is_of_all(production, site):
            continue
        given = site.call.argument(0, "app")
        is_given = given is not None and not (isinstance(given, Literal) and given.value is None)
        owner, method = receiver(site.call)
        if site.call.name in _DATABASES and is_given:
            yield site
        elif method == "init_app" and owner is not None and is_given:
            names = _names_of(production, owner, site)
            if len(names) == 1 and names <= {f"{name}()" for name in _DATABASES}:
                yield site


def bound_twice(production: Production) -> Iterator[tuple[CallSite, CallSite | Assignment]]:
    """The calls by which every start binds Flask-SQLAlchemy to an application that has it already, each with what bound it first: in one function, by the same names."""
    seen: dict[tuple[str, str, str, str], CallSite | Assignment] = {}
    times = Counter((a.path, a.scope, a.target.dotted) for a, _ in production.assignments())
    made = {a.value.at: a for a, _ in production.assignments() if isinstance(a.value, Call) and not a.guards}
    for site in production.told(bound_databases):
        owner, given = receiver(site.call)[0], site.call.argument(0, "app")
        first = made.get(site.call.at) if site.call.name in _DATABASES else None
        name = first.target.dotted if first is not None else owner.dotted if owner is not None else ""
        is_plain = isinstance(given, Name) and not given.imported and not site.guards
        if not name or given is None or not is_plain or times[site.path, site.scope, given.dotted] > 1:
            continue
        key = site.path, site.scope, name.partition(":")[0].rpartition(".")[2], given.dotted
        if key in seen:
            yield site, seen[key]
        seen.setdefault(key, first or site)


def swapped(production: Production) -> Iterator[CallSite]:
    """The calls by which every start gives Flask-Migrate the database where the application belongs."""
    databases = {f"{name}()" for name in _DATABASES}
    for site in production.calls_of(("Migrate", "init_app")):
        owner, given = receiver(site.call)[0], site.call.argument(0, "app")
        if given is None or not _is_of_all(production, site):
            continue
        is_made = site.call.name == "flask_migrate.Migrate"
        bound = {"flask_migrate.Migrate()"} if is_made else _names_of(production, owner, site)
        if bound == {"flask_migrate.Migrate()"} and _names_of(production, given, site) <= databases:
            yield site


def _undatabased(production: Production) -> Iterator[UnboundExtension]:
    """Where every start binds Flask-Migrate to an application, and nothing anywhere gives it the database: ``flask db`` asks that for its engine (seen with 4.1.0)."""
    binding: CallSite | None = None
    for site in production.calls_of(("Migrate", "init_app")):
        is_made = site.call.name == "flask_migrate.Migrate"
        bound = {site.call.name} if is_made else _names_of(production, receiver(site.call)[0], site)
        if not bound & {"flask_migrate.Migrate", "flask_migrate.Migrate()", ""}:
            continue
        is_open = "" in bound or any(isinstance(a, Starred) for a in site.call.arguments)
        if is_open or site.call.argument(1, "db") is not None or any(not k.name for k in site.call.keywords):
            return
        if site.call.argument(0, "app") is not None and _is_of_all(production, site):
            binding = binding or site
    if binding is not None:
        owner = receiver(binding.call)[0] if called(binding.call) == "init_app" else None
        yield UnboundExtension("undatabased", owner.dotted if owner is not None else "Migrate", binding)


def _names_of(production: Production, value: Expression | None, site: CallSite) -> set[str]:
    """What a value of a call is, by the names of the things; one that is unknown has none."""
    found = production.evaluator.outcomes(value, Where.of(site)) if value is not None else []
    return {outcome.value.name if isinstance(outcome.value, Reference) else "" for outcome in found} or {""}


def bound_too_early(production: Production, words: tuple[str, ...]) -> Iterator[tuple[CallSite, Assignment]]:
    """The calls by which every start binds Flask-SQLAlchemy to an application before the only line that sets one of some settings: in one scope of one file, and nothing else fills a configuration."""
    sites = production.told(bound_databases)
    places = {path for word in words for path in production.code.files_with(word)}
    if len(sites) != 1 or places != {sites[0].path} or any(map(_fills_from_objects, _every_module(production))):
        return
    for site in sites:
        settings = [a for a, _ in production.assignments() if a.path == site.path and _names_key(a, words)]
        raw = production.code.tree.source(site.path).raw
        is_all = sum(raw.count(encoded(word)) for word in words) == len(settings)
        if is_all and all(a.scope == site.scope and a.place.line > site.place.end_line for a in settings):
            yield site, settings[0]


def _names_key(assignment: Assignment, words: tuple[str, ...]) -> bool:
    key = assignment.target.key if isinstance(assignment.target, Subscript) else None
    return isinstance(key, Literal) and key.value in words


_LOADING = ("user_loader", "request_loader", "header_loader", "user_callback", "_user_callback", "_request_callback")
"""What tells Flask-Login how to find a user."""


def without_loader(production: Production) -> Iterator[CallSite]:
    """The calls by which every start binds Flask-Login to an application, where nothing tells it how to find a user: no file names that, and no other code is given what it is bound by."""
    if any(path for word in _LOADING for path in production.code.files_with(word)):
        return
    times = {a.value.at: a.target.dotted for a, _ in production.assignments() if isinstance(a.value, Call)}
    found: list[tuple[str, CallSite]] = []
    for site in production.calls_of(("LoginManager", "init_app")):
        owner, app = receiver(site.call)[0], site.call.argument(0, "app")
        if app is None or not _is_of_all(production, site):
            continue
        is_made = _BOUND.get(site.call.name) == "logins"
        names = {f"{site.call.name}()"} if is_made else _names_of(production, owner, site)
        name = times.get(site.call.at, "") if is_made else owner.dotted if owner is not None else ""
        if name and all(_BOUND.get(thing.removesuffix("()")) == "logins" for thing in names):
            found.append((name.rpartition(".")[2], site))
    given = _handed_on(_every_module(production)) if found else frozenset()
    yield from (site for name, site in found if name not in given)


def _every_module(production: Production) -> list[Module]:
    """All Python files of the repository, read: ask for little else first, for it takes as long as all the rest."""
    return [module for path in production.code.paths if (module := production.code.module(path))]


def may_be_named(production: Production, words: tuple[str, ...]) -> bool:
    """Whether one of some settings is named by code of any kind that may run; not where only functions that nobody calls write it into a configuration."""
    found = {path: word for word in words for path in production.code.files_with(word)}
    if not found:
        return False
    modules = _every_module(production)
    calls, is_filled = _Calls(production, modules), any(map(_fills_from_objects, modules))
    for module in (module for module in modules if module.path in found):
        raw = production.code.tree.source(module.path).raw
        idle = [a for a in module.assignments if _is_key_of(a, words) and not calls.may_run(module.path, a.scope)]
        idle += [a for a in module.assignments if not is_filled and a.target.dotted in words]
        if sum(raw.count(encoded(word)) for word in words) > len(idle):
            return True
    return not found.keys() <= {module.path for module in modules}


_FILLING = frozenset(
    "from_object from_mapping from_pyfile from_envvar from_file from_json from_prefixed_env import_string import_module vars setattr".split()
)
"""What a configuration takes its settings from whose names nobody writes beside it."""


def _fills_from_objects(module: Module) -> bool:
    """Whether a module may give a configuration the names that a module or a class holds."""
    for site in module.calls:
        owner, _, method = site.call.name.rpartition(".")
        if called(site.call) in _FILLING or (method == "update" and "config" in owner.lower()):
            return True
    return False


def _is_key_of(assignment: Assignment, words: tuple[str, ...]) -> bool:
    """Whether an assignment in a function writes one of some settings: ``app.config["NAME"] = …``."""
    return bool(assignment.scope) and _names_key(assignment, words)


class _Calls:
    """Which functions may be called: those that start-up enters, and those whose names stand anywhere else than where they are defined."""

    def __init__(self, production: Production, modules: list[Module]) -> None:
        self._code = production.code
        self._names: dict[str, set[str]] = {}
        self._entered = production.trace.entered
        self._modules = modules

    @cached_property
    def _in_texts(self) -> frozenset[str]:
        texts = (text.text for module in self._modules for text in module.texts)
        return frozenset(word for text in texts for word in text.replace(":", ".").split("."))

    def _is_named(self, word: str) -> bool:
        """Whether a word is a name in code, or in a text: looked for only in the files that it stands in."""
        if word in self._in_texts:
            return True
        tree, raw = self._code.tree, encoded(word) if word.isascii() else b""
        return any(raw in tree.source(m.path).raw and word in self._names_of(m) for m in self._modules)

    def _names_of(self, module: Module) -> set[str]:
        if module.path not in self._names:
            self._names[module.path] = _names(module)
        return self._names[module.path]

    def may_run(self, path: str, scope: str) -> bool:
        """Whether what stands in a scope may run: only of a plain function is it known that nothing calls it."""
        function = next((f for m in self._modules if m.path == path for f in m.functions if f.name == scope), None)
        if function is None or "." in scope or function.decorators or (path, scope) in self._entered:
            return True
        return self._is_named(scope)


def _names(module: Module) -> set[str]:
    """The last words of all that a module mentions, and what it imports."""
    values = [a.value for a in module.assignments] + [r.value for f in module.functions for r in f.returns if r.value]
    found = {*_last_words((*(site.call for site in module.calls), *values))}
    return found.union(name for i in module.imports for name in (i.name, i.alias))


def _bound(modules: list[Module], calls: _Calls) -> frozenset[str]:
    """The last words of everything that ``init_app`` is called on, or that is named with it."""
    found: set[str] = set()
    for module in modules:
        for site in module.calls:
            base = receiver(site.call)[0] if called(site.call) == "init_app" else None
            if base is not None and calls.may_run(module.path, site.scope):
                found.add(base.dotted.rpartition(".")[2])
    return frozenset(found)


def _handed_on(modules: list[Module]) -> frozenset[str]:
    """The last words of everything that is given to a call, kept in something else, or given back: whoever has it may bind it."""
    found: set[str] = set()
    for module in modules:
        for site in module.calls:
            values = (*site.call.arguments, *(k.value for k in site.call.keywords))
            if called(site.call) not in _KNOWN_TAKERS:
                found.update(_last_words(values))
        found.update(_last_words(a.value for a in module.assignments if not isinstance(a.value, Call)))
        found.update(_last_words(r.value for f in module.functions for r in f.returns if r.value is not None))
        if any(called(site.call) in ("globals", "vars") for site in module.calls):
            found.update(a.target.dotted for a in module.assignments)
    return frozenset(found)


def _last_words(values: Iterable[Expression]) -> Iterator[str]:
    return (part.dotted.rpartition(".")[2] for value in values for part in value.walk() if part.dotted)
