"""Calls and programs that delete data."""

from __future__ import annotations

import re

from flaskcheck.effects.run import configuration_file
from flaskcheck.facts.expressions import Call, Literal, Name, called, receiver
from flaskcheck.facts.python import Assignment
from flaskcheck.files.roles import TEST_FOLDERS
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.limits import MAX_LOOK_DEPTH
from flaskcheck.ground.place import HOLE
from flaskcheck.known import libraries
from flaskcheck.known.meanings import DROPS_TABLES, RUNS_SQL, WRITES_FILE
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite, Module, Statement, Text
    from flaskcheck.files.tree import Tree
    from flaskcheck.shell.program import Invocation
    from flaskcheck.values.evaluator import Evaluator

_DROP = re.compile(r"^\s*(DROP\s+(TABLE|DATABASE|SCHEMA)|TRUNCATE)\b", re.IGNORECASE)
_DROPS = libraries.last_words(DROPS_TABLES)
_STATEMENTS = libraries.last_words(RUNS_SQL, "statement", "script", "driver")
_REMOVALS = libraries.named(WRITES_FILE, "removal")
_SPOKEN = _STATEMENTS | libraries.last_words(WRITES_FILE, "removal")
DESTROYING = _DROPS | _SPOKEN
"""The last words of all calls that may delete something."""
_DROPPED = re.compile(r"DROP\s+TABLE\s+IF\s+EXISTS\s+[\"`\[]?(\w+)", re.IGNORECASE)
_USING = re.compile(
    r"\b(?:TABLE|INTO|FROM|UPDATE|JOIN|REFERENCES)\s+(?:IF\s+NOT\s+EXISTS\s+)?[\"`\[]?(\w+)", re.IGNORECASE
)
_GIVEN = re.compile(r"(?:<|\.read)\s*[\"']?([^\s\"';|&]+)")
_DATABASE_FILE = re.compile(r"\.(db|sqlite3?)$", re.IGNORECASE)


def destroying_call(call: Call) -> str:
    """What a call deletes, in words: ``drop_all()``, ``DROP TABLE``, the database file; ``""`` for harmless calls."""
    name = called(call)
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


def dropping_script(evaluator: Evaluator, site: CallSite) -> str:
    """The same for a call that runs a script of SQL from a file of the repository (``executescript(file.read())``) which drops tables, or that empties every table in a loop."""
    name = called(site.call)
    if name not in _STATEMENTS or not site.call.arguments:
        return ""
    if _empties_table(evaluator.code, site):
        return "DELETE of every table"
    for text in _texts(evaluator.code, site, site.call.arguments[0], 0):
        path = (
            (configuration_file(evaluator, text, site.path) or _named(evaluator.code.tree, text))
            if text.endswith(".sql")
            else ""
        )
        if path and drops(evaluator.code.tree, path):
            return f"DROP TABLE in {path}"
    return ""


def removed_database(evaluator: Evaluator, site: CallSite) -> str:
    """The same for a call that removes the file of a database which has its name elsewhere: ``os.remove(settings.DATABASE_FILE)``."""
    if site.call.name not in _REMOVALS or not site.call.arguments:
        return ""
    where = Where(site.spans.path, site.scope, before=site, guards=site.guards)
    texts = [o.text.rpartition("/")[2] for o in evaluator.outcomes(site.call.arguments[0], where)]
    is_told = texts and all(map(_DATABASE_FILE.search, texts)) and HOLE not in texts[0]
    return f"the removal of {texts[0]}" if is_told else ""


def _named(tree: Tree, text: str) -> str:
    """The only file of a name, of which the folders before it stand elsewhere (``FOLDER / "sql" / "tables.sql"``)."""
    found = tree.named(text.rpartition("/")[2])
    return found[0] if len(found) == 1 and f"/{found[0]}".endswith(f"/{text.lstrip('./')}") else ""


def _empties_table(code: Code, site: CallSite) -> bool:
    """Whether a call deletes all rows of each table of the models: ``for table in reversed(db.metadata.sorted_tables): db.session.execute(table.delete())``."""
    given = site.call.arguments[0]
    base, method = receiver(given) if isinstance(given, Call) else (None, "")
    if method != "delete" or not isinstance(base, Name):
        return False
    bound = [b for b in code.binders(site.path, site.scope, base.name) if isinstance(b, Assignment)]
    return any("sorted_tables" in b.value.spelling for b in bound)


def _texts(code: Code, statement: Statement, value: Expression, depth: int) -> Iterator[str]:
    """The texts in an expression and in what its names are bound to: ``script.read()``, ``with open("schema.sql") as script``."""
    for part in value.walk():
        if isinstance(part, Literal) and isinstance(part.value, str):
            yield part.value
        elif isinstance(part, Name) and not part.imported and depth < MAX_LOOK_DEPTH:
            first = part.name.partition(".")[0]
            for scope in dict.fromkeys((statement.scope, "")):
                for binder in code.binders(statement.spans.path, scope, first):
                    if isinstance(binder, Assignment):
                        yield from _texts(code, binder, binder.value, depth + 1)


def drops(tree: Tree, path: str) -> bool:
    """Whether a script of SQL drops tables or empties them."""
    return any(_DROP.match(line) for line in tree.source(path).lines)


def scripts(invocation: Invocation) -> tuple[str, ...]:
    """The scripts of SQL that a database's own program is given: ``psql -f schema.sql``, ``sqlite3 shop.db < schema.sql``."""
    if invocation.program not in ("psql", "sqlite3", "mysql", "mariadb"):
        return ()
    named = [word.removeprefix("--file=").removeprefix("-f") for word in invocation.arguments]
    return tuple(w for w in (*named, *_GIVEN.findall(invocation.text)) if w.endswith(".sql"))


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


# -- tables that the program has given up: nothing makes them again, and nothing reads them


def drops_obsolete(code: Code, site: CallSite) -> bool:
    """Whether a call drops, if it is there, a table that the program uses nowhere else: one of an older version. What a class does with a database of its own is no use of another's."""
    table = _dropped_by(site)
    if not table or any(_mentions(code, path, table) for path in code.tree.files if path.endswith(".sql")):
        return False
    own = _owner(code.module(site.path), site.scope)
    model = "".join(map(str.capitalize, table.split("_")))
    for path in {path for word in (table, model) for path in code.files_with(word)}:
        module = code.module(path)
        if not TEST_FOLDERS.isdisjoint(path.split("/")):
            continue
        if module is None or any(c.bases and c.name == model for c in module.classes):
            return False
        for text in module.texts:
            if _is_name_of_model(text, table) or (_uses(text, table) and _owner(module, text.scope) in ("", own)):
                return False
    return True


def writes_back(code: Code, site: CallSite) -> bool:
    """Whether a call drops a table that its function then fills with what it is given: it saves the whole of something, and deletes nothing of what users entered."""
    found = _DROPPED_TABLE.match(_written(site.call))
    function, module = code.function(site.path, site.scope) if found and site.scope else None, code.module(site.path)
    if found is None or function is None or module is None:
        return False
    given = {parameter.name for parameter in function.parameters}
    inserts = re.compile(rf"\s*(?:INSERT|REPLACE)\s+INTO\s+[\"`\[]?{re.escape(found[1])}\b", re.IGNORECASE)
    return any(
        inserts.match(_written(other.call))
        and any(
            isinstance(part, Name) and part.name in given for value in other.call.arguments[1:] for part in value.walk()
        )
        for other in module.calls
        if other.scope == site.scope and called(other.call) in {*_STATEMENTS, "executemany"}
    )


_DROPPED_TABLE = re.compile(r"\s*DROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?[\"`\[]?(\w+)", re.IGNORECASE)


def _written(call: Call) -> str:
    """The text that a call is given first, as far as it is written there."""
    literals = (v.value for v in call.arguments[0].walk() if isinstance(v, Literal)) if call.arguments else ()
    return next((value for value in literals if isinstance(value, str)), "")


def _dropped_by(site: CallSite) -> str:
    found = _DROPPED.match(_written(site.call).lstrip())
    return found[1] if found else ""


def _mentions(code: Code, path: str, table: str) -> bool:
    return encoded(table) in code.tree.source(path).raw


def _owner(module: Module | None, scope: str) -> str:
    """The class that a scope belongs to, by its name, or ``""``."""
    top = scope.partition(".")[0]
    return top if module is not None and any(c.name == top for c in module.classes) else ""


def _is_name_of_model(text: Text, table: str) -> bool:
    is_named = "Table" in text.calls or any(word.endswith("__tablename__") for word in text.context)
    return text.text == table and is_named


def _uses(text: Text, table: str) -> bool:
    """Whether a text is SQL that makes a table, reads it or writes to it."""
    dropped = {found[1] for found in _DROPPED.finditer(text.text)}
    return table in {found[1] for found in _USING.finditer(text.text)} and table not in dropped
