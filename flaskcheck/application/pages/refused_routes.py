"""Routes that Flask refuses where they are made, and views that never give an answer (Flask 1.1 to 3.1 say the same)."""

from __future__ import annotations

import re

from flaskcheck.application.pages.refused_route import RefusedRoute
from flaskcheck.application.routes import JOINS, ROUTE_METHODS, bound_at, owner_of_route, prefixes_of_blueprints
from flaskcheck.effects.reach import STARTUP
from flaskcheck.facts.expressions import Call, Literal, Name, receiver
from flaskcheck.facts.python import Assignment, CallSite, Failure
from flaskcheck.ground.words import is_one_slip
from flaskcheck.values.things import settled
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.application.routes import Bound
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Function, Guard, Statement
    from flaskcheck.ground.place import Place

_APPLICATION, _BLUEPRINT = "flask.Flask()", "flask.Blueprint()"
_ENDS_NOTHING = ("required", "exempt", "limit", "cached", "cross_origin")
"""Ends of the names of decorators that leave a view's answer as it is."""


_HANDING_ON = ("flask_login.", "flask_jwt_extended.", "flask_limiter.")
"""Libraries whose decorators call a view with what they are given."""

_ANSWERS = frozenset(
    f"flask.{name}"
    for name in "jsonify make_response redirect render_template render_template_string send_file send_from_directory".split()
)
"""Calls that make an answer, and do nothing else."""


_HANDLING, _ERRORS = ("errorhandler", "app_errorhandler"), range(400, 600)
_OPTIONS = frozenset(
    "rule defaults subdomain methods build_only endpoint strict_slashes merge_slashes redirect_to alias host websocket provide_automatic_options".split()
)
"""What a route may be told (Flask 1.1 to 3.1 and Werkzeug 0.16 to 3.1)."""

_OWN_RULES = (b"url_rule_class",)

_CONVERTERS = frozenset("default string any path int float uuid".split())
"""Werkzeug's own (0.16 to 3.1)."""

_PART = re.compile(r"[^<]+|<(?:([A-Za-z_]\w*)(?:\([^)]*\))?:)?([A-Za-z_]\w*)>")
"""A part of a rule: text, or a variable with what converts it."""

_OF_CLASSES = (b"as_view", b"add_resource")
_CONVERTING = (b"url_map", b"converter")
_CHANGING_ARGUMENTS = (b"url_value_preprocessor", b"view_args")
"""What code has in it that makes converters of its own, and that changes what views are given."""


def refused_routes(production: Production) -> Iterator[RefusedRoute]:
    """Every such route of reached code that a start makes."""
    prefixes, complete = prefixes_of_blueprints(production)
    registered = _registered_plainly(production) if complete else frozenset()
    endpoints: dict[tuple[Bound, str, str], tuple[Function, Place]] = {}
    has_own, changes = _says(production, _CONVERTING), _says(production, _CHANGING_ARGUMENTS)
    has_rules = _says(production, _OWN_RULES)
    for path in production.modules:
        module = production.code.module(path)
        for function in module.functions if module else ():
            if production.phase(function) != STARTUP:
                continue
            routes = list(_routes(production, function))
            certain = not function.is_questioned and not function.is_tried
            for route, made_by in routes:
                owner = owner_of_route(production, route, path)
                known = [""] if made_by == _APPLICATION else None
                known = prefixes.get(owner) if owner in registered else known
                yield from _refused(route, known, certain)
                yield from _of_options(route, certain) if not has_rules else ()
                for prefix in known or ():
                    yield from _of_variables(production, route, prefix, function, certain, (has_own, changes))
                endpoint = _endpoint(route, function)
                first = endpoints.setdefault((owner, function.scope, endpoint), (function, route.place))
                if endpoint and first[0] is not function and certain and not first[0].is_questioned:
                    yield RefusedRoute("twice", route.place, endpoint, certain, first[1])
            yield from _of_handlers(production, function, certain)
            if routes and not function.is_generator and all(map(_leaves_alone, function.decorators)):
                yield from _without_answer(production, function, certain)
            yield from (RefusedRoute("bare", d.place, d.dotted, certain) for d in _uncalled(production, function))
    yield from _of_one_name(production)
    yield from _of_methods(production) if not changes and _says(production, _OF_CLASSES) else ()
    for site in production.calls_of(("Blueprint",)):
        name = settled(production.evaluator, site.call, Where.of(site)).argument(0, "name")
        told = _dotted(production, site, name) if site.call.name == "flask.Blueprint" and name is not None else ""
        if name is not None and told:
            yield RefusedRoute("dotted", name.place, told, not site.guards, since="2.0.1")


def _of_methods(production: Production) -> Iterator[RefusedRoute]:
    """The methods of views that do not take the view itself."""
    from flaskcheck.application.pages.refused_methods import refused_methods

    return refused_methods(production, _variables)


def _variables(rule: str) -> tuple[str, ...] | None:
    """The names of the variables of a rule; ``None`` where it is malformed."""
    parts = list(_PART.finditer(rule))
    is_whole = sum(len(part[0]) for part in parts) == len(rule)
    return tuple(part[2] for part in parts if part[2]) if is_whole else None


def _dotted(production: Production, site: CallSite, name: Expression) -> str:
    """The name of a blueprint that has a dot in it: a text, or what Python calls the module."""
    if isinstance(name, Literal):
        return str(name.value) if "." in str(name.value) else ""
    called = production.evaluator.importer.name_of(site.path) if name.dotted == "__name__" else ""
    return called if "." in called else ""


def _of_handlers(production: Production, function: Function, certain: bool) -> Iterator[RefusedRoute]:
    """The numbers of errors that are none."""
    for decorator in function.decorators:
        if isinstance(decorator, Call) and decorator.name.rpartition(".")[2] in _HANDLING:
            code = decorator.argument(0, "code_or_exception" if "app_" not in decorator.name else "code")
            number = code.value if isinstance(code, Literal) else None
            is_none = type(number) is int and number not in _ERRORS
            if code is not None and is_none and _owner(production, decorator, function):
                yield RefusedRoute("status", code.place, str(number), certain)


def _uncalled(production: Production, function: Function) -> Iterator[Name]:
    """The decorators of a function that would make a route if they were called."""
    for decorator in function.decorators:
        owner, _, method = decorator.dotted.rpartition(".")
        if isinstance(decorator, Name) and owner and method in ROUTE_METHODS and not decorator.imported:
            things = production.evaluator.outcomes(decorator.replaced(name=owner), Where(function.path, function.scope))
            names = [o.value.name for o in things if isinstance(o.value, Reference) and o.value.kind == "external"]
            if len(names) == len(things) == 1 and names[0] in (_APPLICATION, _BLUEPRINT):
                yield decorator


def _of_one_name(production: Production) -> Iterator[RefusedRoute]:
    """The blueprints that one application is given after another of the same name."""
    seen: dict[tuple[str, str, str, str], tuple[Bound, Place]] = {}
    for site in production.calls_of(("register_blueprint",)):
        base, given = receiver(site.call)[0], site.call.argument(0, "blueprint")
        is_plain = len(site.call.arguments) == 1 and all(k.name == "url_prefix" for k in site.call.keywords)
        if not (isinstance(base, Name) and isinstance(given, Name) and is_plain) or production.phase(site) != STARTUP:
            continue
        bound = bound_at(production, given.dotted, site.path)
        name = _name_of(production, bound)
        if name and not site.guards:
            first = seen.setdefault((site.path, site.scope, base.dotted, name), (bound, site.place))
            if first[0] != bound:
                yield RefusedRoute("names", site.place, name, True, first[1])
            elif first[1] != site.place:
                yield RefusedRoute("again", site.place, name, True, first[1], "2.1")


def _name_of(production: Production, bound: Bound) -> str:
    """The name that a blueprint is made with; ``""`` where that is not sure."""
    path, name = bound
    found = production.code.bindings(path).get(name, ())
    value = found[0].value if len(found) == 1 and isinstance(found[0], Assignment) else None
    if not (isinstance(value, Call) and value.name == "flask.Blueprint"):
        return ""
    given = settled(production.evaluator, value, Where(path)).argument(0, "name")
    return given.value if isinstance(given, Literal) and isinstance(given.value, str) else ""


def _registered_plainly(production: Production) -> frozenset[Bound]:
    """The blueprints that a call registers by their name, without a prefix."""
    sites = (s for s in production.calls_of(JOINS) if isinstance(s.call.argument(0, "blueprint"), Name))
    plain = (s for s in sites if s.call.argument(-1, "url_prefix") is None and len(s.call.arguments) == 1)
    return frozenset(bound_at(production, s.call.arguments[0].dotted, s.path) for s in plain)


def _routes(production: Production, function: Function) -> Iterator[tuple[Call, str]]:
    """The decorators of a function that surely make routes of Flask's, each with what the object is that it is asked of."""
    for decorator in function.decorators:
        if isinstance(decorator, Call) and decorator.name.rpartition(".")[2] in ROUTE_METHODS:
            owner = _owner(production, decorator, function)
            if owner in (_APPLICATION, _BLUEPRINT):
                yield settled(production.evaluator, decorator, Where(function.path, function.scope)), owner


def _owner(production: Production, decorator: Call, function: Function) -> str:
    """What the object surely is of which a route is made; ``""`` where that is not known."""
    owner = receiver(decorator)[0]
    where = Where(function.path, function.scope)
    found = [o.value for o in production.evaluator.outcomes(owner, where)] if owner is not None else []
    names = {v.name for v in found if isinstance(v, Reference) and v.kind == "external"}
    return names.pop() if len(names) == 1 and len(found) == 1 else ""


def _refused(route: Call, prefixes: list[str] | None, certain: bool) -> Iterator[RefusedRoute]:
    rule, methods = route.argument(0, "rule"), route.argument(-1, "methods")
    if isinstance(rule, Literal) and isinstance(rule.value, str) and rule.value and prefixes is not None:
        if not rule.value.startswith("/") and not any(prefixes):
            yield RefusedRoute("slash", rule.place, rule.value, certain)
    if isinstance(methods, Literal) and isinstance(methods.value, str):
        yield RefusedRoute("methods", methods.place, methods.value, certain)


def _of_options(route: Call, certain: bool) -> Iterator[RefusedRoute]:
    """A keyword that neither Flask nor Werkzeug knows."""
    for keyword in route.keywords:
        if keyword.name and keyword.name not in _OPTIONS:
            yield RefusedRoute("option", keyword.value.place, keyword.name, certain)


def _says(production: Production, words: tuple[bytes, ...]) -> bool:
    """Whether some module that is loaded has one of some words in it."""
    raws = (production.code.tree.source(path).raw for path in production.modules)
    return any(word in raw for raw in raws for word in words)


def _of_variables(
    production: Production, route: Call, prefix: str, function: Function, certain: bool, unsure: tuple[bool, bool]
) -> Iterator[RefusedRoute]:
    """What Flask refuses of the variables of a rule, and what a view says to them. ``unsure``: converters may be there that nobody sees, and views may be given something else."""
    rule = route.argument(0, "rule")
    if not (isinstance(rule, Literal) and isinstance(rule.value, str)):
        return
    text = f"{prefix}{rule.value}"
    parts = list(_PART.finditer(text))
    if sum(len(part[0]) for part in parts) != len(text):
        if "(" not in text:  # what a converter is told may hold any sign
            yield RefusedRoute("malformed", rule.place, text, certain)
        return
    names = [part[2] for part in parts if part[2]]
    unknown = next((part[1] for part in parts if part[1] and _is_no_converter(part[1])), "")
    if unknown and not unsure[0]:
        yield RefusedRoute("converter", rule.place, unknown, certain)
    elif len({*names}) < len(names):
        yield RefusedRoute("doubled", rule.place, text, certain)
    elif not unsure[1] and production.code.class_(function.path, function.scope) is None:
        said = _unfit(route, function, names)
        if said:
            yield RefusedRoute("unfit", function.place, said, certain)


def _is_no_converter(name: str) -> bool:
    """Whether a name is one of Werkzeug's converters nearly, or the type of Python's that it stands for; any other name a library may bring."""
    near = name.lower() in _CONVERTERS or any(is_one_slip(name, known) for known in _CONVERTERS)
    return name not in _CONVERTERS and (near or name in ("str", "integer"))


def _unfit(route: Call, function: Function, names: list[str]) -> str:
    """What Python says when a view is called with the variables of its rule; ``""`` where a decorator may take or give some."""
    defaults = route.argument(-1, "defaults")
    is_open = any(not keyword.name for keyword in route.keywords) or defaults is not None
    if is_open or not all(_hands_on(decorator) for decorator in function.decorators):
        return ""
    plain = function.replaced(decorators=(), name=function.name.rpartition(".")[2])
    return plain.refusal(0, tuple(names))


def _endpoint(route: Call, function: Function) -> str:
    """Under which name ``url_for`` finds a view; ``""`` where that is not known."""
    given = route.argument(-1, "endpoint")
    if given is None:
        return function.name.rpartition(".")[2]
    return given.value if isinstance(given, Literal) and isinstance(given.value, str) else ""


def _without_answer(production: Production, function: Function, certain: bool) -> Iterator[RefusedRoute]:
    """Where a view, whose decorators make no answer, surely ends without one: it returns nothing at all, or makes an answer last and does not return it."""
    name = function.name.rpartition(".")[2]
    returns_nothing = all(r.value is None for r in function.returns)
    if returns_nothing and production.told(_unsent, function.path, function.name):
        yield RefusedRoute("silent", function.place, name, certain)
        return
    for site in production.told(_dropped, function.path, function.name):
        yield RefusedRoute("dropped", site.place, name, certain and not site.guards)


def _dropped(production: Production, path: str, scope: str) -> tuple[CallSite, ...]:
    """The calls in functions of one name that make an answer, behind which nothing comes on their way out."""
    function = production.code.function(path, scope)
    inside = production.code.scope(path, scope)
    ended = min((s.place.line for s in inside if _ends(s) and not s.guards), default=None)
    found = []
    for site in inside:
        if not (isinstance(site, CallSite) and site.call.name in _ANSWERS and not site.context):
            continue
        later = [s for s in inside if s.place.line > site.place.end_line and not _apart(site.guards, s.guards)]
        returned = [r for r in function.returns if r.place.line >= site.place.line] if function else []
        is_reached = ended is None or ended >= site.place.line
        is_last = is_reached and not later and all(_apart(site.guards, r.guards) for r in returned)
        if is_last and all(guard.kind == "if" for guard in site.guards):
            found.append(site)
    return tuple(found)


def _apart(one: tuple[Guard, ...], other: tuple[Guard, ...]) -> bool:
    """Whether what stands under some tests never runs together with what stands under others: in the two branches of one."""
    tests = {guard.test.at: guard.negated for guard in one if guard.test is not None}
    return any(g.test is not None and tests.get(g.test.at, g.negated) != g.negated for g in other)


def _unsent(production: Production, path: str, scope: str) -> tuple[CallSite, ...]:
    """The calls that make answers in functions of one name of which nothing may end the request: asked once, however many have that name."""
    inside = production.code.scope(path, scope)
    calls = [s for s in inside if isinstance(s, CallSite)]
    if any(isinstance(s, Failure) for s in inside) or any(_may_raise(production, s) for s in calls):
        return ()
    return tuple(s for s in calls if s.call.name in _ANSWERS and not s.context)


def _may_raise(production: Production, site: CallSite) -> bool:
    """Whether a call may end the request by itself: one of the repository's own functions, or one that is called like it."""
    name = site.call.function
    if not isinstance(name, Name):
        return False
    split = production.evaluator.importer.split_name(site.path, name.name)
    is_own = split is not None or production.code.function(site.path, name.name.partition(".")[0]) is not None
    return is_own or _ends(site)


def _ends(statement: Statement) -> bool:
    """Whether a statement ends a request without an answer of the view's own: it raises, or calls what is called like that."""
    if not isinstance(statement, CallSite):
        return isinstance(statement, Failure)
    return any(word in statement.call.name.lower() for word in ("abort", "exit", "raise", "fail"))


def _hands_on(decorator: Expression) -> bool:
    """Whether a decorator surely gives a view what its rule does, and nothing else: one's own may well add the user."""
    named = decorator.function if isinstance(decorator, Call) else decorator
    return named.dotted.rpartition(".")[2] in ROUTE_METHODS or getattr(named, "name", "").startswith(_HANDING_ON)


def _leaves_alone(decorator: Expression) -> bool:
    named = decorator.function if isinstance(decorator, Call) else decorator
    last = named.dotted.rpartition(".")[2]
    return last in ROUTE_METHODS or last.endswith(_ENDS_NOTHING)
