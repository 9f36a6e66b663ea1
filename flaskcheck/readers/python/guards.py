"""Conditions around Python statements: what a test means, and what still holds after an ``if`` that leaves."""

from __future__ import annotations

import _ast

from flaskcheck.facts.expressions import Call, Compare, Either, Items, Literal, Name, Not
from flaskcheck.facts.python import Guard
from flaskcheck.known import libraries
from flaskcheck.known.meanings import STOPS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.readers.python.reading import Node, Reading

EXITS = libraries.named(STOPS, "program")
"""Imported functions that end the program."""

BUILTIN_EXITS = libraries.named(STOPS, "interpreter")
SUPPRESSES = libraries.named(STOPS, "exception")
"""Context managers that catch the exceptions that they are given."""

ABORTS = libraries.named(STOPS, "request")
"""Functions that end the request."""

MAIN_NAMES = frozenset({"__main__", "__mp_main__"})
TYPE_CHECKING_NAMES = frozenset({"typing.TYPE_CHECKING", "typing_extensions.TYPE_CHECKING", "TYPE_CHECKING"})
SWAPPED = {"==": "!=", "!=": "==", "in": "not in", "not in": "in"}
OPPOSITE = {**SWAPPED, "is": "is not", "is not": "is"}
ASKING = frozenset(("confirm", "input", "prompt", "isatty"))
"""The last words of functions that ask someone at a terminal."""


def guards_of(test: Expression, negated: bool = False) -> tuple[Guard, ...]:
    """The guards that a test puts around a branch: the main guard and TYPE_CHECKING told apart, also beside other conditions; none where it always holds."""
    if isinstance(test, Literal) and bool(test.value) is not negated:
        return ()
    if isinstance(test, Not):
        inner = guards_of(test.operand, not negated)
        if not inner or inner[0].kind != "if":
            return inner
    if isinstance(test, Either) and test.operator == ("or" if negated else "and"):
        parts = [guards_of(option, negated) for option in test.options]
        if any(not part or part[0].kind != "if" for part in parts):
            return tuple(guard for part in parts for guard in part)
    kind, against = special_kind(test)
    return (Guard(*test.mark, kind, test, negated != against),)


def passed(option: Expression, word: str) -> tuple[Guard, ...]:
    """What holds behind an operand of ``and`` or ``or``; what stands behind a value and ``or`` is its default, which the context tells."""
    if word == "and":
        return guards_of(option)
    return guards_of(option, negated=True) if isinstance(option, (Compare, Not)) else ()


def entered(value: Expression) -> tuple[Guard, ...]:
    """The guards that a context manager puts around its body: ``suppress`` catches as a ``try`` does."""
    guard = Guard(*value.mark, "with", value)
    if isinstance(value, Call) and value.name in SUPPRESSES:
        return guard, Guard(*value.mark, "try", catches=exception_names(value.arguments))
    return (guard,)


def exception_names(values: tuple[Expression, ...]) -> tuple[str, ...]:
    """The dotted names of exceptions; ``?`` for one that has no name."""
    return tuple(value.dotted or "?" for value in values)


def special_kind(test: Expression) -> tuple[str, bool]:
    """``main`` or ``type-checking`` when that is what a test asks, else ``if``; and whether it asks for the opposite."""
    if isinstance(test, Compare) and test.operator in SWAPPED:
        left, right = test.left, test.right
        if isinstance(left, Literal):
            left, right = right, left
        if isinstance(left, Name) and left.name == "__name__" and not left.imported and _is_main(right):
            return "main", test.operator in ("!=", "not in")
    if isinstance(test, Name) and test.name in TYPE_CHECKING_NAMES:
        return "type-checking", False
    return "if", False


def _is_main(value: Expression) -> bool:
    if isinstance(value, Items):
        return bool(value.items) and all(_is_main(item) for item in value.items)
    return isinstance(value, Literal) and value.value in MAIN_NAMES


def after_if(branches: list[tuple[tuple[Guard, ...], str]]) -> tuple[Guard, ...]:
    """What holds after an ``if``: ``branches`` are the guards of each branch (a missing ``else`` too) and how it leaves.

    Anyone who comes here went through a branch that does not leave; what all of these have in common holds.
    """
    stays = [guards for guards, leaves in branches if not leaves]
    if not stays or len(stays) == len(branches):
        return ()
    common = stays[0]
    for guards in stays[1:]:
        length = 0
        while length < min(len(common), len(guards)) and common[length] is guards[length]:
            length += 1
        common = common[:length]
    if all(leaves in ("", "refuses") for _, leaves in branches):
        return tuple(guard.replaced(required=True) for guard in common)
    return common


def way_out(reading: Reading, body: list[Node], test: Expression, holds: bool = True) -> str:
    """How the branch of a test leaves: ``refuses`` where it raises and nothing around it catches that, ``leaves`` in any other way, ``""`` where it goes on.

    Who raises unless someone said yes (``if os.getenv("RESET") != "yes": raise``) refuses nothing: nobody knows whether it was said.
    """
    if not leaves(reading, body):
        return ""
    is_caught = any(guard.kind == "try" for guard in reading.guards)
    return "refuses" if not is_caught and _fails(reading, body[-1]) and not _asks_for_leave(test, holds) else "leaves"


def _asks_for_leave(test: Expression, holds: bool) -> bool:
    """Whether a test holds, or does not, unless one thing was said: a variable is no ``yes``, someone at the terminal does not agree."""
    if isinstance(test, Not):
        return _asks_for_leave(test.operand, not holds)
    if isinstance(test, Either):
        return any(_asks_for_leave(option, holds) for option in test.options)
    if isinstance(test, Call):
        return test.name.rpartition(".")[2] in ASKING
    if not isinstance(test, Compare):
        return False
    operator = test.operator if holds else OPPOSITE.get(test.operator, "")
    said = [side.value for side in (test.left, test.right) if isinstance(side, Literal)]
    if operator in ("!=", "is not"):
        return any(isinstance(value, (str, bool)) and value != "" for value in said)
    return operator == "not in" and isinstance(test.right, Items)


def _fails(reading: Reading, node: Node) -> bool:
    """Whether a statement ends the program as a failure: it raises, or exits with a text or a number that is not 0."""
    if type(node) is _ast.Raise:
        return node.exc is not None
    call = node.value if type(node) is _ast.Expr else None
    if type(call) is not _ast.Call or exit_kind(*_called(reading, call.func)) != "exit":
        return False
    code = call.args[0] if call.args else None
    return code is not None and not (type(code) is _ast.Constant and code.value in (None, 0))


def leaves(reading: Reading, body: list[Node]) -> bool:
    """Whether a block always ends by leaving: ``return``, ``raise``, ``continue``, ``break`` or the end of the program or request."""
    return bool(body) and _leaves(reading, body[-1])


def _leaves(reading: Reading, node: Node) -> bool:
    kind = type(node)
    if kind in LEAVING:
        return True
    if kind is _ast.Expr:
        return type(node.value) is _ast.Call and exit_kind(*_called(reading, node.value.func)) != ""
    if kind in (_ast.With, _ast.AsyncWith):
        return leaves(reading, node.body) and not any(_may_swallow(item.context_expr) for item in node.items)
    if kind is _ast.If:
        while len(node.orelse) == 1 and type(node.orelse[0]) is _ast.If:
            if not leaves(reading, node.body):
                return False
            node = node.orelse[0]
        return leaves(reading, node.body) and leaves(reading, node.orelse)
    if kind is _ast.Try:
        whole = leaves(reading, node.orelse or node.body) and all(leaves(reading, h.body) for h in node.handlers)
        return whole or leaves(reading, node.finalbody)
    return False


def _may_swallow(node: Node) -> bool:
    """Whether a context manager is one that catches exceptions (``suppress``, ``pytest.raises``)."""
    function = node.func if type(node) is _ast.Call else node
    last = str(getattr(function, "attr", "") or getattr(function, "id", ""))
    return "suppress" in last or "raises" in last.lower()


LEAVING = frozenset({_ast.Return, _ast.Raise, _ast.Continue, _ast.Break})


def exit_kind(name: str, imported: bool) -> str:
    """``exit`` for a function that ends the program, ``abort`` for one that ends the request, ``""`` for any other."""
    if imported:
        return "exit" if name in EXITS else "abort" if name in ABORTS else ""
    return "exit" if name in BUILTIN_EXITS else ""


def _called(reading: Reading, function: Node) -> tuple[str, bool]:
    attributes: list[str] = []
    while type(function) is _ast.Attribute:
        attributes.append(function.attr)
        function = function.value
    if type(function) is not _ast.Name:
        return "", False
    target = reading.names.get(function.id)
    return ".".join([target or function.id, *reversed(attributes)]), target is not None
