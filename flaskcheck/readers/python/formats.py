"""Text made in Python from a template: ``%``, ``.format()`` and ``.join()``."""

from __future__ import annotations

import _ast
import _string  # type: ignore[import-not-found]  # what string.Formatter is made of, without its imports

from flaskcheck.facts.expressions import Join, Literal, Mapping, Opaque, Subscript
from flaskcheck.readers.python.texts import SPLITTERS, as_text, joined, merged, piece, sum_parts

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from typing import Any

    from flaskcheck.facts.expressions import Expression
    from flaskcheck.ground.place import Mark
    from flaskcheck.readers.python.reading import Node, Reading

_directive: re.Pattern[str] | None = None


def _binary_parts(reading: Reading, node: Node) -> list[Expression] | None:
    if type(node.op) is _ast.Add:
        return sum_parts(reading, node)
    return _percent_parts(reading, node) if type(node.op) is _ast.Mod else None


# -- percent -------------------------------------------------------------------------------------


def percent(reading: Reading, node: Node) -> Expression:
    """``"…%s" % x``: text, or arithmetic."""
    parts = _percent_parts(reading, node)
    if parts is None:
        left, right = reading.under("arithmetic", node.left), reading.under("arithmetic", node.right)
        kind = "format" if isinstance(left, Join) else "arithmetic"
        return Opaque(*reading.mark(node), kind, (left, right))
    return joined(reading, parts, reading.mark(node))


def _percent_parts(reading: Reading, node: Node) -> list[Expression] | None:
    template = _known_text(node.left)
    if template is None:
        return None
    values = _percent_values(reading, node.right)
    mark = reading.mark(node.left)
    parts: list[Expression] = []
    at = index = 0
    for match in _directives().finditer(template):
        parts.append(Literal(*mark, template[at : match.start()]))
        at = match.end()
        key, options, kind = match.group(1), match.group(2), match.group(3)
        if kind == "%":
            parts.append(Literal(*mark, "%"))
            continue
        if "*" in options:
            return [Opaque(*mark, "format", (Literal(*mark, template), *_plain(values)))]
        value = _by_key(values, key, mark) if key is not None else _by_position(values, index, mark)
        index += 1
        parts.append(as_text(value) if kind in "sdiu" and not options else Opaque(*value.mark, "format", (value,)))
    parts.append(Literal(*mark, template[at:]))
    return parts


def _directives() -> re.Pattern[str]:
    global _directive
    if _directive is None:
        import re

        _directive = re.compile(r"%(?:\(([^()]*)\))?([#0\- +*.\d]*)[hlL]?([diouxXeEfFgGcrsa%])")
    return _directive


def _known_text(node: Node) -> str | None:
    """The text that a template is, written as one literal, several added, or an f-string without fields."""
    kind = type(node)
    if kind is _ast.Constant:
        return node.value if type(node.value) is str else None
    if kind is _ast.JoinedStr and all(type(value) is _ast.Constant for value in node.values):
        return "".join([value.value for value in node.values])
    if kind is _ast.BinOp and type(node.op) is _ast.Add:
        texts: list[str] = []
        todo = [node]
        while todo:
            term = todo.pop()
            if type(term) is _ast.BinOp and type(term.op) is _ast.Add:
                todo += (term.right, term.left)
            elif type(term) is _ast.Constant and type(term.value) is str:
                texts.append(term.value)
            else:
                return None
        return "".join(texts)
    return None


def _percent_values(reading: Reading, node: Node) -> tuple[Expression, ...] | Expression:
    """What stands right of ``%``: one value each for a tuple written out, else the one expression."""
    kind = type(node)
    if kind is _ast.Tuple and not any(type(element) is _ast.Starred for element in node.elts):
        return tuple([_single(reading, element) for element in node.elts])
    if kind is _ast.Dict:
        return reading.under("join", node)
    return _single(reading, node)


def _single(reading: Reading, node: Node) -> Expression:
    """One value that goes into a text; a text that is put together itself stays one value."""
    parts = piece(reading, node)
    return parts[0] if len(parts) == 1 else Join(*reading.mark(node), tuple(merged(parts)))


def _plain(values: tuple[Expression, ...] | Expression) -> tuple[Expression, ...]:
    return values if isinstance(values, tuple) else (values,)


def _by_position(values: tuple[Expression, ...] | Expression, index: int, mark: Mark) -> Expression:
    if isinstance(values, tuple):
        return values[index] if index < len(values) else Opaque(*mark, "format", ())
    return values if index == 0 else Opaque(*values.mark, "format", (values,))


def _by_key(values: tuple[Expression, ...] | Expression, key: str, mark: Mark) -> Expression:
    if isinstance(values, tuple):
        return Opaque(*mark, "format", values)
    if isinstance(values, Mapping):
        return values.get(key) or Opaque(*values.mark, "format", (values,))
    return Subscript(*values.mark, values, Literal(*values.mark, key))


# -- format and join -----------------------------------------------------------------------------


def method_call(reading: Reading, node: Node) -> Expression | None:
    """``"…{}".format(x)``, ``"…".format_map(x)`` and ``"sep".join([…])`` as text; ``None`` for any other call."""
    parts = _method_parts(reading, node)
    return None if parts is None else joined(reading, parts, reading.mark(node))


def _method_parts(reading: Reading, node: Node) -> list[Expression] | None:
    function = node.func
    if type(function) is not _ast.Attribute or function.attr not in ("format", "join", "format_map"):
        return None
    template = _known_text(function.value)
    if template is None:
        return None
    mark = reading.mark(function.value)
    if function.attr == "join":
        return _join_parts(reading, node, template, mark)
    try:
        fields = list(_string.formatter_parser(template))
    except ValueError:
        return None
    given = _given(reading, node)
    if function.attr == "format_map":
        given = {"**": given.get("0", Opaque(*mark, "format", ()))}
    return _format_parts(fields, given, mark)


def _join_parts(reading: Reading, node: Node, separator: str, mark: Mark) -> list[Expression] | None:
    if len(node.args) != 1 or node.keywords:
        return None
    shown = node.args[0]
    if type(shown) not in (_ast.List, _ast.Tuple) or any(type(e) is _ast.Starred for e in shown.elts):
        return None
    parts: list[Expression] = []
    for index, element in enumerate(shown.elts):
        if index:
            parts.append(Literal(*mark, separator))
        parts += piece(reading, element)
    return parts


def _given(reading: Reading, node: Node) -> dict[str, Expression]:
    """The arguments of ``.format`` by position and name; ``*`` and ``**`` stand for those that are not written out."""
    given: dict[str, Expression] = {}
    for index, argument in enumerate(node.args):
        if type(argument) is _ast.Starred:
            given["*"] = reading.under("join", argument.value)
        else:
            given[str(index)] = _single(reading, argument)
    for keyword in node.keywords:
        if keyword.arg is None:
            given["**"] = reading.under("join", keyword.value)
        else:
            given[keyword.arg] = _single(reading, keyword.value)
    return given


def _format_parts(fields: list[Any], given: dict[str, Expression], mark: Mark) -> list[Expression]:
    parts: list[Expression] = []
    automatic = 0
    for text, field, spec, conversion in fields:
        parts.append(Literal(*mark, text))
        if field is None:
            continue
        if field[:1] in ("", ".", "["):
            field = f"{automatic}{field}"
            automatic += 1
        value = _field(field, given, mark)
        plain = not spec and conversion in (None, "s")
        parts.append(as_text(value) if plain else Opaque(*value.mark, "format", (value,)))
    return parts


def _field(field: str, given: dict[str, Expression], mark: Mark) -> Expression:
    """What a replacement field (``0``, ``host``, ``item.name``, ``row[key]``) stands for."""
    first, _ = _string.formatter_field_name_split(field)
    name = str(first)
    value = given.get(name)
    if value is None and "**" in given and not name.isdigit():
        mapping = given["**"]
        found = mapping.get(name) if isinstance(mapping, Mapping) else None
        value = found or Subscript(*mapping.mark, mapping, Literal(*mapping.mark, name))
    if value is None or field != name:
        return Opaque(*(value.mark if value else mark), "format", (value,) if value else tuple(given.values()))
    return value


SPLITTERS[_ast.BinOp] = _binary_parts
SPLITTERS[_ast.Call] = _method_parts
