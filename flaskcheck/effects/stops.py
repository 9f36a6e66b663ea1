"""Where a start ends in a world: a variable that must be there, a check that the code makes itself, an operation that ``None`` does not have."""

from __future__ import annotations

from itertools import islice

from flaskcheck.facts.expressions import (
    Call,
    Conditional,
    Either,
    EnvRead,
    Join,
    Literal,
    Name,
    Opaque,
    Subscript,
    receiver,
    text_in,
)
from flaskcheck.facts.python import Assignment, CallSite, Failure
from flaskcheck.ground.limits import MAX_SURE_PARTS
from flaskcheck.ground.place import start
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.environment_readers import variables_by_key
from flaskcheck.known.meanings import GIVES, SETS, STOPS
from flaskcheck.values.entries import loop_around, rounds
from flaskcheck.values.operations import truth
from flaskcheck.values.variables import is_missing
from flaskcheck.values.world import SETTINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.effects.run import Step, Trace
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Guard, Statement
    from flaskcheck.ground.place import Place
    from flaskcheck.values.entries import Round
    from flaskcheck.values.value import Ask, Outcome

ENVIRONMENT = variables_by_key()
CAUGHT = libraries.named(STOPS, "missing variable")
SETTING = libraries.named(SETS, "variable")
TAKING = libraries.named(GIVES, "integer", "float", "unknown")
"""Functions that ``None`` makes raise TypeError."""
UNSURE = frozenset(("lambda", "comprehension", "or", "and", "if-else"))
"""What a call stands in when it may never be made. Where it surely is, the statement around it tells."""


class Stop(Record):
    """What ends a start. ``variables`` are those whose absence leads there; ``kind``: ``missing`` (the read itself raises), ``check`` (the code says so),
    ``none`` (what is done with the value has no meaning for ``None``); ``error`` is what Python says, as far as it is known."""

    place: Place
    variables: frozenset[str]
    kind: str
    error: str
    step: Step


def stops(trace: Trace, ask: Ask) -> Iterator[Stop]:
    """Everything that surely ends the start in the world of whom one asks, and not in its own, in the order of the steps, each place once."""
    return _each_place(_stopping(trace, False), trace, ask)


def stops_without(trace: Trace, names: frozenset[str], ask: Ask, skipped: bool = False) -> Iterator[Stop]:
    """Likewise what ends the start for one of some variables, all that are missing in the world of whom one asks and not in its own; with ``skipped`` also what is never
    reached in its own. Many variables may be asked about, so only those steps are looked at again in which these have a part, or settings that may come from them."""
    hearing = _hearing(trace, skipped)
    said = {f"{name[:end]}*" for name in names for end in range(len(name) + 1)}
    steps = dict(sorted(each for name in names | said | {SETTINGS} for each in hearing.get(name, ())))
    return (stop for stop in _each_place(steps.values(), trace, ask) if stop.variables & names)


def _each_place(steps: Iterable[Step], trace: Trace, ask: Ask) -> Iterator[Stop]:
    seen: set[Place] = set()
    for step in steps:
        for stop in _of(step, trace, ask):
            if stop.variables and stop.place not in seen:
                seen.add(stop.place)
                yield stop


def _hearing(trace: Trace, skipped: bool) -> dict[str, list[tuple[int, Step]]]:
    """The steps that may end a start, with their numbers, by what has a part in whether they do in the trace's own world. Where nothing differs but what had no part, they end
    just the same."""
    steps = _stopping(trace, skipped)
    key = id(trace.evaluator), skipped
    if len(steps) != trace.hearing.get(key, (-1, {}))[0]:
        found: dict[str, list[tuple[int, Step]]] = {}
        for number, step in enumerate(steps):
            _, heard = trace.evaluator.world.heard.during(list, _of(step, trace, trace.evaluator))
            for name in heard:
                found.setdefault(name, []).append((number, step))
        trace.hearing[key] = len(steps), found
    return trace.hearing[key][1]


def _stopping(trace: Trace, skipped: bool) -> list[Step]:
    """The steps that may end a start in some world: gathered once, since many worlds are asked about."""
    count = len(trace.steps) + len(trace.skipped)
    known = trace.stopping.get(skipped)
    if known is None or known[0] != count:
        steps = (*trace.steps, *trace.skipped) if skipped else trace.steps
        code = trace.evaluator.code
        known = trace.stopping[skipped] = (
            count,
            [step for step in steps if _is_stopping(code, step.statement) and not step.runs_beside],
        )
    return known[1]


def _is_stopping(code: Code, statement: Statement) -> bool:
    """Whether a statement may end a start in some world: judged once, since many starts execute it."""
    told = code.once(_stopping_in, statement.spans.path, statement.scope).get(id(statement))
    return _may_stop(statement) if told is None else told


def _stopping_in(code: Code, path: str, scope: str) -> dict[int, bool]:
    return {id(statement): _may_stop(statement) for statement in code.scope(path, scope)}


def _may_stop(statement: Statement) -> bool:
    if isinstance(statement, Failure):
        return statement.kind != "abort"
    value = statement.value if isinstance(statement, Assignment) else None
    value = statement.call if isinstance(statement, CallSite) else value
    return value is not None and any(map(_is_risky, value.walk()))


def _is_risky(value: Expression) -> bool:
    """Whether there may be a world in which an expression raises."""
    if isinstance(value, EnvRead):
        return value.required and value.default is None
    if type(value) is Join:
        return value.is_sum and any(isinstance(part, (EnvRead, Name)) for part in value.parts)
    if type(value) is not Call:
        return type(value) is Subscript
    if type(value.function) is Name and value.name not in TAKING:  # most are such: nothing need be made to tell
        return "." in value.name and not value.function.imported
    used, _ = _used(value)
    return not used.required if isinstance(used, EnvRead) else isinstance(used, Name) and not used.imported


def set_by_code(trace: Trace) -> frozenset[str]:
    """The variables that the start sets itself; ``*`` when it may set any."""
    names: set[str] = set()
    for step in trace.steps:
        statement = step.statement
        if isinstance(statement, Assignment) and isinstance(statement.target, Subscript):
            if statement.target.base.dotted in ENVIRONMENT:
                names.add(text_in(statement.target.key) or "*")
        elif isinstance(statement, CallSite) and statement.call.name in SETTING:
            arguments = statement.call.arguments
            names.add(text_in(arguments[0]) if arguments else "*")
    return frozenset(name or "*" for name in names)


def _of(step: Step, trace: Trace, ask: Ask) -> Iterator[Stop]:
    statement = step.statement
    if (loop := loop_around(statement)) is not None:
        yield from _of_rounds(loop, step, trace, ask)
        return
    if isinstance(statement, Failure):
        if not _copes(step, frozenset(), ask):
            yield from _of_failure(step, statement, trace, ask)
    elif isinstance(statement, (Assignment, CallSite)):
        found = [stop for value in _values(statement, step, ask) if (stop := _of_value(value, step, ask))]
        yield from (
            s
            for s in found
            if step.runs_in(ask) and not _copes(step, CAUGHT if s.kind == "missing" else frozenset(), ask)
        )


def _of_failure(step: Step, failure: Failure, trace: Trace, ask: Ask) -> Iterator[Stop]:
    """A ``raise``, an exit or an ``assert`` that happens here and not where nothing is missing."""
    value = failure.value
    if failure.kind == "assert" and value is not None:
        found = ask.outcomes(value, step.where)
        if not step.runs_in(ask) or not all(o.is_known and not o.value for o in found):
            return
        yield Stop(failure.place, _unset(found), "check", "AssertionError", step)
    elif step.runs_in(ask) and (ask is trace.evaluator or step.runs_in(trace.evaluator) is not True):
        variables = _asked(step, ask)  # each condition on the way is looked at: only where that tells something
        if variables:
            yield Stop(failure.place, variables, "check", _raised(failure), step)


def _of_rounds(loop: Guard, step: Step, trace: Trace, ask: Ask) -> Iterator[Stop]:
    """What ends the start in any round of a loop whose rounds are known: told once, with the variables of all rounds."""
    statement, where = step.statement, step.where
    outer = statement.guards[: statement.guards.index(loop)]
    is_reached = step.caller is None or step.caller.runs_in(ask)
    if not (is_reached and ask.runs(outer, where)):
        return
    found: dict[Place, Stop] = {}
    for turn in rounds(ask, loop, where):
        for stop in _in_round(turn, statement.guards[len(outer) + 1 :], step, ask):
            known = found.get(stop.place)
            variables = known.variables | stop.variables if known else stop.variables
            found[stop.place] = (known or stop).replaced(variables=variables)
    yield from found.values()


def _in_round(turn: Round, guards: tuple[Guard, ...], step: Step, ask: Ask) -> Iterator[Stop]:
    """What ends the start in one round, under the conditions inside the loop."""
    statement, variables = step.statement, frozenset[str]()
    for guard in guards:
        spot = turn.of(guard.test, step.where) if guard.kind == "if" and guard.test is not None else None
        tested = ask.outcomes(spot.value, spot.where) if spot else ()
        truths = {truth(outcome.value) for outcome in tested}
        if truths != {not guard.negated}:
            return
        variables |= _unset(tested)
    if isinstance(statement, Failure):
        if statement.kind != "assert" and variables and not _copes(step, frozenset(), ask):
            yield Stop(statement.place, variables, "check", _raised(statement), step)
    elif isinstance(statement, (Assignment, CallSite)):
        for value in _values(statement, step, ask):
            stop = _of_value(turn.of(value, step.where).value, step, ask)
            if stop and not _copes(step, CAUGHT if stop.kind == "missing" else frozenset(), ask):
                yield stop


def _raised(failure: Failure) -> str:
    """The class of what is raised, by its last word."""
    value = failure.value
    raised = value.function.dotted if isinstance(value, Call) else value.dotted if value else ""
    return raised.rpartition(".")[2] if failure.kind == "raise" else ""


def _of_value(value: Expression, step: Step, ask: Ask) -> Stop | None:
    """A read that raises, or what cannot be done with ``None``."""
    if isinstance(value, EnvRead):
        lacks = value.required and value.default is None and is_missing(ask, value.variable, value, step.where)
        return _missing(value, value.variable, step) if lacks else None
    if isinstance(value, Subscript) and value.base.dotted in ENVIRONMENT:
        names = {o.text for o in ask.outcomes(value.key, step.where)}
        name = names.pop() if len(names) == 1 else ""
        return _missing(value, name, step) if name and is_missing(ask, name, value, step.where) else None
    uses = _added(value) if isinstance(value, Join) else (_used(value),)
    return next((stop for used, error in uses if (stop := _of_none(value, used, error, step, ask))), None)


def _of_none(value: Expression, used: Expression | None, error: str, step: Step, ask: Ask) -> Stop | None:
    if used is None or not _may_be_none(used, step, ask):
        return None
    found = ask.outcomes(used, step.where)
    is_none = all(o.value is None for o in found)
    return Stop(value.place, _unset(found), "none", error, step) if is_none else None


def _added(value: Join) -> Iterator[tuple[Expression, str]]:
    """What is added to a text, and what Python says where it is ``None``."""
    is_text = False
    for index, part in enumerate(value.parts if value.is_sum else ()):
        if is_text:
            yield part, 'TypeError: can only concatenate str (not "NoneType") to str'
        elif not index and any(isinstance(second, Literal) for second in value.parts[1:2]):
            yield part, "TypeError: unsupported operand type(s) for +: 'NoneType' and 'str'"
        is_text = is_text or isinstance(part, Literal)


def _missing(value: Expression, name: str, step: Step) -> Stop:
    return Stop(value.place, frozenset((name,)), "missing", f"KeyError: '{name}'", step)


def _used(value: Expression) -> tuple[Expression | None, str]:
    """What an expression does something with that ``None`` does not let it do, and the error."""
    if isinstance(value, Subscript):
        return value.base, "TypeError: 'NoneType' object is not subscriptable"
    if not isinstance(value, Call):
        return None, ""
    if value.name in TAKING:
        return (value.arguments[0] if value.arguments else None), f"TypeError: {value.name}() of None"
    base, method = receiver(value)
    return (base, f"AttributeError: 'NoneType' object has no attribute '{method}'") if method else (None, "")


def _may_be_none(value: Expression, step: Step, ask: Ask) -> bool:
    """Quick answer: what no variable of the environment can be behind is not asked for."""
    if isinstance(value, EnvRead):
        return not value.required and ask.world.lacks(value.variable)
    module = ask.code.module(step.path)
    return isinstance(value, Name) and not value.imported and bool(module and module.environment or step.where.bound)


def _unset(found: tuple[Outcome, ...]) -> frozenset[str]:
    return frozenset(name for outcome in found for name in outcome.unset)


def _asked(step: Step, ask: Ask) -> frozenset[str]:
    """The variables that are missing for the conditions on the way to a step."""
    names: frozenset[str] = frozenset()
    for at in step.way:
        for guard in at.statement.guards:
            if guard.kind == "if" and guard.test is not None:
                names |= _unset(ask.outcomes(guard.test, at.where.replaced(before=guard)))
    return names


# -- exceptions that someone catches ------------------------------------------------------------------


def _copes(step: Step, caught: frozenset[str], ask: Ask) -> bool:
    """Whether the code goes on after an exception here: one of a kind that is ``caught``, or any."""
    return any(_is_caught(at.statement, guard, caught, ask) for at in step.way for guard in at.statement.guards)


def _is_caught(statement: Statement, guard: Guard, caught: frozenset[str], ask: Ask) -> bool:
    if guard.kind != "try" or guard.negated or not guard.catches:
        return False
    if caught and caught.isdisjoint(guard.catches):
        return False
    return not _gives_up(statement, guard, ask)


def _gives_up(statement: Statement, tried: Guard, ask: Ask) -> bool:
    """Whether the handler of a ``try`` only ends the program in words of its own."""
    outer = statement.guards[: statement.guards.index(tried)]
    for other in ask.code.scope(statement.spans.path, statement.scope):
        inside = other.guards[len(outer) : len(outer) + 1]
        if (
            start(other) > start(statement)
            and other.guards[: len(outer)] == outer
            and inside
            and inside[0].kind == "except"
        ):
            return (
                isinstance(other, Failure) and other.kind in ("raise", "exit") and len(other.guards) == len(outer) + 1
            )
    return False


# -- what a statement evaluates ------------------------------------------------------------------------


def _values(statement: Assignment | CallSite, step: Step, ask: Ask) -> Iterator[Expression]:
    """The expressions that a statement evaluates surely: the right side of ``or`` and the branches of a conditional only where it is known that they are reached."""
    return islice(_sure(statement, step, ask), MAX_SURE_PARTS)


def _sure(statement: Assignment | CallSite, step: Step, ask: Ask) -> Iterator[Expression]:
    if isinstance(statement, Assignment):
        yield from _sure_parts(statement.value, step, ask)
    elif UNSURE.isdisjoint(statement.context):
        yield statement.call
        for value in (*statement.call.arguments, *(k.value for k in statement.call.keywords)):
            yield from _sure_parts(value, step, ask)


def _sure_parts(value: Expression, step: Step, ask: Ask) -> Iterator[Expression]:
    yield value
    if isinstance(value, Opaque):
        return  # a lambda or a comprehension may never run
    children = value.children
    if isinstance(value, Either):
        children = value.options[:1]
        if len(value.options) == 2 and _is(value.operator == "and", children[0], step, ask):
            children = value.options
    elif isinstance(value, Conditional):
        taken = [b for b, truth in ((value.then, True), (value.otherwise, False)) if _is(truth, value.test, step, ask)]
        children = (value.test, *taken)
    elif isinstance(value, EnvRead):
        children = (value.default,) if value.default else ()
    for child in children:
        yield from _sure_parts(child, step, ask)


def _is(truth: bool, value: Expression, step: Step, ask: Ask) -> bool:
    """Whether it is known that a value is true, or that it is false, whatever variables are missing. Only what a function was given is asked for: all else that is known is not written so."""
    names = [part for part in value.walk() if isinstance(part, Name) and not part.imported]
    if not (step.where.bound and names):
        return False
    found = ask.outcomes(value, step.where)
    return all(o.is_known and bool(o.value) is truth and not o.unset for o in found)
