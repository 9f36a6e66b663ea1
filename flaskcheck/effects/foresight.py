"""What code foresees around an import: that the module may be absent, or only what a database or a request happens to hold."""

from __future__ import annotations

from flaskcheck.facts.expressions import Attribute, EnvRead, Name
from flaskcheck.known import libraries
from flaskcheck.known.meanings import LOOKS_UP
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Import
    from flaskcheck.values.evaluator import Evaluator

ROWS = libraries.last_words(LOOKS_UP, "rows")
REQUEST = libraries.named(LOOKS_UP, "request")
CHOSEN = frozenset(("config", "environ", "settings"))
"""What holds choices that were made for a place where the code runs."""


def is_foreseen(evaluator: Evaluator, statement: Import) -> bool:
    """Whether the code copes when an import fails, or makes it only under a test that may be there because it can fail."""
    where = Where(statement.spans.path, statement.scope)
    tests = [guard.test for guard in statement.guards if guard.kind == "if"]
    return statement.copes or any(test is None or not is_of_data(evaluator, test, where) for test in tests)


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
