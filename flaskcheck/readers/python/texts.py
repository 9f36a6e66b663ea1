"""Text put together in Python, as parts and as one text with holes: f-strings and ``+``; ``python_formats`` adds ``%``, ``.format()`` and ``.join()``."""

from __future__ import annotations

import _ast

from flaskcheck.facts.expressions import Call, Items, Join, Literal, Mapping, Opaque, Starred
from flaskcheck.ground.limits import MAX_EXPRESSION_DEPTH
from flaskcheck.ground.place import HOLE, Place
from flaskcheck.known import libraries
from flaskcheck.known.meanings import GIVES
from flaskcheck.readers.python.reading import bounded_places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.facts.expressions import Expression
    from flaskcheck.readers.python.reading import Node, Reading

NUMBER_CALLS = libraries.named(GIVES, "number", "integer", "float")
"""Calls whose result is not added to a text."""

SPLITTERS: dict[type, Callable[[Reading, Node], list[Expression] | None]] = {}
"""How each class of nodes that may make a text gives its parts, or ``None`` when it makes none."""

PLACES_ARE_EXACT = hasattr(_ast, "TypeAlias")
"""Before Python 3.12 the places of expressions inside f-strings cannot be trusted."""


def piece(reading: Reading, node: Node) -> list[Expression]:
    """The parts that a node contributes to a larger text; texts inside are not recorded by themselves, the whole will be."""
    kind = type(node)
    if kind is _ast.Constant and type(node.value) is str:
        return [Literal(node.value, reading.place(node))]
    splitter = SPLITTERS.get(kind)
    parts: list[Expression] | None = None
    if splitter is not None and reading.depth < MAX_EXPRESSION_DEPTH:
        reading.depth += 1
        parts = splitter(reading, node)
        reading.depth -= 1
    return parts if parts is not None else [reading.under("join", node)]


def joined(reading: Reading, parts: list[Expression], place: Place) -> Expression:
    """The text that parts make, recorded: a ``Literal`` when all of it is known, else a ``Join``."""
    flat = merged(parts)
    if not flat:
        flat = [Literal("", place)]
    if len(flat) == 1 and isinstance(flat[0], Literal) and isinstance(flat[0].value, str):
        reading.note_text(flat[0].value, place)
        return Literal(flat[0].value, place)
    text = "".join([p.value if isinstance(p, Literal) and isinstance(p.value, str) else HOLE for p in flat])
    if text.strip(HOLE):
        reading.note_text(text, place)
    return Join(tuple(flat), place)


def merged(parts: list[Expression]) -> list[Expression]:
    """The parts with neighbouring literal texts made one and empty ones left out."""
    flat: list[Expression] = []
    for part in parts:
        last = flat[-1] if flat else None
        if isinstance(part, Literal) and isinstance(part.value, str):
            if not part.value:
                continue
            if isinstance(last, Literal) and isinstance(last.value, str):
                flat[-1] = Literal(last.value + part.value, _spanning(last.place, part.place))
                continue
        flat.append(part)
    return flat


def _spanning(one: Place, other: Place) -> Place:
    """The place from the first to the last of two, whichever stands first (a template may follow its argument in the text that they make)."""
    line, column = min((one.line, one.column), (other.line, other.column))
    end_line, end_column = max((one.end_line, one.end_column), (other.end_line, other.end_column))
    return Place(one.path, line, column, end_line, end_column)


# -- f-strings -----------------------------------------------------------------------------------


def fstring(reading: Reading, node: Node) -> Expression:
    """``f"…{x}…"``."""
    return joined(reading, _fstring_parts(reading, node), reading.place(node))


def _fstring_parts(reading: Reading, node: Node) -> list[Expression]:
    places = reading.place
    whole = places(node)
    if not PLACES_ARE_EXACT:
        reading.place = bounded_places(places, reading.lines, whole)
    parts: list[Expression] = []
    for value in node.values:
        if type(value) is _ast.Constant:
            parts.append(Literal(str(value.value), whole))
        else:
            parts += _field_parts(reading, value)
    reading.place = places
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
    return [Opaque("format", (value,), value.place)]


def as_text(value: Expression) -> Expression:
    """A constant as the text that formatting makes of it."""
    if isinstance(value, Literal) and type(value.value) in (int, float, bool, type(None)):
        return Literal(str(value.value), value.place)
    return value


# -- sums ----------------------------------------------------------------------------------------


def total(reading: Reading, node: Node) -> Expression:
    """``a + b``: text, a list, or arithmetic."""
    return summed(reading, sum_parts(reading, node), reading.place(node))


def summed(reading: Reading, parts: list[Expression], place: Place) -> Expression:
    """The value of ``+`` between the given operands."""
    parts = _added(parts, place)
    whole = parts[0] if len(parts) == 1 else None
    if isinstance(whole, (Items, Opaque)) or (isinstance(whole, Literal) and not isinstance(whole.value, str)):
        return whole
    return joined(reading, parts, place)


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
    return _added(parts, reading.place(node))


def _added(parts: list[Expression], place: Place) -> list[Expression]:
    """The operands of ``+`` if the sum may be a text; otherwise the list, bytes or number that it is."""
    if len(parts) < 2 or any(isinstance(part, Literal) and isinstance(part.value, str) for part in parts):
        return parts
    if any(isinstance(part, Items) for part in parts):
        return [_concatenated(parts, place)]
    if not any(map(_is_no_text, parts)):
        return parts
    values = [part.value if isinstance(part, Literal) else None for part in parts]
    if all(isinstance(value, bytes) for value in values):
        return [Literal(b"".join(value for value in values if isinstance(value, bytes)), place)]
    return [Opaque("arithmetic", tuple(parts), place)]


def _is_no_text(value: Expression) -> bool:
    if isinstance(value, Literal):
        return not isinstance(value.value, str)
    if isinstance(value, Call):
        return value.name in NUMBER_CALLS
    return isinstance(value, Mapping) or (isinstance(value, Opaque) and value.kind == "arithmetic")


def _concatenated(parts: list[Expression], place: Place) -> Items:
    """``[a] + other`` as ``[a, *other]``."""
    kind = next(part.kind for part in parts if isinstance(part, Items))
    items: list[Expression] = []
    for part in parts:
        items += part.items if isinstance(part, Items) else (Starred(part, part.place),)
    return Items(kind, tuple(items), place)


SPLITTERS[_ast.JoinedStr] = _fstring_parts
