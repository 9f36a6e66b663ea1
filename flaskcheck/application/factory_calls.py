"""Calls of an application's factory, and whether it takes what they give."""

from __future__ import annotations

from flaskcheck.facts.expressions import Starred
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.application.applications import Application
    from flaskcheck.facts.python import CallSite
    from flaskcheck.values.evaluator import Evaluator


def refusal(evaluator: Evaluator, applications: tuple[Application, ...], site: CallSite) -> str:
    """What Python says against a call of a factory; ``""`` where it takes the arguments, or that cannot be told."""
    call, path = site.call, site.spans.path
    if not call.name or not any(a.factory for a in applications):
        return ""
    if any(isinstance(argument, Starred) for argument in call.arguments) or any(g.kind == "try" for g in site.guards):
        return ""
    found = evaluator.outcomes(call.function, Where(path, site.scope, before=site, guards=site.guards))
    thing = found[0].value if len(found) == 1 else None
    if not isinstance(thing, Reference) or thing.kind != "function" or "." in thing.name:
        return ""
    function = evaluator.code.function(thing.path, thing.name)
    is_factory = any((a.path, a.factory) == (thing.path, thing.name) for a in applications)
    return (
        function.refusal(len(call.arguments), tuple(k.name for k in call.keywords)) if function and is_factory else ""
    )
