"""The Flask applications of a repository: objects, subclasses and factories, and what ``module:attribute`` leads to."""

from __future__ import annotations

from flaskcheck.code.bindings import is_dynamic
from flaskcheck.facts.expressions import Attribute, Call, Items, Name
from flaskcheck.facts.python import Assignment, Function, Import
from flaskcheck.files.paths import folder_of_file
from flaskcheck.ground.limits import MAX_WRAPPERS
from flaskcheck.ground.place import WHOLE, Place, Spans, mark
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries, usual_names
from flaskcheck.known.meanings import MAKES
from flaskcheck.values.value import Outcome, Reference, Unknown, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flaskcheck.code.imports import Importer, Located
    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite, Module, Statement
    from flaskcheck.files.tree import Tree
    from flaskcheck.values.evaluator import Evaluator

FLASK_CLASSES = libraries.named(MAKES, "application")
"""Classes that are, or wrap, a Flask application."""
_INNER = ("app", "wsgi_app")  # what a class that wraps Flask calls the application in it
_READY = libraries.named(MAKES, "whole application")

_NAMING = ("pyproject.toml", "Pipfile", "setup.py", "setup.cfg", "environment.yml")
"""Files that name what a project needs."""

NOT_CALLABLE = frozenset(f"{name}()" for name in libraries.named(MAKES, "extension", "blueprint"))


PREFERENCE = ("application", "factory", "callable", "unknown", "foreign", "not-callable")
"""Of several things that a name can be bound to (``try``/``except ImportError``), the likeliest to be meant first."""


class Application(Record):
    """One Flask application. ``factory`` is the function that makes it, or ``""`` for a module-level object; ``variable`` is what it is bound to
    where it is made. ``call`` is the ``Flask(…)`` call."""

    path: str
    variable: str
    factory: str
    call: Call
    place: Place


class Target(Record):
    """What ``module:attribute`` leads to.

    ``status``: ``application``, ``factory`` (a function that makes one), ``callable`` (something of the repository that may be a WSGI callable), ``missing-module``,
    ``missing-attribute``, ``missing-folder`` (the server changes to a folder that is not there), ``not-callable``, ``foreign`` (another distribution's), ``unknown``. ``path`` is the module's file; ``place`` where the object is bound;
    ``reason`` tells how it failed: ``package-shadows-module`` (``shadowed`` is the module), ``standard-library`` (the server has that module loaded already), ``main-guard``, ``namespace``, ``case``, ``broken``; ``none``, ``submodule``, ``called`` (the target calls an application) for what is not callable.
    """

    status: str
    module: str
    attribute: str
    path: str = ""
    place: Place | None = None
    application: Application | None = None
    function: Function | None = None
    reason: str = ""
    shadowed: str = ""
    outcome: Outcome | None = None

    @property
    def is_second_copy(self) -> bool:
        """Whether a package is imported a second time, under the name of its own ``__init__.py``: other modules know the first copy only."""
        return self.module.endswith(".__init__") and self.status in ("application", "factory")


def find_applications(code: Code, paths: tuple[str, ...]) -> tuple[Application, ...]:
    """Every ``Flask(…)`` call, or call of a first-party subclass, in these files; where there is none, what is used as only a Flask object is, else where one must be that cannot be seen."""
    from flaskcheck.application.alike import subclasses
    from flaskcheck.readers.screens import names_one_of

    derived = subclasses(code, paths)
    names = FLASK_CLASSES | derived
    found: list[Application] = []
    for path in paths:
        if not names_one_of(code.tree.source(path), names):
            continue
        module = code.module(path)
        sites = [s for s in (module.calls if module else ()) if _makes_application(s.call, derived)]
        found += _made(code, path, sites)
    return tuple(found) or tuple(_alike(code, paths)) or tuple(_meant(code, paths)) or tuple(_unseen(code, paths))


def _alike(code: Code, paths: tuple[str, ...]) -> Iterator[Application]:
    from flaskcheck.application.alike import Alike

    alike = Alike(code)
    for path in paths:
        yield from _made(code, path, list(alike.calls(path)))


def _meant(code: Code, paths: tuple[str, ...]) -> Iterator[Application]:
    from flaskcheck.application.alike import nearly_made

    for path in paths:
        yield from _made(code, path, list(nearly_made(code, path)))


def _unseen(code: Code, paths: tuple[str, ...]) -> Iterator[Application]:
    """The files that name Flask and cannot be parsed, and the start modules that import an application, or its factory, from a module which git does not have, or from a distribution."""
    from flaskcheck.readers.screens import uses_one_of

    for path in paths:
        is_start = path.rpartition("/")[2].removesuffix(".py") in usual_names.MODULES
        names_flask = uses_one_of(code.tree.source(path), FLASK_CLASSES)
        module = code.module(path) if is_start or names_flask else None
        error = module.error if module else None
        is_broken = error is not None and error.kind in ("syntax", "merge-markers")
        if is_broken and not names_flask:
            continue
        place = error.place if error is not None and is_broken else None
        absent = (i for i in module.imports if not i.scope and _is_absent(code.tree, i)) if module and is_start else ()
        place = place or next((statement.place for statement in absent), None)
        if place is not None:
            yield Application(path, "", "", Call(*mark(place), Name(*mark(place), "flask.Flask", True), (), ()), place)


def _is_absent(tree: Tree, statement: Import) -> bool:
    """Whether an application, or its factory, is imported from a distribution that has one, or from a module of a Flask project that lies on this disk only."""
    from flaskcheck.readers.screens import mentions

    if f"{statement.module}.{statement.name}" in _READY:
        return True
    if statement.level or statement.name not in usual_names.TARGETS:
        return False
    base = f"{folder_of_file(statement.spans.path)}/{statement.module.replace('.', '/')}".lstrip("/")
    named = (p for p in tree.files if (n := p.rpartition("/")[2]) in _NAMING or n.startswith("requirements"))
    return any(tree.left_behind(path) for path in (f"{base}.py", f"{base}/__init__.py")) and any(
        mentions(tree.source(path), "flask", "Flask") for path in named
    )


def _makes_application(call: Call, subclasses: frozenset[str]) -> bool:
    from flaskcheck.application.alike import is_class

    if not call.name:
        return isinstance(call.function, Call) and is_class(call.function)
    return call.name in FLASK_CLASSES or call.name.rpartition(".")[2] in subclasses


def _made(code: Code, path: str, sites: list[CallSite]) -> Iterator[Application]:
    """The applications that some calls in a file make."""
    variables = _variables(code.module(path) or _empty(path), sites) if sites else {}
    for site in sites:
        function = code.function(path, site.scope)
        name = function.name if function else ""
        yield Application(path, variables.get(id(site.call), ""), name, site.call, site.place)


def _variables(module: Module, sites: list[CallSite]) -> dict[int, str]:
    """What each call of a scope is first given to, in an assignment there."""
    scopes = {id(site.call): site.scope for site in sites}
    found: dict[int, str] = {}
    for assignment in module.assignments:
        if len(found) == len(scopes):
            break
        for value in assignment.value.walk():
            if scopes.get(id(value)) == assignment.scope:
                found.setdefault(id(value), assignment.target.dotted)
    return found


def _empty(path: str) -> Module:
    from flaskcheck.facts.python import Module

    return Module(path)


_UNCLEAR = ("callable", "foreign", "unknown")


class Resolver:
    """Resolves names of modules and attributes as one deployment's Python would."""

    def __init__(self, evaluator: Evaluator, applications: tuple[Application, ...]) -> None:
        self.evaluator = evaluator
        self.importer: Importer = evaluator.importer
        self.code: Code = evaluator.code
        self._by_place = {a.place: a for a in applications}
        self._dynamic: dict[str, bool] = {}
        self._bound_inside: dict[str, frozenset[str]] = {}

    def resolve(self, module: str, attribute: str, called: bool = False) -> Target:
        """What ``module:attribute`` is; ``called`` when the target calls it (``create_app()``)."""
        located = self.importer.locate(module)
        if located is None:
            return Target("missing-module", module, attribute)
        if located.kind == "namespace":
            return Target("missing-attribute", module, attribute, located.path, reason="namespace")
        return self.resolve_file(located, attribute, called)

    def resolve_file(self, located: Located, attribute: str, called: bool = False) -> Target:
        """What an attribute of a file is that is loaded as it is, whatever imports would find under its name."""
        facts = self.code.module(located.path)
        if facts is not None and facts.error is not None and attribute not in self.code.bindings(located.path):
            return Target("unknown", located.name, attribute, located.path, reason="broken")
        return self._attribute(located, attribute, called)

    def _attribute(self, located: Located, attribute: str, called: bool) -> Target:
        module, path = located.name, located.path
        first = attribute.partition(".")[0]
        reference = Outcome(Reference("module", path, module), Name(WHOLE, Spans(path), module, True), path)
        found = self.evaluator.attributes((reference,), attribute, reference.origin, Where(path))
        bound = self.code.bindings(path).get(first, [])
        place = bound[-1].place if bound else Place(path)
        if self._is_nothing_for_good(path, first, found):
            return Target("not-callable", module, attribute, path, place, reason="none")
        found = tuple(o for o in found if not _is_nothing(o))
        if not found or all(o.origin is reference.origin and isinstance(o.value, Unknown) for o in found):
            return self._unbound(located, first)
        targets = [self._classify(o, module, attribute, path, place, called) for o in found]
        best = min(targets, key=lambda target: PREFERENCE.index(target.status))
        inner = self._handed_over(bound[-1:], path) if best.status in _UNCLEAR and not called else None
        return best if inner is None else best.replaced(status="application", application=inner)

    def _handed_over(self, bound: Sequence[Statement], path: str) -> Application | None:
        """The application that is given to the function which makes what a name is bound to: ``asgi = wrapped(app)``."""
        values = (b.value for b in bound if isinstance(b, Assignment) and isinstance(b.value, Call))
        given = (part for value in values for part in _within(value))
        outcomes = (outcome for part in given for outcome in self.evaluator.outcomes(part, Where(path)))
        return next((a for outcome in outcomes if (a := self._by_place.get(outcome.place))), None)

    def _unbound(self, located: Located, name: str) -> Target:
        module, path = located.name, located.path
        bindings = self.code.bindings(path)
        if self.may_bind_more(path):
            return Target("unknown", module, name, path)
        if located.kind == "package" and self.importer.locate(f"{module}.{name}"):
            return Target("not-callable", module, name, path, reason="submodule")
        reason, shadowed = "", ""
        alive = bindings.get(name, [])
        if alive and any(self.evaluator.runs(b.guards, Where(path)) is not False for b in alive):
            return Target("unknown", module, name, path, alive[-1].place)
        if alive or self._bound_in_main(path, name):
            reason = "main-guard"
        beside = path.removesuffix("/__init__.py") + ".py"
        if located.kind == "package" and self.code.tree.has(beside):
            reason, shadowed = "package-shadows-module", beside
        return Target("missing-attribute", module, name, path, reason=reason, shadowed=shadowed)

    def lacks(self, module: str, name: str) -> bool:
        """Whether a module of the repository has no such name."""
        found = self.importer.locate(module)
        if found is None or found.kind == "namespace" or self.importer.locate(f"{module}.{name}"):
            return False
        return name not in self.code.bindings(found.path) and not self.may_bind_more(found.path)

    def may_bind_more(self, path: str) -> bool:
        """Whether a module may have names that are not seen to be bound."""
        facts = self.code.module(path)
        if path not in self._dynamic:
            self._dynamic[path] = facts is None or facts.has_getattr or self._has_open_star(path) or is_dynamic(facts)
        return self._dynamic[path]

    def _is_nothing_for_good(self, path: str, name: str, found: tuple[Outcome, ...]) -> bool:
        """Whether a module binds a name to None, and whatever would bind it to something else is never called."""
        if self._is_filled_later(path, name):
            return False
        bound = [b for b in self.code.bindings(path).get(name, []) if isinstance(b, Assignment)]
        never = {id(b.value) for b in bound if b.scope}
        left = [o for o in found if id(o.origin) not in never]
        if found and not left:
            left = [o for b in bound if not b.scope for o in self.evaluator.outcomes(b.value, Where(path))]
        return bool(left) and all(map(_is_nothing, left))

    def _is_filled_later(self, path: str, name: str) -> bool:
        """Whether a function that binds the name in its module may be called while the module is imported."""
        facts = self.code.module(path)
        fillers = [f for f in facts.functions if name in f.global_names] if facts else []
        called = {site.call.name.rpartition(".")[2] for site in facts.calls} if facts and fillers else set()
        return any(f.decorators or f.name.rpartition(".")[2] in called for f in fillers)

    def _bound_in_main(self, path: str, name: str) -> bool:
        if path not in self._bound_inside:
            assignments = (self.code.module(path) or _empty(path)).assignments
            self._bound_inside[path] = frozenset(s.target.dotted for s in assignments if s.scope)
        return name in self._bound_inside[path]

    def _has_open_star(self, path: str) -> bool:
        """Whether a star import may bind names that cannot be determined."""
        for statement in self.code.bindings(path).get("*", []):
            if not isinstance(statement, Import) or not any(True for _ in self.importer.targets(path, statement)):
                if isinstance(statement, Import) and statement.module.partition(".")[0] in ("flask", "os", "typing"):
                    continue
                return True
        return False

    def _classify(self, outcome: Outcome, module: str, attribute: str, path: str, place: Place, called: bool) -> Target:
        thing = outcome.value
        target = Target("unknown", module, attribute, path, place, outcome=outcome)
        if isinstance(thing, Reference) and thing.kind == "function":
            function = self.code.function(thing.path, thing.name)
            return self._function(target, function, called) if function else target
        application = self.application_of(outcome)
        if application is not None:
            is_object = application.place == outcome.place and application.call.name in FLASK_CLASSES
            if called and is_object:
                return target.replaced(status="not-callable", application=application, reason="called")
            return target.replaced(status="application", application=application)
        if isinstance(thing, Reference) and thing.kind == "external" and thing.name in NOT_CALLABLE:
            return target.replaced(status="not-callable")
        if isinstance(thing, Reference) and thing.kind in ("module", "mapping", "items"):
            return target.replaced(status="not-callable")
        if isinstance(thing, Reference):
            return target.replaced(status="foreign" if thing.kind == "external" else "callable")
        return target if isinstance(thing, Unknown) else target.replaced(status="not-callable")

    def _function(self, target: Target, function: Function, called: bool) -> Target:
        if not called and _is_wsgi_callable(function):
            return target.replaced(status="callable", function=function)
        if called and self._gives_nothing(function):
            return target.replaced(status="not-callable", function=function, reason="none")
        application = self.made_by(function)
        status = "factory" if application else "callable"
        return target.replaced(status=status, function=function, application=application)

    def _gives_nothing(self, function: Function) -> bool:
        """Whether a factory returns nothing, whatever happens in it."""
        return not (function.returns or function.decorators or function.is_async or function.is_generator)

    def made_by(self, function: Function) -> Application | None:
        """The application that a factory returns, if it makes one."""
        from flaskcheck.values.returns import bind, returned

        path = function.path
        for outcome in returned(self.evaluator, path, function.name, bind(self.evaluator, function, None, Where(path))):
            application = self.application_of(outcome)
            if application is not None:
                return application
        return None

    def application_of(self, outcome: Outcome, depth: int = 0, seen: set[Place] | None = None) -> Application | None:
        """The application that an outcome is, also inside WSGI and ASGI middleware and wrappers."""
        found, origin = self._by_place.get(outcome.place), outcome.origin
        is_inner = isinstance(origin, (Attribute, Name)) and origin.name.rpartition(".")[2] in _INNER
        is_around = is_inner or isinstance(origin, (Call, Items))
        seen = set() if seen is None else seen
        if found is not None or depth > MAX_WRAPPERS or outcome.place in seen or not is_around:
            return found
        seen.add(outcome.place)
        mounted = self._mounted(outcome) if not depth else ()
        for part, scope in (*((part, "") for part in _within(origin)), *mounted):
            for inner in self.evaluator.outcomes(part, Where(outcome.path, scope)):
                found = self.application_of(inner, depth + 1, seen) or self._made_later(inner)
                if found is not None:
                    return found
        return None

    def _made_later(self, outcome: Outcome) -> Application | None:
        """The application of a factory that is handed over, to be called at the first request."""
        thing = outcome.value
        is_function = isinstance(thing, Reference) and thing.kind == "function"
        function = self.code.function(thing.path, thing.name) if is_function else None
        return self.made_by(function) if function else None

    def _mounted(self, outcome: Outcome) -> Iterator[tuple[Expression, str]]:
        """What is mounted on a new object beside where it is made: ``api.mount("/", WSGIMiddleware(app))``."""
        module = self.code.module(outcome.path) if isinstance(outcome.origin, Call) else None
        names = {(a.scope, a.target.dotted) for a in module.assignments if a.value is outcome.origin} if module else ()
        for site in module.calls if module and names else ():
            owner, _, method = site.call.name.rpartition(".")
            if method == "mount" and (site.scope, owner) in names:
                yield from ((part, site.scope) for part in _within(site.call))


def _within(origin: Expression) -> tuple[Expression, ...]:
    """What an application may be in: the object of which an attribute is taken, what a call is given, the items of a list."""
    if isinstance(origin, Attribute):
        return (origin.base,)
    if isinstance(origin, Name):
        return (Name(*origin.mark, origin.name.rpartition(".")[0], origin.imported),) if "." in origin.name else ()
    if isinstance(origin, Items):
        return origin.items
    return (*origin.arguments, *(k.value for k in origin.keywords)) if isinstance(origin, Call) else ()


def _is_nothing(outcome: Outcome) -> bool:
    return outcome.is_known and outcome.value is None


def _is_wsgi_callable(function: Function) -> bool:
    """``def app(environ, start_response)``."""
    names = [p.name for p in function.parameters if p.kind == "positional" and p.name != "self"]
    return len(names) == 2 and ("environ" in names[0] or "start" in names[1])


__all__ = ["FLASK_CLASSES", "Application", "Resolver", "Target", "find_applications"]
