"""Routes: which functions answer requests, at which paths, and whether something guards them."""

from __future__ import annotations

import re
from functools import cached_property

from flaskcheck.facts.expressions import Call, Items, Literal, Name, last_name
from flaskcheck.facts.python import Assignment, CallSite, Failure, Import
from flaskcheck.ground.limits import MAX_LINKS
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import GIVES, MAKES, REGISTERS, STOPS
from flaskcheck.values.things import settled
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    Bound = tuple[str, str]
    """A file and a name that it binds."""

    from collections.abc import Callable, Iterator

    from flaskcheck.application.pages.registered import Registered
    from flaskcheck.code.modules import Code
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Function, Statement
    from flaskcheck.facts.services import Variable
    from flaskcheck.readers.proxies import Closed

ROUTE_METHODS = libraries.last_words(REGISTERS, "route")
RULES = libraries.last_words(REGISTERS, "rule", "resource")
RESOURCES = libraries.last_words(REGISTERS, "resource")
JOINS = libraries.last_words(REGISTERS, "blueprint")
PARTS = libraries.last_words(MAKES, "blueprint", "api blueprint", "namespace")
UNSEEN = libraries.last_words(REGISTERS, "unseen") | {"init_api"}
"""Calls that make routes whose rules are not followed; the last is what applications call their own."""

CHECKS = libraries.last_words(STOPS, "stranger") | {"check_auth", "require_auth", "auth", "authenticate", "authorize"}
"""Calls that let no stranger pass; the last are what applications call their own."""

_URL_MAKERS = libraries.named(GIVES, "url")
_LINKS = libraries.last_words(GIVES, "url")
_PROVIDERS = frozenset(
    f"make_{name}_blueprint"
    for name in "google github facebook twitter discord azure gitlab slack spotify twitch linkedin dropbox reddit".split()
)
"""What makes Flask-Dance's blueprints, which give the provider an address to come back to."""

PROTECTING = tuple(
    "login auth admin required permission role token jwt protected secure api_key limit_to csrf only".split()
)


BEFORE = ("before_request", "before_app_request")
EVERYWHERE = ("", "")
"""Where something is called before each request of an application."""

_VARIABLE = re.compile(r"<[^<>]*>")


class Route(Record):
    """One route. ``path`` is the literal rule with the prefixes of blueprints, ``None`` when it cannot be determined."""

    path: str | None
    methods: tuple[str, ...]
    function: str
    file: str


class OpenRoute(Record):
    """A function that answers requests of anyone. ``place`` is where it is made a route; ``address`` its rule as it is written there, ``""`` when that is no text."""

    place: Place
    address: str


class Routes:
    """The routes of one deployment. ``asked`` are the paths by which others find out whether it is healthy, ``closed`` those that a proxy before it keeps from visitors."""

    def __init__(
        self,
        production: Callable[[], Production],
        asked: Callable[[], tuple[Variable, ...]],
        closed: Callable[[], tuple[Closed, ...]],
    ) -> None:
        self._production = production
        self._asked = asked
        self._closed = closed
        self._checking: dict[tuple[str, str], bool] = {}

    @property
    def unanswered(self) -> Iterator[tuple[Variable, str]]:
        """The paths that others ask for and that no route answers, as they are declared and without their query."""
        asked = [(wanted, (wanted.value or "").partition("?")[0]) for wanted in self._asked()]
        if asked and self.are_known:
            yield from ((w, path) for w, path in asked if path.startswith("/") and not self.answers(path))

    @cached_property
    def _found(self) -> tuple[tuple[Route, ...], bool]:
        return find_routes(self._production())

    @property
    def outside_links(self) -> Iterator[Place]:
        """Where reached code makes an address of the application for use elsewhere, by the scheme of the request: in mails, for OAuth's providers."""
        for site in self._production().calls_of(_LINKS | _PROVIDERS):
            name = site.call.name
            external, scheme = site.call.argument(-1, "_external"), site.call.argument(-1, "_scheme")
            is_external = isinstance(external, Literal) and external.value is True and scheme is None
            if (name in _URL_MAKERS and is_external) or name.startswith("flask_dance.contrib."):
                yield site.place

    @property
    def are_known(self) -> bool:
        """Whether there are some, and none is made in a way that cannot be followed."""
        routes, complete = self._found
        return complete and bool(routes)

    @property
    def are_none(self) -> bool:
        """Whether there surely are none: the application is made for what a job or a worker needs of it."""
        brought = ("register_blueprint", "add_url_rule", "add_resource", "add_namespace")
        return self._found == ((), True) and not self._production().calls_of(brought)

    def answers(self, path: str) -> bool:
        """Whether one of them answers at a path."""
        wanted = path.rstrip("/") or "/"
        rules = ((route.path or "").rstrip("/") or "/" for route in self._found[0])
        return path.startswith("/static/") or any(_fits(rule, wanted) for rule in rules)

    @property
    def async_views(self) -> Iterator[Function]:
        """The coroutines that answer requests of Flask's routes."""
        yield from (f for f, _ in self._production().functions() if f.is_async and any(_routing(f)))

    def open_route(self, function: Function) -> OpenRoute | None:
        """A function as a route that nothing protects, made by a decorator or by a call; ``None`` for all others."""
        decorator = route_decorator(function)
        given = self._registered.get((function.path, function.name)) if decorator is None else None
        call, path = (given.site.call, given.site.path) if given else (decorator, function.path)
        if call is None or self._is_decorated(function) or self._checks(function.path, function.name):
            return None
        rule = call.arguments[0] if given is None else None
        address = given.address if given else str(rule.value) if isinstance(rule, Literal) else ""
        is_kept = self._is_closed(address, function) or self._is_kept(call, path)
        return None if is_kept else OpenRoute(given.site.place if given else call.place, address)

    @cached_property
    def _registered(self) -> dict[tuple[str, str], Registered]:
        from flaskcheck.application.pages.registered import registered

        return registered(self._production(), RULES, RESOURCES)

    def _is_decorated(self, function: Function) -> bool:
        """Whether another decorator of a route speaks of who may come, or is one of the repository that asks who is there."""
        for decorator in function.decorators:
            named = decorator.function if isinstance(decorator, Call) else decorator
            last = named.dotted.rpartition(".")[2].lower()
            if last not in ROUTE_METHODS and (any(w in last for w in PROTECTING) or self._bars(named, function.path)):
                return True
        return False

    def _bars(self, decorator: Expression, path: str) -> bool:
        """Whether a decorator puts a function before a route that asks who is there."""
        production = self._production()
        things = (outcome.value for outcome in production.evaluator.outcomes(decorator, Where(path)))
        inner = [f for t in things if isinstance(t, Reference) for f in production.code.functions_in(t.path, t.name)]
        inner += [f for each in inner for f in production.code.functions_in(each.path, each.name)]
        return any(self._checks(each.path, each.name) for each in inner)

    def _is_kept(self, decorator: Call, path: str) -> bool:
        """Whether what runs before each request of the application, or of the route's blueprint, lets no stranger pass."""
        gates = self._gates
        return bool(gates) and (EVERYWHERE in gates or owner_of_route(self._production(), decorator, path) in gates)

    @cached_property
    def _gates(self) -> frozenset[Bound]:
        return frozenset(_gates(self._production(), self._checks))

    def _checks(self, path: str, name: str) -> bool:
        """Whether what stands in the functions of a name, of which a module may have many, protects them."""
        if (path, name) not in self._checking:
            self._checking[path, name] = _is_checked(self._production().code.scope(path, name))
        return self._checking[path, name]

    def _is_closed(self, address: str, function: Function) -> bool:
        """Whether the proxy before the application answers in its place."""
        closed = self._closed()
        own = (
            (r.path for r in self._found[0] if (r.file, r.function) == (function.path, function.name)) if closed else ()
        )
        paths = [path for path in own if path] or [address]
        return all(any(each.holds(path) for each in closed) for path in paths)


def _fits(rule: str, path: str) -> bool:
    """Whether a path is one of a rule, in whose variables anything but nothing may stand."""
    parts = _VARIABLE.split(rule)
    if len(parts) == 1:
        return rule == path
    from flaskcheck.ground.wildcards import holds_in_order

    return holds_in_order(path, parts, 1)


def route_decorator(function: Function) -> Call | None:
    """The decorator that makes a function answer requests."""
    for decorator in _routing(function):
        first = decorator.arguments[0]
        if (
            not isinstance(first, Literal)
            or (isinstance(first.value, str) and first.value.startswith(("/", "<")))
            or first.value == ""
        ):
            return decorator
    return None


def _routing(function: Function) -> Iterator[Call]:
    """The decorators that are called as those of routes are: ``app.get(…)``."""
    for decorator in function.decorators:
        if isinstance(decorator, Call) and decorator.arguments:
            owner, _, method = decorator.name.rpartition(".")
            if owner and method in ROUTE_METHODS:
                yield decorator


def _is_checked(statements: list[Statement]) -> bool:
    """Whether statements ask who is there, or end the request."""
    for statement in statements:
        shown = " ".join([guard.test.spelling for guard in statement.guards if guard.test is not None])
        shown = shown.replace("flask.session", "session").replace(".session", "")  # db.session is nobody's login
        if any(
            word in shown
            for word in (
                "current_user",
                "headers",
                "token",
                "secret",
                "session",
                "authorization",
                "is_admin",
                ".admin",
                "debug",
                "environ",
            )
        ):
            return True
        if isinstance(statement, Failure) and statement.kind == "abort" and statement.guards:
            return True
        if isinstance(statement, CallSite) and statement.call.name.rpartition(".")[2] in CHECKS:
            return True
    return False


def _gates(production: Production, checks: Callable[[str, str], bool]) -> Iterator[Bound]:
    """What functions that let no stranger pass are called before each request of: blueprints, or all there is."""
    if not _has_gates(production):
        return
    sites = [site for site in production.calls_of(BEFORE) if site.call.name and site.call.arguments]
    given = [(site, last_name(site.call.arguments[0])) for site in sites if isinstance(site.call.arguments[0], Name)]
    handed, names = {name for _, name in given}, set[str]()
    for function, _ in production.functions():
        name, marks = function.name.rpartition(".")[2], [mark for mark in map(_named, function.decorators) if mark]
        is_before = name in handed or marks  # few are called before requests
        if is_before and checks(function.path, function.name) and _ends_requests(production.code, function):
            names.add(name)
            yield from (_gated(production, mark, function.path) for mark in marks)
    yield from (_gated(production, site.call.name, site.path) for site, name in given if name in names)


def _named(decorator: Expression) -> str:
    """The name of a decorator by which a function is called before each request; ``""`` for any other."""
    name = decorator.name if isinstance(decorator, Call) else decorator.dotted
    return name if name.rpartition(".")[2] in BEFORE else ""


def _ends_requests(code: Code, function: Function) -> bool:
    """Whether a function may answer in the place of what it is called before."""
    failures = (s for s in code.scope(function.path, function.name) if isinstance(s, Failure))
    answers = (r.value for r in function.returns if r.value is not None)
    return any(failures) or any(not isinstance(value, Literal) or value.value is not None for value in answers)


def _has_gates(production: Production) -> bool:
    return any(True for word in BEFORE for _ in production.code.files_with(word))


def _gated(production: Production, name: str, path: str) -> Bound:
    thing, _, method = name.rpartition(".")
    file, bound = bound_at(production, thing, path)
    binders = production.code.binders(file, "", bound)
    is_part = any(_makes_blueprint(b.value) for b in binders if isinstance(b, Assignment))
    return (file, bound) if is_part and method == "before_request" else EVERYWHERE


def find_routes(production: Production) -> tuple[tuple[Route, ...], bool]:
    """Every route of reached code, and whether these are all (``False`` when some are made in a way that cannot be followed)."""
    prefixes, complete = prefixes_of_blueprints(production)
    routes: list[Route] = []
    for function, _ in production.functions():
        for decorator in _routing(function):
            owner = owner_of_route(production, decorator, function.path)
            call = settled(production.evaluator, decorator, Where(function.path, function.scope))
            routes += _routes_of(call, call.arguments[0], function.name, function.path, prefixes.get(owner, [""]))
    for site, _ in production.calls():
        name = site.call.name.rpartition(".")[2]
        if name in RULES and site.call.arguments:
            given = settled(production.evaluator, site.call, Where.of(site)).arguments
            rules = given[1:] if name in RESOURCES else given[:1]
            for rule in rules:
                owner = owner_of_route(production, site.call, site.path)
                routes += _routes_of(site.call, rule, name, site.path, prefixes.get(owner, [""]))
        complete = complete and name not in UNSEEN
    return tuple(routes), complete and all(r.path is not None for r in routes)


def _routes_of(call: Call, rule: Expression, name: str, file: str, known: list[str] | None) -> Iterator[Route]:
    methods = call.argument(-1, "methods")
    given = (
        tuple(str(i.value) for i in methods.items if isinstance(i, Literal)) if isinstance(methods, Items) else ("GET",)
    )
    verb = call.name.rpartition(".")[2]
    if verb in ("post", "put", "patch", "delete"):
        given = (verb.upper(),)
    text = rule.value if isinstance(rule, Literal) and isinstance(rule.value, str) else None
    if text is None or known is None:
        yield Route(None, given, name, file)
        return
    for prefix in known or [""]:
        yield Route(prefix + text, given, name, file)


def owner_of_route(production: Production, call: Call, path: str) -> Bound:
    """Where that is bound of which a route is made: ``bp`` of ``@bp.route``."""
    name = call.function
    return bound_at(production, name.name.rpartition(".")[0] if isinstance(name, Name) else "", path)


def bound_at(production: Production, name: str, path: str) -> Bound:
    """The file that binds what a name means, as seen from a file, and its name there."""
    for _ in range(MAX_LINKS):
        binding = next(iter(production.code.bindings(path).get(name, ())), None)
        if isinstance(binding, Import):
            name = f"{'.' * binding.level}{binding.module}.{binding.name}"
        elif binding is not None:
            return path, name
        split = production.evaluator.importer.split_name(path, name)
        if split is None:
            break
        path, name = split[0].path, split[1]
    return path, name


def _makes_blueprint(value: Expression) -> bool:
    return isinstance(value, Call) and value.name.rpartition(".")[2] in PARTS


def prefixes_of_blueprints(production: Production) -> tuple[dict[Bound, list[str] | None], bool]:
    """The URL prefixes of each blueprint, by where it is bound (``None`` for one that is no literal), and whether that is all."""
    found: dict[Bound, list[str] | None] = {}
    parents: dict[Bound, Bound] = {}
    complete = True
    for assignment, _ in production.assignments():
        value = assignment.value
        if isinstance(value, Call) and _makes_blueprint(value):
            value = settled(production.evaluator, value, Where.of(assignment))
            prefix = value.argument(-1, "url_prefix") or value.argument(-1, "prefix")
            text = str(prefix.value) if isinstance(prefix, Literal) else ""
            found[assignment.place.path, assignment.target.dotted] = [text]
            complete = complete and (prefix is None or isinstance(prefix, Literal))
            if value.name.endswith(("Namespace", ".Api")):
                complete = False  # their own rules of prefixes are not followed
    for site, _ in production.calls():
        if site.call.name.rpartition(".")[2] in JOINS and site.call.arguments:
            bound = bound_at(production, site.call.arguments[0].dotted, site.path)
            parents[bound] = owner_of_route(production, site.call, site.path)
            given = settled(production.evaluator, site.call, Where.of(site)).argument(-1, "url_prefix")
            if given is not None:
                complete = complete and isinstance(given, Literal) and bound in found
                found[bound] = [str(given.value)] if isinstance(given, Literal) else None
    return {bound: _below(bound, found, parents) for bound in found}, complete


def _below(bound: Bound, found: dict[Bound, list[str] | None], parents: dict[Bound, Bound]) -> list[str] | None:
    """The prefixes of a blueprint with those of the blueprints that it is registered on ("Nesting Blueprints", Flask's documentation)."""
    whole = found[bound]
    for _ in range(MAX_LINKS):
        outer = parents.get(bound)
        if outer is None or outer not in found:
            return whole
        above = found[outer]
        if whole is None or above is None:
            return None
        bound, whole = outer, [f"{prefix}{own}" for prefix in above for own in whole]
    return None  # they are registered on one another
