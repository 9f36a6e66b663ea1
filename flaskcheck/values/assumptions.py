"""Which branch production takes when a test depends on something unknown.

A test for development or testing does not hold in production, a test for production does: ``if os.environ.get("FLASK_ENV") == "development"``,
``if app.debug``, ``if ENV in ("dev", "local")``. Everything else stays undecided.
"""

from __future__ import annotations

from flaskcheck.facts.expressions import (
    Attribute,
    Call,
    Compare,
    Either,
    EnvRead,
    Items,
    Literal,
    Name,
    Not,
    Subscript,
)
from flaskcheck.facts.python import Assignment
from flaskcheck.ground import words
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.facts.expressions import Expression
    from flaskcheck.values.value import Ask, Outcome


def assumption(ask: Ask, test: Expression, where: Where, is_unknown: bool = False) -> bool | None:
    """What production makes of a test that evaluation could not decide; ``None`` when nothing speaks for either. ``is_unknown``: nothing in it can be known (``Names.can_be_known``)."""
    if isinstance(test, Not):
        inner = assumption(ask, test.operand, where, True) if is_unknown else ask.truth(test.operand, where)
        return None if inner is None else not inner
    if isinstance(test, Either):
        return _either(ask, test, where, is_unknown)
    if isinstance(test, Compare):
        return _compare(test)
    said = _said(test)
    return _by_definition(ask, test, where) if said is None else said


def _by_definition(ask: Ask, test: Expression, where: Where) -> bool | None:
    """What the one definition of a name says of it: ``AT_HOME = not PRODUCTION and not STAGING``."""
    bound = ask.code.bindings(where.path).get(test.dotted, ()) if isinstance(test, Name) and not test.imported else ()
    return _said(bound[0].value) if len(bound) == 1 and isinstance(bound[0], Assignment) else None


def _said(test: Expression) -> bool | None:
    """What the flags in a test say by their names alone."""
    if isinstance(test, Not):
        inner = _said(test.operand)
        return None if inner is None else not inner
    if isinstance(test, Either):
        decisive = test.operator == "or"
        verdicts = list(map(_said, test.options))
        return decisive if decisive in verdicts else None if None in verdicts else not decisive
    if _is_development_flag(test):
        return False
    return True if _last_name(test) in words.PRODUCTION_FLAGS else None


def by_origin(ask: Ask, found: Iterable[Outcome]) -> bool | None:
    """What production makes of a flag that was set by a test: ``DEV = ENV != "production"``, then ``if DEV``."""
    verdicts = {assumption(ask, o.origin, Where(o.path)) if isinstance(o.origin, Compare) else None for o in found}
    return verdicts.pop() if len(verdicts) == 1 else None


def _either(ask: Ask, test: Either, where: Where, is_unknown: bool) -> bool | None:
    verdicts = [
        assumption(ask, option, where, True) if is_unknown else ask.truth(option, where) for option in test.options
    ]
    decisive = test.operator == "or"
    if decisive in verdicts:
        return decisive
    return None if None in verdicts else not decisive


def _compare(test: Compare) -> bool | None:
    named, other = _words(test.right), test.left
    if named is None:
        named, other = _words(test.left), test.right
    positive = test.operator in ("==", "in", "is")
    if named and test.operator in _OPERATORS and _is_development_flag(_as_written(other)):
        is_on = True if named <= _ON else False if named <= _OFF else None
        return None if is_on is None else is_on != positive
    if not named or not _selects_mode(other):
        return None
    if any(words.is_production(name) and words.is_development(name) for name in named):
        return None  # ``DEV_ON_PROD`` may be either
    modes = {words.mode(name) for name in named}
    if modes == {"development"}:
        return not positive
    if "production" in modes:
        return positive
    if test.left is not other and test.operator in ("in", "not in") and "development" in modes:
        return not positive
    return None


_OPERATORS = ("==", "!=", "in", "not in", "is", "is not")
_ON = frozenset("1 true yes on y t".split())
_OFF = frozenset("0 false no off n f".split())


def _as_written(value: Expression) -> Expression:
    """A text without what only makes its letters small or cuts off blanks: ``os.environ.get("TESTING", "").lower()``."""
    while isinstance(value, Call) and isinstance(value.function, Attribute) and value.function.name in _TIDYING:
        value = value.function.base
    return value


_TIDYING = ("lower", "casefold", "strip")


def _words(value: Expression) -> frozenset[str] | None:
    """The lower-case words of a literal or a display of literals; ``None`` for anything else."""
    if isinstance(value, Literal):
        if isinstance(value.value, str):
            tail = value.value.lower().rpartition(".")[2]
            return frozenset({tail.removesuffix("config") or tail})
        return None
    if isinstance(value, Items) and value.items:
        found = [_words(item) for item in value.items]
        if all(named is not None for named in found):
            return frozenset().union(*(named for named in found if named))
    return None


def _selects_mode(value: Expression) -> bool:
    """Whether the expression names the environment the program runs in."""
    if isinstance(value, Subscript) and isinstance(value.key, Literal):  # the key says what it is, not the dictionary
        return any(word in str(value.key.value).lower() for word in words.MODES)
    for part in value.walk():
        name = part.variable if isinstance(part, EnvRead) else _name_of(part)
        if name and any(word in name.lower() for word in words.MODES):
            return True
    return any(isinstance(part, EnvRead) for part in value.walk())


def _is_development_flag(value: Expression) -> bool:
    name = _name_of(value)
    if isinstance(value, Subscript):
        name = str(value.key.value) if isinstance(value.key, Literal) else ""
    if isinstance(value, Call) and value.name.endswith(".get") and value.arguments:
        first = value.arguments[0]
        name = str(first.value) if isinstance(first, Literal) else ""
    if isinstance(value, EnvRead):
        name = value.variable
        if name in words.DEVELOPMENT_VARIABLES:
            return True
    return name.rpartition(".")[2].lower() in words.DEVELOPMENT_FLAGS


def _last_name(value: Expression) -> str:
    """The last part of what a flag is called; of a call, of its function."""
    called = value.function if isinstance(value, Call) else value
    return _name_of(called).rpartition(".")[2].lower()


def _name_of(value: Expression) -> str:
    if isinstance(value, Attribute):
        return value.name
    return value.dotted
