"""The environment variables that production code cannot do without."""

from __future__ import annotations

from flaskcheck.facts.expressions import EnvRead
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.known import libraries
from flaskcheck.known.meanings import STOPS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Statement

CAUGHT = libraries.named(STOPS, "missing variable")


def required_reads(production: Production) -> Iterator[EnvRead]:
    """Every read that start-up performs and that raises when the variable is missing; reads in a ``try`` that copes are left out."""
    seen: set[object] = set()
    for step in production.trace.steps:
        if not step.sure or _copes(step.statement):
            continue
        for value in _values(step.statement):
            if isinstance(value, EnvRead) and value.required and value.place not in seen:
                seen.add(value.place)
                yield value


def _copes(statement: Statement) -> bool:
    return any(guard.kind == "try" and not guard.negated and CAUGHT & set(guard.catches) for guard in statement.guards)


def _values(statement: Statement) -> Iterator[Expression]:
    """The expressions that a statement evaluates surely: not the right side of ``or``, not the branches of a conditional."""
    if isinstance(statement, Assignment):
        yield from _sure_parts(statement.value)
    elif isinstance(statement, CallSite):
        for value in (*statement.call.arguments, *(k.value for k in statement.call.keywords)):
            yield from _sure_parts(value)


def _sure_parts(value: Expression) -> Iterator[Expression]:
    from flaskcheck.facts.expressions import Conditional, Either, Opaque

    yield value
    if isinstance(value, Opaque):
        return  # a lambda or a comprehension may never run
    children = value.children
    if isinstance(value, Either):
        children = value.options[:1]
    elif isinstance(value, Conditional):
        children = (value.test,)
    elif isinstance(value, EnvRead):
        children = (value.default,) if value.default else ()
    for child in children:
        yield from _sure_parts(child)
