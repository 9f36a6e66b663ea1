"""Objects that a class or a function of another distribution makes and that are used as only Flask objects are.

No table can know each class that derives from Flask. What the repository does with the object tells as much: what it is called with, and what it is asked for.
"""

from __future__ import annotations

from functools import cached_property

from flaskcheck.facts.expressions import Call, Literal, Name, Subscript
from flaskcheck.facts.python import Assignment
from flaskcheck.ground.limits import MAX_SUBCLASS_ROUNDS
from flaskcheck.known import libraries
from flaskcheck.known.distributions import stdlib_modules
from flaskcheck.known.meanings import MAKES, REGISTERS, SETS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite, Class, Module

_LOADERS = frozenset(f"config.{method}" for method in libraries.members("flask.Flask().config", SETS))
_ROUTING = frozenset(method for method, of in libraries.members("flask.Flask()", REGISTERS).items() if of == "route")
_SETTINGS = frozenset(libraries.members("flask.Flask()", SETS))
_OTHERS = libraries.named(MAKES)
_METHODS = frozenset(
    "add_url_rule register_blueprint before_request after_request errorhandler register_error_handler teardown_appcontext context_processor app_context".split()
)
CONFIGURED, EXTENDED, ROUTED = "configured", "extended", "routed"


class Alike:
    """Finds such calls in the files of a repository."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._signs: dict[tuple[str, str, str], frozenset[str]] = {}
        self._own = frozenset(word.removesuffix(".py") for path in code.paths for word in path.split("/"))

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        """The files of the modules of each last name."""
        found: dict[str, list[str]] = {}
        for path in self._code.paths:
            found.setdefault(path.removesuffix(".py").removesuffix("/__init__").rpartition("/")[2], []).append(path)
        return found

    def calls(self, path: str) -> Iterator[CallSite]:
        """The calls of a file that make an object which is used like a Flask object."""
        from flaskcheck.readers.screens import holds_word

        if not holds_word(self._code.tree.source(path), "config", "init_app", *_SETTINGS, *_ROUTING, *_METHODS):
            return
        module = self._code.module(path)
        bound = _bound(module) if module else {}
        for site in module.calls if module else ():
            names = bound.get((site.scope, id(site.call)), [])
            if self._is_from_outside(path, site.call) and self._is_used(path, site, names):
                yield site

    def _signs_of(self, path: str, name: str, scope: str) -> frozenset[str]:
        key = path, name, scope
        if key not in self._signs:
            module = self._code.module(path)
            self._signs[key] = frozenset(_signs(module, name, scope) if module else ())
        return self._signs[key]

    def _is_from_outside(self, path: str, call: Call) -> bool:
        """Whether another distribution has what is called, or the class that it derives from."""
        if not call.name or isinstance(call.function, Name) and call.name.partition(".")[0] in ("super", "cls", "self"):
            return False
        definition = self._class(path, call)
        bases = definition.bases if definition else (call.function,)
        return any(self._is_outside(base) for base in bases)

    def _class(self, path: str, call: Call) -> Class | None:
        """The class of the repository that is called, by its last word where another file has it."""
        last = call.name.rpartition(".")[2]
        here = self._code.class_(path, call.name)
        if here is not None or not isinstance(call.function, Name) or not call.function.imported:
            return here
        owner = call.name.rpartition(".")[0].strip(".").replace(".", "/")
        named = self._named.get(owner.rpartition("/")[2], ()) if owner else ()
        found = (p for p in named if f"/{p}".endswith((f"/{owner}.py", f"/{owner}/__init__.py")))
        return next((c for p in found if (c := self._code.class_(p, last)) is not None), None)

    def _is_outside(self, value: Expression) -> bool:
        if not isinstance(value, Name) or not value.imported or value.name in _OTHERS:
            return False
        top = value.name.partition(".")[0]
        return bool(top) and top != "flask" and top not in self._own and top not in stdlib_modules()

    def _is_used(self, path: str, site: CallSite, names: list[str]) -> bool:
        signs = set[str]().union(*(self._signs_of(path, name, site.scope) for name in names))
        if _is_given_its_name(site.call):
            return bool(signs - {ROUTED}) or (bool(signs) and "flask" in site.call.name.lower())
        return signs >= {CONFIGURED, EXTENDED}


def _bound(module: Module) -> dict[tuple[str, int], list[str]]:
    """The names that values are bound to, by the scope and the identity of each."""
    found: dict[tuple[str, int], list[str]] = {}
    for assignment in module.assignments:
        if assignment.target.dotted:
            found.setdefault((assignment.scope, id(assignment.value)), []).append(assignment.target.dotted)
    return found


def _is_given_its_name(call: Call) -> bool:
    """Whether a call passes ``__name__`` as Flask takes it: first, or as ``import_name``."""
    first = call.argument(0, "import_name")
    return first is not None and (first.dotted == "__name__" or any(k.name == "import_name" for k in call.keywords))


def _signs(module: Module, name: str, scope: str, depth: int = 0) -> Iterator[str]:
    """What is done with an object in its scope and in the functions there, and in those that it is handed to."""
    start = f"{name}."
    for site in module.calls:
        if not _is_in(site.scope, scope):
            continue
        call = site.call
        if call.name.startswith(start):
            yield from _of_method(call.name[len(start) :])
        elif any(a.dotted == name for a in call.arguments):
            yield from _of_handing(module, call, name, depth)
    for assignment in module.assignments:
        if _is_in(assignment.scope, scope):
            yield from _of_assignment(assignment, name)
    for function in module.functions:
        if _is_in(function.scope, scope):
            for decorator in function.decorators:
                if decorator.dotted.startswith(start):
                    yield from _of_method(decorator.dotted[len(start) :])


def _is_in(inner: str, scope: str) -> bool:
    return not scope or inner == scope or inner.startswith(f"{scope}.")


def _of_method(method: str) -> Iterator[str]:
    if method in _LOADERS:
        yield CONFIGURED
    elif method in _ROUTING:
        yield ROUTED
    elif method in _METHODS:
        yield EXTENDED


def _of_handing(module: Module, call: Call, name: str, depth: int) -> Iterator[str]:
    """An extension takes a Flask object; a function of the file may do with it what its caller could."""
    if call.name.endswith(".init_app"):
        yield EXTENDED
    function = next((f for f in module.functions if f.name == call.name), None)
    if function is None or depth > 1:
        return
    for position, argument in enumerate(call.arguments[: len(function.parameters)]):
        if argument.dotted == name:
            yield from _signs(module, function.parameters[position].name, function.name, depth + 1)


def _of_assignment(assignment: Assignment, name: str) -> Iterator[str]:
    target = assignment.target
    if isinstance(target, Subscript):
        key = target.key.value if isinstance(target.key, Literal) else None
        if target.base.dotted == f"{name}.config" and isinstance(key, str) and key.isupper():
            yield CONFIGURED
    elif target.dotted.rpartition(".")[0] == name and target.dotted.rpartition(".")[2] in _SETTINGS - {"debug"}:
        yield CONFIGURED


def nearly_made(code: Code, path: str) -> Iterator[CallSite]:
    """What a slip or a missing import keeps from making an application: ``Flsak(__name__)``, ``Flask(__name__)`` that nothing imports, or that ``from Flask import Flask`` does."""
    from flaskcheck.ground.words import is_one_slip
    from flaskcheck.readers.screens import mentions

    module = code.module(path) if mentions(code.tree.source(path), "__name__") else None
    for site in module.calls if module else ():
        name, first = site.call.name.rpartition(".")[2], site.call.argument(0, "import_name")
        if first is not None and first.dotted == "__name__" and (name == "Flask" or is_one_slip(name, "Flask")):
            yield site


__all__ = ["Alike"]


# -- classes that derive from Flask ------------------------------------------------------------------

_FLASK = libraries.named(MAKES, "application")


def subclasses(code: Code, paths: tuple[str, ...]) -> frozenset[str]:
    """Names of first-party classes that derive from Flask, directly or through one another, and other names that Flask's own class is given."""
    found: frozenset[str] = frozenset()
    new = _FLASK
    for _ in range(MAX_SUBCLASS_ROUNDS):
        new = _named_after(code, paths, new) - found
        if not new:
            break
        found |= new
    return found


def _named_after(code: Code, paths: tuple[str, ...], names: frozenset[str]) -> frozenset[str]:
    """The classes that derive from some of these names, in the files that name them, and through one another; and the other names that Flask's own class is given there."""
    from flaskcheck.readers.screens import names_one_of

    found: set[str] = set()
    bases: list[tuple[str, set[str]]] = []
    of_flask = names & _FLASK
    last = {name.rpartition(".")[2] for name in names - of_flask}
    for path in paths:
        module = code.module(path) if names_one_of(code.tree.source(path), names) else None
        aliases = (
            [a.target.dotted for a in module.assignments if a.target.dotted and is_class(a.value)] if module else []
        )
        found.update(alias.rpartition(".")[2] for alias in aliases)
        for definition in module.classes if module else ():
            of = {b.dotted for b in definition.bases}
            bases.append((definition.name, of))
            if of & of_flask:
                found.add(definition.name.rpartition(".")[2])
    for name, of in bases:
        if any((base := b.rpartition(".")[2]) in found or base in last for b in of):
            found.add(name.rpartition(".")[2])
    return frozenset(found)


def is_class(value: Expression) -> bool:
    """``flask.Flask`` by itself, or with the arguments of its calls: ``partial(Flask, __name__)``."""
    is_bound = isinstance(value, Call) and value.name == "functools.partial" and bool(value.arguments)
    return (value.arguments[0] if is_bound and isinstance(value, Call) else value).dotted in _FLASK
