"""Which expressions can be anything but unknown: asked before one is evaluated in earnest.

Most tests in an application's code ask for what only a request can tell (``form.validate()``, ``user is None``). Following each of them through its
assignments, as ``evaluation.py`` does, took a third of a run over a large application; whether any constant, variable or thing of the repository can be at the end of the
way does not depend on where the test stands, so it is found out once for each name.

May answer yes for what turns out to be unknown, never the other way round: like every screen it is held against runs in which all are open.
"""

from __future__ import annotations

from flaskcheck.facts.expressions import (
    Attribute,
    Call,
    Compare,
    Conditional,
    Either,
    Expression,
    Name,
    Not,
    Opaque,
    Subscript,
)
from flaskcheck.facts.python import Assignment, Import
from flaskcheck.ground.limits import MAX_DECIDABLE_DEPTH, MAX_DECIDABLE_NESTED
from flaskcheck.readers import screens
from flaskcheck.values import operations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.python import Statement
    from flaskcheck.values.value import Outcome, Where

    Bound = tuple[tuple[str, tuple[Outcome, ...]], ...]


class Decidable:
    """Answers for the expressions of a repository as one deployment imports it.

    ``imported`` gives the outcomes of a full dotted name as seen from a file.
    """

    def __init__(self, code: Code, imported: Callable[[str, str], tuple[Outcome, ...]]) -> None:
        self.code = code
        self.imported = imported
        self._imports: dict[tuple[str, str], bool] = {}
        self._names: dict[tuple[str, str, str, frozenset[str]], bool] = {}
        self._open: list[tuple[str, str, str, frozenset[str]]] = []
        self._arguments: dict[int, tuple[frozenset[str], Bound]] = {}
        self._given: frozenset[str] = frozenset()
        self._depth = 0
        self._nested = 0

    def test(self, value: Expression, where: Where) -> bool:
        """Whether a test can be known, given what is known of the arguments of its scope."""
        if screens.is_open:
            return True
        outer = self._given, self._open, self._depth  # of the test that led here through an imported name
        self._given, self._open, self._depth = self._known(where.bound) if where.bound else frozenset(), [], 0
        try:
            return self(value, where.path, where.scope)
        finally:
            self._given, self._open, self._depth = outer

    def _known(self, bound: Bound) -> frozenset[str]:
        """The parameters of which something is known."""
        kept = self._arguments.get(id(bound))
        if kept is None:
            names = frozenset(name for name, found in bound if any(map(_tells_something, found)))
            kept = self._arguments[id(bound)] = names, bound
        return kept[0]

    def __call__(self, value: Expression, path: str, scope: str) -> bool:
        """Whether an expression that stands in a scope of a file can be known."""
        asked = _QUESTIONS.get(type(value))
        if asked is None or self._depth >= MAX_DECIDABLE_DEPTH:
            return True
        self._depth += 1
        found: bool = asked(self, value, path, scope)
        self._depth -= 1
        return found

    def _name(self, value: Name, path: str, scope: str) -> bool:
        if value.imported:
            return self._imported(value.name, path)
        first = value.name.partition(".")[0]
        return first == "__name__" or first in self._given or self._local(first, path, scope)

    def _imported(self, dotted: str, path: str) -> bool:
        """Names of other distributions are known by name only, but for what every platform answers alike."""
        key = (path, dotted)
        if key not in self._imports:
            if self._nested >= MAX_DECIDABLE_NESTED:
                return True
            self._imports[key] = True  # modules may import from one another in a circle: nothing is said of that
            self._nested += 1
            try:
                known = dotted in operations.PLATFORM_CONSTANTS
                self._imports[key] = known or any(map(_tells_something, self.imported(dotted, path)))
            finally:
                self._nested -= 1
        return self._imports[key]

    def _local(self, name: str, path: str, scope: str) -> bool:
        key = (path, scope, name, self._given)
        if key in self._open:
            return key != self._open[-1]  # ``x = f(x)`` makes nothing known; of a wider circle nothing is said
        if key not in self._names:
            self._open.append(key)
            self._names[key] = self._bound(name, path, scope)
            self._open.pop()
        return self._names[key]

    def _bound(self, name: str, path: str, scope: str) -> bool:
        """Whether anything that may bind a name, in its scope or around it, can be known."""
        here = scope
        while here:
            if any(self._binder(b, path, here) for b in self.code.binders(path, here, name)):
                return True
            here = here.rpartition(".")[0]
        return any(self._binder(b, path, "") for b in self.code.bindings(path).get(name, ()))

    def _binder(self, statement: Statement, path: str, scope: str) -> bool:
        if isinstance(statement, Assignment):  # a flag set by a comparison is judged by that (``branches.by_origin``)
            return isinstance(statement.value, Compare) or self(statement.value, path, scope)
        if isinstance(statement, Import):
            return self._imported(imported_name(statement), path)
        return True  # a function or class of the repository

    def _call(self, value: Call, path: str, scope: str) -> bool:
        from flaskcheck.values.calls import is_library_call

        return is_library_call(value) or self(value.function, path, scope)

    def _compare(self, value: Compare, path: str, scope: str) -> bool:
        return self(value.left, path, scope) and self(value.right, path, scope)

    def _either(self, value: Either, path: str, scope: str) -> bool:
        return any(self(option, path, scope) for option in value.options)

    def _conditional(self, value: Conditional, path: str, scope: str) -> bool:
        return self(value.then, path, scope) or self(value.otherwise, path, scope)

    def _base(self, value: Attribute | Subscript, path: str, scope: str) -> bool:
        return self(value.base, path, scope)

    def _operand(self, value: Not, path: str, scope: str) -> bool:
        return self(value.operand, path, scope)

    def _never(self, _value: Opaque, _path: str, _scope: str) -> bool:
        return False


def _tells_something(outcome: Outcome) -> bool:
    """Whether an outcome is a constant or a thing of the repository, or comes of a comparison, by which ``branches.by_origin`` judges."""
    from flaskcheck.values.value import Reference, Unknown

    thing = outcome.value
    if isinstance(outcome.origin, Compare):
        return True
    return not isinstance(thing, Unknown) and not (isinstance(thing, Reference) and thing.kind == "external")


def imported_name(statement: Import) -> str:
    """The full dotted name that an import statement binds; relative names keep their dots."""
    dots = "." * statement.level
    module = f"{dots}{statement.module}"
    if statement.name:
        return f"{module.rstrip('.') or dots}.{statement.name}" if statement.module else dots + statement.name
    if statement.alias == statement.module.partition(".")[0]:
        return statement.alias  # import a.b binds a
    return module


_QUESTIONS: dict[type, Any] = {
    Name: Decidable._name,
    Call: Decidable._call,
    Compare: Decidable._compare,
    Either: Decidable._either,
    Conditional: Decidable._conditional,
    Attribute: Decidable._base,
    Subscript: Decidable._base,
    Not: Decidable._operand,
    Opaque: Decidable._never,
}
"""How to ask each class of expressions; all others can be known."""
