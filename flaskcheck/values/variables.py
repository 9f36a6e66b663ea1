"""What a read of an environment variable gives."""

from __future__ import annotations

from flaskcheck.values import operations
from flaskcheck.values.value import Outcome, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from flaskcheck.facts.expressions import EnvRead
    from flaskcheck.values.value import Ask, Where


def read(
    ask: Ask, value: EnvRead, where: Where, variables: Mapping[str, str | None], complete: bool
) -> tuple[Outcome, ...]:
    """The variable's text, where it is declared; else whatever the host may give it, and what the code falls back to."""
    name = value.variable
    names = frozenset({name})
    if name in variables:
        given = variables[name]
        known = Unknown("" if value.cast else "set") if given is None else operations.cast(given, value.cast)
        return (Outcome(known, value, where.path, frozenset(), names),)
    fallback: list[Outcome] = []
    if value.default is not None:
        for outcome in ask.outcomes(value.default, where):
            fallback.append(outcome.replaced(unset=outcome.unset | names, variables=outcome.variables | names))
    elif not value.required:
        fallback.append(Outcome(None, value, where.path, names, names))
    if complete and fallback:
        return tuple(fallback)
    return (Outcome(Unknown("environment"), value, where.path, frozenset(), names), *fallback)
