"""Functions that are commands of the repository's own command line: which ones they are, and which one a name means."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Literal, Name, Not, called
from flaskcheck.known import libraries
from flaskcheck.known.meanings import REGISTERS
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeAlias

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite, Function, Guard, Module, Statement
    from flaskcheck.files.source import Source
    from flaskcheck.shell.program import Invocation
    from flaskcheck.values.evaluator import Evaluator

    Found: TypeAlias = tuple[str, str]

_COMMAND_MARKS = libraries.last_words(REGISTERS, "command")
COMMAND_WORDS = (*_COMMAND_MARKS, "click", "typer", "invoke", "pytest", "cli")
"""One of these words is in every file that has a command in the sense of ``is_command``."""
_MANAGING = ("cli", "click", "FlaskGroup", "manager", "Manager")
"""One of these words is in a script that has commands of its own."""


def is_command(function: Function) -> bool:
    """Whether a function is a command of a command line (click, ``app.cli``, Flask-Script), which production runs only when told to."""
    for decorator in function.decorators:
        name = decorator.function.dotted if isinstance(decorator, Call) else decorator.dotted
        last = name.rpartition(".")[2]
        if last in _COMMAND_MARKS:
            return True
        if name.startswith(("click.", "typer.", "invoke.task", "pytest.")) or ".cli." in f".{name}.":
            return True
    return False


def names_command(code: Code, path: str, name: str) -> bool:
    """Whether a function of this name is a command: who hands it on registers it, and nothing calls it for that."""
    function = code.function(path, name)
    return function is not None and is_command(function)


class OwnCommands:
    """The functions of some files that are commands, by the names that they answer to: gathered once for each evaluator, since command lines may name very many."""

    def __init__(self, files: Callable[[], tuple[str, ...]]) -> None:
        self._files = files
        self._gathered: dict[Evaluator, dict[str, dict[Found, None]]] = {}

    def of(self, evaluator: Evaluator, words: tuple[str, ...]) -> tuple[Found, ...]:
        """The functions that are the command of ``app.cli`` which these words name: their files and names."""
        if not words or words[0] in ("db", "run", "shell", "routes", "translate"):
            return ()
        wanted = words[1] if len(words) > 1 and not words[1].startswith("-") else words[0]
        if evaluator not in self._gathered:
            self._gathered[evaluator] = _by_name(evaluator, self._files())
        return tuple(self._gathered[evaluator].get(wanted, ()))


def _by_name(evaluator: Evaluator, files: tuple[str, ...]) -> dict[str, dict[Found, None]]:
    from flaskcheck.readers.screens import holds_word

    found: dict[str, dict[Found, None]] = {}
    for path in files:
        is_there = holds_word(evaluator.code.tree.source(path), *COMMAND_WORDS)
        module = evaluator.code.module(path) if is_there else None
        for names, function in _commands(evaluator, path, module) if module else ():
            for name in names:
                found.setdefault(name, {})[function] = None
    return found


def _commands(evaluator: Evaluator, path: str, module: Module) -> Iterator[tuple[set[str], Found]]:
    """The commands of a module, each with the names that it answers to."""
    for function in module.functions:
        if is_command(function):
            yield _command_names(function.name, function.decorators), (path, function.name)
    for site in module.calls:
        yield from _registered(evaluator, site)


def commanded(source: Source, program: Invocation) -> tuple[str, ...]:
    """The words behind a script that name one of its commands: ``seed --all`` of ``python manage.py seed --all``."""
    from flaskcheck.readers.screens import holds_word

    words = tuple(word for word in program.arguments if not word.startswith("-"))[not program.module :]
    return words if words and holds_word(source, *_MANAGING) else ()


def _registered(evaluator: Evaluator, site: CallSite) -> Iterator[tuple[set[str], Found]]:
    """The names and the function of what a call makes a command: ``app.cli.command("seed")(fill)``, ``click.Command("seed", callback=fill)``, ``app.cli.add_command(fill, "seed")``."""
    call = site.call
    given: Expression | None = None
    name: Expression | None = None
    if isinstance(call.function, Call) and called(call.function) in _COMMAND_MARKS:
        given, name = call.argument(0), call.function.argument(0, "name")
    elif called(call) in ("Command", "add_command"):
        is_made = called(call) == "Command"
        given, name = call.argument(-1 if is_made else 0, "callback"), call.argument(0 if is_made else 1, "name")
    while isinstance(given, Call) and given.arguments:
        given = given.arguments[0]  # with_appcontext(fill)
    for outcome in evaluator.outcomes(given, Where(site.spans.path, site.scope, (), site)) if given else ():
        thing = outcome.value
        if isinstance(thing, Reference) and thing.kind == "function":
            written = name.value if isinstance(name, Literal) else None
            names = {written} if isinstance(written, str) else _command_names(thing.name, ())
            yield names, (thing.path, thing.name)


def _command_names(name: str, decorators: tuple[object, ...]) -> set[str]:
    """The names a click command answers to: the given one, or the function's with dashes."""
    names = {name.rpartition(".")[2].replace("_", "-"), name.rpartition(".")[2]}
    for decorator in decorators:
        if isinstance(decorator, Call):
            given = decorator.argument(0, "name")
            if isinstance(given, Literal) and isinstance(given.value, str):
                names.add(given.value)
    return names


# -- flags that a command line leaves off: click's ``is_flag=True``, Typer's ``drop: bool = False``


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
