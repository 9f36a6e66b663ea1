"""Which configuration production runs with where nobody sets the variables that are asked for: the choice in a world without them."""

from __future__ import annotations

from flaskcheck.application.choice import FLAGS, is_for_development, keys_of, loaded, selection
from flaskcheck.facts.python import CallSite
from flaskcheck.ground.limits import MAX_DECIDING_VARIABLES
from flaskcheck.values.classes import attribute
from flaskcheck.values.value import Reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.application.settings import Selection
    from flaskcheck.effects.run import Step, Trace
    from flaskcheck.facts.expressions import Call, Expression
    from flaskcheck.values.evaluator import Evaluator
    from flaskcheck.values.value import Outcome, Where


def by_default(trace: Trace, loads: list[Step], known: list[Selection]) -> Iterator[Selection]:
    """The configurations for development that these calls of ``from_object`` load where a variable is missing, beside those that are known to be selected."""
    evaluator = trace.evaluator
    if not loads or evaluator.world.complete:
        return
    bare = evaluator.within(evaluator.world.bare())
    told = {(s.place, s.name) for s in known if s.is_for_development and s.sure}
    for step in loads:
        assert isinstance(step.statement, CallSite)
        call = step.statement.call
        found = _loads_in(bare, step, call)
        if found is None or (call.place, found[1].name) in told or not _is_of_developers(bare, found[1]):
            continue
        missing = _deciding(trace, step, call, found[1])
        if missing:
            outcome = found[0].replaced(unset=found[0].unset | missing)
            chosen = selection(bare, call, outcome, found[1], True, (), (found[1],))
            yield chosen.replaced(is_for_development=True)


def _is_of_developers(evaluator: Evaluator, thing: Reference) -> bool:
    """Whether a configuration is for development, by its name and what it holds, or by a flag alone that it surely switches on and that another class beside it has off."""
    if is_for_development(evaluator, thing) or thing.kind != "class":
        return is_for_development(evaluator, thing)
    flag = next((key for key in FLAGS if _is_on(evaluator, thing, key)), "")
    module = evaluator.code.module(thing.path) if flag else None
    others = (Reference("class", thing.path, each.name) for each in (module.classes if module else ()))
    return any(keys_of(evaluator, o) and not _is_on(evaluator, o, flag) for o in others if o.name != thing.name)


def _is_on(evaluator: Evaluator, thing: Reference, key: str) -> bool:
    found = attribute(evaluator, thing, key) or ()
    return bool(found) and all(o.value is True and not o.unset for o in found)


def _loads_in(evaluator: Evaluator, step: Step, call: Call) -> tuple[Outcome, Reference] | None:
    """The one thing that a call surely loads in a world."""
    value = call.argument(0, "obj")
    if value is None or step.runs_in(evaluator) is not True:
        return None
    found = [(o, loaded(evaluator, o, step.path)) for o in evaluator.outcomes(value, step.where)]
    outcome, thing = found[0]
    return (outcome, thing) if thing is not None and len(found) == 1 else None


def _deciding(trace: Trace, step: Step, call: Call, thing: Reference) -> frozenset[str]:
    """The variables that must be missing for a call to load a thing: one, or all that the choice comes from."""
    evaluator = trace.evaluator
    modules = (trace.code.module(path) for path in trace.loaded)
    names = dict.fromkeys(step.asked(evaluator))
    names.update(dict.fromkeys(site.read.variable for module in modules if module for site in module.environment))
    candidates = [name for name in names if not evaluator.world.has(name)][:MAX_DECIDING_VARIABLES]
    value = call.argument(0, "obj")
    chosen = (
        {name for o in evaluator.outcomes(value, step.where) for name in o.variables} if value is not None else set()
    )
    together = frozenset(name for name in candidates if name in chosen)
    for missing in (*(frozenset((name,)) for name in candidates), together):
        found = _loads_in(evaluator.within(evaluator.world.without(missing)), step, call) if missing else None
        if found is not None and found[1] == thing:
            return missing
    return frozenset()


def is_made_for_another(ask: Evaluator, value: Expression, outcome: Outcome, where: Where) -> bool:
    """Whether a command of the deployment writes a file that would be loaded in place of one whose name a variable's default is a part of: it knows what the host sets the variable to."""
    edits = ask.world.edits if outcome.unset else None
    if edits is None:
        return False
    chosen = ask.within(ask.world.having(outcome.unset)).outcomes(value, where)
    return any(edits.writes_form(each.text) for each in chosen if each.text)
