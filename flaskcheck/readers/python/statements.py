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
    receiver,
)
from flaskcheck.facts.python import Assignment, Failure, Guard, Import, Return
from flaskcheck.ground.limits import MAX_GUARDS
from flaskcheck.readers.python import environment as python_environment
from flaskcheck.readers.python import guards as python_guards
from flaskcheck.readers.python import texts as python_texts
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
    from flaskcheck.ground.place import Mark
    from flaskcheck.readers.python.reading import Node, Reading

DISPLAYED = frozenset({_ast.Tuple, _ast.List})

# -- imports -------------------------------------------------------------------------------------


def _import(reading: Reading, node: Node) -> None:
    mark = reading.mark(node)
    for alias in node.names:
        name_at = reading.at(alias)
        if type(node) is _ast.Import:
            bound = alias.asname or alias.name.partition(".")[0]
            made = Import(*mark, reading.scope, reading.guards, alias.name, "", bound, 0, name_at)
        else:
            bound = alias.asname or alias.name
            made = Import(
                *mark, reading.scope, reading.guards, node.module or "", alias.name, bound, node.level, name_at
            )
        reading.imports.append(made)
    for name, target in import_targets(node):
        reading.bind_import(name, target)


# -- assignments ---------------------------------------------------------------------------------


def _assign(reading: Reading, node: Node) -> None:
    mark = reading.mark(node)
    first, *others = node.targets
    made: list[tuple[Node, Expression, Node, Expression]] = []
    for target_node, value_node in _pairs(first, node.value):
        target = _target(reading, target_node)
        made.append((target_node, target, value_node, reading.root(value_node, assign_word(target))))
    for target_node, target, value_node, value in made:
        _store(reading, target_node, target, value, mark, value_node)
    whole = made[0][3] if len(made) == 1 else Items(*reading.mark(node.value), "tuple", tuple(m[3] for m in made))
    for other in others:
        _store(reading, other, _target(reading, other), whole, mark, node.value)


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
        return Name(reading.at(node), reading.spans, node.id, False)
    if type(node) in DISPLAYED or type(node) is _ast.Starred:
        return Opaque(*reading.mark(node), "unpacking", ())
    return reading.root(node, "target")


def assign_word(target: Expression) -> str:
    """The context of an assigned value: ``assign:app.secret_key``, ``assign:app.config[SECRET_KEY]``."""
    if isinstance(target, Subscript):
        key = target.key.value if isinstance(target.key, Literal) and isinstance(target.key.value, str) else ""
        return f"assign:{target.base.dotted}[{key}]"
    return f"assign:?.{target.name}" if isinstance(target, Attribute) else f"assign:{target.dotted}"


def _store(
    reading: Reading, node: Node, target: Expression, value: Expression, mark: Mark, value_node: Node | None = None
) -> None:
    """Record that a target has a value from here on; ``value_node`` is what the value was read from."""
    if type(node) in DISPLAYED:
        starred = next((at for at, e in enumerate(node.elts) if type(e) is _ast.Starred), len(node.elts))
        for at, element in enumerate(node.elts):
            inner = element.value if at == starred else element
            position = Literal(*value.mark, at if at < starred else at - len(node.elts))
            parts = (value,) if at == starred else (value, position)
            _store(reading, inner, _target(reading, inner), Opaque(*value.mark, "unpacked", parts), mark)
        return
    reading.assignments.append(Assignment(*mark, reading.scope, reading.guards, target, value))
    if type(node) is _ast.Name:
        reading.bind(node.id)
        python_environment.note_reader(reading, node.id, value)
        if node.id == "__all__" and not reading.scope:
            reading.exported = exported_names(reading, value)
        if type(value_node) is _ast.Lambda and isinstance(value, Opaque) and value.kind == "lambda":
            lambda_definition(reading, node.id, value_node, value)


def exported_names(reading: Reading, value: Expression) -> tuple[str, ...] | None:
    """The names in a value of ``__all__``; ``None`` when they cannot be determined."""
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
    mark = reading.mark(node)
    target = _target(reading, node.target)
    if node.value is None:
        declared = Opaque(*mark, "declared", ())
        reading.assignments.append(Assignment(*mark, reading.scope, reading.guards, target, declared))
        return
    value = reading.root(node.value, assign_word(target))
    _store(reading, node.target, target, value, mark, node.value)


def _augmented_assign(reading: Reading, node: Node) -> None:
    mark = reading.mark(node)
    before = reading.root(node.target, "target")
    target = _target(reading, node.target) if type(node.target) is _ast.Name else before
    operator = type(node.op)
    if operator is _ast.Add:
        reading.context = [assign_word(target)]
        parts = python_texts.piece(reading, node.value)
        value = python_texts.summed(reading, [before, *parts], mark)
        reading.drain()
        reading.context = []
    else:
        more = reading.root(node.value, assign_word(target))
        value = Opaque(*mark, "arithmetic", (before, more))
        if operator is _ast.BitOr and isinstance(more, Mapping):
            value = merged_mappings([before, more], mark)
    _store(reading, node.target, target, value, mark)


def _delete(reading: Reading, node: Node) -> None:
    mark = reading.mark(node)
    for target in node.targets:
        _store(reading, target, _target(reading, target), Opaque(*mark, "deleted", ()), mark)


def _type_alias(reading: Reading, node: Node) -> None:
    mark = reading.mark(node)
    _store(reading, node.name, _target(reading, node.name), Opaque(*mark, "type", ()), mark)


# -- blocks --------------------------------------------------------------------------------------


def _if(reading: Reading, node: Node) -> tuple[Guard, ...]:
    before: tuple[Guard, ...] = ()
    branches: list[tuple[tuple[Guard, ...], str]] = []
    while True:
        test = reading.root(node.test, "test")
        guards = before + python_guards.guards_of(test)
        reading.guarded(node.body, *guards)
        branches.append((guards, python_guards.way_out(reading, node.body, test)))
        if len(before) < MAX_GUARDS:
            before += python_guards.guards_of(test, negated=True)
        if len(node.orelse) != 1 or type(node.orelse[0]) is not _ast.If:
            break
        node = node.orelse[0]
    reading.guarded(node.orelse, *before)
    branches.append((before, python_guards.way_out(reading, node.orelse, test, holds=False)))
    return python_guards.after_if(branches)


def _for(reading: Reading, node: Node) -> None:
    iterable = reading.root(node.iter, "for")
    header = _header(reading, node, iterable)
    _store(reading, node.target, _target(reading, node.target), Opaque(*header, "loop", (iterable,)), header)
    reading.guarded(node.body, Guard(*header, "for"))
    reading.guarded(node.orelse, Guard(*header, "for", negated=True))


def _while(reading: Reading, node: Node) -> None:
    test = reading.root(node.test, "test")
    reading.guarded(node.body, Guard(*test.mark, "while", test))
    reading.guarded(node.orelse, Guard(*test.mark, "while", test, negated=True))


def _with(reading: Reading, node: Node) -> None:
    guards: list[Guard] = []
    prefix = reading.prefix
    for item in node.items:
        value = reading.root(item.context_expr, "with")
        guards.extend(python_guards.entered(value))
        if item.optional_vars is not None:
            entered = Opaque(*value.mark, "with", (value,))
            _store(reading, item.optional_vars, _target(reading, item.optional_vars), entered, value.mark)
        more = python_environment.prefix_of(reading, value)
        reading.prefix = None if more is None or reading.prefix is None else reading.prefix + more
    reading.guarded(node.body, *guards)
    reading.prefix = prefix


def _try(reading: Reading, node: Node) -> None:
    tried = _keyword(reading, node, "try")
    caught = [_caught(reading, handler.type) for handler in node.handlers]
    reading.is_misplaced |= any(handler.type is None for handler in node.handlers[:-1])
    catches = tuple(name for names in caught for name in names)
    reading.guarded(node.body, Guard(*tried, "try", catches=catches))
    for handler, names in zip(node.handlers, caught):
        mark = _keyword(reading, handler, "except")
        before = reading.guards
        reading.guards = (*before, Guard(*mark, "except", catches=names))
        if handler.name:
            target = Name(*mark, handler.name, False)
            reading.assignments.append(
                Assignment(*mark, reading.scope, reading.guards, target, Opaque(*mark, "exception", ()))
            )
            reading.bind(handler.name)
        reading.block(handler.body)
        reading.guards = before
    reading.guarded(node.orelse, Guard(*tried, "try", negated=True, catches=catches))
    reading.guarded(node.finalbody, Guard(*tried, "finally"))


def _caught(reading: Reading, node: Node | None) -> tuple[str, ...]:
    """The dotted names of the exceptions that a handler catches; ``?`` for one that has no name."""
    if node is None:
        return ("BaseException",)
    value = reading.root(node, "except")
    return python_guards.exception_names(value.items if isinstance(value, Items) else (value,))


def _match(reading: Reading, node: Node) -> None:
    from flaskcheck.readers.python import cases as python_cases

    subject = reading.root(node.subject, "match")
    outside = reading.guards
    passed: tuple[Guard, ...] = ()
    for case in node.cases:
        mark = reading.mark(case.pattern)
        held, passing = python_cases.guards_of_case(reading, subject, case)
        reading.guards = (*outside, *passed, *held)
        passed += passing if len(passed) < MAX_GUARDS else ()
        for name in pattern_names(case.pattern):
            captured = Opaque(*mark, "match", (subject,))
            target = Name(*mark, name, False)
            reading.assignments.append(Assignment(*mark, reading.scope, reading.guards, target, captured))
            reading.bind(name)
        if case.guard is not None:
            reading.root(case.guard, "test")
        reading.block(case.body)
    reading.guards = outside


def _header(reading: Reading, node: Node, last: Expression) -> Mark:
    """From the start of a compound statement to the end of the last expression of its header."""
    spans = reading.spans
    return spans.add(*spans.start(reading.at(node)), *spans.end(last.at)), spans


def _keyword(reading: Reading, node: Node, word: str) -> Mark:
    spans = reading.spans
    line, column = spans.start(reading.at(node))
    return spans.add(line, column, line, column + len(word)), spans


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
            reading.failures.append(Failure(*value.mark, reading.scope, reading.guards, kind, value))
        elif value.name.startswith("__all__.") and not reading.scope:
            _extend_exported(reading, value)
        _write_by_call(reading, value)


def _write_by_call(reading: Reading, call: Call) -> None:
    """``setattr(thing, "name", value)`` and ``thing.__setitem__("key", value)`` are assignments."""
    base, method = receiver(call)
    target: Expression
    if call.name == "setattr" and len(call.arguments) == 3:
        owner, key, value = call.arguments
        name = key.value if isinstance(key, Literal) and isinstance(key.value, str) else ""
        if not name.isidentifier():
            return
        target = Attribute(*owner.mark, owner, name)
        if isinstance(owner, Name):
            target = Name(*owner.mark, f"{owner.name}.{name}", owner.imported)
    elif method == "__setitem__" and base is not None and len(call.arguments) == 2:
        value = call.arguments[1]
        target = Subscript(*call.mark, base, call.arguments[0])
    else:
        return
    reading.assignments.append(Assignment(*call.mark, reading.scope, reading.guards, target, value))


def _extend_exported(reading: Reading, call: Call) -> None:
    """``__all__.append("name")`` and ``__all__.extend([…])``."""
    if reading.exported is None or len(call.arguments) != 1:
        return
    given = call.arguments[0]
    more = exported_names(reading, Items(*given.mark, "list", (given,)) if call.name == "__all__.append" else given)
    reading.exported = None if more is None else reading.exported + more


def _raise(reading: Reading, node: Node) -> None:
    value = reading.root(node.exc, "raise") if node.exc is not None else None
    if node.cause is not None:
        reading.root(node.cause, "raise")
    reading.failures.append(Failure(*reading.mark(node), reading.scope, reading.guards, "raise", value))


def _assert(reading: Reading, node: Node) -> None:
    test = reading.root(node.test, "assert")
    if node.msg is not None:
        reading.root(node.msg, "raise")
    reading.failures.append(Failure(*reading.mark(node), reading.scope, reading.guards, "assert", test))


def _return(reading: Reading, node: Node) -> None:
    value = reading.root(node.value, "return") if node.value is not None else None
    reading.returns.append(Return(*reading.mark(node), value, reading.guards))


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
