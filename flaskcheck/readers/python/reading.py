"""What is known while one Python file is read: the names in scope, what stands around, and the facts found so far."""

from __future__ import annotations

import _ast

from flaskcheck.facts.expressions import Opaque
from flaskcheck.facts.python import CallSite, Text
from flaskcheck.ground.limits import MAX_EXPRESSION_DEPTH, MAX_GUARDS
from flaskcheck.ground.place import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from flaskcheck.facts.expressions import Call, Expression
    from flaskcheck.facts.python import (
        Assignment,
        Class,
        EnvironmentSite,
        Failure,
        Function,
        Guard,
        Import,
        Return,
    )
    from flaskcheck.known.environment_readers import Reader

    Node = Any  # a node of the syntax tree
    Handler = Callable[["Reading", Node], Expression]
    StatementHandler = Callable[["Reading", Node], "tuple[Guard, ...] | None"]


EXPRESSIONS: dict[type, Handler] = {}
"""How each class of expression node becomes a value; ``python_values`` fills it."""


STATEMENTS: dict[type, StatementHandler] = {}
"""How each class of statement is read, giving the guards that hold for what follows; ``python_statements`` fills it."""


class Reading:
    """The state of one walk through one file.

    ``names`` maps what imports bound in the current scope to full dotted names, ``readers`` local names to readers of the environment, ``constants``
    local names to their text. ``context`` holds the words of ``Text.context`` for the expression being read. ``path``,
    ``lines`` and ``place`` (node → place) belong to the file.
    """

    __slots__ = (
        "assignments", "calls", "classes", "constants", "context", "deferred", "depth", "environment", "exported",
        "failures", "finals", "functions", "globals", "guards", "imports", "is_generator", "lines", "names", "path", "place",
        "prefix", "readers", "returns", "scope", "texts",
    )  # fmt: skip

    def __init__(self, path: str, lines: list[str], parsed: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.place = plain_places(path) if all(map(str.isascii, parsed)) else wide_places(path, parsed)
        if parsed is not lines:
            self.place = bounded_places(self.place, lines)
        self.names: dict[str, str] = {}
        self.finals: dict[str, str] = {}
        self.readers: dict[str, Reader] = {}
        self.constants: dict[str, str] = {}
        self.scope = ""
        self.guards: tuple[Guard, ...] = ()
        self.context: list[str] = []
        self.prefix: str | None = ""
        self.depth = 0
        self.deferred: list[tuple[Node, list[str]]] = []
        self.is_generator = False
        self.returns: list[Return] = []
        self.globals: list[str] = []
        self.imports: list[Import] = []
        self.assignments: list[Assignment] = []
        self.calls: list[CallSite] = []
        self.functions: list[Function] = []
        self.classes: list[Class] = []
        self.failures: list[Failure] = []
        self.texts: list[Text] = []
        self.environment: list[EnvironmentSite] = []
        self.exported: tuple[str, ...] | None = None

    # -- facts -----------------------------------------------------------------------------------

    def note_call(self, call: Call) -> None:
        """Record a call in the current context."""
        self.calls.append(CallSite(self.scope, self.guards, call.place, call, tuple(self.context)))

    def note_text(self, text: str, place: Place) -> None:
        """Record a text in the current context; very short ones only when they could be part of an address or a path."""
        if not text.isascii():
            text = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates could not be printed
        if len(text) > 2 or ":" in text or "/" in text or "." in text:
            self.texts.append(Text(self.scope, self.guards, place, text, tuple(self.context)))

    # -- names -----------------------------------------------------------------------------------

    def bind(self, name: str) -> None:
        """A name is bound to something of this scope: it no longer means an import.

        An ``except`` block that binds an imported name provides a stand-in for when the import fails; the name goes on meaning the import.
        """
        if name in self.names and not any(guard.kind == "except" for guard in self.guards):
            del self.names[name]
        self.readers.pop(name, None)

    def bind_import(self, name: str, target: str) -> None:
        """An import binds a name; the first of several alternatives (``try``/``except ImportError``) counts."""
        if name not in self.names or not any(guard.kind == "except" for guard in self.guards):
            self.names[name] = target
        self.readers.pop(name, None)
        self.constants.pop(name, None)

    # -- statements ------------------------------------------------------------------------------

    def block(self, body: list[Node]) -> None:
        """Read a run of statements; a handler says what holds for those after its own."""
        before = self.guards
        for node in body:
            handler = STATEMENTS.get(type(node))
            after = handler(self, node) if handler is not None else None
            if after and len(self.guards) < MAX_GUARDS:
                self.guards += after
        self.guards = before

    def guarded(self, body: list[Node], *guards: Guard) -> None:
        """Read a block inside further guards."""
        before = self.guards
        if len(before) < MAX_GUARDS:
            self.guards = before + guards
        self.block(body)
        self.guards = before

    # -- expressions -----------------------------------------------------------------------------

    def root(self, node: Node, *context: str) -> Expression:
        """The value of an outermost expression of a statement, its calls and texts recorded under the given context."""
        self.context = list(context)
        value = self.value(node)
        if self.deferred:
            self.drain()
        self.context = []
        return value

    def drain(self) -> None:
        """Find the calls and texts in what lay too deep for recursion."""
        while self.deferred:
            node, self.context = self.deferred.pop()
            self.value(node)

    def value(self, node: Node) -> Expression:
        """The value that an expression node is, within the current context."""
        if self.depth >= MAX_EXPRESSION_DEPTH and type(node) not in SHALLOW:
            self.deferred.append((node, [*self.context, "deep"]))
            return Opaque("deep", (), self.place(node))
        self.depth += 1
        value = EXPRESSIONS[type(node)](self, node)
        self.depth -= 1
        return value

    def under(self, word: str, node: Node) -> Expression:
        """The value of a node that stands one context further in."""
        self.context.append(word)
        value = self.value(node)
        self.context.pop()
        return value


SHALLOW = frozenset({_ast.Name, _ast.Constant})


def plain_places(path: str) -> Callable[[Node], Place]:
    """Places of nodes in a file of ASCII, where bytes are characters."""

    def place(node: Node) -> Place:
        return Place(path, node.lineno, node.col_offset + 1, node.end_lineno, node.end_col_offset + 1)

    return place


def wide_places(path: str, lines: list[str]) -> Callable[[Node], Place]:
    """Places of nodes where some lines hold more bytes (which the syntax tree counts) than characters (which we count)."""
    wide: Mapping[int, bytes] = {
        n: line.encode("utf-8", "replace") for n, line in enumerate(lines, 1) if not line.isascii()
    }

    def column(line: int, offset: int) -> int:
        raw = wide.get(line)
        return offset + 1 if raw is None else len(raw[:offset].decode("utf-8", "replace")) + 1

    def place(node: Node) -> Place:
        line, end = node.lineno, node.end_lineno
        return Place(path, line, column(line, node.col_offset), end, column(end, node.end_col_offset))

    return place


def bounded_places(
    places: Callable[[Node], Place], lines: list[str], outer: Place | None = None
) -> Callable[[Node], Place]:
    """Places kept within the lines of the file (when others were parsed), and within a place."""
    start = (outer.line, outer.column) if outer else (1, 1)
    end = (outer.end_line, outer.end_column) if outer else (len(lines), len(lines[-1]) + 1)

    def place(node: Node) -> Place:
        found = places(node)
        last = len(lines[found.end_line - 1]) + 1
        if (
            start <= (found.line, found.column) <= (found.end_line, found.end_column) <= end
            and found.end_column <= last
        ):
            if found.column <= len(lines[found.line - 1]):
                return found
        if outer is not None:
            return outer
        column = min(found.column, len(lines[found.line - 1]) + 1)
        return Place(found.path, found.line, column, found.end_line, max(min(found.end_column, last), 1))

    return place
