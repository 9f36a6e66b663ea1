"""Settings that hold a key which signs or encrypts, and what a value of one says."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Name
from flaskcheck.known import libraries
from flaskcheck.known.meanings import GIVES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Expression

RANDOM_CALLS = libraries.named(GIVES, "random")
"""Calls that give another value in each process."""


def random_call(value: Expression) -> Call | None:
    """The call inside an expression that makes it random, or ``None``."""
    for part in value.walk():
        if isinstance(part, Call) and part.name in RANDOM_CALLS and isinstance(part.function, Name):
            return part
    return None
