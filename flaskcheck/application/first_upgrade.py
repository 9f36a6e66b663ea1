"""What the first revision of a history does on an empty database, which is what a new host has."""

from __future__ import annotations

import re

from flaskcheck.facts.expressions import called
from flaskcheck.facts.python import CallSite
from flaskcheck.known import libraries
from flaskcheck.known.meanings import ALTERS_TABLES, CREATES_TABLES
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.migrations import Migration
    from flaskcheck.known.meanings import Meaning
    from flaskcheck.values.evaluator import Evaluator

_STAMPED = rb"\bdb stamp\b|\balembic\b.{0,40} stamp\b"
_MADE_BEFORE = re.compile(rb"\bcreate table\b|" + _STAMPED, re.IGNORECASE)
"""What a text says where tables are made before the first upgrade."""
_IS_STAMPED = re.compile(_STAMPED, re.IGNORECASE)
_STAMPS = re.compile(rb"\bstamp\(")

UPGRADE = "upgrade"
_CREATING = dict(libraries.rows(CREATES_TABLES, "one"))
_ALTERING = dict(libraries.rows(ALTERS_TABLES))
_DESCRIBING = "sqlalchemy."
"""What only describes a table or a column."""


def altered_first(evaluator: Evaluator, first: Migration) -> tuple[CallSite, str] | None:
    """The operation of a first revision that needs a table which nothing before it has created, with that table; ``None`` as soon as something cannot be determined."""
    created: set[str] = set()
    for site, meaning in _operations(evaluator.code, first):
        if meaning is None:
            return None
        value = site.call.argument(*meaning.argument("table"))
        found = evaluator.outcomes(value, Where(site.path, site.scope, before=site)) if value else ()
        if len(found) != 1 or not found[0].is_literal or site.call.argument(-1, "if_exists"):
            return None
        table = found[0].text
        if meaning.kind == CREATES_TABLES:
            created.add(table)
        elif table not in created:
            return site, table
    return None


def creates_tables(code: Code, first: Migration) -> bool:
    """Whether a first revision creates a table, whatever the database holds already."""
    names = (site.call for site, meaning in _operations(code, first) if meaning and meaning.kind == CREATES_TABLES)
    return any(call.argument(-1, "if_not_exists") is None for call in names)


def _operations(code: Code, revision: Migration) -> Iterator[tuple[CallSite, Meaning | None]]:
    """The operations of a revision's upgrade in order; without a meaning where anything may happen."""
    for site in code.scope(revision.path, UPGRADE):
        if not isinstance(site, CallSite):
            continue
        meaning = _CREATING.get(site.call.name) or _ALTERING.get(site.call.name)
        is_sure = all(guard.kind == "with" for guard in site.guards)
        if not is_sure or meaning is not None or not _is_harmless(site):
            yield site, meaning if is_sure else None


def _is_harmless(site: CallSite) -> bool:
    """Whether a call only describes a column, or belongs to a table that is being altered."""
    is_argument = any(word.startswith("call:") for word in site.context)
    in_batch = any(guard.test is not None and "batch_alter_table" in guard.test.spelling for guard in site.guards)
    return is_argument or in_batch or site.call.name.startswith(_DESCRIBING)


_MAKING = (b"create_all", b"command.stamp(", b"sqlalchemy_helpers", b"flask_appbuilder", b"invenio_db")
"""What makes tables in code, calls and libraries whose own commands do: sqlalchemy-helpers' ``flask db sync`` makes all of an empty database and stamps it, as Flask-AppBuilder's
``fab create-db`` and Invenio's ``db create`` make theirs.
"""


def makes_tables_otherwise(code: Code, besides_tests: bool = False) -> bool:
    """Whether something else in the repository makes tables: ``create_all()`` in a command, a script of SQL, whatever comes before the database is stamped with a revision.

    ``besides_tests``: not what only tests do, for a database of their own.
    """
    return code.once(_makes_but_in_tests if besides_tests else _makes, "", "")


def _makes(code: Code, *_: str) -> bool:
    return _makes_in(code, code.paths)


def _makes_but_in_tests(code: Code, *_: str) -> bool:
    return _makes_in(code, [path for path in code.paths if "test" not in path.lower()])


def _makes_in(code: Code, paths: Iterable[str]) -> bool:
    if any(mark in code.tree.source(path).raw for path in paths for mark in _MAKING):
        return True
    return any(_MADE_BEFORE.search(raw) for raw in _told(code) if b"create" in raw.lower() or _may_stamp(raw))


def makes_tables_when_served(code: Code, served: Collection[str]) -> bool:
    """The same where a server imports the ``served`` modules: what they do under their main guards alone is never run then."""
    if not makes_tables_otherwise(code, besides_tests=True):
        return False
    paths = [path for path in code.files_with("create_all") if "test" not in path.lower()]
    if not paths or any(path.endswith(".sql") for path in code.tree.files):
        return True
    modules = ((path, code.module(path)) for path in paths)
    sites = [(path, s) for path, m in modules if m is not None for s in m.calls if called(s.call) == "create_all"]
    return any(path not in served or not any(g.is_for_scripts for g in s.guards) for path, s in sites)


def is_stamped(code: Code) -> bool:
    """Whether anything in the repository tells a database that it has a revision, so that an upgrade passes over what comes before."""
    sources = (code.tree.source(path).raw for path in code.paths)
    in_code = any(_STAMPS.search(raw) for raw in sources if b"stamp(" in raw)
    return in_code or any(_IS_STAMPED.search(raw) for raw in _told(code) if _may_stamp(raw))


def _may_stamp(raw: bytes) -> bool:
    """Whether a text may tell to stamp a database: most are ruled out without a pattern."""
    return b" stamp" in raw.lower()


def _told(code: Code) -> Iterator[bytes]:
    """What scripts and texts say."""
    told = (".sql", ".sh", ".md", ".rst")
    return (code.tree.source(path).raw for path in code.tree.files if path.endswith(told))
