"""Text put together in Python, as parts and as one text with holes: f-strings and ``+``; ``python_formats`` adds ``%``, ``.format()`` and ``.join()``."""

from __future__ import annotations

import _ast

from flaskcheck.facts.expressions import Call, Items, Join, Literal, Mapping, Opaque, Starred
from flaskcheck.ground.limits import MAX_EXPRESSION_DEPTH
from flaskcheck.ground.place import HOLE
from flaskcheck.known import libraries
from flaskcheck.known.meanings import GIVES
from flaskcheck.readers.python.reading import bounded_spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.facts.expressions import Expression
    from flaskcheck.ground.place import Mark
    from flaskcheck.readers.python.reading import Node, Reading

NUMBER_CALLS = libraries.named(GIVES, "number", "integer", "float")
"""Calls whose result is not added to a text."""

SPLITTERS: dict[type, Callable[[Reading, Node], list[Expression] | None]] = {}
"""How each class of nodes that may make a text gives its parts, or ``None`` when it makes none."""

_PLAIN = (_ast.Constant, _ast.Name, _ast.Attribute, _ast.Subscript)
_FORMATTING = ("format", "format_map", "join")

PLACES_ARE_EXACT = hasattr(_ast, "TypeAlias")
"""Before Python 3.12 the places of expressions inside f-strings cannot be trusted."""


def piece(reading: Reading, node: Node) -> list[Expression]:
    """The parts that a node contributes to a larger text; texts inside are not recorded by themselves, the whole will be."""
    kind = type(node)
    if kind is _ast.Constant and type(node.value) is str:
        return [Literal(*reading.mark(node), node.value)]
    splitter = SPLITTERS.get(kind)
    parts: list[Expression] | None = None
    if splitter is not None and reading.depth < MAX_EXPRESSION_DEPTH:
        reading.depth += 1
        parts = splitter(reading, node)
        reading.depth -= 1
    return parts if parts is not None else [reading.under("join", node)]


def joined(reading: Reading, parts: list[Expression], mark: Mark) -> Expression:
    """The text that parts make, recorded: a ``Literal`` when all of it is known, else a ``Join``."""
    flat = merged(parts)
    if not flat:
        flat = [Literal(*mark, "")]
    if len(flat) == 1 and isinstance(flat[0], Literal) and isinstance(flat[0].value, str):
        reading.note_text(flat[0].value, mark[0])
        return Literal(*mark, flat[0].value)
    text = "".join([p.value if isinstance(p, Literal) and isinstance(p.value, str) else HOLE for p in flat])
    if text.strip(HOLE):
        reading.note_text(text, mark[0])
    return Join(*mark, tuple(flat))


def merged(parts: list[Expression]) -> list[Expression]:
    """The parts with neighbouring literal texts made one and empty ones left out."""
    flat: list[Expression] = []
    for part in parts:
        last = flat[-1] if flat else None
        if isinstance(part, Literal) and isinstance(part.value, str):
            if not part.value:
                continue
            if isinstance(last, Literal) and isinstance(last.value, str):
                flat[-1] = Literal(_spanning(last, part), part.spans, last.value + part.value)
                continue
        flat.append(part)
    return flat


def _spanning(one: Expression, other: Expression) -> int:
    """From the first to the last of two, whichever stands first (a template may follow its argument in the text that they make)."""
    spans = one.spans
    start = min(spans.start(one.at), spans.start(other.at))
    return spans.add(*start, *max(spans.end(one.at), spans.end(other.at)))


# -- f-strings -----------------------------------------------------------------------------------


def fstring(reading: Reading, node: Node) -> Expression:
    """``f"…{x}…"``."""
    return joined(reading, _fstring_parts(reading, node), reading.mark(node))


def _fstring_parts(reading: Reading, node: Node) -> list[Expression]:
    whole, span = reading.mark(node), reading.span
    if not PLACES_ARE_EXACT:
        reading.measure(bounded_spans(span, reading.lines, span(node)))
    parts: list[Expression] = []
    for value in node.values:
        if type(value) is _ast.Constant:
            parts.append(Literal(*whole, str(value.value)))
        else:
            parts += _field_parts(reading, value)
    if not PLACES_ARE_EXACT:
        reading.measure(span)
    return parts


def _field_parts(reading: Reading, node: Node) -> list[Expression]:
    """The parts of one ``{…}``; what a conversion or a format may change is opaque."""
    spec = node.format_spec
    if node.conversion in (-1, 115) and (spec is None or not spec.values):
        inner = piece(reading, node.value)
        return [as_text(inner[0])] if len(inner) == 1 else inner
    value = reading.under("join", node.value)
    for part in spec.values if spec is not None else ():
        if type(part) is not _ast.Constant:
            reading.under("join", part.value)
    return [Opaque(*value.mark, "format", (value,))]


def as_text(value: Expression) -> Expression:
    """A constant as the text that formatting makes of it."""
    if isinstance(value, Literal) and type(value.value) in (int, float, bool, type(None)):
        return Literal(*value.mark, str(value.value))
    return value


# -- sums ----------------------------------------------------------------------------------------


def total(reading: Reading, node: Node) -> Expression:
    """``a + b``: text, a list, or arithmetic."""
    value = summed(reading, sum_parts(reading, node), reading.mark(node))
    return value.replaced(is_sum=True) if isinstance(value, Join) and _is_plain(node) else value


def _is_plain(node: Node) -> bool:
    """Whether nothing that formats a value is among the terms of a sum."""
    terms = [node]
    while terms:
        term = terms.pop()
        kind = type(term)
        if kind is _ast.BinOp and type(term.op) is _ast.Add:
            terms += (term.left, term.right)
        elif kind is _ast.Call:
            if type(term.func) is _ast.Attribute and term.func.attr in _FORMATTING:
                return False
        elif kind not in _PLAIN:
            return False
    return True


def summed(reading: Reading, parts: list[Expression], mark: Mark) -> Expression:
    """The value of ``+`` between the given operands."""
    parts = _added(parts, mark)
    whole = parts[0] if len(parts) == 1 else None
    if isinstance(whole, (Items, Opaque)) or (isinstance(whole, Literal) and not isinstance(whole.value, str)):
        return whole
    return joined(reading, parts, mark)


def sum_parts(reading: Reading, node: Node) -> list[Expression]:
    """The parts of a sum that may be text; of any other sum the one value that it is."""
    parts: list[Expression] = []
    todo = [node]
    while todo:  # left-deep and possibly thousands of terms long
        term = todo.pop()
        if type(term) is _ast.BinOp and type(term.op) is _ast.Add:
            todo += (term.right, term.left)
        else:
            parts += piece(reading, term)
    return _added(parts, reading.mark(node))


def _added(parts: list[Expression], mark: Mark) -> list[Expression]:
    """The operands of ``+`` if the sum may be a text; otherwise the list, bytes or number that it is."""
    if len(parts) < 2 or any(isinstance(part, Literal) and isinstance(part.value, str) for part in parts):
        return parts
    if any(isinstance(part, Items) for part in parts):
        return [_concatenated(parts, mark)]
    if not any(map(_is_no_text, parts)):
        return parts
    values = [part.value if isinstance(part, Literal) else None for part in parts]
    if all(isinstance(value, bytes) for value in values):
        return [Literal(*mark, b"".join(value for value in values if isinstance(value, bytes)))]
    return [Opaque(*mark, "arithmetic", tuple(parts))]


def _is_no_text(value: Expression) -> bool:
    if isinstance(value, Literal):
        return not isinstance(value.value, str)
    if isinstance(value, Call):
        return value.name in NUMBER_CALLS
    return isinstance(value, Mapping) or (isinstance(value, Opaque) and value.kind == "arithmetic")


def _concatenated(parts: list[Expression], mark: Mark) -> Items:
    """``[a] + other`` as ``[a, *other]``."""
    kind = next(part.kind for part in parts if isinstance(part, Items))
    items: list[Expression] = []
    for part in parts:
        items += part.items if isinstance(part, Items) else (Starred(*part.mark, part),)
    return Items(*mark, kind, tuple(items))


SPLITTERS[_ast.JoinedStr] = _fstring_parts
