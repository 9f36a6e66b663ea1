"""Whether code refuses a value: it stops, or may stop, where a variable is missing for it."""

from __future__ import annotations

from flaskcheck.effects.stops import stops_without
from flaskcheck.facts.expressions import Attribute, Call, EnvRead, Name, Subscript
from flaskcheck.values.things import key_of_expression
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Failure
    from flaskcheck.values.value import Ask

LOOKED_AT = (Name, Attribute, Subscript, EnvRead, Call)


def refuses(production: Production, key: str, variables: frozenset[str]) -> bool:
    """Whether production does not go on with what a setting is where variables are missing: the start stops there, or a check of this setting may stop it."""
    evaluator = production.evaluator
    without = evaluator.within(evaluator.world.without(variables)) if variables else evaluator
    if variables and any(stops_without(production.trace, variables, without, skipped=True)):
        return True
    return any(_asks_about(failure, without, key, variables) for failure, _ in production.of_kind("failures"))


def _asks_about(failure: Failure, ask: Ask, key: str, variables: frozenset[str]) -> bool:
    """Whether a failure depends on this setting, in a way that cannot be determined to let it pass."""
    where = Where(failure.spans.path, failure.scope)
    tests = [guard.test for guard in failure.guards if guard.kind == "if" and guard.test is not None]
    if failure.kind == "assert" and failure.value is not None:
        if all(o.is_known and o.value for o in ask.outcomes(failure.value, where.replaced(before=failure))):
            return False
        tests.append(failure.value)
    at = where.replaced(before=failure)  # few tests are about it, and whether one runs is dear to know
    return (
        any(_is_about(test, ask, at, key, variables) for test in tests) and ask.runs(failure.guards, where) is not False
    )


def _is_about(test: Expression, ask: Ask, where: Where, key: str, variables: frozenset[str]) -> bool:
    """Whether a test looks at the setting, or at one of the variables that it comes from."""
    for part in test.walk():
        if not isinstance(part, LOOKED_AT):
            continue
        if key_of_expression(ask, part, where) == key:
            return True
        if variables and any(o.variables & variables for o in ask.outcomes(part, where)):
            return True
    return False
