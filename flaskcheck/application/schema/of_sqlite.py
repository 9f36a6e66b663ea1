"""Statements that SQLite alone understands, in migrations and in the application's code.

What PostgreSQL says of each was tried with PostgreSQL 15.
"""

from __future__ import annotations

import re

from flaskcheck.facts.expressions import called
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.python import CallSite
    from flaskcheck.ground.place import Place

_SQLITE = (
    (re.compile(r"^\s*PRAGMA\b", re.IGNORECASE), 'syntax error at or near "PRAGMA"'),
    (re.compile(r"^\s*INSERT\s+OR\s+(?:IGNORE|REPLACE)\b", re.IGNORECASE), 'syntax error at or near "OR"'),
    (re.compile(r"\bFROM\s+sqlite_master\b", re.IGNORECASE), 'relation "sqlite_master" does not exist'),
    (re.compile(r"\bGLOB\s+'", re.IGNORECASE), 'syntax error at or near "GLOB"'),
    (re.compile(r"\bAUTOINCREMENT\b", re.IGNORECASE), 'syntax error at or near "AUTOINCREMENT"'),
    (re.compile(r"^\s*REPLACE\s+INTO\b", re.IGNORECASE), 'syntax error at or near "REPLACE"'),
    (re.compile(r"\bIFNULL\(", re.IGNORECASE), "function ifnull(…) does not exist"),
    (re.compile(r"\bGROUP_CONCAT\(", re.IGNORECASE), "function group_concat(…) does not exist"),
    (re.compile(r"\bJULIANDAY\(", re.IGNORECASE), "function julianday(…) does not exist"),
    (re.compile(r"\bstrftime\(\s*'", re.IGNORECASE), "function strftime(unknown, unknown) does not exist"),
    (re.compile(r"\bdatetime\(\s*'now'", re.IGNORECASE), "function datetime(unknown) does not exist"),
)
"""What SQLite understands, with what PostgreSQL says."""

_RUNNING = frozenset(("execute", "executemany", "executescript", "exec_driver_sql", "text"))
_FUNCTIONS = frozenset(("strftime", "julianday", "group_concat", "ifnull", "unixepoch"))


def only_sqlite(text: str) -> tuple[str, str] | None:
    """What of a statement only SQLite understands, and what PostgreSQL says; ``None`` where nothing is known to be."""
    for pattern, error in _SQLITE if text else ():
        found = pattern.search(text)
        if found:
            return found.group().strip(), error
    return None


def sqlite_statements(production: Production) -> Iterator[tuple[Place, str, str]]:
    """The statements in reached code that SQLAlchemy's database gets whatever its kind is, and that only SQLite understands: where, what is written, what PostgreSQL says.

    Left alone is what stands under a condition or a ``try``, and what stands in a file that opens SQLite itself.
    """
    for site, _ in production.calls():
        word = called(site.call)
        if word not in _RUNNING and word not in _FUNCTIONS:
            continue
        if any(guard.is_question or guard.kind in ("try", "except") for guard in site.guards):
            continue
        if not _opens_sqlite(production, site.path):
            yield from _in_call(production, site, word)


def _in_call(production: Production, site: CallSite, word: str) -> Iterator[tuple[Place, str, str]]:
    if word in _FUNCTIONS:
        if ".func." in f".{site.call.function.dotted}":
            yield site.place, f"func.{word}()", f"function {word}(…) does not exist"
        return
    value = site.call.argument(0, "statement")
    found = production.evaluator.outcomes(value, Where.of(site)) if value is not None else ()
    told = only_sqlite(found[0].text) if len(found) == 1 and found[0].is_literal else None
    if told:
        yield site.place, *told


def _opens_sqlite(production: Production, path: str) -> bool:
    module = production.code.module(path)
    return module is None or any(i.module.partition(".")[0] in ("sqlite3", "aiosqlite") for i in module.imports)
