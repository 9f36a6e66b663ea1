"""Settings that hold a key which signs or encrypts, and what a value of one says."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Name
from flaskcheck.ground.place import HOLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.values.value import Outcome

SIGNING_KEYS = (
    "SECRET_KEY",
    "JWT_SECRET_KEY",
    "JWT_SECRET",
    "WTF_CSRF_SECRET_KEY",
    "SECURITY_PASSWORD_SALT",
    "SECRET_KEY_FALLBACKS",
)
"""Flask, Flask-JWT-Extended, Flask-WTF and Flask-Security sign sessions, tokens and forms with these."""

RANDOM_CALLS = frozenset(
    {
        "os.urandom",
        "secrets.token_hex",
        "secrets.token_bytes",
        "secrets.token_urlsafe",
        "uuid.uuid4",
        "uuid.uuid1",
        "random.random",
        "random.randint",
        "random.getrandbits",
        "random.choice",
        "random.choices",
        "cryptography.fernet.Fernet.generate_key",
        "Crypto.Random.get_random_bytes",
        "binascii.hexlify",
        "numpy.random.bytes",
    }
)
"""Calls that give another value in each process."""


def is_literal_key(outcome: Outcome) -> bool:
    """Whether the value is a text written in the code, without unknown parts."""
    return bool(outcome.text) and HOLE not in outcome.text


def random_call(value: Expression) -> Call | None:
    """The call inside an expression that makes it random, or ``None``."""
    for part in value.walk():
        if isinstance(part, Call) and part.name in RANDOM_CALLS and isinstance(part.function, Name):
            if part.name != "binascii.hexlify":
                return part
    return None
