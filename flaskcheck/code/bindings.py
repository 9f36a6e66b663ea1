"""What one file binds: which statements stand in which scope, and which of them bind a name there."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.code.given_variables import written_variables
from flaskcheck.facts.expressions import (
    Attribute,
    Call,
    Compare,
    Comprehension,
    Conditional,
    Either,
    Literal,
    Name,
    Not,
    Opaque,
    Subscript,
    called,
)
from flaskcheck.facts.python import Assignment, CallSite, Import
from flaskcheck.ground.place import start
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.environment_readers import variables_by_call, variables_by_key
from flaskcheck.known.meanings import GIVES, REGISTERS, SETS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from flaskcheck.code.given_variables import VariableWrite
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Class, Function, Guard, Module, Statement

    Binding = Assignment | Class | Function | Import
    Mention = tuple[tuple[Guard, ...], dict[tuple[str, bool], bool]]


WORKED_OUT = (
    "text,integer,float,truth,all,any,attribute,imported,loaded,joined path,database url,truth of a word,system,platform,same,mapping,unknown"
).split(",")
"""What functions of libraries give whose value can be worked out."""

_COMMAND_MARKS = libraries.last_words(REGISTERS, "command")
_WORKED_OUT = libraries.named(GIVES, *WORKED_OUT) | variables_by_call()


_VARIABLES = variables_by_key()
_SETTINGS = frozenset(("config", *libraries.members("flask.Flask()", SETS)))


class Origins(Record):
    """What a name may come from, its own file followed to the end: something known (a constant, a variable of the environment, a function or class), names that
    are ``imported``, and ``names`` of the file (arguments are among them)."""

    is_known: bool
    imported: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()


class Bindings:
    """The index of one file's facts: each part is made once, when it is first asked for."""

    def __init__(self, module: Module) -> None:
        self.module = module
        self._binders: dict[str, dict[str, list[Statement]]] = {}
        self._item_writes: dict[str, dict[str, list[Assignment]]] = {}
        self._filling_calls: dict[str, dict[str, list[CallSite]]] = {}
        self._mentions: dict[str, list[Mention]] = {}
        self._imports: dict[str, list[Import]] = {}
        self._origins: dict[tuple[str, str], Origins] = {}

    @cached_property
    def of_module(self) -> dict[str, list[Binding]]:
        """What binds each module-level name, in source order (``*`` for star imports)."""
        found: dict[str, list[Binding]] = {}
        for statement in module_level(self.module):
            for name in bound_names(statement):
                found.setdefault(name, []).append(statement)
        return found

    @cached_property
    def _by_scope(self) -> dict[str, list[Statement]]:
        module = self.module
        by_scope: dict[str, list[Statement]] = {}
        for statement in (*module.imports, *module.assignments, *module.calls, *module.classes, *module.failures):
            by_scope.setdefault(statement.scope, []).append(statement)
        for statements in by_scope.values():
            statements.sort(key=start)
        return by_scope

    @cached_property
    def filled(self) -> frozenset[str]:
        """The scopes that set attributes of ``self`` whose names nobody can read: ``setattr(self, name, value)``, ``self.__dict__.update(…)``."""
        given = (c.scope for c in self.module.calls if c.scope and _fills_self(c.call))
        written = (a.scope for a in self.module.assignments if a.scope and _is_own_dictionary(a.target))
        return frozenset((*given, *written))

    @cached_property
    def fillings(self) -> list[CallSite]:
        """The calls that set attributes of something else than ``self`` whose names stand nowhere: ``setattr(Config, key, value)``."""
        calls = (c for c in self.module.calls if c.call.name == "setattr" and len(c.call.arguments) == 3)
        return [c for c in calls if c.call.arguments[0].dotted not in ("", "self") and not _has_literal_key(c.call)]

    @cached_property
    def functions(self) -> dict[str, Function]:
        """The last function of each qualified name."""
        return {f.name: f for f in self.module.functions}

    @cached_property
    def classes(self) -> dict[str, Class]:
        """The last class of each qualified name."""
        return {c.name: c for c in self.module.classes}

    @cached_property
    def functions_by_scope(self) -> dict[str, list[Function]]:
        """The functions that are defined directly in each scope."""
        inner: dict[str, list[Function]] = {}
        for function in self.module.functions:
            inner.setdefault(function.scope, []).append(function)
        return inner

    @cached_property
    def variables(self) -> dict[str, list[VariableWrite]]:
        """The environment variables that the file sets, each with its writes in source order."""
        found: dict[str, list[VariableWrite]] = {}
        for given in sorted(written_variables(self.module), key=lambda given: start(given.statement)):
            found.setdefault(given.name, []).append(given)
        return found

    def scope(self, scope: str) -> list[Statement]:
        """The assignments, calls, imports, classes and failures of one scope in source order."""
        return self._by_scope.get(scope, [])

    def binders(self, scope: str, name: str) -> list[Statement]:
        """The assignments and imports of one scope that bind a name, or a dotted target such as ``self.url``, in source order."""
        if scope not in self._binders:
            found: dict[str, list[Statement]] = {}
            for statement in self.scope(scope):
                if isinstance(statement, Assignment):
                    found.setdefault(statement.target.dotted, []).append(statement)
                elif isinstance(statement, Import):
                    found.setdefault(statement.alias or statement.name, []).append(statement)
            self._binders[scope] = found
        return self._binders[scope].get(name, [])

    def item_writes(self, scope: str) -> dict[str, list[Assignment]]:
        """The assignments of one scope to items of what a name of it is (``settings["KEY"] = value``), by that name, in source order."""
        if scope not in self._item_writes:
            found: dict[str, list[Assignment]] = {}
            for statement in self.scope(scope):
                if isinstance(statement, Assignment) and isinstance(statement.target, Subscript):
                    found.setdefault(statement.target.base.dotted, []).append(statement)
            self._item_writes[scope] = found
        return self._item_writes[scope]

    def filling_calls(self, scope: str) -> dict[str, list[CallSite]]:
        """The calls of one scope that fill a dictionary which a name is (``settings.update(KEY=value)``, ``settings.setdefault("KEY", value)``), by that name."""
        if scope not in self._filling_calls:
            found: dict[str, list[CallSite]] = {}
            for statement in self.scope(scope):
                if isinstance(statement, CallSite) and called(statement.call) in ("update", "setdefault"):
                    found.setdefault(statement.call.name.rpartition(".")[0], []).append(statement)
            self._filling_calls[scope] = found
        return self._filling_calls[scope]

    def mentions(self, scope: str) -> list[Mention]:
        """The names that the calls and assignments of one scope mention, those under the same guards together, and whether anything there calls them."""
        if scope not in self._mentions:
            together: dict[int, Mention] = {}
            for statement in self.scope(scope):
                names = mentioned_names(statement)
                if names:
                    guards = statement.guards
                    held = together.setdefault(id(guards), (guards, {}))[1]
                    for name in names:
                        is_called = isinstance(statement, CallSite) and name == names[0] == _callee(statement.call)
                        held[name] = is_called or held.get(name, False)
            self._mentions[scope] = list(together.values())
        return self._mentions[scope]

    def imports(self, scope: str) -> list[Import]:
        """The imports of one scope, in source order."""
        if scope not in self._imports:
            self._imports[scope] = [s for s in self.scope(scope) if isinstance(s, Import)]
        return self._imports[scope]

    def origins(self, scope: str, name: str) -> Origins:
        """What a name, as seen from a scope, may come from."""
        key = (scope, name)
        if key not in self._origins:
            self._origins[key] = self._followed(scope, name)
        return self._origins[key]

    def _followed(self, scope: str, name: str) -> Origins:
        """``x = y or z``, ``y = 1``: what comes from itself alone comes from nothing."""
        seen: set[tuple[str, str]] = set()
        imported: dict[str, None] = {}
        todo = [(scope, name)]
        while todo:
            at = todo.pop()
            if at in seen:
                continue
            seen.add(at)
            for here, binder in self._reaching(*at):
                for leaf in _leaves(binder):
                    if leaf is None or leaf.name == "__name__" or reads_setting(leaf.name):
                        return Origins(True)
                    if leaf.imported:
                        imported[leaf.name] = None
                    else:
                        todo.append((here, leaf.name.partition(".")[0]))
        return Origins(False, tuple(imported), frozenset(name for _, name in seen))

    def _reaching(self, scope: str, name: str) -> Iterator[tuple[str, Statement]]:
        """The statements that may bind a name, in its scope or around it, each with its scope."""
        while scope:
            for binder in self.binders(scope, name):
                yield scope, binder
            scope = scope.rpartition(".")[0]
        for binding in self.of_module.get(name, ()):
            yield "", binding


def _fills_self(call: Call) -> bool:
    if call.name == "self.__dict__.update":
        return True
    if call.name not in ("setattr", "self.__setattr__", "object.__setattr__"):
        return False
    owner = ("self",) if call.name == "self.__setattr__" else tuple(a.dotted for a in call.arguments[:1])
    key = call.arguments[-2] if len(call.arguments) > 1 else None
    return owner == ("self",) and type(key) is not Literal


def _has_literal_key(call: Call) -> bool:
    return type(call.arguments[1]) is Literal


def _is_own_dictionary(target: Expression) -> bool:
    return isinstance(target, Subscript) and target.base.dotted == "self.__dict__" and type(target.key) is not Literal


def mentioned_names(statement: Statement) -> list[tuple[str, bool]]:
    """The names in a call or in what is assigned, each with whether an import binds it; of nested calls each has its own call site."""
    values: Iterable[Expression] = ()
    if isinstance(statement, CallSite):
        call = statement.call
        given = () if _makes_command(call) else (*call.arguments, *(keyword.value for keyword in call.keywords))
        values = (call.function, *given)
    elif isinstance(statement, Assignment):
        values = statement.value.walk()
    return [(value.name, value.imported) for value in values if type(value) is Name]


def _makes_command(call: Call) -> bool:
    """Whether a call makes a function that it is given a command, which nothing calls before someone types it: ``app.cli.command("seed")(fill)``, ``click.Command("seed", callback=fill)``."""
    maker = call.function
    return call.name == "click.Command" or (isinstance(maker, Call) and called(maker) in _COMMAND_MARKS)


def _callee(call: Call) -> tuple[str, bool] | None:
    """The name that a call calls, with whether an import binds it."""
    return (call.function.name, call.function.imported) if type(call.function) is Name else None


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


def reads_setting(dotted: str) -> bool:
    """Whether a name may be the configuration of an application, or one of its settings."""
    return "." in dotted and not _SETTINGS.isdisjoint(dotted.split(".")[1:])


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


def imported_name(statement: Import) -> str:
    """The full dotted name that an import statement binds; relative names keep their dots."""
    dots = "." * statement.level
    module = f"{dots}{statement.module}"
    if statement.name:
        return f"{module.rstrip('.') or dots}.{statement.name}" if statement.module else dots + statement.name
    if statement.alias == statement.module.partition(".")[0]:
        return statement.alias  # import a.b binds a
    return module


def deciding(value: Expression) -> tuple[Expression, ...] | None:
    """The parts of which one must be known for an expression to be (of a comparison both); ``None`` where it is something by itself."""
    if type(value) is Call:
        return None if is_worked_out(value) else (value.function,)
    if type(value) is Subscript and value.base.dotted in _VARIABLES:
        return None
    parts = _DECIDING.get(type(value))
    return parts(value) if parts else None


def is_worked_out(call: Call) -> bool:
    """Whether a call is of a function of a library whose value can be worked out: a builtin or imported, not something local of the same name."""
    function = call.function
    return type(function) is Name and function.name in _WORKED_OUT and (function.imported or "." not in function.name)


_DECIDED_BY = {"division": None, "unpacked": 1}
_DECIDING: dict[type, Callable[[Any], tuple[Expression, ...]]] = {
    Compare: lambda compare: (compare.left, compare.right),
    Either: lambda either: either.options,
    Conditional: lambda conditional: (conditional.then, conditional.otherwise),
    Attribute: lambda attribute: (attribute.base,),
    Subscript: lambda subscript: (subscript.base,),
    Not: lambda negation: (negation.operand,),
    Opaque: lambda opaque: opaque.parts[: _DECIDED_BY.get(opaque.kind, 0)],
    Comprehension: lambda comprehension: comprehension.parts[:1],
}


def _leaves(binder: Statement) -> Iterator[Name | None]:
    """The names that decide whether what a statement binds can be known; ``None`` where it is something by itself. A comparison is: it says which flag it sets."""
    if isinstance(binder, Import):
        yield Name(*binder.mark, imported_name(binder), True)
    elif not isinstance(binder, Assignment):
        yield None  # a function or class
    else:
        todo = [binder.value]
        while todo:
            value = todo.pop()
            parts = None if type(value) is Compare else deciding(value)
            if type(value) is Name:
                yield value
            elif parts is None:
                yield None
            else:
                todo.extend(reversed(parts))


def is_dynamic(facts: Module) -> bool:
    """Whether the module may bind names behind the reader's back."""
    at_once = any(
        site.call.name in ("exec", "globals", "setattr", "vars", "locals", "execfile")
        and not site.scope
        and not (site.call.name.startswith("exec") and len(site.call.arguments) > 1)  # it has names of its own
        for site in facts.calls
    )
    return at_once or writes_namespace(facts)


def writes_namespace(facts: Module) -> bool:
    """Whether a module writes into what its names stand in, or puts something in its own place."""
    targets = [a.target for a in facts.assignments if isinstance(a.target, (Attribute, Subscript))]
    replaced = (target for target in targets if isinstance(target, Subscript))  # sys.modules[__name__] = Lazy(…)
    written = (target.base for target in targets)
    functions = (c.call.function for c in facts.calls)
    changed = (f.base for f in functions if isinstance(f, Attribute) and f.name in ("update", "setdefault"))
    given = (c.call.arguments[0] for c in facts.calls if c.call.name == "setattr" and c.call.arguments)
    return any(map(_is_namespace, (*replaced, *written, *changed, *given)))


def _is_namespace(value: Expression) -> bool:
    """Whether it is what a module's names stand in, which a function may write: ``globals()``, ``sys.modules[__name__]``."""
    if isinstance(value, Attribute) and value.name == "__dict__":
        value = value.base
    if isinstance(value, Call):
        return value.name == "globals"
    return isinstance(value, Subscript) and value.base.dotted == "sys.modules"
