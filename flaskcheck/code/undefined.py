"""The names that a module reads and nothing defines: Python stops there with NameError, or says that a library has no such name."""

from __future__ import annotations

from itertools import chain

from flaskcheck.code.bindings import bound_names
from flaskcheck.facts.expressions import Attribute, Comprehension, Literal, Name, Opaque, Subscript
from flaskcheck.facts.python import Assignment, CallSite, Import
from flaskcheck.ground.record import Record
from flaskcheck.known.distributions import DATABASE, meant_module, meant_name
from flaskcheck.readers.python.unbound import BUILTINS, unbound_names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.code.bindings import Binding
    from flaskcheck.code.imports import Importer
    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Class, Function, Module, Statement

    IsDatabase = Callable[[str, Name, Statement], bool]
    Reads = CallSite | Assignment | Class | Function
    Bound = tuple[str, str]

_MOST_STARS = 8
"""Modules that hand on what they import with a star, one after the other."""


class Undefined(Record):
    """A name that nothing binds, and the statement that reads it first there. ``module`` is the module of a library that lacks it (or, where ``name`` is empty, that there is not), ``near`` the name that is meant; ``is_of_object``: not the module lacks it, but what it gives; ``is_of_script``: only what is run as a script binds it; ``said`` what Python or a library says, where it is something else."""

    name: str
    statement: Statement
    module: str = ""
    near: str = ""
    is_of_object: bool = False
    is_of_script: bool = False
    said: str = ""

    @property
    def error(self) -> str:
        """What Python says."""
        if self.said:
            return self.said
        if not self.module:
            return f"name '{self.name}' is not defined"
        if not self.name:
            return f"No module named '{self.module}'"
        if isinstance(self.statement, Import):
            return f"cannot import name '{self.name}' from '{self.module}'"
        owner = f"'{self.module}' object" if self.is_of_object else f"module '{self.module}'"
        return f"{owner} has no attribute '{self.name}'"


def undefined(importer: Importer, module: Module) -> tuple[Undefined, ...]:
    """Every name of a module that nothing binds, with each scope's first statement that reads it; empty where something may bind it unseen."""
    found = importer.code.once(_unbound, module.path, "")
    brought = _brought(importer, module, 0) if found else frozenset()
    return tuple(each for each in found if each.name not in brought) if brought is not None else ()


def _unbound(code: Code, path: str, _: str) -> tuple[Undefined, ...]:
    """The same but for what star imports bring, which is all that deployments do not have in common."""
    module = code.module(path)
    if module is None or module.error is not None:
        return ()
    early = {("", name) for name in _early(code, module)}
    unbound = early.union(unbound_names(code.tree.source(path).text) if _may_be_unbound(code, module) else ())
    found: dict[tuple[str, str], Undefined] = {}
    for statement, names in code.once(_reads, path, "") if unbound else ():
        for name in names:
            key = statement.scope, name
            if key in unbound and key not in found:
                found[key] = Undefined(name, statement)
    return (*found.values(), *_early_locals(code, module))


_UNBOUND = "cannot access local variable '{}' where it is not associated with a value"


def _early_locals(code: Code, module: Module) -> Iterator[Undefined]:
    """The names that functions read before they bind them: a look at the lines tells which to ask for."""
    from flaskcheck.readers.python.early import early_locals

    functions = {function.name for function in module.functions}
    first: dict[Bound, int] = {}
    for assignment in module.assignments:
        if assignment.scope in functions:
            key = assignment.scope, assignment.target.dotted
            first[key] = min(first.get(key, assignment.place.line), assignment.place.line)
    read: dict[Bound, Reads] = {}
    for statement, names in code.once(_reads, module.path, "") if first else ():
        if not statement.guards:
            for key in ((statement.scope, name) for name in names):
                if statement.place.line <= first.get(key, 0):
                    known = read.setdefault(key, statement)
                    read[key] = min(known, statement, key=lambda s: s.place.line)
    for key in sorted(early_locals(code.tree.source(module.path).text, frozenset(read)) if read else ()):
        yield Undefined(key[1], read[key], said=_UNBOUND.format(key[1]))


def _early(code: Code, module: Module) -> frozenset[str]:
    """The names that a module reads at its top before it binds them: a look at the lines tells which to ask for."""
    from flaskcheck.readers.python.early import early_names

    bound = code.bindings(module.path)
    later: set[str] = set()
    for statement, names in code.once(_reads, module.path, ""):
        if names and not (statement.scope or statement.guards):
            line = statement.place.line
            later.update(n for n in names if n in bound and n not in BUILTINS and bound[n][0].place.line > line)
    return early_names(code.tree.source(module.path).text, frozenset(later)) if later else frozenset()


def of_scripts(code: Code, path: str, _: str) -> tuple[Undefined, ...]:
    """The names that a file binds only where it is run as a script, with the first statement of each scope that reads them in any other case: ask ``Code.once`` for it."""
    module, bound = code.module(path), code.bindings(path)
    if module is None or module.error is not None or module.has_getattr or "*" in bound:
        return ()
    given = BUILTINS.union(*(function.global_names for function in module.functions))
    names = {n for n, made in bound.items() if n not in given and all(_is_for_scripts(b) for b in made)}
    if not names or any(word in code.tree.source(path).raw for word in _BINDING):
        return ()
    own = _bound(module) - {("", name) for name in names} | set(module.inner_names)
    found: dict[tuple[str, str], Undefined] = {}
    for statement, read in code.once(_reads, path, ""):
        if not _is_for_scripts(statement):
            for name in names.intersection(read):
                if not _is_bound(statement.scope, name, own, _never):
                    found.setdefault((statement.scope, name), Undefined(name, statement, is_of_script=True))
    return tuple(found.values())


_BINDING = (b"globals(", b"vars(", b"exec(", b"setattr(")
"""What may bind names of a module unseen."""


def _is_for_scripts(statement: Statement) -> bool:
    return any(guard.is_for_scripts for guard in statement.guards)


def _never(_: str) -> bool:
    return False


def _statements(module: Module) -> Iterator[Reads]:
    return chain(module.calls, module.assignments, module.classes, module.functions)


def _reads(code: Code, path: str, _: str) -> tuple[tuple[Reads, list[str]], ...]:
    """Each statement of a file with the first words of the names in it that no import binds."""
    module = code.module(path)
    return tuple((statement, _read(_values(statement))) for statement in _statements(module)) if module else ()


def _read(values: tuple[Expression, ...]) -> list[str]:
    """The first words of the names in some expressions that no import binds."""
    found = []
    for value in values:
        for inner in (value,) if type(value) in (Name, Literal) else value.walk():
            if type(inner) is Name and not inner.imported:
                found.append(inner.name.partition(".")[0])
    return found


def _values(statement: Reads) -> tuple[Expression, ...]:
    if isinstance(statement, CallSite):
        call = statement.call
        given = [keyword.value for keyword in call.keywords] if call.keywords else ()
        return (call.function, *call.arguments, *given)
    if isinstance(statement, Assignment):
        is_read = not isinstance(statement.value, Opaque) or bool(statement.value.parts)
        target = statement.target  # what is given an entry or an attribute is read
        is_owned = type(target) in (Attribute, Subscript) or (type(target) is Name and "." in target.name)
        owner = (target,) if is_owned else ()
        return (*owner, statement.value) if is_read else owner
    bases = getattr(statement, "bases", ())
    return (*bases, *statement.decorators)


def _may_be_unbound(code: Code, module: Module) -> bool:
    """Whether a look at the facts leaves a name of which it is not clear what binds it: only then it is worth to ask Python."""
    top = BUILTINS.union(code.bindings(module.path))
    read = {(statement.scope, name) for statement, names in code.once(_reads, module.path, "") for name in names}
    own = _bound(module)
    inner = {name for _, name in own}
    if all(name in top or scope and name in inner for scope, name in read):
        return False
    own |= {(scope, name) for scope, name in _bound_by_comprehensions(module)}
    around = {c.name for c in module.classes}.__contains__
    return any(name not in top and not _is_bound(scope, name, own, around) for scope, name in read)


def _bound(module: Module) -> set[Bound]:
    """The names that the statements and parameters of each scope of a module bind."""
    binding: Iterator[Binding] = chain(module.imports, module.assignments, module.functions, module.classes)
    own = {(statement.scope, name) for statement in binding for name in bound_names(statement)}
    own.update((function.name, parameter.name) for function in module.functions for parameter in function.parameters)
    return own


def _bound_by_comprehensions(module: Module) -> Iterator[Bound]:
    given = ((s.scope, value) for s in _statements(module) for value in _values(s))
    returned = ((f.name, r.value) for f in module.functions for r in f.returns if r.value is not None)
    for scope, value in chain(given, returned):
        yield from ((scope, inner.target) for inner in value.walk() if type(inner) is Comprehension)


def _is_bound(scope: str, name: str, own: set[Bound], is_class: Callable[[str], bool]) -> bool:
    """Whether a scope binds a name itself, or a function around it does (what a class binds, its methods do not see)."""
    if (scope, name) in own:
        return True
    while scope := scope.rpartition(".")[0]:
        if (scope, name) in own and not is_class(scope):
            return True
    return False


def _brought(importer: Importer, module: Module, depth: int) -> frozenset[str] | None:
    """The names that star imports bring; ``None`` where that is not known."""
    found: set[str] = set()
    for star in importer.code.bindings(module.path).get("*", ()):
        names = _of_star(importer, module, star, depth) if isinstance(star, Import) else None
        if names is None:
            return None
        found |= names
    return frozenset(found)


def _of_star(importer: Importer, module: Module, star: Import, depth: int) -> frozenset[str] | None:
    located = importer.locate(importer.absolute(module.path, star.module, star.level))
    inner = importer.code.module(located.path) if located is not None and located.path.endswith(".py") else None
    if inner is None or inner.error is not None or inner.has_getattr or depth > _MOST_STARS:
        return None
    bound = importer.code.bindings(inner.path)
    if inner.exported is not None or "__all__" in bound:
        return None if inner.exported is None else frozenset(inner.exported)
    further = _brought(importer, inner, depth + 1)
    folder = inner.path.removesuffix("__init__.py")
    beside = importer.code.tree.below(folder.rstrip("/")) if folder != inner.path else ()
    loaded = (path.removeprefix(folder).partition("/")[0].removesuffix(".py") for path in beside)
    return None if further is None else further.union(bound, loaded)  # what a package has loaded is a name in it


def _dotted(code: Code, path: str, _: str) -> tuple[tuple[Reads, Name], ...]:
    """The dotted names that stand by themselves in the statements of a file, each with its statement."""
    module = code.module(path)
    found: list[tuple[Reads, Name]] = []
    for statement in _statements(module) if module else ():
        given = getattr(statement, "target", None)  # which may be made by this
        found += [(statement, v) for v in _values(statement) if type(v) is Name and "." in v.name and v is not given]
    return tuple(found)


def misnamed(
    code: Code, module: Module, is_own: Callable[[str], bool], databases: frozenset[str], is_database: IsDatabase
) -> Iterator[Undefined]:
    """What a module asks well-known libraries for, and what none of their releases has, as far as a slip tells what is meant.

    ``is_own``: whether a top-level module is the repository's; ``databases`` are the names that ``SQLAlchemy()`` is given, ``is_database`` whether one is that in a statement.
    """
    told: set[tuple[str, str]] = set()
    for asked in module.imports:
        if asked.level or is_own(asked.module.partition(".")[0]):
            continue
        if near := meant_module(asked.module):
            yield Undefined("", asked, asked.module, near)
        elif asked.name not in ("", "*") and (near := meant_name(asked.module, asked.name)):
            told.add((asked.module, asked.name))
            yield Undefined(asked.name, asked, asked.module, near)
    for statement, value in code.once(_dotted, module.path, ""):
        owner, _, name = value.name.rpartition(".")
        if owner.rpartition(".")[2] in databases:
            if (near := meant_name(DATABASE, name)) and is_database(owner, value, statement):
                yield Undefined(name, statement, "SQLAlchemy", near, is_of_object=True)
        elif value.imported and not is_own(owner.partition(".")[0]) and (owner, name) not in told:
            if near := meant_name(owner, name):
                yield Undefined(name, statement, owner, near)
