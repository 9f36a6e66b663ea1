"""Python expressions as values: names resolved through imports, texts joined, reads of the environment recognised."""

from __future__ import annotations

import _ast

from flaskcheck.facts.expressions import (
    Attribute,
    Call,
    Compare,
    Comprehension,
    Conditional,
    Either,
    EnvRead,
    Items,
    Keyword,
    Literal,
    Mapping,
    Name,
    Not,
    Opaque,
    Starred,
    Subscript,
    text_in,
)
from flaskcheck.facts.python import Assignment
from flaskcheck.ground.limits import MAX_GUARDS, MAX_INTEGER_BITS
from flaskcheck.known import environment_readers
from flaskcheck.readers.python import environment as python_environment
from flaskcheck.readers.python import formats as python_formats
from flaskcheck.readers.python import texts as python_texts
from flaskcheck.readers.python.guards import guards_of, passed
from flaskcheck.readers.python.reading import EXPRESSIONS
from flaskcheck.readers.python.scopes import target_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Guard
    from flaskcheck.ground.place import Mark
    from flaskcheck.readers.python.reading import Node, Reading

    Hidden = tuple[dict[str, str], dict[str, environment_readers.Reader], dict[str, str]]

ARGUMENTS = tuple(f"argument:{index}" for index in range(20))
NUMBERS = (int, float, complex)
TEXT_METHODS = frozenset({"format", "join", "format_map"})
DISPLAYS: dict[type, str] = {_ast.List: "list", _ast.Tuple: "tuple", _ast.Set: "set"}
OPERATORS: dict[type, str] = {
    _ast.Eq: "==",
    _ast.NotEq: "!=",
    _ast.Lt: "<",
    _ast.LtE: "<=",
    _ast.Gt: ">",
    _ast.GtE: ">=",
    _ast.Is: "is",
    _ast.IsNot: "is not",
    _ast.In: "in",
    _ast.NotIn: "not in",
}

# -- names and constants -------------------------------------------------------------------------


def _constant(reading: Reading, node: Node) -> Expression:
    value = node.value
    at = reading.at(node)
    if type(value) is str:
        reading.note_text(value, at)
    elif type(value) is int and value.bit_length() > MAX_INTEGER_BITS:
        return Opaque(at, reading.spans, "arithmetic", ())
    return Literal(at, reading.spans, value) if value is not ... else Opaque(at, reading.spans, "ellipsis", ())


def _name(reading: Reading, node: Node) -> Expression:
    target = reading.names.get(node.id)
    if target is not None:
        return Name(reading.at(node), reading.spans, target, True)
    if node.id in reading.constants:
        reading.note_name(node.id)
    return Name(reading.at(node), reading.spans, node.id, False)


def _attribute(reading: Reading, node: Node) -> Expression:
    """A dotted name, or attributes of some other expression."""
    chain = [node]
    base = node.value
    while type(base) is _ast.Attribute:
        chain.append(base)
        base = base.value
    if type(base) is _ast.Name:
        target = reading.names.get(base.id)
        first = base.id if target is None else target
        if len(chain) == 1:
            return Name(reading.at(node), reading.spans, f"{first}.{node.attr}", target is not None)
        dotted = ".".join([first, *[link.attr for link in reversed(chain)]])
        return Name(reading.at(node), reading.spans, dotted, target is not None)
    if len(chain) > 40:
        reading.under("attribute", base)
        return Opaque(reading.at(node), reading.spans, "deep", ())
    value = reading.under("attribute", base)
    for link in reversed(chain):
        value = Attribute(reading.at(link), reading.spans, value, link.attr)
    return value


def _subscript(reading: Reading, node: Node) -> Expression:
    base = reading.under("subscript", node.value)
    if type(node.ctx) is _ast.Load:
        read = python_environment.read_by_key(reading, node, base)
        if read is not None:
            return read
    return Subscript(reading.at(node), reading.spans, base, reading.under("subscript", node.slice))


# -- calls ---------------------------------------------------------------------------------------


def _call(reading: Reading, node: Node) -> Expression:
    function = node.func
    if type(function) is _ast.Attribute and function.attr in TEXT_METHODS:
        text = python_formats.method_call(reading, node)
        if text is not None:
            return text
    called = reading.under("function", function)
    read = python_environment.read_by_call(reading, node, called)
    if read is not None:
        return read
    arguments, keywords = call_arguments(reading, node, called)
    made = Call(reading.at(node), reading.spans, called, arguments, keywords)
    reading.note_call(made)
    return made


def call_arguments(
    reading: Reading, node: Node, called: Expression
) -> tuple[tuple[Expression, ...], tuple[Keyword, ...]]:
    """The positional and keyword arguments of a call (or of a class statement)."""
    if not node.args and not node.keywords:
        return (), ()
    words = reading.context
    words.append(f"call:{called_name(called)}")
    arguments: list[Expression] = []
    for index, argument in enumerate(node.args):
        words.append(ARGUMENTS[index] if index < 20 else f"argument:{index}")
        if index == 1 and words[-2].endswith("config.get"):
            words[-1] = f"setting-default:{text_in(arguments[0])}"
        arguments.append(reading.value(argument))
        words.pop()
    keywords = []
    for keyword in node.keywords:
        words.append(f"argument:{keyword.arg or '**'}")
        keywords.append(Keyword(keyword.arg or "", reading.value(keyword.value)))
        words.pop()
    if len(keywords) > 1:
        named = [keyword.name for keyword in keywords if keyword.name]
        reading.is_misplaced |= len(set(named)) < len(named)
    words.pop()
    return tuple(arguments), tuple(keywords)


def called_name(called: Expression) -> str:
    """The dotted name of what is called; ``?.info`` for a method of something that has no name."""
    return f"?.{called.name}" if isinstance(called, Attribute) else called.dotted


# -- operators -----------------------------------------------------------------------------------


def _binary(reading: Reading, node: Node) -> Expression:
    operator = type(node.op)
    if operator is _ast.Add:
        return python_texts.total(reading, node)
    if operator is _ast.Mod:
        return python_formats.percent(reading, node)
    parts = _chained(reading, node, operator)
    if operator is _ast.BitOr and any(isinstance(part, Mapping) for part in parts):
        return merged_mappings(parts, reading.mark(node))
    kind = "division" if operator is _ast.Div else "arithmetic"
    return Opaque(reading.at(node), reading.spans, kind, tuple(parts))


def _chained(reading: Reading, node: Node, operator: type) -> list[Expression]:
    """The operands of a chain of one operator, left to right; the chain may be thousands long."""
    operands = []
    while type(node) is _ast.BinOp and type(node.op) is operator:
        operands.append(node.right)
        node = node.left
    operands.append(node)
    word = "division" if operator is _ast.Div else "arithmetic"
    return [reading.under(word, operand) for operand in reversed(operands)]


def merged_mappings(parts: list[Expression], mark: Mark) -> Mapping:
    """``base | {…}`` as ``{**base, …}``."""
    keys: list[Expression | None] = []
    items: list[Expression] = []
    for part in parts:
        keys += part.keys if isinstance(part, Mapping) else (None,)
        items += part.items if isinstance(part, Mapping) else (part,)
    return Mapping(*mark, tuple(keys), tuple(items))


def _unary(reading: Reading, node: Node) -> Expression:
    operator = type(node.op)
    if operator is _ast.Not:
        return Not(reading.at(node), reading.spans, reading.under("not", node.operand))
    operand = reading.under("arithmetic", node.operand)
    if isinstance(operand, Literal) and type(operand.value) in NUMBERS and operator is not _ast.Invert:
        value = -operand.value if operator is _ast.USub else operand.value  # type: ignore[operator]
        return Literal(reading.at(node), reading.spans, value)
    return Opaque(reading.at(node), reading.spans, "arithmetic", (operand,))


def _boolean(reading: Reading, node: Node) -> Expression:
    word = "or" if type(node.op) is _ast.Or else "and"
    before, guards = len(reading.context), reading.guards
    reading.context.append(word)
    options: list[Expression] = []
    for option in node.values:
        if options and len(reading.guards) < MAX_GUARDS:
            reading.guards += passed(options[-1], word)
        options.append(reading.value(option))
        if word == "or" and type(options[-1]) is EnvRead:  # what follows is its default
            reading.context.append(f"env-default:{options[-1].variable}")
    del reading.context[before:]
    reading.guards = guards
    return Either(reading.at(node), reading.spans, word, tuple(options))


def _compare(reading: Reading, node: Node) -> Expression:
    reading.context.append("compare")
    left = reading.value(node.left)
    at = reading.at(node)
    pairs: list[Expression] = []
    for operator, right_node in zip(node.ops, node.comparators):
        right = reading.value(right_node)
        pairs.append(Compare(at, reading.spans, left, OPERATORS[type(operator)], right))
        left = right
    reading.context.pop()
    return pairs[0] if len(pairs) == 1 else Either(at, reading.spans, "and", tuple(pairs))


def _conditional(reading: Reading, node: Node) -> Expression:
    test = reading.under("test", node.test)
    then = _branch(reading, node.body, guards_of(test))
    otherwise = _branch(reading, node.orelse, guards_of(test, negated=True))
    return Conditional(reading.at(node), reading.spans, test, then, otherwise)


def _branch(reading: Reading, node: Node, guards: tuple[Guard, ...]) -> Expression:
    """One of the two values; what is in it stands under the test as the branch of a statement does."""
    before = reading.guards
    if len(before) < MAX_GUARDS:
        reading.guards = before + guards
    value = reading.under("if-else", node)
    reading.guards = before
    return value


# -- displays ------------------------------------------------------------------------------------


def _display(reading: Reading, node: Node) -> Expression:
    kind = DISPLAYS[type(node)]
    reading.context.append(kind)
    items = tuple([reading.value(element) for element in node.elts])
    reading.context.pop()
    return Items(reading.at(node), reading.spans, kind, items)


def _mapping(reading: Reading, node: Node) -> Expression:
    keys: list[Expression | None] = []
    items: list[Expression] = []
    for key_node, item in zip(node.keys, node.values):
        key = None if key_node is None else reading.under("key", key_node)
        keys.append(key)
        known = key.value if isinstance(key, Literal) and isinstance(key.value, str) else ""
        items.append(reading.under(f"item:{known}", item))
    return Mapping(reading.at(node), reading.spans, tuple(keys), tuple(items))


def _starred(reading: Reading, node: Node) -> Expression:
    return Starred(reading.at(node), reading.spans, reading.value(node.value))


# -- what has names of its own -------------------------------------------------------------------


def _comprehension(reading: Reading, node: Node) -> Expression:
    """Its own names hide imports; its calls and texts belong to the scope around."""
    parts, hidden = [], hide(reading, [bound for part in node.generators for bound in target_names(part.target)])
    reading.context.append("comprehension")
    for generator in node.generators:
        parts.append(reading.value(generator.iter))
        parts += [reading.under("test", test) for test in generator.ifs]
    if type(node) is _ast.DictComp:
        parts += [reading.value(part) for part in (node.key, node.value) if part is not None]
    else:
        parts.append(reading.value(node.elt))
    reading.context.pop()
    restore(reading, hidden)
    target = node.generators[0].target
    if type(node) is not _ast.DictComp and len(node.generators) == 1 and type(target) is _ast.Name:
        return Comprehension(*reading.mark(node), "comprehension", tuple(parts), target.id)
    return Opaque(*reading.mark(node), "comprehension", tuple(parts))


def _function(reading: Reading, node: Node) -> Expression:
    """A ``lambda``, of the body and then the defaults; calls and texts in them belong to the scope around."""
    taken = node.args
    parameters = [*taken.posonlyargs, *taken.args, *taken.kwonlyargs, *filter(None, (taken.vararg, taken.kwarg))]
    defaults = [reading.under("lambda", d) for d in (*taken.defaults, *taken.kw_defaults) if d is not None]
    hidden = hide(reading, [parameter.arg for parameter in parameters])
    body = reading.under("lambda", node.body)
    restore(reading, hidden)
    return Opaque(reading.at(node), reading.spans, "lambda", (body, *defaults))


def hide(reading: Reading, bound: list[str]) -> Hidden:
    """Forget what some names mean until ``restore``: a comprehension or a lambda has them for itself."""
    reading.inner += ((reading.scope, found) for found in bound)
    names = {found: reading.names.pop(found) for found in bound if found in reading.names}
    readers = {found: reading.readers.pop(found) for found in bound if found in reading.readers}
    return names, readers, {found: reading.constants.pop(found) for found in bound if found in reading.constants}


def restore(reading: Reading, hidden: Hidden) -> None:
    """Give names back the meaning that ``hide`` took."""
    reading.names.update(hidden[0])
    reading.readers.update(hidden[1])
    reading.constants.update(hidden[2])


def _walrus(reading: Reading, node: Node) -> Expression:
    value = reading.value(node.value)
    bound = node.target.id
    reading.bind(bound)
    at = reading.at(node)
    target = Name(reading.at(node.target), reading.spans, bound, False)
    reading.assignments.append(Assignment(at, reading.spans, reading.scope, reading.guards, target, value))
    return value


def _yielded(reading: Reading, node: Node) -> Expression:
    reading.is_generator = True
    return _yield(reading, node)


def _opaque(kind: str) -> Callable[[Reading, Node], Expression]:
    """A handler for expressions of which only the parts matter."""

    def handler(reading: Reading, node: Node) -> Expression:
        parts: list[Expression] = []
        reading.context.append(kind)
        for field in node._fields:
            inner = getattr(node, field)
            for part in inner if isinstance(inner, list) else (inner,):
                if isinstance(part, _ast.expr):
                    parts.append(reading.value(part))
        reading.context.pop()
        return Opaque(reading.at(node), reading.spans, kind, tuple(parts))

    return handler


_yield = _opaque("yield")

EXPRESSIONS.update(
    {
        _ast.Constant: _constant,
        _ast.Name: _name,
        _ast.Attribute: _attribute,
        _ast.Subscript: _subscript,
        _ast.Call: _call,
        _ast.BinOp: _binary,
        _ast.UnaryOp: _unary,
        _ast.BoolOp: _boolean,
        _ast.Compare: _compare,
        _ast.IfExp: _conditional,
        _ast.List: _display,
        _ast.Tuple: _display,
        _ast.Set: _display,
        _ast.Dict: _mapping,
        _ast.Starred: _starred,
        _ast.JoinedStr: python_texts.fstring,
        **dict.fromkeys((_ast.ListComp, _ast.SetComp, _ast.DictComp, _ast.GeneratorExp), _comprehension),
        _ast.Lambda: _function,
        _ast.NamedExpr: _walrus,
        _ast.Yield: _yielded,
        _ast.YieldFrom: _yielded,
        _ast.Await: _opaque("await"),
        _ast.Slice: _opaque("slice"),
        _ast.FormattedValue: _opaque("format"),
    }
)
_NEWER = (getattr(_ast, name, None) for name in ("TemplateStr", "Interpolation"))  # Python 3.14
EXPRESSIONS.update(dict.fromkeys(filter(None, _NEWER), _opaque("template")))
