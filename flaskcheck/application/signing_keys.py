"""What a value of a key that signs or encrypts says: made anew in each process, or by a command."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Conditional, Either, EnvRead, Name
from flaskcheck.known import libraries
from flaskcheck.known.meanings import GIVES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Expression

RANDOM_CALLS = libraries.named(GIVES, "random")
"""Calls that give another value in each process."""

MAKERS = (
    "secrets.",
    "urandom",
    "openssl rand",
    "uuidgen",
    "uuid",
    "pwgen",
    "token_hex",
    "token_urlsafe",
    "generate_key",
)
"""One of these is in a command that makes a new key."""


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


def is_made_by(command: str) -> bool:
    """Whether a command of the shell makes a new key each time that it runs."""
    return any(word in command for word in MAKERS)
