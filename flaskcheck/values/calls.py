"""What a call gives: the few library functions that configuration is made of, and the repository's own functions."""

from __future__ import annotations

from flaskcheck.facts.expressions import Attribute, Literal, Name
from flaskcheck.ground.limits import MAX_OUTCOMES
from flaskcheck.ground.place import HOLE
from flaskcheck.known import libraries
from flaskcheck.known.meanings import GIVES
from flaskcheck.values import operations
from flaskcheck.values.value import UNKNOWN, Outcome, Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from flaskcheck.facts.expressions import Call, Expression
    from flaskcheck.facts.python import Function
    from flaskcheck.values.evaluator import Evaluator


def outcomes_of_call(evaluator: Evaluator, call: Call, where: Where) -> tuple[Outcome, ...]:
    """The outcomes of a call; unknown ones are ``UNKNOWN``."""
    if is_library_call(call):
        return _LIBRARY[call.name](evaluator, call, where)
    base, method = receiver(call)
    if base is not None and method == "get" and call.arguments:
        found = _get_item(evaluator, base, call, where)
        if found:
            return found
    if base is not None and method in operations._TEXT_METHODS:
        return _text_method(evaluator, base, method, call, where)
    results: tuple[Outcome, ...] = ()
    for target in evaluator.outcomes(call.function, where):
        results += _called(evaluator, target, call, where)
    return results[:MAX_OUTCOMES] or (Outcome(UNKNOWN, call, where.path),)


def returned(
    evaluator: Evaluator, path: str, name: str, bound: tuple[tuple[str, tuple[Outcome, ...]], ...]
) -> tuple[Outcome, ...]:
    """What a first-party function returns in production, given the outcomes bound to its parameters."""
    function = evaluator.code.function(path, name)
    if function is None or function.is_generator or function.is_async:
        return ()
    results: tuple[Outcome, ...] = ()
    where = Where(path, name, bound)
    for statement in function.returns:
        runs = evaluator.runs(statement.guards, where)
        if runs is False:
            continue
        if statement.value is None:
            results += (Outcome(None, Name(*statement.mark, "None", False), path),)
        else:
            results += evaluator.outcomes(statement.value, where.replaced(before=statement, guards=statement.guards))
        if runs:
            break
    return results


def bind(
    evaluator: Evaluator, function: Function, call: Call | None, where: Where, skip: int = 0
) -> tuple[tuple[str, tuple[Outcome, ...]], ...]:
    """The outcomes that a call binds to each parameter; defaults where it gives none. ``skip`` leading parameters (``self``) are left out."""
    bound: list[tuple[str, tuple[Outcome, ...]]] = []
    for position, parameter in enumerate(function.parameters[skip:]):
        given = call.argument(position if parameter.kind == "positional" else -1, parameter.name) if call else None
        if given is not None:
            bound.append((parameter.name, evaluator.outcomes(given, where)))
        elif parameter.default is not None:
            inner = Where(_path_of(function), function.scope)
            bound.append((parameter.name, evaluator.outcomes(parameter.default, inner)))
    return tuple(bound)


def _path_of(function: Function) -> str:
    return function.place.path


def _called(evaluator: Evaluator, target: Outcome, call: Call, where: Where) -> tuple[Outcome, ...]:
    thing = target.value
    if isinstance(thing, Reference) and thing.kind == "class":
        return (target.replaced(value=Reference("instance", thing.path, thing.name), origin=call, path=where.path),)
    if isinstance(thing, Reference) and thing.kind == "function":
        function = evaluator.code.function(thing.path, thing.name)
        if function is not None:
            return returned(evaluator, thing.path, thing.name, bind(evaluator, function, call, where))
    if isinstance(thing, Reference) and thing.kind == "external":
        return (Outcome(Reference("external", "", f"{thing.name}()"), call, where.path),)
    return ()


def is_library_call(call: Call) -> bool:
    """Whether a call is of one of the library functions that are known here: a builtin or imported, not something local of the same name."""
    function = call.function
    return isinstance(function, Name) and function.name in _LIBRARY and (function.imported or "." not in function.name)


def receiver(call: Call) -> tuple[Expression | None, str]:
    """The object and the method name of ``x.method(…)``, whether ``x`` is a name or an expression."""
    function = call.function
    if isinstance(function, Attribute):
        return function.base, function.name
    if isinstance(function, Name) and "." in function.name:
        base, _, method = function.name.rpartition(".")
        return Name(*function.mark, base, function.imported), method
    return None, ""


def _get_item(evaluator: Evaluator, base: Expression, call: Call, where: Where) -> tuple[Outcome, ...]:
    results: tuple[Outcome, ...] = ()
    default = call.argument(1, "default") or Literal(*call.mark, None)
    for outcome in evaluator.outcomes(base, where):
        if isinstance(outcome.value, Reference) and outcome.value.kind == "mapping":
            for key in evaluator.outcomes(call.arguments[0], where):
                results += evaluator.item(outcome, key, call, where, default)
    return results


def _text_method(evaluator: Evaluator, base: Expression, method: str, call: Call, where: Where) -> tuple[Outcome, ...]:
    arguments = [evaluator.outcomes(a, where)[0].value for a in call.arguments]
    results = []
    for outcome in evaluator.outcomes(base, where):
        value = UNKNOWN
        if isinstance(outcome.value, str):
            value = operations.text_method(outcome.value, method, tuple(arguments))
        origin = outcome.origin if isinstance(value, str) else call
        results.append(outcome.replaced(value=value, origin=origin))
    return tuple(results)


def _first(evaluator: Evaluator, call: Call, where: Where) -> tuple[Outcome, ...]:
    if not call.arguments:
        return (Outcome("", call, where.path),)
    return evaluator.outcomes(call.arguments[0], where)


def _converted(convert: Callable[[Any], Any]) -> Callable[[Evaluator, Call, Where], tuple[Outcome, ...]]:
    def handler(evaluator: Evaluator, call: Call, where: Where) -> tuple[Outcome, ...]:
        results = []
        for outcome in _first(evaluator, call, where):
            value = outcome.value
            if outcome.is_known and not (isinstance(value, str) and HOLE in value):
                try:
                    value = convert(value)
                except (TypeError, ValueError):
                    value = UNKNOWN
            elif not isinstance(value, str):
                value = UNKNOWN
            results.append(outcome.replaced(value=value))
        return tuple(results)

    return handler


def _joined_path(evaluator: Evaluator, call: Call, where: Where) -> tuple[Outcome, ...]:
    parts = [operations.as_text(evaluator.outcomes(a, where)[0].value) for a in call.arguments]
    start = max((i for i, part in enumerate(parts) if part.startswith("/")), default=0)
    return (Outcome("/".join(p.rstrip("/") or p for p in parts[start:]), call, where.path),)


def _environment_bool(evaluator: Evaluator, call: Call, where: Where) -> tuple[Outcome, ...]:
    results = []
    for outcome in _first(evaluator, call, where):
        value = outcome.value
        known = isinstance(value, str) and HOLE not in value
        results.append(outcome.replaced(value=operations.cast(value, "bool") if known else UNKNOWN))
    return tuple(results)


def _platform(evaluator: Evaluator, call: Call, where: Where) -> tuple[Outcome, ...]:
    return (Outcome("Linux", call, where.path),)


def _truth(value: Any) -> Any:
    return bool(value)


_GIVEN: dict[str, Callable[[Evaluator, Call, Where], tuple[Outcome, ...]]] = {
    "text": _converted(operations.as_text),
    "integer": _converted(int),
    "float": _converted(float),
    "truth": _converted(_truth),
    "joined path": _joined_path,
    "truth of a word": _environment_bool,
    "system": _platform,
    "same": _first,
    "unknown": lambda e, c, w: (Outcome(UNKNOWN, c, w.path),),
}
_LIBRARY = {name: _GIVEN[meaning.of] for name, meaning in libraries.rows(GIVES, *_GIVEN)}
