"""Python source as facts: one parse, one walk, the tree dropped."""

from __future__ import annotations

import _ast as A
import warnings

from flaskcheck.facts import (
    HOLE,
    Assignment,
    Attribute,
    Call,
    CallSite,
    Class,
    Compare,
    Conditional,
    Either,
    EnvRead,
    Failure,
    Function,
    Guard,
    Import,
    Items,
    Join,
    Literal,
    Mapping,
    Module,
    Name,
    Not,
    Opaque,
    Parameter,
    Place,
    Return,
    Starred,
    Subscript,
    Text,
    Unreadable,
    Value,
)
from flaskcheck.readers.python_recovery import repaired, syntax_problem
from flaskcheck.readers.python_values import DECOUPLE, ENV_CLASSES, ENVIRONMENTS, GETENV, Expressions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from flaskcheck.source import Source

MAX_BYTES = 5_000_000
FLASK_NAMES = frozenset(
    "Flask Blueprint render_template render_template_string request session url_for redirect abort flash jsonify g "
    "current_app make_response send_file send_from_directory Response Config".split()
)
"""What ``from flask import *`` is taken to bring."""

LEAVING_CALLS = frozenset({"sys.exit", "exit", "quit", "os._exit", "flask.abort", "os.abort"})
LEAVING = (A.Return, A.Raise, A.Continue, A.Break)


def read(source: Source) -> Module:
    """The facts of a Python file; a file that does not compile has ``error`` and what could be recovered."""
    if len(source.raw) > MAX_BYTES:
        return Module(source.path, error=Unreadable("too-large", "the file is larger than 5 MB", source.whole()))
    error: Unreadable | None = None
    tree = _parse(source.text)
    if isinstance(tree, Exception):
        error = syntax_problem(source, tree)
        tree = repaired(source.text, _parse)
    if tree is None or isinstance(tree, Exception):
        return Module(source.path, error=error)
    try:
        return _Reader(source).read(tree, error)
    except RecursionError:
        problem = Unreadable("nested-too-deep", "the code is nested too deeply to be read", source.whole())
        return Module(source.path, error=error or problem)


def _parse(text: str) -> Any:
    """The syntax tree, or the exception that parsing raised."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return compile(text, "<source>", "exec", 0x400, dont_inherit=True)  # PyCF_ONLY_AST
    except (SyntaxError, ValueError, RecursionError, MemoryError, UnicodeError) as error:
        return error


class _Scope:
    """Names of one function, class or module: what imports bind, and what else binds."""

    def __init__(self, name: str, parent: _Scope | None, is_class: bool = False) -> None:
        self.name = name
        self.parent = parent
        self.is_class = is_class
        self.imports: dict[str, str] = {}
        self.bound: set[str] = set()

    def resolve(self, name: str) -> tuple[str, bool]:
        """What a plain name stands for, and whether an import brought it."""
        scope: _Scope | None = self
        while scope is not None:
            if name in scope.imports and (scope is self or not scope.is_class):
                return scope.imports[name], True
            if name in scope.bound and (scope is self or not scope.is_class):
                return name, False
            scope = scope.parent
        return name, False


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.path = source.path
        self.ascii = source.text.isascii()
        self.expressions = Expressions(source.path, self._column)
        self.scope = _Scope("", None)
        self.guards: tuple[Guard, ...] = ()
        self.imports: list[Import] = []
        self.assignments: list[Assignment] = []
        self.calls: list[CallSite] = []
        self.functions: list[Function] = []
        self.classes: list[Class] = []
        self.failures: list[Failure] = []
        self.texts: list[Text] = []
        self.returns: list[Return] = []
        self.exported: tuple[str, ...] | None = None
        self._bytes: dict[int, bytes] = {}

    def _column(self, line: int, offset: int) -> int:
        """Character column (from 1) of a byte offset in a line."""
        if self.ascii or not 0 < line <= len(self.source.lines):
            return offset + 1
        if line not in self._bytes:
            self._bytes[line] = self.source.lines[line - 1].encode("utf-8", "replace")
        return len(self._bytes[line][:offset].decode("utf-8", "replace")) + 1

    def read(self, tree: Any, error: Unreadable | None) -> Module:
        self.expressions.resolve = self.scope.resolve
        self._bind(tree.body, self.scope)
        self._docstring(tree)
        self._block(tree.body)
        return Module(
            self.path,
            tuple(self.imports),
            tuple(self.assignments),
            tuple(self.calls),
            tuple(self.functions),
            tuple(self.classes),
            tuple(self.failures),
            tuple(self.texts),
            error,
            self.exported,
            any(f.name == "__getattr__" for f in self.functions),
        )

    # -- names -----------------------------------------------------------------------------------

    def _bind(self, body: list[Any], scope: _Scope) -> None:
        """Collect what a scope's statements bind, before reading them: a function sees names bound later."""
        todo = list(body)
        while todo:
            node = todo.pop()
            kind = type(node)
            if kind in (A.Import, A.ImportFrom):
                for local, target in _import_targets(node):
                    scope.imports[local] = target
            elif kind in (A.FunctionDef, A.AsyncFunctionDef, A.ClassDef):
                scope.bound.add(node.name)
            elif kind in (A.Assign, A.AnnAssign, A.AugAssign, A.For, A.AsyncFor, A.With, A.AsyncWith):
                scope.bound.update(_stored_names(node))
            for field in ("body", "orelse", "finalbody", "handlers", "cases"):
                if kind not in (A.FunctionDef, A.AsyncFunctionDef, A.ClassDef):
                    todo.extend(getattr(node, field, ()) or ())
        for name in scope.imports:
            scope.bound.discard(name)

    # -- statements ------------------------------------------------------------------------------

    def _block(self, body: list[Any]) -> None:
        """A run of statements; what follows an ``if`` that always leaves is guarded by its negation."""
        before = self.guards
        for node in body:
            handler = _STATEMENTS.get(type(node))
            if handler is not None:
                handler(self, node)
            if isinstance(node, A.If):
                self.guards += self._after_if(node)
        self.guards = before

    def _after_if(self, node: Any) -> tuple[Guard, ...]:
        if self._leaves(node.body) and not node.orelse:
            return (self._if_guard(node.test).negation(),)
        if node.orelse and self._leaves(node.orelse) and not self._leaves(node.body):
            return (self._if_guard(node.test).guard,)
        return ()

    def _leaves(self, body: list[Any]) -> bool:
        last = body[-1] if body else None
        if isinstance(last, LEAVING):
            return True
        if isinstance(last, A.If):
            return bool(last.orelse) and self._leaves(last.body) and self._leaves(last.orelse)
        if isinstance(last, A.Expr) and isinstance(last.value, A.Call):
            return self.expressions.value(last.value.func).dotted in LEAVING_CALLS
        return False

    def _if_guard(self, test: Any) -> _Test:
        value = self.expressions.value(test)
        return _Test(_guard_of(value, self.expressions.place(test)))

    def _if(self, node: Any) -> None:
        test = self._if_guard(node.test)
        if test.guard.test is not None:
            self._record(test.guard.test, ("test",))
        before = self.guards
        self.guards = (*before, test.guard)
        self._block(node.body)
        self.guards = (*before, test.negation())
        self._block(node.orelse)
        self.guards = before

    def _guarded(self, body: list[Any], guard: Guard) -> None:
        before = self.guards
        self.guards = (*before, guard)
        self._block(body)
        self.guards = before

    def _try(self, node: Any) -> None:
        place = self._line(node)
        catches = tuple(name for handler in node.handlers for name in self._caught(handler))
        self._guarded(node.body, Guard("try", place, catches=catches))
        for handler in node.handlers:
            self._guarded(handler.body, Guard("except", self._line(handler), catches=self._caught(handler)))
        self._block(node.orelse)
        self._guarded(node.finalbody, Guard("finally", place))

    def _caught(self, handler: Any) -> tuple[str, ...]:
        if handler.type is None:
            return ("BaseException",)
        value = self.expressions.value(handler.type)
        return tuple(v.dotted for v in (value.items if isinstance(value, Items) else (value,)))

    def _line(self, node: Any) -> Place:
        """The first line of a compound statement."""
        return self.source.line_place(node.lineno)

    def _loop(self, node: Any) -> None:
        kind = "while" if isinstance(node, A.While) else "for"
        head = node.test if kind == "while" else node.iter
        test = self._visit(head, (kind,))
        if kind == "for":
            self._store(node.target, Opaque("loop", (test,), self.expressions.place(node.iter)))
        self._guarded(node.body, Guard(kind, self._line(node), test))
        self._block(node.orelse)

    def _with(self, node: Any) -> None:
        test: Value | None = None
        for item in node.items:
            test = self._visit(item.context_expr, ("with",))
            if item.optional_vars is not None:
                self._store(item.optional_vars, test)
        self._guarded(node.body, Guard("with", self._line(node), test))

    def _match(self, node: Any) -> None:
        subject = self._visit(node.subject, ("match",))
        for case in node.cases:
            self._guarded(case.body, Guard("match", self._line(node), subject))

    def _import(self, node: Any) -> None:
        place = self.expressions.place(node)
        for name in node.names:
            if isinstance(node, A.Import):
                alias = name.asname or name.name.partition(".")[0]
                self.imports.append(Import(self.scope.name, self.guards, place, name.name, "", alias))
            else:
                alias = name.asname or name.name
                module = node.module or ""
                self.imports.append(Import(self.scope.name, self.guards, place, module, name.name, alias, node.level))

    def _assign(self, node: Any) -> None:
        value = self.expressions.value(node.value)
        for target in node.targets:
            self._store(target, value, self.expressions.place(node))
            self._note_reader(target, value)
        first = self.expressions.value(node.targets[0])
        self._record(value, (f"assign:{_target_name(first)}",))
        if isinstance(first, Name) and first.name == "__all__":
            self.exported = _texts_of(value)

    def _annotated(self, node: Any) -> None:
        place = self.expressions.place(node)
        if node.value is None:
            self._store(node.target, Opaque("declared", (), place), place)
            return
        value = self.expressions.value(node.value)
        self._store(node.target, value, place)
        self._note_reader(node.target, value)
        self._record(value, (f"assign:{_target_name(self.expressions.value(node.target))}",))

    def _augmented(self, node: Any) -> None:
        place = self.expressions.place(node)
        target, value = self.expressions.value(node.target), self.expressions.value(node.value)
        joined: Value = Opaque("arithmetic", (target, value), place)
        if isinstance(node.op, A.Add) and not isinstance(value, (Items, Mapping)):
            joined = Join((target, value), place)
        if isinstance(target, Name) and target.name == "__all__":
            self.exported = (*(self.exported or ()), *_texts_of(value))
        self._store(node.target, joined, place)
        self._record(value, (f"assign:{_target_name(target)}",))

    def _delete(self, node: Any) -> None:
        for target in node.targets:
            self._store(target, Opaque("deleted", (), self.expressions.place(node)))

    def _store(self, target: Any, value: Value, place: Place | None = None) -> None:
        if isinstance(target, (A.Tuple, A.List)):
            items = value.items if isinstance(value, Items) and len(value.items) == len(target.elts) else None
            for position, element in enumerate(target.elts):
                part = items[position] if items else Opaque("unpacked", (value,), value.place)
                self._store(element, part, place)
            return
        if isinstance(target, A.Starred):
            target = target.value
        stored = self.expressions.value(target)
        if isinstance(stored, EnvRead):  # os.environ["X"] = … writes
            stored = _written(self.expressions, target)
        at = place or self.expressions.place(target)
        self.assignments.append(Assignment(self.scope.name, self.guards, at, stored, value))

    def _note_reader(self, target: Any, value: Value) -> None:
        """Remember names bound to readers of the environment, and module constants that name variables."""
        if not isinstance(target, A.Name):
            return
        readers = self.expressions.readers
        if isinstance(value, Literal) and isinstance(value.value, str) and not self.scope.name:
            self.expressions.constants[target.id] = value.value
        name = value.dotted
        if name in ENVIRONMENTS and isinstance(value, Name) and value.imported:
            readers[target.id] = "environ"
        elif name in GETENV or (name.endswith(".get") and name.removesuffix(".get") in ENVIRONMENTS):
            readers[target.id] = "getenv"
        elif isinstance(value, Call) and value.name in ENV_CLASSES:
            readers[target.id] = "env"
        elif isinstance(value, Call) and value.name in DECOUPLE:
            readers[target.id] = "decouple"
        elif isinstance(value, Call) and value.name == "dotenv.dotenv_values":
            readers[target.id] = "environ"

    def _expression(self, node: Any) -> None:
        value = self._visit(node.value, ())
        if isinstance(node.value, A.Call):
            if isinstance(value, Call) and value.name in LEAVING_CALLS:
                self.failures.append(
                    Failure(self.scope.name, self.guards, value.place, value.name.rpartition(".")[2], value)
                )

    def _raise(self, node: Any) -> None:
        value = self._visit(node.exc, ("raise",)) if node.exc is not None else None
        self.failures.append(Failure(self.scope.name, self.guards, self.expressions.place(node), "raise", value))

    def _assert(self, node: Any) -> None:
        value = self._visit(node.test, ("assert",))
        self.failures.append(Failure(self.scope.name, self.guards, self.expressions.place(node), "assert", value))

    def _return(self, node: Any) -> None:
        value = self._visit(node.value, ("return",)) if node.value is not None else None
        self.returns.append(Return(value, self.guards, self.expressions.place(node)))

    # -- definitions -----------------------------------------------------------------------------

    def _function(self, node: Any) -> None:
        name = f"{self.scope.name}.{node.name}".lstrip(".")
        parameters = self._parameters(node.args)
        decorators = tuple(self._visit(d, ("decorator",)) for d in node.decorator_list)
        outer, outer_guards, outer_returns = self.scope, self.guards, self.returns
        position = len(self.functions)
        self._enter(_Scope(name, outer))
        self.scope.bound.update(p.name for p in parameters)
        self._bind(node.body, self.scope)
        self._docstring(node)
        self._block(node.body)
        returns = tuple(self.returns)
        self.scope, self.guards, self.returns = outer, outer_guards, outer_returns
        self.expressions.resolve = outer.resolve
        place = Place(self.path, node.lineno, self._column(node.lineno, node.col_offset), node.end_lineno, 0)
        place = place.replaced(end_column=self._column(node.end_lineno, node.end_col_offset))
        self.functions.insert(
            position,
            Function(
                outer.name,
                outer_guards,
                place,
                name,
                parameters,
                decorators,
                returns,
                isinstance(node, A.AsyncFunctionDef),
                _yields(node.body),
                _global_names(node.body),
            ),
        )

    def _enter(self, scope: _Scope) -> None:
        self.scope, self.guards, self.returns = scope, (), []
        self.expressions.resolve = scope.resolve

    def _parameters(self, arguments: Any) -> tuple[Parameter, ...]:
        positional = [*arguments.posonlyargs, *arguments.args]
        missing = len(positional) - len(arguments.defaults)
        found = []
        for position, argument in enumerate(positional):
            default = arguments.defaults[position - missing] if position >= missing else None
            found.append(self._parameter(argument.arg, "positional", default))
        if arguments.vararg:
            found.append(Parameter(arguments.vararg.arg, "*"))
        for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults):
            found.append(self._parameter(argument.arg, "keyword", default))
        if arguments.kwarg:
            found.append(Parameter(arguments.kwarg.arg, "**"))
        return tuple(found)

    def _parameter(self, name: str, kind: str, default: Any) -> Parameter:
        if default is None:
            return Parameter(name, kind)
        return Parameter(name, kind, self._visit(default, (f"default:{name}",)))

    def _class(self, node: Any) -> None:
        name = f"{self.scope.name}.{node.name}".lstrip(".")
        bases = tuple(self._visit(b, ("base",)) for b in node.bases)
        decorators = tuple(self._visit(d, ("decorator",)) for d in node.decorator_list)
        place = self.expressions.place(node)
        self.classes.append(Class(self.scope.name, self.guards, place, name, bases, (), decorators))
        outer, outer_guards, outer_returns = self.scope, self.guards, self.returns
        self._enter(_Scope(name, outer, is_class=True))
        self._bind(node.body, self.scope)
        self._docstring(node)
        self._block(node.body)
        self.scope, self.guards, self.returns = outer, outer_guards, outer_returns
        self.expressions.resolve = outer.resolve

    def _docstring(self, node: Any) -> None:
        first = node.body[0] if node.body else None
        if isinstance(first, A.Expr) and isinstance(first.value, A.Constant) and isinstance(first.value.value, str):
            place = self.expressions.place(first.value)
            self.texts.append(Text(self.scope.name, (), place, first.value.value, ("docstring",)))

    # -- expressions -----------------------------------------------------------------------------

    def _visit(self, node: Any, context: tuple[str, ...]) -> Value:
        """The value of an expression, after recording the calls and texts inside it."""
        value = self.expressions.value(node)
        if context or not isinstance(node, A.Constant):  # no docstring, no stray constant
            self._record(value, context)
        return value

    def _record(self, value: Value, context: tuple[str, ...]) -> None:
        todo: list[tuple[Value, tuple[str, ...]]] = [(value, context)]
        while todo:
            item, around = todo.pop()
            if isinstance(item, Literal):
                self._text(item, item.value, around)
            elif isinstance(item, Join):
                self._joined(item, around, todo)
            else:
                if isinstance(item, Call):
                    self.calls.append(CallSite(self.scope.name, self.guards, item.place, item, around))
                todo.extend(reversed(_inside(item, around)))

    def _joined(self, item: Join, around: tuple[str, ...], todo: list[tuple[Value, tuple[str, ...]]]) -> None:
        text = "".join(
            p.value if isinstance(p, Literal) and isinstance(p.value, str) else HOLE for p in item.parts
        )
        if text.replace(HOLE, ""):
            self._text(item, text, around)
        rest = [p for p in item.parts if not isinstance(p, Literal)]
        todo.extend((p, (*around, "part")) for p in reversed(rest))

    def _text(self, value: Value, text: Any, context: tuple[str, ...]) -> None:
        if not isinstance(text, str) or (len(text) < 3 and not any(c in text for c in ":/.")):
            return
        self.texts.append(Text(self.scope.name, self.guards, value.place, text, context))


class _Test:
    """The guard of an ``if`` and its negation."""

    def __init__(self, guard: Guard) -> None:
        self.guard = guard

    def negation(self) -> Guard:
        return self.guard.replaced(negated=not self.guard.negated)


def _guard_of(test: Value, place: Place) -> Guard:
    if isinstance(test, Compare):
        names = {test.left.dotted, test.right.dotted}
        words = {v.value for v in (*test.left.walk(), *test.right.walk()) if isinstance(v, Literal)}
        if "__name__" in names and "__main__" in words and test.operator in ("==", "in", "!="):
            return Guard("main", place, test, negated=test.operator == "!=")
    if isinstance(test, Either) and test.operator == "and":
        for option in test.options:
            if (found := _guard_of(option, place)).kind != "if":
                return found
    if test.dotted.rpartition(".")[2] == "TYPE_CHECKING":
        return Guard("type-checking", place, test)
    if isinstance(test, Not):
        inner = _guard_of(test.operand, place)
        if inner.kind != "if":
            return inner.replaced(negated=not inner.negated)
    return Guard("if", place, test)


def _inside(item: Value, around: tuple[str, ...]) -> list[tuple[Value, tuple[str, ...]]]:
    """The expressions inside one, each with its context."""
    if isinstance(item, Call):
        named = (*around, f"call:{item.name or _method(item)}")
        found = [(item.function, (*around, "function"))] if not isinstance(item.function, Name) else []
        found += [(a, (*named, f"argument:{i}")) for i, a in enumerate(item.arguments)]
        return found + [(k.value, (*named, f"argument:{k.name}")) for k in item.keywords]
    if isinstance(item, EnvRead):
        return [(item.default, (*around, f"env-default:{item.variable}"))] if item.default else []
    if isinstance(item, Mapping):
        pairs: list[tuple[Value, tuple[str, ...]]] = []
        for key, value in zip(item.keys, item.items):
            if key is not None:
                pairs.append((key, (*around, "key")))
            name = key.value if isinstance(key, Literal) else ""
            pairs.append((value, (*around, f"item:{name}" if isinstance(name, str) else "item:")))
        return pairs
    return [(child, (*around, _word(item))) for child in item.children]


def _method(call: Call) -> str:
    return f"?.{call.function.name}" if isinstance(call.function, Attribute) else ""


def _word(item: Value) -> str:
    if isinstance(item, Items):
        return item.kind
    if isinstance(item, Either):
        return item.operator
    if isinstance(item, Opaque):
        return item.kind
    words = {Compare: "compare", Conditional: "if-else", Subscript: "subscript", Not: "not", Attribute: "attribute"}
    return words.get(type(item), "starred" if isinstance(item, Starred) else "part")


def _target_name(value: Value) -> str:
    if isinstance(value, Subscript) and isinstance(value.key, Literal):
        return f"{value.base.dotted}[{value.key.value}]" if isinstance(value.key.value, str) else value.base.dotted
    if isinstance(value, EnvRead):
        return f"os.environ[{value.variable}]"
    return value.dotted


def _written(expressions: Expressions, target: Any) -> Value:
    """``os.environ["X"]`` as a target rather than a read."""
    place = expressions.place(target)
    return Subscript(expressions.value(target.value), expressions.value(target.slice), place)


def _texts_of(value: Value) -> tuple[str, ...]:
    return tuple(v.value for v in value.walk() if isinstance(v, Literal) and isinstance(v.value, str))


def _import_targets(node: Any) -> Iterable[tuple[str, str]]:
    """Local name → dotted name for each name of an import statement."""
    for name in node.names:
        if isinstance(node, A.Import):
            first = name.name.partition(".")[0]
            yield (name.asname, name.name) if name.asname else (first, first)
        elif name.name == "*":
            if node.module == "flask":
                yield from ((word, f"flask.{word}") for word in FLASK_NAMES)
        else:
            dots = "." * node.level
            module = f"{dots}{node.module or ''}"
            yield name.asname or name.name, f"{module}.{name.name}" if node.module else f"{dots}{name.name}"


def _stored_names(node: Any) -> set[str]:
    """Plain names that an assignment, loop or with statement binds."""
    targets: list[Any] = list(getattr(node, "targets", ()))
    targets += [t for t in (getattr(node, "target", None),) if t is not None]
    targets += [i.optional_vars for i in getattr(node, "items", ()) if i.optional_vars is not None]
    found: set[str] = set()
    while targets:
        target = targets.pop()
        if isinstance(target, A.Name):
            found.add(target.id)
        elif isinstance(target, (A.Tuple, A.List)):
            targets.extend(target.elts)
        elif isinstance(target, A.Starred):
            targets.append(target.value)
    return found


def _own_nodes(body: list[Any]) -> Iterable[Any]:
    """Every node of a function's own body, nested functions and classes left out."""
    todo = list(body)
    while todo:
        node = todo.pop()
        yield node
        if isinstance(node, (A.FunctionDef, A.AsyncFunctionDef, A.ClassDef, A.Lambda)):
            continue
        for field in node._fields:
            child = getattr(node, field, None)
            if isinstance(child, list):
                todo.extend(c for c in child if isinstance(c, A.AST))
            elif isinstance(child, A.AST):
                todo.append(child)


def _yields(body: list[Any]) -> bool:
    return any(isinstance(node, (A.Yield, A.YieldFrom)) for node in _own_nodes(body))


def _global_names(body: list[Any]) -> tuple[str, ...]:
    return tuple(name for node in _own_nodes(body) if isinstance(node, A.Global) for name in node.names)


_STATEMENTS: dict[type, Any] = {
    A.If: _Reader._if,
    A.Try: _Reader._try,
    A.For: _Reader._loop,
    A.AsyncFor: _Reader._loop,
    A.While: _Reader._loop,
    A.With: _Reader._with,
    A.AsyncWith: _Reader._with,
    A.Import: _Reader._import,
    A.ImportFrom: _Reader._import,
    A.Assign: _Reader._assign,
    A.AnnAssign: _Reader._annotated,
    A.AugAssign: _Reader._augmented,
    A.Delete: _Reader._delete,
    A.Expr: _Reader._expression,
    A.Raise: _Reader._raise,
    A.Assert: _Reader._assert,
    A.Return: _Reader._return,
    A.FunctionDef: _Reader._function,
    A.AsyncFunctionDef: _Reader._function,
    A.ClassDef: _Reader._class,
    A.Match: _Reader._match,
}
if hasattr(A, "TryStar"):
    _STATEMENTS[A.TryStar] = _Reader._try
