"""What code foresees around an import: that the module may be absent, or only what a database or a request happens to hold."""

from __future__ import annotations

from flaskcheck.facts.expressions import Attribute, EnvRead, Name
from flaskcheck.known import libraries
from flaskcheck.known.meanings import LOOKS_UP
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from typing import TypeAlias

    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite, Import, Statement
    from flaskcheck.values.evaluator import Evaluator

    CallsOf: TypeAlias = Callable[[Collection[str]], list[CallSite]]

ROWS = libraries.last_words(LOOKS_UP, "rows")
REQUEST = libraries.named(LOOKS_UP, "request")
CHOSEN = frozenset(("config", "environ", "settings"))
"""What holds choices that were made for a place where the code runs."""


def is_foreseen(evaluator: Evaluator, statement: Import) -> bool:
    """Whether the code copes when an import fails, or makes it only under a test that may be there because it can fail."""
    where = Where(statement.spans.path, statement.scope)
    tests = [guard.test for guard in statement.guards if guard.is_question]
    return statement.copes or any(test is None or not is_of_data(evaluator, test, where) for test in tests)


def is_caught(evaluator: Evaluator, statement: Statement, calls_of: CallsOf, seen: tuple[str, ...] = ()) -> bool:
    """Whether the code goes on when an import fails in a function: all calls of that are caught, or stand in such a function themselves. ``calls_of`` finds calls by their last words."""
    path, scope = statement.spans.path, statement.scope
    if not scope or scope in seen:
        return False
    is_called = False
    for site in calls_of((scope.rpartition(".")[2],)):
        if may_call(evaluator, site, path, scope):
            is_called = True
            is_tried = any(guard.catches_failed_import for guard in site.guards)
            if not is_tried and not is_caught(evaluator, site, calls_of, (*seen, scope)):
                return False
    return is_called


def may_call(evaluator: Evaluator, site: CallSite, path: str, name: str) -> bool:
    """Whether a call leads to a function; what cannot be determined counts."""
    where = Where(site.spans.path, site.scope, (), site)
    things = [outcome.value for outcome in evaluator.outcomes(site.call.function, where)]
    known = [thing for thing in things if isinstance(thing, Reference)]
    return len(known) < len(things) or any((thing.path, thing.name) == (path, name) for thing in known)


def is_of_data(evaluator: Evaluator, test: Expression, where: Where) -> bool:
    """Whether a test asks what a database or a request holds, and nothing about the place where the code runs."""
    found = False
    for value in _asked(evaluator, test, where):
        if isinstance(value, EnvRead):
            return False
        name = value.name if isinstance(value, (Name, Attribute)) else ""
        words = name.split(".")
        if CHOSEN.intersection(word.lower() for word in words):
            return False
        found = found or not ROWS.isdisjoint(words) or ".".join(words[:2]) in REQUEST
    return found


def _asked(evaluator: Evaluator, test: Expression, where: Where) -> Iterator[Expression]:
    """All that a test is made of, its variables followed to what they were given."""
    for value in test.walk():
        yield value
        if isinstance(value, Name) and not value.imported:
            for outcome in evaluator.outcomes(value, where):
                yield from outcome.origin.walk()
