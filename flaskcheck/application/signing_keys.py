"""Values of keys that are made anew in each process."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Conditional, Either, EnvRead, Name
from flaskcheck.known import libraries
from flaskcheck.known.meanings import GIVES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Expression

RANDOM_CALLS = libraries.named(GIVES, "random")
"""Calls that give another value in each process."""


def random_call(value: Expression) -> Call | None:
    """The call inside an expression that makes it random, or ``None``; what it may be instead (a default, a branch) is a value of its own."""
    todo = [value]
    while todo:
        part = todo.pop()
        if isinstance(part, Call) and part.name in RANDOM_CALLS and isinstance(part.function, Name):
            return part
        if not isinstance(part, (EnvRead, Either, Conditional)):
            todo.extend(part.children)
    return None
