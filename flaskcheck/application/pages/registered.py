"""Functions that a call makes answer requests: ``app.add_url_rule("/x", view_func=show)``, ``Page.as_view("page")``, ``api.add_resource(Page, "/x")``."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Literal, called, receiver
from flaskcheck.ground.record import Record
from flaskcheck.values.classes import lineage
from flaskcheck.values.things import settled
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite

_ANSWERING = ("get", "post", "put", "patch", "delete", "dispatch_request")
_DECORATING = ("decorators", "method_decorators")
"""What a class lays around each of its methods: whoever is asked there is asked everywhere."""


class Registered(Record):
    """A call that makes a function answer requests, and the rule that it gives, ``""`` when that is no text."""

    site: CallSite
    address: str


def registered(
    production: Production, rules: frozenset[str], resources: frozenset[str]
) -> dict[tuple[str, str], Registered]:
    """The functions that reached calls of such names make answer requests, by file and name."""
    found: dict[tuple[str, str], Registered] = {}
    for site in production.calls_of(rules):
        is_resource = called(site.call) in resources
        view = site.call.argument(0, "resource") if is_resource else site.call.argument(2, "view_func")
        written = settled(production.evaluator, site.call, Where.of(site))
        rule = written.argument(1) if is_resource else written.argument(0, "rule")
        address = str(rule.value) if isinstance(rule, Literal) else ""
        for key in _functions(production, view, site) if view is not None else ():
            found.setdefault(key, Registered(site, address))
    return found


def _functions(production: Production, view: Expression, site: CallSite) -> Iterator[tuple[str, str]]:
    """The function that a view is, or the methods of its class that answer requests, unless the class lays something around them."""
    if isinstance(view, Call) and called(view) == "as_view":
        view = receiver(view)[0] or view
    for outcome in production.evaluator.outcomes(view, Where.of(site)):
        thing, code = outcome.value, production.code
        if not isinstance(thing, Reference):
            continue
        if thing.kind == "function":
            yield thing.path, thing.name
        elif thing.kind == "class" and not _is_surrounded(production, thing):
            named = (f"{thing.name}.{method}" for method in _ANSWERING)
            yield from ((thing.path, name) for name in named if code.function(thing.path, name) is not None)


def _is_surrounded(production: Production, thing: Reference) -> bool:
    """Whether a class, or one that it derives from, lays something around the methods that answer requests."""
    code, own = production.code, lineage(production.evaluator, thing.path, thing.name)
    laid = any(code.binders(path, each.name, name) for path, each in own for name in _DECORATING)
    return laid or any(code.function(path, f"{each.name}.dispatch_request") for path, each in own[1:])
