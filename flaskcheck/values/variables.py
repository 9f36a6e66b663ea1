"""What a read of an environment variable gives in a world."""

from __future__ import annotations

from flaskcheck.facts.expressions import EnvRead
from flaskcheck.facts.python import Assignment
from flaskcheck.ground.place import HOLE
from flaskcheck.values import operations
from flaskcheck.values.value import UNKNOWN, Outcome, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Statement
    from flaskcheck.values.value import Ask, Where
    from flaskcheck.values.world import World


def read(ask: Ask, value: EnvRead, where: Where, world: World) -> tuple[Outcome, ...]:
    """The variable's text, where it is declared; else whatever the host may give it, and what the code falls back to."""
    name = value.variable
    names = frozenset({name})
    if world.has(name):
        given = world.text(name)
        known = Unknown("" if value.cast else "set") if given is None else operations.cast(given, value.cast)
        return (Outcome(known, value, where.path, frozenset(), names),)
    fallback: list[Outcome] = []
    if value.default is not None:
        for outcome in ask.outcomes(value.default, where):
            fallback.append(outcome.replaced(unset=outcome.unset | names, variables=outcome.variables | names))
    elif not value.required:
        fallback.append(Outcome(None, value, where.path, names, names))
    if fallback and world.lacks(name):
        return tuple(fallback)
    return (Outcome(Unknown("environment"), value, where.path, frozenset(), names), *fallback)


def named_by(
    ask: Ask, name: Expression, default: Expression | None, required: bool, made: Expression, where: Where
) -> tuple[Outcome, ...]:
    """What a read gives whose variable is named by an expression: ``os.getenv(name)`` in a helper."""
    results: tuple[Outcome, ...] = ()
    for found in ask.outcomes(name, where):
        if found.text and HOLE not in found.text:
            read_of_it = EnvRead(*made.mark, found.text, default, required, "named")
            results += tuple(o.given(found) for o in ask.outcomes(read_of_it, where))
        else:
            results += (Outcome(UNKNOWN, made, where.path),)
    return results


def member(name: Outcome, world: World) -> tuple[tuple[bool | Unknown, frozenset[str]], ...]:
    """Whether a variable is there (``"X" in os.environ``), with what must be missing for each answer."""
    if not name.text or HOLE in name.text:
        return ((UNKNOWN, frozenset()),)
    if world.has(name.text):
        return ((True, frozenset()),)
    missing = frozenset({name.text})
    if world.lacks(name.text):
        return ((False, missing),)
    return (Unknown("environment"), frozenset()), (False, missing)


def unread(statement: Statement, beside: list[Statement]) -> frozenset[str]:
    """The variables whose missing leads to a handler: those that the same thing is given in the ``try``, by a read that raises."""
    if not isinstance(statement, Assignment) or not any(guard.kind == "except" for guard in statement.guards):
        return frozenset()
    given = (s for s in beside if isinstance(s, Assignment) and s.target.spelling == statement.target.spelling)
    tried = (s.value for s in given if any(guard.kind == "try" for guard in s.guards))
    return frozenset(
        p.variable for v in tried for p in v.walk() if isinstance(p, EnvRead) and p.required and p.variable
    )
