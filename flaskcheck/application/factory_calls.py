"""Calls of an application's factory, and whether it takes what they give."""

from __future__ import annotations

from flaskcheck.facts.expressions import Name, Starred
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.python import CallSite
    from flaskcheck.values.evaluator import Evaluator

    Key = tuple[str, str]


def refused(production: Production, factories: tuple[tuple[str, str], ...]) -> Iterator[tuple[CallSite, str, str]]:
    """The calls of factories (each its file and name) that Python refuses, each with its phase and what Python says; a call of which that cannot be determined is left out."""
    functions = {key: production.code.function(*key) for key in factories}
    kept: dict[tuple[int, tuple[str, ...]], dict[Key, str]] = {}
    for site, phase in production.calls() if functions else ():
        call = site.call
        if type(call.function) is not Name:
            continue
        shape = len(call.arguments), tuple([k.name for k in call.keywords]) if call.keywords else ()
        said = kept.get(shape)
        if said is None:
            said = {key: words for key, f in functions.items() if f is not None and (words := f.refusal(*shape))}
            kept[shape] = said
        if not said:
            continue
        key = _called(production.evaluator, site)  # asked only where a factory would refuse
        if key in said:
            yield site, phase, said[key]


def _called(evaluator: Evaluator, site: CallSite) -> Key:
    """The file and the name of the one function that a call surely reaches with what it writes; two empty texts where that cannot be determined."""
    call, function = site.call, site.call.function
    if type(function) is Name and function.imported and not evaluator.importer.split_name(site.path, function.name):
        return "", ""  # another distribution's
    where = Where(site.spans.path, site.scope, (), site, site.guards)
    if not evaluator.can_be_known(function, where):  # which rules out most
        return "", ""
    is_open = any(isinstance(argument, Starred) for argument in call.arguments)
    if is_open or any(guard.kind == "try" for guard in site.guards):
        return "", ""
    found = evaluator.outcomes(function, where)
    thing = found[0].value if len(found) == 1 else None
    if not isinstance(thing, Reference) or thing.kind != "function" or "." in thing.name:
        return "", ""
    return thing.path, thing.name
