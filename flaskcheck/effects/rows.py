"""Code that fills or empties the database: what a module or a function does to it when it runs."""

from __future__ import annotations

import re

from flaskcheck.effects.destruction import destroying_call
from flaskcheck.facts.expressions import Call, Literal, Mapping, Name, called, receiver
from flaskcheck.facts.python import CallSite
from flaskcheck.known import libraries, usual_names
from flaskcheck.known.meanings import CREATES_TABLES, DELETES_ROWS, RUNS_SQL, WRITES_ROWS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Module

SESSION_METHODS = libraries.last_words(WRITES_ROWS, "session", "merge")
MANY = libraries.last_words(WRITES_ROWS, "many")
STATEMENTS = libraries.last_words(RUNS_SQL, "statement", "rows", "script")
EXECUTE = libraries.last_words(RUNS_SQL, "statement")
_ADDS = re.compile(r"\s*INSERT\b", re.IGNORECASE)
_COPES = re.compile(
    r"\b(OR\s+(IGNORE|REPLACE)|INSERT\s+IGNORE|ON\s+CONFLICT|ON\s+DUPLICATE\s+KEY|NOT\s+EXISTS)\b", re.IGNORECASE
)
"""An INSERT that adds only what is not there yet."""
_CREATING_ALL = libraries.last_words(CREATES_TABLES, "all")
DELETING = libraries.last_words(DELETES_ROWS, "query")
_DELETING_MANY = libraries.last_words(DELETES_ROWS, "many")
_DROPPING = libraries.last_words(DELETES_ROWS, "collection")


def writes_rows(call: Call) -> bool:
    """Whether a call adds rows: ``db.session.add``, ``bulk_insert_mappings``, ``execute("INSERT …")``, ``Model.create``."""
    name = called(call)
    if name in SESSION_METHODS:
        return "session" in (_owner(call).lower() or call.function.spelling)
    if name in MANY:
        return True
    if name in STATEMENTS:
        first = call.arguments[0] if call.arguments else None
        if _made_by(first) == "insert":
            return True
        texts = [v.value for v in first.walk() if isinstance(v, Literal)] if first else []
        return any(isinstance(t, str) and _ADDS.match(t) and not _COPES.search(t) for t in texts)
    return False


def creates_all(call: Call) -> bool:
    """Whether a call creates all tables (``db.create_all()``)."""
    name = called(call)
    return name in _CREATING_ALL and call.name != name


def deletes_rows(call: Call) -> str:
    """What a call deletes of all rows (``Model.query.delete()``, ``drop_all()``, TRUNCATE); ``""`` for others."""
    found = destroying_call(call)
    if found:
        return found
    name = called(call)
    base, _ = receiver(call)
    if name in DELETING and not call.arguments:
        asked = call.function.spelling
        if ("query" in asked and "filter" not in asked) or _is_of_all_documents(base):
            return "delete() of all rows"
    first = call.arguments[0] if call.arguments else base
    is_all = isinstance(first, Mapping) and not first.keys
    if base is not None and (name in _DROPPING or (name in _DELETING_MANY and is_all)):
        return f"{name}() of everything"
    if name in EXECUTE and _made_by(first) == "delete":
        return "delete() of all rows"
    texts = [v.value for v in first.walk() if isinstance(v, Literal)] if first and name in EXECUTE else []
    if any(
        isinstance(t, str) and t.lstrip().upper().startswith("DELETE FROM") and "WHERE" not in t.upper() for t in texts
    ):
        return "DELETE FROM"
    return ""


def _is_of_all_documents(base: Expression | None) -> bool:
    """Whether an expression is all documents of a class of MongoEngine's: ``Town.objects``, ``Town.objects()``."""
    if isinstance(base, Call) and not (base.arguments or base.keywords):
        base = base.function
    return isinstance(base, Name) and base.name.endswith(".objects")


def _made_by(statement: Expression | None) -> str:
    """What a statement of SQLAlchemy does that is written as calls and goes through all that it names: ``insert(Model).values(…)`` without a word of what is there already,
    ``delete(Model)`` and ``table.delete()`` without a condition."""
    words: list[str] = []
    while isinstance(statement, Call):
        base, method = receiver(statement)
        words.append(method or called(statement))
        if not isinstance(base, Call):
            is_function = statement.name.startswith("sqlalchemy.") or (
                base is not None and base.dotted.rpartition(".")[2] == "db"
            )
            is_made = words[-1] in ("insert", "delete") and (is_function or (method and not statement.arguments))
            return words[-1] if is_made and not _LIMITS & set(words) else ""
        statement = base
    return ""


_LIMITS = frozenset(
    "where filter filter_by on_conflict_do_nothing on_conflict_do_update on_duplicate_key_update prefix_with from_select".split()
)
"""What limits a statement to some rows, or to those that are not there yet."""


def makes_application(call: Call) -> bool:
    """Whether a call creates an application or pushes a context: ``create_app()``, ``app.app_context().push()``."""
    return call.name.rpartition(".")[2] in usual_names.FACTORIES or pushes_context(call)


def pushes_context(call: Call) -> bool:
    """Whether a call opens an application's context that nothing closes."""
    return called(call) == "push" and "app_context" in call.function.spelling


def _owner(call: Call) -> str:
    """What a method is called on, where that is a name."""
    base, _ = receiver(call)
    return base.dotted if base is not None else ""


def top_level_calls(module: Module) -> Iterator[CallSite]:
    """The calls that run when a module is imported: outside functions and the main guard."""
    return (s for s in module.calls if not s.scope and not any(g.is_for_scripts for g in s.guards))


def is_seed_name(text: str) -> bool:
    """Whether a file, function or command is named for filling the database."""
    words = text.lower().replace("-", "_").replace("/", "_").replace(".", "_").split("_")
    return (
        bool({"seed", "seeds", "seeder", "seeding", "populate", "fixtures", "initdb"} & set(words))
        or "fake_data" in text
        or "sample_data" in text
    )
