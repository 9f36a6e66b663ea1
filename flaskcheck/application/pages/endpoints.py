"""The endpoints of an application: what ``url_for`` is given, and which names have a route.

Where a blueprint or a name cannot be determined, any endpoint that ends so is taken for one that is there.
"""

from __future__ import annotations

import re
from functools import cached_property

from flaskcheck.application.routes import (
    JOINS,
    PARTS,
    RESOURCES,
    ROUTE_METHODS,
    RULES,
    UNSEEN,
    bound_at,
    owner_of_route,
)
from flaskcheck.facts.expressions import Call, Literal, called, last_name
from flaskcheck.ground.words import is_one_slip, nearest
from flaskcheck.values.things import settled
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.application.routes import Bound
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.pages import EndpointUse
    from flaskcheck.facts.python import Function, Module
    from flaskcheck.values.value import Ask

_OPENING = (
    b"url_map",
    b"view_functions",
    b"build_error_handlers",
    b"handle_url_build_error",
    b"def url_for",
    b"add_namespace",
    b".namespace(",
)
"""What makes endpoints that are not followed, or answers for those that are not there."""

_CALLS = RULES | UNSEEN | JOINS | PARTS | RESOURCES
_WORDS = RULES | UNSEEN | JOINS | RESOURCES | {"as_view"}
_MAKING = (b"@", b")(", b"as_view", b"endpoint", b"Flask", *sorted(name.encode() for name in _CALLS))
"""One of these stands in each file that makes an endpoint, a blueprint or an application."""

_OF_EXTENSIONS = frozenset(("static", "doc", "specs", "root", "prometheus_metrics", "images", "swagger", "apispec"))
"""Endpoints that extensions make without a blueprint."""


class Endpoints:
    """The endpoints of one deployment. ``paths`` are the Python files that may be deployed; ``has_strangers``: an extension of which nothing is known may make more."""

    def __init__(self, production: Production, paths: Iterable[str], has_strangers: bool) -> None:
        self._production = production
        contents = [(path, production.code.tree.source(path).raw) for path in paths]
        self._paths = tuple(path for path, raw in contents if any(word in raw for word in _MAKING))
        self._has_strangers = has_strangers
        self._calls: dict[str, tuple[Call, ...]] = {}
        self._exact: set[str] = set()
        self._loose: set[str] = set()
        self._needed: dict[str, list[frozenset[str]]] = {}
        self._fills_in = any(b"url_defaults" in raw for _, raw in contents)
        self._is_open = any(word in raw for _, raw in contents for word in _OPENING)
        if not self._is_open:
            self._blueprints = dict(self._find_blueprints())
            self._find()

    @cached_property
    def _names(self) -> frozenset[str]:
        """What the blueprints are called."""
        return frozenset(name for name in self._blueprints.values() if name)

    @cached_property
    def _last(self) -> frozenset[str]:
        return frozenset(name.rpartition(".")[2] for name in self._exact) | self._loose

    def lacks(self, endpoint: str) -> bool:
        """Whether no route certainly has an endpoint: ``index``, ``shop.index``, ``.index``."""
        blueprint, dot, last = endpoint.rpartition(".")
        if self._is_open or not last.isidentifier() or last.startswith("_") or last in _OF_EXTENSIONS:
            return False
        if endpoint in self._exact or last in self._loose:
            return False
        if not dot:
            return not self._has_strangers and bool(self._exact)
        if not blueprint:
            return last not in self._last  # of the blueprint that answers or, where none does, of the application
        if blueprint in self._names:
            return True
        if last not in self._last:
            return blueprint.partition(".")[0] in self._names
        if self._has_strangers:
            return False
        return self._is_slip(endpoint) or not self._may_be_of_another(blueprint)

    def needs(self, use: EndpointUse) -> str:
        """A value that each route of an endpoint surely needs and that ``url_for`` is not given: the first that the first lacks; ``""`` for none."""
        rules = self._needed.get(use.name, ())
        is_one = use.given is not None and not self._fills_in and use.name.rpartition(".")[2] not in self._loose
        lacking = [rule.difference(use.given or ()) for rule in rules] if is_one else []
        return min(lacking[0]) if lacking and all(lacking) else ""

    def _is_slip(self, endpoint: str) -> bool:
        """Whether an endpoint is one slip from a route's, where each blueprint has the name that it is made with."""
        is_fixed = all(self._blueprints.values())
        return is_fixed and any(is_one_slip(endpoint, known) for known in self._exact)

    def _may_be_of_another(self, blueprint: str) -> bool:
        """Whether a blueprint that this repository does not make may be an extension's, or one of those whose names cannot be determined."""
        if "" in self._blueprints.values() or "." in blueprint or not self._names:
            return True
        word = blueprint.lower().replace("_", "")
        modules = (i.module for module in self._production.facts() for i in module.imports if not i.level)
        return any(word in name.lower().replace("_", "") for name in modules)

    def near(self, endpoint: str) -> str:
        """The endpoint that was probably meant, ``""`` when none is like it."""
        return self._by_last.get(endpoint.rpartition(".")[2]) or nearest(endpoint, self._exact, 0.7)

    @cached_property
    def _by_last(self) -> dict[str, str]:
        """The first endpoint of each name, without the blueprints before it."""
        return {name.rpartition(".")[2]: name for name in sorted(self._exact, reverse=True)}

    def _find_blueprints(self) -> Iterator[tuple[Bound, str]]:
        """The blueprints by where they are bound, with their names; ``""`` where one may have another in its endpoints."""
        nested = {
            bound_at(self._production, call.arguments[0].dotted, path)
            for path in self._paths
            for call in self._told(path)
            if called(call) in JOINS and call.arguments and self._renames(call, path)
        }
        for path in self._paths:
            for assignment in self._module(path).assignments:
                value = assignment.value
                if isinstance(value, Call) and called(value) in PARTS:
                    made = settled(self._production.evaluator, value, Where.of(assignment))
                    name = made.argument(0, "name")
                    text = str(name.value) if isinstance(name, Literal) and name.value else ""
                    bound = path, assignment.target.dotted
                    yield bound, "" if bound in nested or assignment.scope else text

    def _renames(self, call: Call, path: str) -> bool:
        """Whether registering a blueprint gives it another name in its endpoints: a name of its own, or that of the blueprint that it is registered on."""
        if call.argument(-1, "name") is not None:
            return True
        file, name = owner_of_route(self._production, call, path)
        bound = self._production.code.bindings(file).get(name, ()) if name else ()
        return any(isinstance(v := getattr(b, "value", None), Call) and called(v) in PARTS for b in bound)

    def _told(self, path: str) -> tuple[Call, ...]:
        if path not in self._calls:
            self._calls[path] = _telling(self._production.evaluator, path)
        return self._calls[path]

    def _module(self, path: str) -> Module:
        from flaskcheck.facts.python import Module

        return self._production.code.module(path) or Module(path)

    def _find(self) -> None:
        """The endpoints of all files, loaded or not."""
        for path in self._paths:
            module = self._module(path)
            for function in module.functions:
                for decorator in function.decorators:
                    self._decorated(decorator, function, path)
            for call in self._told(path):
                self._called(call, path)
            is_given = any(called(call) in RESOURCES for call in self._told(path))
            for definition in module.classes:
                self._loose.update((definition.name,) if definition.decorators else ())
                self._loose.update(_resource(definition.name) if definition.decorators or is_given else ())

    def _decorated(self, decorator: Expression, function: Function, path: str) -> None:
        """What a decorated function answers as: a route of what the decorator is of, or anything that ends so."""
        name = function.name.rpartition(".")[2]
        if not isinstance(decorator, Call) or called(decorator) not in ROUTE_METHODS:
            self._loose.add(name)
            return
        decorator = settled(self._production.evaluator, decorator, Where(path, function.scope))
        given = decorator.argument(-1, "endpoint")
        if given is None or isinstance(given, Literal):
            self._add(decorator, str(given.value) if isinstance(given, Literal) else name, path)
        else:
            self._is_open = True
        self._loose.update(a.value for a in decorator.arguments if isinstance(a, Literal) and isinstance(a.value, str))

    def _called(self, call: Call, path: str) -> None:
        name = called(call)
        if name in UNSEEN:
            self._is_open = True
        elif name in RULES:
            self._rule(call, path)
        elif isinstance(call.function, Call) and called(call.function) in ROUTE_METHODS:
            self._routed(call)
        elif name == "as_view" and call.arguments and isinstance(call.arguments[0], Literal):
            self._loose.add(str(call.arguments[0].value))
        given = call.argument(-1, "endpoint")
        if isinstance(given, Literal):
            self._loose.add(str(given.value).rpartition(".")[2])

    def _routed(self, call: Call) -> None:
        """``shop.route("/")(view)``: what is called last gives the endpoint, unless it is told."""
        view = last_name(call.arguments[0]) if call.arguments else ""
        self._is_open = self._is_open or not view
        self._loose.add(view)

    def _rule(self, call: Call, path: str) -> None:
        """``add_url_rule(rule, endpoint, view_func)`` and ``add_resource(Class, rule, endpoint=…)``."""
        if called(call) in RESOURCES:
            self._loose.update(*(_resource(argument.dotted) for argument in call.arguments[:1]))
            return
        given, view = call.argument(1, "endpoint"), call.argument(2, "view_func")
        if isinstance(given, Literal) and isinstance(given.value, str):
            self._add(call, given.value, path)
        elif given is None and view is not None and last_name(view):
            self._loose.add(last_name(view))
        elif not (given is None and isinstance(view, Call) and called(view) == "as_view"):
            self._is_open = True

    def _add(self, call: Call, name: str, path: str) -> None:
        """An endpoint of the application or blueprint that a call is of."""
        blueprint = self._blueprints.get(owner_of_route(self._production, call, path), None)
        if blueprint:
            name = f"{blueprint}.{name}"
        elif blueprint is not None or owner_of_route(self._production, call, path) not in self._applications:
            self._loose.add(name)
        self._exact.add(name)
        self._needed.setdefault(name, []).append(_values_of(call))

    @cached_property
    def _applications(self) -> frozenset[Bound]:
        """Where applications are bound."""
        from flaskcheck.values.things import CLASSES

        return frozenset(
            (path, assignment.target.dotted)
            for path in self._paths
            for assignment in self._module(path).assignments
            if isinstance(assignment.value, Call) and assignment.value.name in CLASSES
        )


def _telling(ask: Ask, path: str) -> tuple[Call, ...]:
    """The calls of a file that may make an endpoint, name one or join what does: one in ten."""
    module = ask.code.module(path)
    sites = (site for site in module.calls if _may_tell(site.call)) if module else ()
    return tuple(settled(ask, site.call, Where.of(site)) for site in sites)


def _may_tell(call: Call) -> bool:
    if called(call) in _WORDS or any(keyword.name == "endpoint" for keyword in call.keywords):
        return True
    return isinstance(call.function, Call) and called(call.function) in ROUTE_METHODS


_VALUE = re.compile(r"<(?:[^<>:]{1,200}:)?([A-Za-z_]\w*)>")
_FIRST_CAPITAL = re.compile("(.)([A-Z][a-z]+)")
_EVERY_CAPITAL = re.compile("([a-z0-9])([A-Z])")


def _values_of(call: Call) -> frozenset[str]:
    """The values that the rule of a route surely asks for: what stands in it, but for what the route fills in itself."""
    rule = call.argument(0, "rule")
    text = rule.value if isinstance(rule, Literal) and isinstance(rule.value, str) else ""
    return frozenset(_VALUE.findall(text)) if call.argument(-1, "defaults") is None else frozenset()


def _resource(name: str) -> tuple[str, str]:
    """What Flask-RESTful and Flask-RESTX call the endpoint of a class: ``useritem``, ``user_item``."""
    last = name.rpartition(".")[2]
    return last.lower(), _EVERY_CAPITAL.sub(r"\1_\2", _FIRST_CAPITAL.sub(r"\1_\2", last)).lower()
