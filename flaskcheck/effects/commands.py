"""Functions that are commands of the repository's own command line: which ones they are, and which one a name means."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Literal
from flaskcheck.known import libraries
from flaskcheck.known.meanings import REGISTERS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.code.modules import Code
    from flaskcheck.facts.python import Function

_COMMAND_MARKS = libraries.last_words(REGISTERS, "command")
COMMAND_WORDS = (*_COMMAND_MARKS, "click", "typer", "invoke", "pytest", "cli")
"""One of these words is in every file that has a command in the sense of ``is_command``."""


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


def command_functions(code: Code, files: tuple[str, ...], words: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The functions of these files that are the named command of ``app.cli``."""
    from flaskcheck.readers.screens import holds_word

    if not words or words[0] in ("db", "run", "shell", "routes", "translate"):
        return ()
    wanted = words[1] if len(words) > 1 and not words[1].startswith("-") else words[0]
    found = []
    for path in files:
        if not holds_word(code.tree.source(path), *COMMAND_WORDS):
            continue
        module = code.module(path)
        for function in module.functions if module else ():
            if is_command(function) and wanted in _command_names(function.name, function.decorators):
                found.append((path, function.name))
    return tuple(found)


def _command_names(name: str, decorators: tuple[object, ...]) -> set[str]:
    """The names a click command answers to: the given one, or the function's with dashes."""
    names = {name.rpartition(".")[2].replace("_", "-"), name.rpartition(".")[2]}
    for decorator in decorators:
        if isinstance(decorator, Call):
            given = decorator.argument(0, "name")
            if isinstance(given, Literal) and isinstance(given.value, str):
                names.add(given.value)
    return names
