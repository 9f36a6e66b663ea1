"""Python statements as facts: one walk through a syntax tree."""

from __future__ import annotations

import _ast

from flaskcheck.facts.expressions import (
    Attribute,
    Call,
    Items,
    Literal,
    Mapping,
    Name,
    Opaque,
    Starred,
    Subscript,
)
from flaskcheck.facts.python import Assignment, Failure, Guard, Import, Return
from flaskcheck.ground.limits import MAX_GUARDS
from flaskcheck.ground.place import Place
from flaskcheck.readers.python import (
    environment as python_environment,
)
from flaskcheck.readers.python import (
    guards as python_guards,
)
from flaskcheck.readers.python import (
    texts as python_texts,
)
from flaskcheck.readers.python.definitions import (
    annotation,
    class_definition,
    function_definition,
    lambda_definition,
)
from flaskcheck.readers.python.expressions import merged_mappings
from flaskcheck.readers.python.reading import STATEMENTS
from flaskcheck.readers.python.scopes import TYPE_ALIAS, import_targets, pattern_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.expressions import Expression
    from flaskcheck.readers.python.reading import Node, Reading

DISPLAYED = frozenset({_ast.Tuple, _ast.List})

# -- imports -------------------------------------------------------------------------------------


def _import(reading: Reading, node: Node) -> None:
    place = reading.place(node)
    for alias in node.names:
        at = reading.place(alias)
        if type(node) is _ast.Import:
            bound = alias.asname or alias.name.partition(".")[0]
            made = Import(reading.scope, reading.guards, place, alias.name, "", bound, 0, at)
        else:
            bound = alias.asname or alias.name
            made = Import(reading.scope, reading.guards, place, node.module or "", alias.name, bound, node.level, at)
        reading.imports.append(made)
    for name, target in import_targets(node):
        reading.bind_import(name, target)


# -- assignments ---------------------------------------------------------------------------------


def _assign(reading: Reading, node: Node) -> None:
    place = reading.place(node)
    first, *others = node.targets
    made: list[tuple[Node, Expression, Node, Expression]] = []
    for target_node, value_node in _pairs(first, node.value):
        target = _target(reading, target_node)
        made.append((target_node, target, value_node, reading.root(value_node, assign_word(target))))
    for target_node, target, value_node, value in made:
        _store(reading, target_node, target, value, place, value_node)
    whole = made[0][3] if len(made) == 1 else Items("tuple", tuple(m[3] for m in made), reading.place(node.value))
    for other in others:
        _store(reading, other, _target(reading, other), whole, place, node.value)


def _pairs(target: Node, value: Node) -> Iterator[tuple[Node, Node]]:
    """``a, b = x, y`` as two assignments, as far as both sides are written out."""
    if type(target) in DISPLAYED and type(value) in DISPLAYED and len(target.elts) == len(value.elts) > 0:
        if not any(type(element) is _ast.Starred for element in (*target.elts, *value.elts)):
            for inner, part in zip(target.elts, value.elts):
                yield from _pairs(inner, part)
            return
    yield target, value


def _target(reading: Reading, node: Node) -> Expression:
    """What is assigned to: a plain name is one of this scope, whatever it meant before."""
    if type(node) is _ast.Name:
        return Name(node.id, False, reading.place(node))
    if type(node) in DISPLAYED or type(node) is _ast.Starred:
        return Opaque("unpacking", (), reading.place(node))
    return reading.root(node, "target")


def assign_word(target: Expression) -> str:
    """The context of an assigned value: ``assign:app.secret_key``, ``assign:app.config[SECRET_KEY]``."""
    if isinstance(target, Subscript):
        key = target.key.value if isinstance(target.key, Literal) and isinstance(target.key.value, str) else ""
        return f"assign:{target.base.dotted}[{key}]"
    return f"assign:?.{target.name}" if isinstance(target, Attribute) else f"assign:{target.dotted}"


def _store(
    reading: Reading, node: Node, target: Expression, value: Expression, place: Place, value_node: Node | None = None
) -> None:
    """Record that a target has a value from here on; ``value_node`` is what the value was read from."""
    if type(node) in DISPLAYED:
        for element in node.elts:
            inner = element.value if type(element) is _ast.Starred else element
            _store(reading, inner, _target(reading, inner), Opaque("unpacked", (value,), value.place), place)
        return
    reading.assignments.append(Assignment(reading.scope, reading.guards, place, target, value))
    if type(node) is _ast.Name:
        reading.bind(node.id)
        python_environment.note_reader(reading, node.id, value)
        if node.id == "__all__" and not reading.scope:
            reading.exported = exported_names(reading, value)
        if type(value_node) is _ast.Lambda and isinstance(value, Opaque) and value.kind == "lambda":
            lambda_definition(reading, node.id, value_node, value)


def exported_names(reading: Reading, value: Expression) -> tuple[str, ...] | None:
    """The names in a value of ``__all__``; ``None`` when they cannot be told."""
    found: list[str] = []
    for item in value.items if isinstance(value, Items) else (value,):
        if isinstance(item, Literal) and isinstance(item.value, str) and isinstance(value, Items):
            found.append(item.value)
        elif isinstance(item, Starred) and item.operand.dotted == "__all__" and reading.exported is not None:
            found += reading.exported
        else:
            return None
    return tuple(found)


def _annotated_assign(reading: Reading, node: Node) -> None:
    annotation(reading, node.annotation)
    place = reading.place(node)
    target = _target(reading, node.target)
    if node.value is None:
        declared = Opaque("declared", (), place)
        reading.assignments.append(Assignment(reading.scope, reading.guards, place, target, declared))
        return
    value = reading.root(node.value, assign_word(target))
    _store(reading, node.target, target, value, place, node.value)


def _augmented_assign(reading: Reading, node: Node) -> None:
    place = reading.place(node)
    before = reading.root(node.target, "target")
    target = _target(reading, node.target) if type(node.target) is _ast.Name else before
    operator = type(node.op)
    if operator is _ast.Add:
        reading.context = [assign_word(target)]
        parts = python_texts.piece(reading, node.value)
        value = python_texts.summed(reading, [before, *parts], place)
        reading.drain()
        reading.context = []
    else:
        more = reading.root(node.value, assign_word(target))
        value = Opaque("arithmetic", (before, more), place)
        if operator is _ast.BitOr and isinstance(more, Mapping):
            value = merged_mappings([before, more], place)
    _store(reading, node.target, target, value, place)


def _delete(reading: Reading, node: Node) -> None:
    place = reading.place(node)
    for target in node.targets:
        _store(reading, target, _target(reading, target), Opaque("deleted", (), place), place)


def _type_alias(reading: Reading, node: Node) -> None:
    place = reading.place(node)
    _store(reading, node.name, _target(reading, node.name), Opaque("type", (), place), place)


# -- blocks --------------------------------------------------------------------------------------


def _if(reading: Reading, node: Node) -> tuple[Guard, ...]:
    before: tuple[Guard, ...] = ()
    branches: list[tuple[tuple[Guard, ...], bool]] = []
    while True:
        test = reading.root(node.test, "test")
        guards = before + python_guards.guards_of(test)
        reading.guarded(node.body, *guards)
        branches.append((guards, python_guards.leaves(reading, node.body)))
        if len(before) < MAX_GUARDS:
            before += python_guards.guards_of(test, negated=True)
        if len(node.orelse) != 1 or type(node.orelse[0]) is not _ast.If:
            break
        node = node.orelse[0]
    reading.guarded(node.orelse, *before)
    branches.append((before, python_guards.leaves(reading, node.orelse)))
    return python_guards.after_if(branches)


def _for(reading: Reading, node: Node) -> None:
    iterable = reading.root(node.iter, "for")
    header = _header(reading, node, iterable.place)
    _store(reading, node.target, _target(reading, node.target), Opaque("loop", (iterable,), header), header)
    reading.guarded(node.body, Guard("for", header))
    reading.guarded(node.orelse, Guard("for", header, negated=True))


def _while(reading: Reading, node: Node) -> None:
    test = reading.root(node.test, "test")
    reading.guarded(node.body, Guard("while", test.place, test))
    reading.guarded(node.orelse, Guard("while", test.place, test, negated=True))


def _with(reading: Reading, node: Node) -> None:
    guards, prefix = [], reading.prefix
    for item in node.items:
        value = reading.root(item.context_expr, "with")
        guards.append(Guard("with", value.place, value))
        if item.optional_vars is not None:
            entered = Opaque("with", (value,), value.place)
            _store(reading, item.optional_vars, _target(reading, item.optional_vars), entered, value.place)
        more = python_environment.prefix_of(reading, value)
        reading.prefix = None if more is None or reading.prefix is None else reading.prefix + more
    reading.guarded(node.body, *guards)
    reading.prefix = prefix


def _try(reading: Reading, node: Node) -> None:
    place = _keyword(reading, node, "try")
    caught = [_caught(reading, handler.type) for handler in node.handlers]
    reading.guarded(node.body, Guard("try", place, catches=tuple(name for names in caught for name in names)))
    for handler, names in zip(node.handlers, caught):
        at = _keyword(reading, handler, "except")
        before = reading.guards
        reading.guards = (*before, Guard("except", at, catches=names))
        if handler.name:
            target = Name(handler.name, False, at)
            reading.assignments.append(
                Assignment(reading.scope, reading.guards, at, target, Opaque("exception", (), at))
            )
            reading.bind(handler.name)
        reading.block(handler.body)
        reading.guards = before
    reading.block(node.orelse)
    reading.guarded(node.finalbody, Guard("finally", place))


def _caught(reading: Reading, node: Node | None) -> tuple[str, ...]:
    """The dotted names of the exceptions that a handler catches; ``?`` for one that has no name."""
    if node is None:
        return ("BaseException",)
    value = reading.root(node, "except")
    return tuple(item.dotted or "?" for item in (value.items if isinstance(value, Items) else (value,)))


def _match(reading: Reading, node: Node) -> None:
    subject = reading.root(node.subject, "match")
    for case in node.cases:
        place = reading.place(case.pattern)
        _pattern(reading, case.pattern)
        reading.guards, before = (*reading.guards, Guard("match", place)), reading.guards
        for name in pattern_names(case.pattern):
            captured = Opaque("match", (subject,), place)
            target = Name(name, False, place)
            reading.assignments.append(Assignment(reading.scope, reading.guards, place, target, captured))
            reading.bind(name)
        if case.guard is not None:
            reading.root(case.guard, "test")
        reading.block(case.body)
        reading.guards = before


def _pattern(reading: Reading, node: Node) -> None:
    """Read the values that a ``case`` pattern compares with."""
    todo = [node]
    while todo:
        pattern = todo.pop()
        for value in (getattr(pattern, "value", None), *getattr(pattern, "keys", ())):
            if isinstance(value, _ast.expr):
                reading.root(value, "compare")
        todo += [*getattr(pattern, "patterns", ()), *getattr(pattern, "kwd_patterns", ())]
        if getattr(pattern, "pattern", None) is not None:
            todo.append(pattern.pattern)


def _header(reading: Reading, node: Node, last: Place) -> Place:
    """From the start of a compound statement to the end of the last expression of its header."""
    start = reading.place(node)
    return Place(start.path, start.line, start.column, last.end_line, last.end_column)


def _keyword(reading: Reading, node: Node, word: str) -> Place:
    start = reading.place(node)
    return Place(start.path, start.line, start.column, start.line, start.column + len(word))


# -- simple statements ---------------------------------------------------------------------------


def _expression(reading: Reading, node: Node) -> None:
    inner = node.value
    if type(inner) is _ast.Constant:
        if (
            type(inner.value) is str
        ):  # the documentation of a module, class or function, or a block of prose or dead code
            reading.root(inner, "docstring")
        return
    value = reading.root(inner)
    if isinstance(value, Call) and isinstance(value.function, Name):
        kind = python_guards.exit_kind(value.name, value.function.imported)
        if kind:
            reading.failures.append(Failure(reading.scope, reading.guards, value.place, kind, value))
        elif value.name.startswith("__all__.") and not reading.scope:
            _extend_exported(reading, value)


def _extend_exported(reading: Reading, call: Call) -> None:
    """``__all__.append("name")`` and ``__all__.extend([…])``."""
    if reading.exported is None or len(call.arguments) != 1:
        return
    given = call.arguments[0]
    more = exported_names(reading, Items("list", (given,), given.place) if call.name == "__all__.append" else given)
    reading.exported = None if more is None else reading.exported + more


def _raise(reading: Reading, node: Node) -> None:
    value = reading.root(node.exc, "raise") if node.exc is not None else None
    if node.cause is not None:
        reading.root(node.cause, "raise")
    reading.failures.append(Failure(reading.scope, reading.guards, reading.place(node), "raise", value))


def _assert(reading: Reading, node: Node) -> None:
    test = reading.root(node.test, "assert")
    if node.msg is not None:
        reading.root(node.msg, "raise")
    reading.failures.append(Failure(reading.scope, reading.guards, reading.place(node), "assert", test))


def _return(reading: Reading, node: Node) -> None:
    value = reading.root(node.value, "return") if node.value is not None else None
    reading.returns.append(Return(value, reading.guards, reading.place(node)))


def _global(reading: Reading, node: Node) -> None:
    reading.globals += node.names


STATEMENTS.update(
    {
        _ast.Import: _import,
        _ast.ImportFrom: _import,
        _ast.Assign: _assign,
        _ast.AnnAssign: _annotated_assign,
        _ast.AugAssign: _augmented_assign,
        _ast.Delete: _delete,
        _ast.If: _if,
        _ast.For: _for,
        _ast.AsyncFor: _for,
        _ast.While: _while,
        _ast.With: _with,
        _ast.AsyncWith: _with,
        _ast.Try: _try,
        getattr(_ast, "TryStar", _ast.Try): _try,  # Python 3.11
        _ast.Match: _match,
        _ast.FunctionDef: function_definition,
        _ast.AsyncFunctionDef: function_definition,
        _ast.ClassDef: class_definition,
        _ast.Expr: _expression,
        _ast.Raise: _raise,
        _ast.Assert: _assert,
        _ast.Return: _return,
        _ast.Global: _global,
    }
)
if TYPE_ALIAS is not None:
    STATEMENTS[TYPE_ALIAS] = _type_alias
