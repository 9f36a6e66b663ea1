"""The flags of a command that its words leave off: ``@click.option("--drop", is_flag=True)``, or Typer's ``drop: bool = False``."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Literal, Name, Not, called

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.facts.python import Function, Guard, Statement


def left_off(function: Function, words: Iterable[str]) -> frozenset[str]:
    """The parameters of a command that are false because none of the words behind its name sets them."""
    given = [word for word in words if word.startswith("-")]
    flags = (*_of_click(function), *_of_signature(function))
    return frozenset(name for name, forms in flags if not any(word.startswith(forms) for word in given))


def is_under_one(statement: Statement, flags: frozenset[str]) -> bool:
    """Whether a statement of a command runs only when one of these flags is set."""
    return bool(flags) and any(_asks_for(guard, flags) for guard in statement.guards)


def _asks_for(guard: Guard, flags: frozenset[str]) -> bool:
    test, negated = guard.test, guard.negated
    while isinstance(test, Not):
        test, negated = test.operand, not negated
    return guard.kind == "if" and not negated and isinstance(test, Name) and test.name in flags


def _of_click(function: Function) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The name and the forms that set it of each option that is a flag, and off when it is not given."""
    for decorator in function.decorators:
        if not isinstance(decorator, Call) or called(decorator) != "option":
            continue
        texts = [a.value for a in decorator.arguments if isinstance(a, Literal) and isinstance(a.value, str)]
        forms = tuple(text.partition("/")[0].strip() for text in texts if text.startswith("-"))
        given = {keyword.name: keyword.value for keyword in decorator.keywords}
        is_flag = any("/" in text for text in texts) or _is(given.get("is_flag"), True)
        if is_flag and forms and ("default" not in given or _is(given["default"], False)):
            named = next((text for text in texts if not text.startswith("-")), "")
            yield named or max(forms, key=len).lstrip("-").replace("-", "_"), forms


def _of_signature(function: Function) -> Iterator[tuple[str, tuple[str, ...]]]:
    for parameter in function.parameters:
        if _is(parameter.default, False):
            yield parameter.name, (f"--{parameter.name.replace('_', '-')}", f"--{parameter.name}")


def _is(value: object, wanted: bool) -> bool:
    return isinstance(value, Literal) and value.value is wanted
