"""Python expressions as facts: names resolved, texts joined, environment reads recognised."""

from __future__ import annotations

import _ast as A

from flaskcheck.facts import (
    Attribute,
    Call,
    Compare,
    Conditional,
    Either,
    EnvRead,
    Items,
    Join,
    Keyword,
    Literal,
    Mapping,
    Name,
    Not,
    Opaque,
    Place,
    Starred,
    Subscript,
    Value,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Resolve = Callable[[str], "tuple[str, bool]"]
    """First part of a dotted name → (what it stands for, whether imported)."""

MAX_DEPTH = 120
"""Expressions nested deeper than this become ``Opaque``: no configuration is written that way."""

OPERATORS = {
    A.Eq: "==",
    A.NotEq: "!=",
    A.Lt: "<",
    A.LtE: "<=",
    A.Gt: ">",
    A.GtE: ">=",
    A.Is: "is",
    A.IsNot: "is not",
    A.In: "in",
    A.NotIn: "not in",
}
ENVIRONMENTS = frozenset({"os.environ", "environ", "os.environb"})
GETENV = frozenset({"os.getenv", "getenv"})
ENV_CLASSES = frozenset({"environs.Env", "environs.EnvValidator", "environ.Env", "environ.FileAwareEnv", "starlette.config.Config"})
DECOUPLE = frozenset({"decouple.config", "decouple.AutoConfig", "prettyconf.config"})
ENV_METHODS = frozenset("str bool int float list json url path db dj_db_url decimal log_level uuid date get get_value".split())


class Expressions:
    """Turns syntax trees of one file into values. ``resolve`` looks a name up in the current scope; ``env_names`` are names bound to environment readers."""

    def __init__(self, path: str, columns: Callable[[int, int], int]) -> None:
        self.path = path
        self.columns = columns
        self.resolve: Resolve = lambda name: (name, False)
        self.readers: dict[str, str] = {}
        self.constants: dict[str, str] = {}
        self._depth = 0

    def place(self, node: Any) -> Place:
        """The place of a node, in characters rather than bytes."""
        line, end = node.lineno, node.end_lineno or node.lineno
        column = self.columns(line, node.col_offset)
        return Place(self.path, line, column, end, self.columns(end, node.end_col_offset or node.col_offset))

    def value(self, node: Any) -> Value:
        """The value that an expression node is."""
        if self._depth > MAX_DEPTH:
            return Opaque("deep", (), self.place(node))
        self._depth += 1
        try:
            return _HANDLERS.get(type(node), Expressions._other)(self, node)
        finally:
            self._depth -= 1

    def _constant(self, node: Any) -> Value:
        value = node.value
        return Literal(None if value is ... else value, self.place(node))

    def _name(self, node: Any) -> Value:
        name, imported = self.resolve(node.id)
        return Name(name, imported, self.place(node))

    def _attribute(self, node: Any) -> Value:
        names: list[str] = []
        base = node
        while isinstance(base, A.Attribute):
            names.append(base.attr)
            base = base.value
        if isinstance(base, A.Name):
            first, imported = self.resolve(base.id)
            return Name(".".join([first, *reversed(names)]), imported, self.place(node))
        if len(names) > MAX_DEPTH:
            return Opaque("deep", (), self.place(node))
        return Attribute(self.value(node.value), node.attr, self.place(node))

    def _subscript(self, node: Any) -> Value:
        base, key = self.value(node.value), self.value(node.slice)
        variable = self._text(key)
        if variable and self._is_environment(base):
            return EnvRead(variable, None, True, base.dotted or "os.environ", self.place(node))
        return Subscript(base, key, self.place(node))

    def _is_environment(self, value: Value) -> bool:
        if isinstance(value, Name):
            return value.name in ENVIRONMENTS and value.imported or self.readers.get(value.name) == "environ"
        return isinstance(value, Call) and value.name in ("dotenv.dotenv_values",)

    def _text(self, value: Value | None) -> str:
        if isinstance(value, Literal) and isinstance(value.value, str):
            return value.value
        if isinstance(value, Name) and not value.imported:
            return self.constants.get(value.name, "")
        return ""

    def _call(self, node: Any) -> Value:
        function = self.value(node.func)
        arguments = tuple(self.value(a) for a in node.args)
        keywords = tuple(Keyword(k.arg or "", self.value(k.value)) for k in node.keywords)
        call = Call(function, arguments, keywords, self.place(node))
        return self._environment_read(call) or self._formatted(call) or call

    def _environment_read(self, call: Call) -> EnvRead | None:
        name = call.name
        imported = isinstance(call.function, Name) and call.function.imported
        base, _, method = name.rpartition(".")
        variable = self._text(call.argument(0, "key") or call.argument(-1, "name"))
        if not variable:
            return None
        if (name in GETENV and imported) or self.readers.get(name) == "getenv":
            return self._read(call, variable, call.argument(1, "default"), "os.getenv")
        if method in ("get", "pop") and (
            (base in ENVIRONMENTS and imported) or self.readers.get(base) == "environ" or self._dotenv(call.function)
        ):
            required = method == "pop" and call.argument(1, "default") is None
            return self._read(call, variable, call.argument(1, "default"), base or "dotenv", required)
        if (name in DECOUPLE and imported) or self.readers.get(name) == "decouple":
            default = call.argument(1, "default")
            return self._read(call, variable, default, "decouple", default is None)
        if self.readers.get(name) == "env" or (self.readers.get(base) == "env" and method in ENV_METHODS):
            default = call.argument(1, "default")
            cast = method if base and method in ("bool", "int") else ""
            return self._read(call, variable, default, "environs", default is None, cast)
        return None

    def _dotenv(self, function: Value) -> bool:
        return isinstance(function, Attribute) and isinstance(function.base, Call) and function.base.name == "dotenv.dotenv_values"

    def _read(
        self, call: Call, variable: str, default: Value | None, via: str, required: bool = False, cast: str = ""
    ) -> EnvRead:
        kind = call.argument(-1, "cast") or call.argument(-1, "type")
        if isinstance(kind, Name) and kind.name in ("bool", "int"):
            cast = kind.name
        return EnvRead(variable, default, required, via, call.place, cast)

    def _formatted(self, call: Call) -> Value | None:
        """``"…{}".format(x)`` and ``"sep".join([…])`` as joined text."""
        function = call.function
        if not isinstance(function, Attribute) or not isinstance(function.base, Literal):
            return None
        text = function.base.value
        if not isinstance(text, str):
            return None
        if function.name == "join" and len(call.arguments) == 1 and isinstance(call.arguments[0], Items):
            parts: list[Value] = []
            for position, item in enumerate(call.arguments[0].items):
                parts += [Literal(text, function.base.place)] * bool(position and text)
                parts.append(item)
            return join(parts, call.place)
        if function.name == "format":
            return join(_fields(text, function.base, call), call.place)
        return None

    def _binary(self, node: Any) -> Value:
        operands = []
        left = node
        while isinstance(left, A.BinOp) and type(left.op) is type(node.op):
            operands.append(left.right)
            left = left.left
        operands.append(left)
        if isinstance(node.op, A.Add):
            parts = [self.value(o) for o in reversed(operands[:400])] if len(operands) <= 400 else []
            return self._sum(parts, node)
        left_value, right_value = self.value(node.left), self.value(node.right)
        if isinstance(node.op, A.Mod) and isinstance(left_value, (Literal, Join)):
            if not isinstance(left_value, Literal) or isinstance(left_value.value, str):
                return _percent(left_value, right_value, self.place(node))
        if isinstance(node.op, A.Div):
            return Opaque("division", (left_value, right_value), self.place(node))
        return Opaque("arithmetic", (left_value, right_value), self.place(node))

    def _sum(self, parts: list[Value], node: Any) -> Value:
        place = self.place(node)
        if not parts:
            return Opaque("deep", (), place)
        if any(isinstance(p, Literal) and isinstance(p.value, (int, float)) for p in parts):
            return Opaque("arithmetic", tuple(parts), place)
        if any(isinstance(p, (Items, Mapping)) for p in parts):
            return Opaque("concatenation", tuple(parts), place)
        return join(parts, place)

    def _unary(self, node: Any) -> Value:
        inner = self.value(node.operand)
        if isinstance(node.op, A.Not):
            return Not(inner, self.place(node))
        if isinstance(inner, Literal) and isinstance(inner.value, (int, float)) and isinstance(node.op, A.USub):
            return Literal(-inner.value, self.place(node))
        return Opaque("arithmetic", (inner,), self.place(node))

    def _boolean(self, node: Any) -> Value:
        operator = "or" if isinstance(node.op, A.Or) else "and"
        return Either(operator, tuple(self.value(v) for v in node.values), self.place(node))

    def _compare(self, node: Any) -> Value:
        values = [self.value(node.left), *(self.value(c) for c in node.comparators)]
        place = self.place(node)
        pairs = [
            Compare(values[i], OPERATORS[type(op)], values[i + 1], place) for i, op in enumerate(node.ops)
        ]
        return pairs[0] if len(pairs) == 1 else Either("and", tuple(pairs), place)

    def _conditional(self, node: Any) -> Value:
        return Conditional(self.value(node.test), self.value(node.body), self.value(node.orelse), self.place(node))

    def _items(self, node: Any) -> Value:
        kind = {A.List: "list", A.Tuple: "tuple", A.Set: "set"}[type(node)]
        return Items(kind, tuple(self.value(e) for e in node.elts), self.place(node))

    def _mapping(self, node: Any) -> Value:
        keys = tuple(self.value(k) if k is not None else None for k in node.keys)
        return Mapping(keys, tuple(self.value(v) for v in node.values), self.place(node))

    def _fstring(self, node: Any) -> Value:
        parts = [self.value(v.value if isinstance(v, A.FormattedValue) else v) for v in node.values]
        return join(parts, self.place(node)) if parts else Literal("", self.place(node))

    def _starred(self, node: Any) -> Value:
        return Starred(self.value(node.value), self.place(node))

    def _walrus(self, node: Any) -> Value:
        return self.value(node.value)

    def _other(self, node: Any) -> Value:
        kind = type(node).__name__.lower()
        found = tuple(self.value(child) for child in _expression_children(node))
        return Opaque(kind, found, self.place(node))


_HANDLERS: dict[type, Callable[[Expressions, Any], Value]] = {
    A.Constant: Expressions._constant,
    A.Name: Expressions._name,
    A.Attribute: Expressions._attribute,
    A.Subscript: Expressions._subscript,
    A.Call: Expressions._call,
    A.BinOp: Expressions._binary,
    A.UnaryOp: Expressions._unary,
    A.BoolOp: Expressions._boolean,
    A.Compare: Expressions._compare,
    A.IfExp: Expressions._conditional,
    A.List: Expressions._items,
    A.Tuple: Expressions._items,
    A.Set: Expressions._items,
    A.Dict: Expressions._mapping,
    A.JoinedStr: Expressions._fstring,
    A.Starred: Expressions._starred,
    A.NamedExpr: Expressions._walrus,
}


def _expression_children(node: Any) -> list[Any]:
    """The expressions directly inside an odd node (comprehension, lambda, await, slice …)."""
    found: list[Any] = []
    for field in node._fields:
        child = getattr(node, field, None)
        for item in child if isinstance(child, list) else [child]:
            if isinstance(item, A.comprehension):
                found += [item.iter, *item.ifs]
            elif isinstance(item, A.expr):
                found.append(item)
    return found


def join(parts: list[Value], place: Place) -> Value:
    """Text from parts: nested joins flattened, neighbouring literals made one, a lone literal given back."""
    flat: list[Value] = []
    for part in parts:
        for inner in part.parts if isinstance(part, Join) else (part,):
            last = flat[-1] if flat else None
            if _is_text(inner) and _is_text(last) and type(inner.value) is type(last.value):  # type: ignore[union-attr,attr-defined]
                flat[-1] = Literal(last.value + inner.value, place)  # type: ignore[union-attr,attr-defined]
            else:
                flat.append(inner)
    if len(flat) == 1 and isinstance(flat[0], Literal) and isinstance(flat[0].value, (str, bytes)):
        return Literal(flat[0].value, place)
    return Join(tuple(flat), place)


def _is_text(value: Value | None) -> bool:
    return isinstance(value, Literal) and isinstance(value.value, (str, bytes))


def _percent(left: Value, right: Value, place: Place) -> Value:
    """``"…%s…" % x`` as joined text; other directives leave an opaque part."""
    if not isinstance(left, Literal) or not isinstance(left.value, str):
        return Join((left, Opaque("format", (right,), place)), place)
    given = list(right.items) if isinstance(right, Items) else [right]
    pieces = left.value.split("%s")
    parts: list[Value] = []
    for position, piece in enumerate(pieces):
        if piece:
            parts.append(Literal(piece, left.place))
        if position < len(pieces) - 1:
            parts.append(given[position] if position < len(given) else Opaque("format", (), place))
    if len(pieces) == 1:
        parts.append(Opaque("format", (right,), place))
    return join(parts, place)


def _fields(text: str, literal: Literal, call: Call) -> list[Value]:
    """The parts of ``text.format(…)``: literal text and the argument of each field."""
    from string import Formatter

    parts: list[Value] = []
    automatic = 0
    try:
        pieces = list(Formatter().parse(text))
    except ValueError:
        return [Opaque("format", (call,), call.place)]
    for before, field, _, _ in pieces:
        if before:
            parts.append(Literal(before, literal.place))
        if field is None:
            continue
        name = field.partition(".")[0].partition("[")[0]
        position = automatic if not name else int(name) if name.isdigit() else -1
        automatic += not name
        found = call.argument(position, name) if name == field else call.argument(position, "")
        parts.append(found or Opaque("format", (), call.place))
    return parts
