"""Functions and classes of a Python file as facts, each a scope of its own."""

from __future__ import annotations

import _ast

from flaskcheck.facts.expressions import Keyword, Opaque
from flaskcheck.facts.python import Class, Function, Parameter, Return
from flaskcheck.readers.python.reading import SHALLOW
from flaskcheck.readers.python.scopes import enter_function

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from flaskcheck.readers.python.reading import Node, Reading

SCOPED = ("names", "readers", "constants", "finals", "scope", "guards", "returns", "globals", "is_generator")
"""What a scope has of its own."""


_FUNCTIONS = (_ast.FunctionDef, _ast.AsyncFunctionDef)
_INERT = (_ast.Constant, _ast.Name)
"""Values that run nothing."""


def replaced(body: list[Node]) -> dict[Node, int]:
    """The functions of a block that a later one of the same name replaces before anything can have called them, each with how many of that name came before it."""
    waiting: dict[str, Node] = {}
    counted: dict[str, int] = {}
    found: dict[Node, int] = {}
    for node in body:
        if type(node) in _FUNCTIONS and _is_plain(node):
            before = waiting.get(node.name)
            if before is not None:
                found[before] = counted[node.name] = counted.get(node.name, 0) + 1
            waiting[node.name] = node
        elif not _runs_nothing(node):
            waiting.clear()
    return found


def _is_plain(node: Node) -> bool:
    """Whether a definition only binds its name: nothing is called, and no decorator keeps the function."""
    defaults = (*node.args.defaults, *node.args.kw_defaults)
    return not node.decorator_list and all(value is None or type(value) in _INERT for value in defaults)


def _runs_nothing(node: Node) -> bool:
    kind = type(node)
    return kind in (_ast.Import, _ast.ImportFrom) or (kind in (_ast.Assign, _ast.Expr) and type(node.value) in _INERT)


def function_definition(reading: Reading, node: Node) -> None:
    """``def``: decorators, defaults and annotations belong to the scope around, the rest to its own."""
    decorators = tuple([reading.root(decorator, "decorator") for decorator in node.decorator_list])
    parameters = _parameters(reading, node)
    scope, guards, position = reading.scope, reading.guards, len(reading.functions)
    outer = _enter(reading, node)
    enter_function(reading, node, [parameter.name for parameter in parameters])
    reading.block(node.body)
    made = Function(
        _header(reading, node),
        reading.spans,
        scope,
        guards,
        reading.scope,
        parameters,
        decorators,
        tuple(reading.returns),
        type(node) is _ast.AsyncFunctionDef,
        reading.is_generator,
        tuple(reading.globals),
    )
    _leave(reading, outer)
    reading.functions.insert(position, made)  # before the functions inside it
    reading.bind(node.name)


def class_definition(reading: Reading, node: Node) -> None:
    """``class``: its body sees the names around it; its methods do not see those of the body."""
    decorators = tuple([reading.root(decorator, "decorator") for decorator in node.decorator_list])
    bases = tuple([reading.root(base, "base") for base in node.bases])
    keywords = tuple([Keyword(k.arg or "", reading.root(k.value, f"argument:{k.arg or '**'}")) for k in node.keywords])
    scope, guards = reading.scope, reading.guards
    outer = _enter(reading, node)
    made = Class(_header(reading, node), reading.spans, scope, guards, reading.scope, bases, keywords, decorators)
    reading.classes.append(made)
    reading.names, reading.readers, reading.constants = (dict(t) for t in outer[:3])  # its own bindings end with it
    reading.replaced.update(replaced(node.body))
    reading.block(node.body)
    reading.is_misplaced |= bool(reading.returns) or reading.is_generator
    _leave(reading, outer)
    reading.bind(node.name)


def lambda_definition(reading: Reading, name: str, node: Node, value: Opaque) -> None:
    """``name = lambda …`` as the function that it is; ``value`` is what the lambda was read as: its body, then its defaults."""
    body, *defaults = value.parts
    given = iter(defaults)
    found = [
        Parameter(argument.arg, kind, next(given) if default is not None else None)
        for argument, kind, default in _arguments(node.args)
    ]
    returned = Return(*body.mark, body, ())
    qualified = f"{reading.scope}.{name}" if reading.scope else name
    made = Function(*value.mark, reading.scope, reading.guards, qualified, tuple(found), (), (returned,))
    reading.functions.append(made)


def _enter(reading: Reading, node: Node) -> list[Any]:
    """Begin the scope of a definition; gives what ``_leave`` needs."""
    outer = [getattr(reading, field) for field in SCOPED]
    name = (
        f"{node.name}@{reading.replaced[node]}" if node in reading.replaced else node.name
    )  # no name that code can call
    reading.scope = f"{reading.scope}.{name}" if reading.scope else name
    reading.guards, reading.returns, reading.globals, reading.is_generator = (), [], [], False
    return outer


def _leave(reading: Reading, outer: list[Any]) -> None:
    for field, value in zip(SCOPED, outer):
        setattr(reading, field, value)


def _header(reading: Reading, node: Node) -> int:
    """From the keyword to the end of the name: the place of the whole definition would be no place to point at."""
    line, column = reading.spans.start(reading.at(node))
    text = reading.lines[line - 1]
    found = text.find(node.name, column + 2)
    end = found + len(node.name) if found > 0 else len(text.rstrip())
    return reading.spans.add(line, column, line, max(end, column) + 1)


def _parameters(reading: Reading, node: Node) -> tuple[Parameter, ...]:
    found = []
    for argument, kind, default in _arguments(node.args):
        value = reading.root(default, f"default:{argument.arg}") if default is not None else None
        found.append(Parameter(argument.arg, kind, value))
        annotation(reading, argument.annotation)
    annotation(reading, node.returns)
    reading.is_misplaced |= len({parameter.name for parameter in found}) < len(found)
    return tuple(found)


def annotation(reading: Reading, node: Node | None) -> None:
    """Read what an annotation mentions, unless it is a plain name."""
    if node is not None and (type(node) not in SHALLOW or type(getattr(node, "value", None)) is str):
        reading.root(node, "annotation")


def _arguments(arguments: Node) -> Iterator[tuple[Node, str, Node | None]]:
    """Each parameter with its kind and its default, in the order in which they are written."""
    positional = [*arguments.posonlyargs, *arguments.args]
    without = len(positional) - len(arguments.defaults)
    for index, argument in enumerate(positional):
        yield argument, "positional", arguments.defaults[index - without] if index >= without else None
    if arguments.vararg is not None:
        yield arguments.vararg, "*", None
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
        yield argument, "keyword", default
    if arguments.kwarg is not None:
        yield arguments.kwarg, "**", None
