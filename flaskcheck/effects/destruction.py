"""Calls and programs that delete data."""

from __future__ import annotations

import re

from flaskcheck.facts.expressions import Attribute, Literal
from flaskcheck.known import libraries
from flaskcheck.known.meanings import DROPS_TABLES, RUNS_SQL, WRITES_FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.expressions import Call
    from flaskcheck.shell.program import Invocation

_DROP = re.compile(r"^\s*(DROP\s+(TABLE|DATABASE|SCHEMA)|TRUNCATE)\b", re.IGNORECASE)
_DROPS = libraries.last_words(DROPS_TABLES)
_STATEMENTS = libraries.last_words(RUNS_SQL, "statement", "script", "driver")
_REMOVALS = libraries.named(WRITES_FILE, "removal")
_SPOKEN = _STATEMENTS | libraries.last_words(WRITES_FILE, "removal")
_DATABASE_FILE = re.compile(r"\.(db|sqlite3?)$", re.IGNORECASE)


def destroying_call(call: Call) -> str:
    """What a call deletes, in words: ``drop_all()``, ``DROP TABLE``, the database file; ``""`` for harmless calls."""
    name = call.function.name if isinstance(call.function, Attribute) else call.name.rpartition(".")[2]
    if name in _DROPS and call.name != name:
        return f"{name}()"
    if not call.arguments or name not in _SPOKEN:
        return ""
    literals = (v.value for v in call.arguments[0].walk() if isinstance(v, Literal))
    text = next((value for value in literals if isinstance(value, str)), "")
    if name in _STATEMENTS and _DROP.match(text):
        return "TRUNCATE" if text.strip().upper().startswith("TRUNCATE") else "DROP TABLE"
    if call.name in _REMOVALS and _DATABASE_FILE.search(text):
        return f"the removal of {text}"
    return ""


def destroying_program(invocation: Invocation) -> str:
    """What a program deletes; ``""`` for harmless ones."""
    words = list(invocation.arguments)
    if invocation.program in ("flask", "alembic") and "downgrade" in words:
        return f"{invocation.program} {' '.join(words[:3])}"
    if invocation.program == "rm" and any(_DATABASE_FILE.search(w) for w in words):
        return "rm " + next(w for w in words if _DATABASE_FILE.search(w))
    if invocation.program in ("dropdb", "psql") and (
        invocation.program == "dropdb" or any(_DROP.match(w) for w in words)
    ):
        return invocation.program
    return ""
