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

NOBODY = ("", "")


def refused(production: Production, factories: tuple[tuple[str, str], ...]) -> Iterator[tuple[CallSite, str, str]]:
    """The calls of factories (each its file and name) that Python refuses, each with its phase and what Python says; a call of which that cannot be determined is left out."""
    functions = {key: production.code.function(*key) for key in factories}
    kept: dict[tuple[int, tuple[str, ...]], dict[Key, str]] = {}
    names = _Names(production.evaluator)
    for site, phase in production.calls() if functions else ():
        call = site.call
        if type(call.function) is not Name:
            continue
        shape = len(call.arguments), tuple([k.name for k in call.keywords]) if call.keywords else ()
        said = kept.get(shape)
        if said is None:
            said = {key: words for key, f in functions.items() if f is not None and (words := f.refusal(*shape))}
            kept[shape] = said
        key = names.function(site, call.function) if said else NOBODY  # asked only where a factory would refuse
        if key in said and not _is_open(site):
            yield site, phase, said[key]


class _Names:
    """Which one function a called name surely leads to."""

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._imported: dict[tuple[str, str], Key] = {}
        self._known: dict[tuple[str, str, str], bool] = {}

    def function(self, site: CallSite, name: Name) -> Key:
        """Its file and name; two empty texts where that cannot be determined."""
        path, evaluator = site.path, self._evaluator
        if name.imported:  # the same wherever it stands
            if (path, name.name) not in self._imported:
                is_own = evaluator.importer.split_name(path, name.name) is not None
                self._imported[path, name.name] = self._followed(name, Where(path)) if is_own else NOBODY
            return self._imported[path, name.name]
        place = path, site.scope, name.name
        if place not in self._known:
            self._known[place] = evaluator.can_be_known(name, Where(path, site.scope))
        return self._followed(name, Where(path, site.scope, (), site, site.guards)) if self._known[place] else NOBODY

    def _followed(self, name: Name, where: Where) -> Key:
        found = self._evaluator.outcomes(name, where)
        thing = found[0].value if len(found) == 1 else None
        if not isinstance(thing, Reference) or thing.kind != "function" or "." in thing.name:
            return NOBODY
        return thing.path, thing.name


def _is_open(site: CallSite) -> bool:
    """Whether a call takes arguments from a list, or is made to see whether it fails."""
    return any(isinstance(a, Starred) for a in site.call.arguments) or any(g.kind == "try" for g in site.guards)
