"""The repository's own Python: modules read on demand, imports followed without importing anything."""

from __future__ import annotations

from flaskcheck.facts.expressions import Name
from flaskcheck.facts.python import Assignment, CallSite, Import, Module
from flaskcheck.ground.place import start

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Class, Function, Guard, Statement
    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree

    Binding = Assignment | Class | Function | Import
    Mention = tuple[tuple[Guard, ...], dict[tuple[str, bool], None]]


class Code:
    """All Python files of a tree, each read once, when first asked for; ``read`` makes the facts, where that is not simply the reader."""

    def __init__(self, tree: Tree, read: Callable[[Source], Module] | None = None) -> None:
        self.tree = tree
        self._read = read or _parsed
        self.paths: tuple[str, ...] = tuple(p for p in tree.files if p.endswith((".py", ".wsgi")))
        self._modules: dict[str, Module] = {}
        self._bindings: dict[str, dict[str, list[Binding]]] = {}
        self._by_scope: dict[str, dict[str, list[Statement]]] = {}
        self._binders: dict[tuple[str, str], dict[str, list[Statement]]] = {}
        self._mentions: dict[tuple[str, str], list[Mention]] = {}
        self._imports: dict[tuple[str, str], list[Import]] = {}
        self._inner: dict[str, dict[str, list[Function]]] = {}
        self._functions: dict[str, dict[str, Function]] = {}
        self._classes: dict[str, dict[str, Class]] = {}

    def module(self, path: str) -> Module | None:
        """The facts of a Python file, or ``None`` when there is no such file."""
        if path not in self._modules:
            if not self.tree.has(path):
                return None
            self._modules[path] = self._read(self.tree.source(path))
        return self._modules[path]

    def bindings(self, path: str) -> dict[str, list[Binding]]:
        """What binds each module-level name, in source order (``*`` for star imports)."""
        if path not in self._bindings:
            found: dict[str, list[Binding]] = {}
            module = self.module(path) or Module(path)
            for statement in module_level(module):
                for name in bound_names(statement):
                    found.setdefault(name, []).append(statement)
            self._bindings[path] = found
        return self._bindings[path]

    def scope(self, path: str, scope: str) -> list[Statement]:
        """The assignments, calls, imports, classes and failures of one scope in source order."""
        if path not in self._by_scope:
            by_scope: dict[str, list[Statement]] = {}
            module = self.module(path) or Module(path)
            for statement in (*module.imports, *module.assignments, *module.calls, *module.classes, *module.failures):
                by_scope.setdefault(statement.scope, []).append(statement)
            for statements in by_scope.values():
                statements.sort(key=start)
            self._by_scope[path] = by_scope
        return self._by_scope[path].get(scope, [])

    def binders(self, path: str, scope: str, name: str) -> list[Statement]:
        """The assignments and imports of one scope that bind a name, or a dotted target such as ``self.url``, in source order."""
        key = (path, scope)
        if key not in self._binders:
            found: dict[str, list[Statement]] = {}
            for statement in self.scope(path, scope):
                if isinstance(statement, Assignment):
                    found.setdefault(statement.target.dotted, []).append(statement)
                elif isinstance(statement, Import):
                    found.setdefault(statement.alias or statement.name, []).append(statement)
            self._binders[key] = found
        return self._binders[key].get(name, [])

    def mentions(self, path: str, scope: str) -> list[Mention]:
        """The names that the calls and assignments of one scope mention, those under the same guards together."""
        key = (path, scope)
        if key not in self._mentions:
            together: dict[int, Mention] = {}
            for statement in self.scope(path, scope):
                names = mentioned_names(statement)
                if names:
                    guards = statement.guards
                    together.setdefault(id(guards), (guards, {}))[1].update(dict.fromkeys(names))
            self._mentions[key] = list(together.values())
        return self._mentions[key]

    def imports(self, path: str, scope: str) -> list[Import]:
        """The imports of one scope, in source order."""
        key = (path, scope)
        if key not in self._imports:
            self._imports[key] = [s for s in self.scope(path, scope) if isinstance(s, Import)]
        return self._imports[key]

    def functions_in(self, path: str, scope: str) -> list[Function]:
        """The functions that are defined directly in one scope."""
        if path not in self._inner:
            inner: dict[str, list[Function]] = {}
            module = self.module(path)
            for function in module.functions if module else ():
                inner.setdefault(function.scope, []).append(function)
            self._inner[path] = inner
        return self._inner[path].get(scope, [])

    def function(self, path: str, name: str) -> Function | None:
        """The last function of this qualified name."""
        if path not in self._functions:
            module = self.module(path)
            self._functions[path] = {f.name: f for f in module.functions} if module else {}
        return self._functions[path].get(name)

    def class_(self, path: str, name: str) -> Class | None:
        """The last class of this qualified name."""
        if path not in self._classes:
            module = self.module(path)
            self._classes[path] = {c.name: c for c in module.classes} if module else {}
        return self._classes[path].get(name)


def _parsed(source: Source) -> Module:
    from flaskcheck.readers.python import module as python

    return python.read(source)


def mentioned_names(statement: Statement) -> list[tuple[str, bool]]:
    """The names in a call or in what is assigned, each with whether an import binds it; of nested calls each has its own call site."""
    values: Iterable[Expression] = ()
    if isinstance(statement, CallSite):
        call = statement.call
        values = (call.function, *call.arguments, *(keyword.value for keyword in call.keywords))
    elif isinstance(statement, Assignment):
        values = statement.value.walk()
    return [(value.name, value.imported) for value in values if type(value) is Name]


def module_level(module: Module) -> list[Binding]:
    """The statements of a module's top level that bind names, in source order.

    ``global`` names that a function assigns are bound when it is called; they are taken as module level too.
    """
    everything: list[Binding] = [*module.imports, *module.assignments, *module.functions, *module.classes]
    globals_of = {f.name: f.global_names for f in module.functions if f.global_names}
    found = [
        s for s in everything if not s.scope or any(name in globals_of.get(s.scope, ()) for name in bound_names(s))
    ]
    return sorted(found, key=start)


def bound_names(statement: Binding) -> tuple[str, ...]:
    """The names that a statement binds in its own scope (a plain ``import a.b`` binds ``a``)."""
    if isinstance(statement, Import):
        return (statement.alias or statement.name or statement.module.partition(".")[0],)
    name = getattr(statement, "name", None)
    if isinstance(name, str):
        return (name.rpartition(".")[2],)
    target = statement.target  # type: ignore[union-attr]
    if isinstance(target, Name) and "." not in target.name and not target.imported:
        return (target.name,)
    return ()
