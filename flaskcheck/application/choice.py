"""Which configuration production picks, where start-up names several or leaves the choice to the host."""

from __future__ import annotations

from flaskcheck.application.settings import is_development_name, is_production_name
from flaskcheck.facts.expressions import Name
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.values.evaluator import Evaluator
    from flaskcheck.values.value import Outcome


def loaded(evaluator: Evaluator, outcome: Outcome, path: str) -> Reference | None:
    """The class, instance or module that ``from_object`` loads; a text is imported as Flask imports it."""
    thing = outcome.value
    if isinstance(thing, str) and "\ufffc" not in thing:
        name = thing.replace(":", ".").strip()
        if name == "__main__" or not name:
            return None
        found = evaluator.imported(name, Name(*outcome.origin.mark, name, True), Where(path))[0]
        thing = found.value
    if isinstance(thing, Reference) and thing.kind == "function":
        return None
    return thing if isinstance(thing, Reference) and thing.kind in ("class", "instance", "module") else None


def production_choice(
    evaluator: Evaluator, things: list[tuple[Outcome, Reference | None]]
) -> list[tuple[Outcome, Reference]]:
    """Of several possible configurations, those that a production environment would pick."""
    known = [(o, t) for o, t in things if t is not None]
    if not known:
        found = _usual_production_class(evaluator) if things else None
        return [(things[0][0], found)] if found else []
    named = [(o, t) for o, t in known if is_production_name(t.name)]
    kept = named or [(o, t) for o, t in known if not is_development_name(t.name)]
    if not kept and (len(things) > 1 or known[0][0].unset):
        sibling = _production_sibling(evaluator, known[0][1])
        return [(known[0][0], sibling)] if sibling else []
    return kept or known


def certain(outcome: Outcome, outcomes: tuple[Outcome, ...]) -> bool:
    """Whether an expression surely has this outcome where the variables are missing that it needs missing: an unknown test may pick another."""
    return not any(
        o.value != outcome.value
        and not o.guessed
        and o.unset <= outcome.unset
        and not (o.variables - o.unset) & outcome.unset
        for o in outcomes
    )


def _usual_production_class(evaluator: Evaluator) -> Reference | None:
    """The only production class of the usual configuration modules, when the choice is left to the host."""
    found = []
    for path in evaluator.code.paths:
        name = path.rpartition("/")[2]
        if name in ("config.py", "settings.py", "configs.py", "configuration.py") or "/config/" in f"/{path}":
            module = evaluator.code.module(path) if evaluator.importer.name_of(path) else None
            found += [(path, c.name) for c in (module.classes if module else ()) if is_production_name(c.name)]
    return Reference("class", *found[0]) if len(found) == 1 else None


def _production_sibling(evaluator: Evaluator, thing: Reference) -> Reference | None:
    """The production class beside a development class that is only the default choice."""
    module = evaluator.code.module(thing.path)
    for definition in module.classes if module else ():
        if is_production_name(definition.name):
            return Reference("class", thing.path, definition.name)
    return None
