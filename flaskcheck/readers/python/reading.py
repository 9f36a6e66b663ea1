"""What is known while one Python file is read: the names in scope, what stands around, and the facts found so far."""

from __future__ import annotations

import _ast

from flaskcheck.facts.expressions import Opaque
from flaskcheck.facts.python import CallSite, Text
from flaskcheck.ground.limits import MAX_EXPRESSION_DEPTH, MAX_GUARDS
from flaskcheck.ground.place import Spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping
    from typing import Any, TypeAlias

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
    from flaskcheck.ground.place import Mark
    from flaskcheck.known.environment_readers import Reader

    Node = Any  # a node of the syntax tree
    Span: TypeAlias = tuple[int, int, int, int]  # first line and column, end line and column
    Measure = Callable[[Node], Span]
    Handler = Callable[["Reading", Node], Expression]
    StatementHandler = Callable[["Reading", Node], "tuple[Guard, ...] | None"]


EXPRESSIONS: dict[type, Handler] = {}
"""How each class of expression node becomes a value; ``python_values`` fills it."""


STATEMENTS: dict[type, StatementHandler] = {}
"""How each class of statement is read, giving the guards that hold for what follows; ``python_statements`` fills it."""


class Reading:
    """The state of one walk through one file.

    ``names`` maps what imports bound in the current scope to full dotted names, ``aliases`` what a module binds once to such a name, ``readers`` local names to readers of the environment, ``constants``
    local names to their text, ``named`` tells where those stand; ``replaced`` are the functions that a later one of the same name replaces. ``context`` holds the words of ``Text.context`` for the expression being read. ``path``,
    ``lines`` and ``spans`` belong to the file; ``span`` gives a node's span, ``at`` writes it down and gives its number.
    """

    __slots__ = (
        "aliases", "assignments", "at", "calls", "classes", "constants", "context", "deferred", "depth", "environment", "exported",
        "failures", "finals", "functions", "globals", "guards", "imports", "inner", "is_generator", "is_misplaced", "lines", "named", "names", "path", "plain",
        "prefix", "readers", "replaced", "returns", "scope", "span", "spans", "texts",
    )  # fmt: skip

    def __init__(self, path: str, lines: list[str], parsed: list[str]) -> None:
        self.path = path
        self.lines = lines
        self.spans = Spans(path)
        wide = {n: line.encode("utf-8", "replace") for n, line in enumerate(parsed, 1) if not line.isascii()}
        self.plain = frozenset(wide), wide_spans(wide) if wide else plain_span
        self.measure(self.plain[1])
        if parsed is not lines:
            self.measure(bounded_spans(self.span, lines))
        self.names: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
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
        self.is_misplaced = False
        self.replaced: dict[Node, int] = {}
        self.returns: list[Return] = []
        self.globals: list[str] = []
        self.imports: list[Import] = []
        self.inner: list[tuple[str, str]] = []
        self.named: list[tuple[str, str, tuple[Guard, ...], tuple[str, ...]]] = []
        self.assignments: list[Assignment] = []
        self.calls: list[CallSite] = []
        self.functions: list[Function] = []
        self.classes: list[Class] = []
        self.failures: list[Failure] = []
        self.texts: list[Text] = []
        self.environment: list[EnvironmentSite] = []
        self.exported: tuple[str, ...] | None = None

    # -- places ----------------------------------------------------------------------------------

    def measure(self, span: Measure) -> None:
        """From here on nodes have the spans that a function gives."""
        self.span = span
        wide, own = self.plain
        self.at = numbers(self.spans, span) if span is not own else plain_numbers(self.spans, wide, span)

    def mark(self, node: Node) -> Mark:
        """What a fact begins with that a node becomes."""
        return self.at(node), self.spans

    # -- facts -----------------------------------------------------------------------------------

    def note_call(self, call: Call) -> None:
        """Record a call in the current context."""
        self.calls.append(CallSite(call.at, call.spans, self.scope, self.guards, call, tuple(self.context)))

    def note_name(self, name: str) -> None:
        """Record that a constant's name stands in the current context."""
        self.named.append((name, self.scope, self.guards, tuple(self.context)))

    def note_text(self, text: str, at: int) -> None:
        """Record a text in the current context; very short ones only when they could be part of an address or a path."""
        if not text.isascii():
            text = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates could not be printed
        if len(text) > 2 or ":" in text or "/" in text or "." in text:
            self.texts.append(Text(at, self.spans, self.scope, self.guards, text, tuple(self.context)))

    # -- names -----------------------------------------------------------------------------------

    def bind(self, name: str) -> None:
        """A name is bound to something of this scope: it no longer means an import.

        An ``except`` block that binds an imported name provides a stand-in for when the import fails; the name goes on meaning the import.
        """
        if name in self.aliases and not self.scope:
            self.names[name] = self.aliases[name]
        elif name in self.names and not any(guard.kind == "except" for guard in self.guards):
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
            return Opaque(self.at(node), self.spans, "deep", ())
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


def plain_numbers(spans: Spans, wide: Container[int], span: Measure) -> Callable[[Node], int]:
    """``numbers(spans, span)``, in one step for the lines that are not ``wide``: it is asked for nearly every node."""
    write, number = spans.marks.extend, spans.number

    def at(node: Node) -> int:
        write((node.lineno, node.col_offset + 1, node.end_lineno, node.end_col_offset + 1))
        return number()

    def at_either(node: Node) -> int:
        return spans.add(*span(node)) if node.lineno in wide or node.end_lineno in wide else at(node)

    return at_either if wide else at


def numbers(spans: Spans, span: Measure) -> Callable[[Node], int]:
    """Writes the span of a node down and gives its number."""
    return lambda node: spans.add(*span(node))


def plain_span(node: Node) -> Span:
    """The span of a node in a file of ASCII, where bytes are characters."""
    return node.lineno, node.col_offset + 1, node.end_lineno, node.end_col_offset + 1


def wide_spans(wide: Mapping[int, bytes]) -> Measure:
    """Spans of nodes where some lines hold more bytes (which the syntax tree counts, and which are given) than characters (which we count)."""

    def column(line: int, offset: int) -> int:
        raw = wide.get(line)
        return offset + 1 if raw is None else len(raw[:offset].decode("utf-8", "replace")) + 1

    def span(node: Node) -> Span:
        line, end = node.lineno, node.end_lineno
        return line, column(line, node.col_offset), end, column(end, node.end_col_offset)

    return span


def bounded_spans(measure: Measure, lines: list[str], outer: Span | None = None) -> Measure:
    """Spans kept within the lines of the file (when others were parsed), and within a span."""
    start = outer[:2] if outer else (1, 1)
    end = outer[2:] if outer else (len(lines), len(lines[-1]) + 1)

    def span(node: Node) -> Span:
        line, column, end_line, end_column = found = measure(node)
        last = len(lines[end_line - 1]) + 1
        if start <= (line, column) <= (end_line, end_column) <= end and end_column <= last:
            if column <= len(lines[line - 1]):
                return found
        if outer is not None:
            return outer
        return line, min(column, len(lines[line - 1]) + 1), end_line, max(min(end_column, last), 1)

    return span
