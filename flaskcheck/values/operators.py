"""What an expression that is put together of others is: joined texts, ``or`` and ``and``, ``x if test else y``, comparisons, ``not``."""

from __future__ import annotations

import posixpath

from flaskcheck.facts.expressions import Compare, EnvRead, Items, Literal, Name, Not
from flaskcheck.ground.limits import MAX_CHOICES, MAX_OUTCOMES
from flaskcheck.known import libraries
from flaskcheck.known.environment_readers import variables_by_key
from flaskcheck.known.meanings import STARTS
from flaskcheck.values import operations, variables
from flaskcheck.values.displays import constants, sum_of, unpacked
from flaskcheck.values.value import UNKNOWN, Outcome, Reference, Unknown, beside_unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Conditional, Either, Expression, Join, Opaque
    from flaskcheck.values.value import Ask, Where

ENVIRONMENT = variables_by_key()
ENTERED = frozenset(name.rpartition(".")[0] for name in libraries.named(STARTS, "work"))
"""Pools, which are themselves when they are entered."""


def join(ask: Ask, value: Join, where: Where) -> tuple[Outcome, ...]:
    """Every text that the parts can make together; the list for a sum of lists, nothing for one of numbers."""
    if not any(isinstance(part, Literal) for part in value.parts):
        known = [ask.outcomes(part, where)[0] for part in value.parts]
        if all(isinstance(o.value, (int, float)) for o in known):
            return ()
        if whole := sum_of(value, known, where):
            return whole
    sofar = [Outcome("", value, where.path)]
    for part in value.parts:
        options = ask.outcomes(part, where)
        if value.is_sum:  # ``"a" + None`` raises: whoever comes here has another value
            options = tuple(o for o in options if o.value is not None) or (Outcome(UNKNOWN, value, where.path),)
        sofar = [
            Outcome(
                operations.together(left.value, operations.as_text(right.value)),
                value,
                where.path,
                left.unset | right.unset,
                left.variables | right.variables,
                left.guessed or right.guessed,
                (*left.parts, right),
            )
            for left in sofar
            for right in options
        ][:MAX_OUTCOMES]
    return tuple(sofar)


def opaque(ask: Ask, value: Opaque, where: Where) -> tuple[Outcome, ...]:
    """``folder / "name"``: a path, whose text it is here; what a tuple holds where it is unpacked; of nothing else that has no kind of its own can anything be told."""
    if value.kind == "with":  # what is entered gives itself in most libraries
        return tuple(
            o for o in ask.outcomes(value.parts[0], where) if isinstance(o.value, Reference) and o.value.name in ENTERED
        )
    if value.kind == "unpacked":
        return unpacked(ask, value, where)
    if value.kind != "division":
        return ()
    parts = [ask.outcomes(part, where)[0] for part in value.parts]
    if not any(isinstance(part.value, str) for part in parts):
        return ()
    text = ""
    for part in parts:
        text = posixpath.join(text, operations.as_text(part.value)) if text else operations.as_text(part.value)
    return (Outcome(text, value, where.path).given(*parts),)


def either(ask: Ask, value: Either, where: Where) -> tuple[Outcome, ...]:
    """Each option that can decide, given that those before it did not."""
    stop_when = value.operator == "or"
    results: list[Outcome] = []
    passing: list[tuple[Outcome, ...]] = [()]
    for position, option in enumerate(value.options):
        last = position == len(value.options) - 1
        onward: list[tuple[Outcome, ...]] = []
        for outcome in ask.outcomes(option, where):
            truth = operations.truth(outcome.value)
            for before in passing:
                if last or truth is stop_when or truth is None:
                    results.append(
                        outcome.given(*before).replaced(guessed=outcome.guessed or any(map(_is_anything, before)))
                    )
                if not last and (truth is not stop_when if truth is not None else _may_pass(outcome)):
                    onward.append((*before, outcome))
        passing = onward[:MAX_CHOICES]
        if len(results) > MAX_CHOICES:
            break
    return tuple(results)


def _may_pass(outcome: Outcome) -> bool:
    """Whether an unknown left side of ``or`` may be empty: a variable that is set is taken to hold something."""
    return not (isinstance(outcome.value, Unknown) and outcome.variables and not outcome.unset)


def _is_anything(outcome: Outcome) -> bool:
    """Whether a value is a library's or unknown, so that flaskcheck does not know whether what stands behind it and ``or`` is ever taken."""
    is_foreign = isinstance(outcome.value, Reference) and outcome.value.kind == "external"
    return is_foreign or outcome.is_anything


def conditional(ask: Ask, value: Conditional, where: Where) -> tuple[Outcome, ...]:
    """The branches that production can take."""
    test = ask.truth(value.test, where)
    asked = ask.outcomes(value.test, where) if test is None else ()
    branches: list[variables.Branch] = []
    if test is not False:
        branches.append((ask.outcomes(value.then, where), variables.answers(asked, False)))
    if test is not True:
        branches.append((ask.outcomes(value.otherwise, where), variables.answers(asked, True)))
    found = variables.together(branches)
    if test is None:  # a test of the variable itself: without it the other branch is a fallback
        found = beside_unknown(_with_tested_variables(value, found, _asked_for(ask, value.test, where)))
    return found


def _asked_for(ask: Ask, test: Expression, where: Where) -> frozenset[str]:
    """The variables whose presence a test asks for by a name that holds one: ``url``, ``not url``, ``url is None``."""
    asked = test.operand if isinstance(test, Not) else test
    if isinstance(asked, Compare) and isinstance(asked.right, Literal) and asked.right.value is None:
        asked = asked.left
    if not isinstance(asked, Name):
        return frozenset()
    found = ask.outcomes(asked, where)
    is_read = all(o.variables and isinstance(o.origin, EnvRead) for o in found)
    return frozenset(name for o in found for name in o.variables) if is_read else frozenset()


def _with_tested_variables(
    value: Conditional, found: tuple[Outcome, ...], asked_for: frozenset[str]
) -> tuple[Outcome, ...]:
    """``url if url else "sqlite…"``: constants that stand beside a read of the tested variable are its fallback."""
    parts = tuple(value.test.walk())
    asked = (v.left for v in parts if isinstance(v, Compare) and v.right.dotted in ENVIRONMENT)
    named = frozenset(str(name.value) for name in asked if isinstance(name, Literal))
    read = asked_for | named | frozenset(v.variable for v in parts if isinstance(v, EnvRead))
    if not read or not any(read & o.variables for o in found):
        return found
    return tuple(o if read & o.variables or not o.is_known else o.replaced(unset=o.unset | read) for o in found)


def compare(ask: Ask, value: Compare, where: Where) -> tuple[Outcome, ...]:
    """What each pair of values compares to."""
    results = []
    if value.operator in ("in", "not in") and value.right.dotted in ENVIRONMENT:
        return _membership(ask, value, where)
    if (same := _is_called(ask, value, where)) is not None:
        return (Outcome(same == (value.operator == "=="), value, where.path),)
    for left in ask.outcomes(value.left, where):
        for right in _members(ask, value.right, where):
            held = constants(ask, right) if value.operator in ("in", "not in") else ()
            told = held and (left.value is None or left.value in held)  # what a name holds may have got more since
            results.append(
                Outcome(
                    operations.compare(left.value, value.operator, held if told else right.value),
                    value,
                    where.path,
                    left.unset | right.unset,
                    left.variables | right.variables,
                )
            )
    return tuple(results)


def _is_called(ask: Ask, value: Compare, where: Where) -> bool | None:
    """Whether a file has the name that a test compares ``__name__`` with; ``None`` where that is not sure, or where it asks something else."""
    name, text = (value.right, value.left) if isinstance(value.left, Literal) else (value.left, value.right)
    is_of_file = isinstance(name, Name) and name.name == "__name__" and not name.imported
    if not (is_of_file and isinstance(text, Literal) and value.operator in ("==", "!=")):
        return None
    if ask.world.runs_as_script(where.path):
        return False  # "__main__" is a guard of its own
    own = ask.importer.name_of(where.path)
    if text.value == own:
        return True
    return False if str(text.value).rpartition(".")[2] != own.rpartition(".")[2] else None


def _membership(ask: Ask, value: Compare, where: Where) -> tuple[Outcome, ...]:
    """``"X" in os.environ``."""
    results = []
    for name in ask.outcomes(value.left, where):
        for answer, missing in variables.member(name, ask.world):
            turned = answer if isinstance(answer, Unknown) else answer is (value.operator == "in")
            names = frozenset((name.text,)) if name.text else frozenset()
            results.append(Outcome(turned, value, where.path, missing, names).given(name))
    return tuple(results)


def _members(ask: Ask, value: Expression, where: Where) -> tuple[Outcome, ...]:
    """Outcomes of the right side of a comparison, displays as tuples of constants."""
    if not isinstance(value, Items):
        return ask.outcomes(value, where)
    members = [ask.outcomes(item, where) for item in value.items]
    if all(len(m) == 1 and m[0].is_known for m in members):
        return (Outcome(tuple(m[0].value for m in members), value, where.path),)
    return (Outcome(UNKNOWN, value, where.path),)


def negation(ask: Ask, value: Not, where: Where) -> tuple[Outcome, ...]:
    """The contrary of each value whose truth is known."""
    found = []
    for outcome in ask.outcomes(value.operand, where):
        truth = operations.truth(outcome.value)
        found.append(outcome.replaced(value=UNKNOWN if truth is None else not truth, origin=value))
    return tuple(found)
