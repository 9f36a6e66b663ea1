"""What the repository's own functions return, given what is known of their arguments."""

from __future__ import annotations

from flaskcheck.facts.expressions import Name, receiver
from flaskcheck.values.arguments import given
from flaskcheck.values.value import Outcome, Reference, Where, beside_unknown

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


def receiver_of(ask: Ask, call: Call, where: Where) -> Outcome | None:
    """The class or instance that a method is called on."""
    base, _ = receiver(call)
    found = ask.outcomes(base, where)[0] if base is not None else None
    is_thing = found is not None and isinstance(found.value, Reference) and found.value.kind in ("class", "instance")
    return found if is_thing else None


def bound_to(ask: Ask, function: Function, call: Call | None, where: Where, owner: Outcome | None) -> Bound:
    """What a call binds to the parameters of a function, or of a method of ``owner``, which is the first of them then."""
    decorators = {d.dotted.rpartition(".")[2] for d in function.decorators}
    takes_owner = owner is not None and "staticmethod" not in decorators
    takes_owner = takes_owner and (owner.value.kind == "instance" or "classmethod" in decorators)  # type: ignore[union-attr]
    bound = bind(ask, function, call, where, 1 if takes_owner else 0)
    if takes_owner and owner is not None and function.parameters:
        return ask.bound(((function.parameters[0].name, (owner,)), *bound))
    return bound


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
