"""What the repository's own functions return, given what is known of their arguments."""

from __future__ import annotations

from flaskcheck.facts.expressions import Name
from flaskcheck.values.arguments import given
from flaskcheck.values.value import Outcome, Where, beside_unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Call
    from flaskcheck.facts.python import Function
    from flaskcheck.values.value import Ask, Bound


def returned(ask: Ask, path: str, name: str, bound: Bound) -> tuple[Outcome, ...]:
    """What a first-party function returns in production, given the outcomes bound to its parameters."""
    function = ask.code.function(path, name)
    if function is None or function.is_generator or function.is_async:
        return ()
    if not function.returns and not function.decorators:
        return (Outcome(None, Name(*function.mark, "None", False), path),)
    results: tuple[Outcome, ...] = ()
    where = Where(path, name, bound)
    for statement in function.returns:
        runs = ask.runs(statement.guards, where)
        if runs is False:
            continue
        if statement.value is None:
            results += (Outcome(None, Name(*statement.mark, "None", False), path),)
        else:
            results += ask.outcomes(statement.value, Where(path, name, bound, statement, statement.guards))
        if runs:
            break
    return beside_unknown(results)


def bind(ask: Ask, function: Function, call: Call | None, where: Where, skip: int = 0) -> Bound:
    """The outcomes that a call binds to each parameter; defaults where it gives none. ``skip`` leading parameters (``self``) are left out."""
    bound: list[tuple[str, tuple[Outcome, ...]]] = []
    for position, parameter in enumerate(function.parameters[skip:]):
        at = position if parameter.kind == "positional" else -1
        found = given(ask, call, at, parameter.name, where) if call else ()
        if found:
            bound.append((parameter.name, found))
        elif parameter.default is not None:
            bound.append((parameter.name, ask.outcomes(parameter.default, Where(function.path, function.scope))))
    return ask.bound(tuple(bound))
