"""Methods of views that do not take what Flask gives every method: the view itself (Flask 1.1 to 3.1, Flask-RESTful 0.3)."""

from __future__ import annotations

from flaskcheck.application.pages.refused_route import RefusedRoute
from flaskcheck.application.pages.registered import registered
from flaskcheck.application.routes import RESOURCES, RULES
from flaskcheck.facts.expressions import Call
from flaskcheck.values.classes import external_bases, lineage

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.python import Function

    Variables = Callable[[str], tuple[str, ...] | None]

_CALLING = frozenset({"flask.views.MethodView", "flask.views.View", "flask_restful.Resource", "flask_restx.Resource"})
"""Classes that call a method for each request, of an object and with the variables of the rule by their names."""


def refused_methods(production: Production, variables: Variables) -> Iterator[RefusedRoute]:
    """Every such method that a registered class surely has. ``variables``: those of a rule, ``None`` where they are not known."""
    for (path, name), given in registered(production, RULES, RESOURCES).items():
        function, owner = production.code.function(path, name), name.rpartition(".")[0]
        dispatcher = production.code.function(path, f"{owner}.dispatch_request")
        if function is None or production.code.class_(path, owner) is None or function.is_questioned:
            continue
        if dispatcher not in (None, function):  # which calls the others in its own way
            continue
        call = given.site.call
        is_open = call.argument(-1, "defaults") is not None or any(not keyword.name for keyword in call.keywords)
        names = variables(given.address) if given.address and not is_open else None
        said = _refusal(function, names) if names is not None and _is_plain(production, path, owner) else ""
        if said:
            yield RefusedRoute("selfless", function.place, said, not given.site.guards)


def _refusal(function: Function, names: tuple[str, ...]) -> str:
    """What Python says where a method has no place for its object, or has only what a variable is meant for; what else does not fit, another rule of the class may give."""
    positional = [p.name for p in function.parameters if p.kind == "positional"]
    takes_any = any(p.kind == "*" for p in function.parameters)
    lacks = not positional and not takes_any
    is_taken = bool(positional) and positional[0] in names
    short = ".".join(function.name.split(".")[-2:])
    return function.replaced(name=short).refusal(1, names) if lacks or is_taken else ""


def _is_plain(production: Production, path: str, name: str) -> bool:
    """Whether nothing but a class of these calls the methods of a class: no base and no decorator that may do it in its own way."""
    ask, own = production.evaluator, lineage(production.evaluator, path, name)
    bases = external_bases(ask, path, name)
    inner = {each.name.rpartition(".")[2] for _, each in own}
    is_whole = all(b.dotted in bases or b.dotted.rpartition(".")[2] in inner for _, each in own for b in each.bases)
    is_decorated = any(each.decorators or any(isinstance(b, Call) for b in each.bases) for _, each in own)
    return is_whole and bool(bases) and bases <= _CALLING and not is_decorated and not any(c.keywords for _, c in own)
