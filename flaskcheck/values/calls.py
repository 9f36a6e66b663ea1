"""What a call gives: the few library functions that configuration is made of, and the repository's own functions."""

from __future__ import annotations

from flaskcheck.code.bindings import WORKED_OUT, is_worked_out
from flaskcheck.facts.expressions import Call, Literal, Name, receiver
from flaskcheck.ground.limits import MAX_OUTCOMES
from flaskcheck.ground.place import HOLE
from flaskcheck.known import libraries
from flaskcheck.known.environment_readers import variables_by_call
from flaskcheck.known.meanings import GIVES
from flaskcheck.values import operations
from flaskcheck.values.comprehensions import quantified
from flaskcheck.values.displays import as_display, item
from flaskcheck.values.loaded import loaded
from flaskcheck.values.returns import bound_to, receiver_of, returned
from flaskcheck.values.texts import ON_TEXTS, path_of
from flaskcheck.values.things import is_configuration_of
from flaskcheck.values.value import UNKNOWN, Outcome, Reference, Where, guesses

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from flaskcheck.facts.expressions import Expression
    from flaskcheck.values.value import Ask


def outcomes_of_call(ask: Ask, call: Call, where: Where) -> tuple[Outcome, ...]:
    """The outcomes of a call; unknown ones are ``UNKNOWN``."""
    if is_worked_out(call):
        return _LIBRARY[call.name](ask, call, where)
    base, method = receiver(call)
    if base is not None and method == "get" and call.arguments:
        found = _get_item(ask, base, call, where)
        if found:
            return found
    if base is not None and method in operations.TEXT_METHODS:
        return _text_method(ask, base, method, call, where)
    if base is not None and method in ON_TEXTS and (found := ON_TEXTS[method](ask, base, call, where)):
        return found
    results: tuple[Outcome, ...] = ()
    for target in ask.outcomes(call.function, where):
        results += _called(ask, target, call, where)
    return results[:MAX_OUTCOMES] or (Outcome(UNKNOWN, call, where.path),)


def _called(ask: Ask, target: Outcome, call: Call, where: Where) -> tuple[Outcome, ...]:
    thing = target.value
    if isinstance(thing, Reference) and thing.kind == "class":
        return (target.replaced(value=Reference("instance", thing.path, thing.name), origin=call, path=where.path),)
    if isinstance(thing, Reference) and thing.kind == "function":
        function = ask.code.function(thing.path, thing.name)
        if function is not None:
            owner = receiver_of(ask, call, where) if "." in thing.name else None
            return returned(ask, thing.path, thing.name, bound_to(ask, function, call, where, owner))
    if isinstance(thing, Reference) and thing.kind == "external":
        bound = bound_call(target, call)
        if bound is not None:
            return ask.outcomes(bound, where.replaced(path=target.path) if target.path != where.path else where)
        return (Outcome(Reference("external", "", f"{thing.name}()"), call, where.path),)
    return ()


_BINDING = frozenset(f"{name}()" for name in libraries.named(GIVES, "bound function"))


def bound_call(target: Outcome, call: Call) -> Call | None:
    """What a call comes to of a function that was bound to arguments before: ``run = partial(f, 1)``, ``run(2)``."""
    thing, made = target.value, target.origin
    is_bound = isinstance(thing, Reference) and thing.name in _BINDING and isinstance(made, Call) and made.arguments
    if not is_bound or not isinstance(made, Call):
        return None
    first, *more = made.arguments
    return Call(*call.mark, first, (*more, *call.arguments), (*made.keywords, *call.keywords))


def _get_item(ask: Ask, base: Expression, call: Call, where: Where) -> tuple[Outcome, ...]:
    results: tuple[Outcome, ...] = ()
    default = call.argument(1, "default") or Literal(*call.mark, None)
    bases, is_unknown = ask.outcomes(base, where), False
    for outcome in bases:
        is_mapping = isinstance(outcome.value, Reference) and outcome.value.kind == "mapping"
        if is_mapping or is_configuration_of(outcome):
            found = [
                o
                for key in ask.outcomes(call.arguments[0], where)
                for o in item(ask, outcome, key, call, where, default)
            ]
            is_unknown = is_unknown or (is_mapping and any(o.is_anything for o in found))
            results += (*found,)
        else:
            is_unknown = is_unknown or not outcome.is_known
    return guesses(results) if is_unknown and len(bases) > 1 else results  # what a file holds may be there instead


def _text_method(ask: Ask, base: Expression, method: str, call: Call, where: Where) -> tuple[Outcome, ...]:
    arguments = [ask.outcomes(a, where)[0].value for a in call.arguments]
    results = []
    for outcome in ask.outcomes(base, where):
        value = UNKNOWN
        if isinstance(outcome.value, str):
            value = operations.text_method(outcome.value, method, tuple(arguments))
        origin = outcome.origin if isinstance(value, str) else call
        results.append(outcome.replaced(value=value, origin=origin))
    return tuple(results)


def _first(ask: Ask, call: Call, where: Where) -> tuple[Outcome, ...]:
    if not call.arguments:
        return (Outcome("", call, where.path),)
    return ask.outcomes(call.arguments[0], where)


def _converted(convert: Callable[[Any], Any]) -> Callable[[Ask, Call, Where], tuple[Outcome, ...]]:
    def handler(ask: Ask, call: Call, where: Where) -> tuple[Outcome, ...]:
        results = []
        for outcome in _first(ask, call, where):
            value = outcome.value
            if outcome.is_known and not (isinstance(value, str) and HOLE in value):
                try:
                    value = convert(value)
                except (TypeError, ValueError, OverflowError):  # int(float("inf"))
                    value = UNKNOWN
            elif not isinstance(value, str):
                value = UNKNOWN
            results.append(outcome.replaced(value=value))
        return tuple(results)

    return handler


def _joined_path(ask: Ask, call: Call, where: Where) -> tuple[Outcome, ...]:
    if len(call.arguments) < 2:
        return _first(ask, call, where)
    return (Outcome(path_of([ask.outcomes(a, where)[0] for a in call.arguments]), call, where.path),)


_URL = next(meaning for _, meaning in libraries.rows(GIVES, "database url"))
_BETWEEN = {"user": "", "password": ":", "host": "@", "port": ":", "path": "/"}


def _made_url(ask: Ask, call: Call, where: Where) -> tuple[Outcome, ...]:
    """The text of a URL that is put together of its parts: one for each scheme that it may have."""
    found = {role: value for role, at, name in _URL.arguments if (value := call.argument(at, name)) is not None}
    if "scheme" not in found or any(not keyword.name or keyword.name == "query" for keyword in call.keywords):
        return (Outcome(UNKNOWN, call, where.path),)
    rest, parts = "", []
    for role, before in _BETWEEN.items():
        part = ask.outcomes(found[role], where)[0] if role in found else None
        if part is not None and part.value is not None:
            parts.append(part)
            is_alone = role == "host" and "user" not in found
            rest += ("" if is_alone else before) + operations.as_text(part.value)
    return tuple(
        scheme.replaced(value=f"{operations.as_text(scheme.value)}://{rest}", origin=call, path=where.path).given(
            *parts
        )
        for scheme in ask.outcomes(found["scheme"], where)
    )


def _environment_bool(ask: Ask, call: Call, where: Where) -> tuple[Outcome, ...]:
    results = []
    for outcome in _first(ask, call, where):
        value = outcome.value
        known = isinstance(value, str) and HOLE not in value
        results.append(outcome.replaced(value=operations.cast(value, "bool") if known else UNKNOWN))
    return tuple(results)


def _dictionary(ask: Ask, call: Call, where: Where) -> tuple[Outcome, ...]:
    return (Outcome(Reference("mapping", where.path, where.scope, as_display(call)), call, where.path),)


def _platform(ask: Ask, call: Call, where: Where) -> tuple[Outcome, ...]:
    return (Outcome("Linux", call, where.path),)


def _platform_text(ask: Ask, call: Call, where: Where) -> tuple[Outcome, ...]:
    return (Outcome(f"Linux-{HOLE}", call, where.path),)


def _variable(ask: Ask, call: Call, where: Where) -> tuple[Outcome, ...]:
    """``os.getenv(name)``: a read whose variable only evaluation can tell."""
    name, default = call.argument(0, "key"), call.argument(1, "default")
    return ask.variable(name, default, False, call, where) if name else ()


def _attribute(ask: Ask, call: Call, where: Where) -> tuple[Outcome, ...]:
    """``getattr(thing, name)``, where the name is known."""
    results: tuple[Outcome, ...] = ()
    for name in ask.outcomes(call.arguments[1], where) if len(call.arguments) > 1 else ():
        if name.text and HOLE not in name.text:
            found = ask.attributes(ask.outcomes(call.arguments[0], where), name.text, call, where)
            results += tuple(o.given(name) for o in found)
    return results


def _imported(ask: Ask, call: Call, where: Where) -> tuple[Outcome, ...]:
    """``import_module("config")`` and ``import_string("config.Production")``."""
    results: tuple[Outcome, ...] = ()
    for name in ask.outcomes(call.arguments[0], where) if call.arguments else ():
        dotted = name.text.replace(":", ".")
        if dotted and HOLE not in dotted and not dotted.startswith("."):
            found = ask.imported(dotted, Name(*call.mark, dotted, True), where)
            results += tuple(o.given(name) for o in found)
    return results


def _truth(value: Any) -> Any:
    return bool(value)


_GIVEN: dict[str, Callable[[Ask, Call, Where], tuple[Outcome, ...]]] = {
    "text": _converted(operations.as_text),
    "integer": _converted(int),
    "float": _converted(float),
    "truth": _converted(_truth),
    "attribute": _attribute,
    "imported": _imported,
    "loaded": loaded,
    "all": quantified,
    "any": quantified,
    "joined path": _joined_path,
    "database url": _made_url,
    "truth of a word": _environment_bool,
    "system": _platform,
    "platform": _platform_text,
    "same": _first,
    "mapping": _dictionary,
    "unknown": lambda e, c, w: (Outcome(UNKNOWN, c, w.path),),
}
_LIBRARY = {
    **{name: _GIVEN[meaning.of] for name, meaning in libraries.rows(GIVES, *WORKED_OUT)},
    **dict.fromkeys(variables_by_call(), _variable),
}
