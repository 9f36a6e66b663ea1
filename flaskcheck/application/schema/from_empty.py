"""Whether an upgrade of an empty database comes to its end: the operations of a straight history, tried one after the other on tables that are known.

What is not plain makes its table unknown, and what may be anything (SQL that is no plain change of rows, a helper's call) ends it: then nothing is said.
"""

from __future__ import annotations

import re

from flaskcheck.application.schema.columns import column_of
from flaskcheck.application.schema.operations import Operation, is_downgrade, upgrading
from flaskcheck.facts.expressions import Call, Items, Join, Literal, Name, called
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.migrations import Migration
    from flaskcheck.facts.python import CallSite

_CHANGES_ROWS = re.compile(
    r"\s*(?:update|insert|delete|select|pragma|(?:create|drop|alter)\s+(?:type|extension|(?:unique\s+)?index|sequence))\b",
    re.IGNORECASE,
)
_HARMLESS = frozenset(
    "f get_bind get_context inline_literal drop_index bulk_insert create_table_comment drop_table_comment "
    "print len str int list dict set range enumerate sorted zip super now utcnow today uuid4 info debug warning format join append "
    "commit flush rollback query filter filter_by all first one scalar scalars fetchall fetchone fetchmany count where values "
    "select update insert delete order_by has_table get_table_names get_columns get_indexes get_foreign_keys".split()
)
"""The last words of calls that change no table."""

_CHANGES = ("nullable", "type_", "server_default", "new_column_name")
"""What makes Alembic alter a column; what else it is told only describes it."""


class Halt(Record):
    """The operation at which an upgrade of an empty database ends, and what the database says. ``is_lacking``: something that is not there, which others may have made; ``since``: the SQLAlchemy that says so, older ones go on."""

    site: CallSite
    error: str
    is_lacking: bool
    since: str = ""


class _UnclearError(Exception):
    """Anything may have been done to any table."""


class FromEmpty:
    """The tables as they surely are: their columns, ``None`` where these are not known; ``_vague`` are names of which nothing is known."""

    def __init__(self, code: Code) -> None:
        self._code = code
        self._tables: dict[str, set[str] | None] = {}
        self._vague: set[str] = set()

    def halt(self, done: Iterable[tuple[Migration, Iterable[Operation]]]) -> Halt | None:
        """Where the upgrade ends before its end, as far as that is sure."""
        try:
            for migration, operations in done:
                known = {id(operation.site): operation for operation in operations}
                module, own = self._code.module(migration.path), upgrading(self._code, migration.path)
                for site in module.calls if module else ():
                    if is_downgrade(site.scope) or (own != "upgrade" and site.scope != own):
                        continue
                    found = self._of_site(site, known.get(id(site)))
                    if found is not None:
                        return found
        except _UnclearError:
            pass
        return None

    def _of_site(self, site: CallSite, operation: Operation | None) -> Halt | None:
        apply = _APPLY.get(operation.name) if operation is not None else None
        if operation is None or apply is None:
            if site.scope and not _changes_no_table(site):
                raise _UnclearError
            return None
        names = (operation.table, *self._others(operation))
        if not all(names):
            raise _UnclearError
        is_elsewhere = _of_schema(operation) or any("." in name for name in names)
        if is_elsewhere or not operation.is_plain or self._vague & {*names}:
            self._forget(names, is_made=operation.is_plain and not is_elsewhere and operation.name == "create_table")
            return None
        error = apply(self, operation)
        is_twice = error.startswith(_TWICE)
        return Halt(site, error, error.endswith("not exist"), "2.0" if is_twice else "") if error else None

    def _others(self, operation: Operation) -> tuple[str, ...]:
        """The further table that an operation is about."""
        return (_text(operation.argument(0, "new_table_name")),) if operation.name == "rename_table" else ()

    def _forget(self, names: Iterable[str], is_made: bool) -> None:
        for name in names:
            self._tables.pop(name, None)
            (self._vague.discard if is_made else self._vague.add)(name)
            if is_made:
                self._tables[name] = None

    # -- the operations: each gives what the database says, "" where it goes on -----------------------

    def _create(self, operation: Operation) -> str:
        name = operation.table
        if name in self._tables:
            if operation.call.argument(-1, "if_not_exists") is None:
                return f'relation "{name}" already exists'
            self._tables[name] = None
            return ""
        if lost := next((t for t in _referred(operation.call) if t != name and self._lacks_table(t)), ""):
            return self._lacks_table(lost)
        columns = [column_of(argument) for argument in operation.call.arguments[1:] if not _is_constraint(argument)]
        names = [column.name for column in columns if column]
        self._tables[name] = None if None in columns else set(names)
        if None not in columns and not any(column and column.is_renamed for column in columns):
            for kind, own in _own_constraints(operation.call):
                if own.lower() not in {known.lower() for known in names}:
                    return f"Can't create {kind} on table '{name}': no column named '{own}' is present."
        twice = next((own for number, own in enumerate(names) if own in names[:number]), "")
        return f"{_TWICE} '{twice}' is already present in table '{name}'." if twice else ""

    def _drop_table(self, operation: Operation) -> str:
        if operation.call.argument(-1, "if_exists") is not None:
            self._tables.pop(operation.table, None)
            return ""
        error = self._lacks_table(operation.table, "table")
        self._tables.pop(operation.table, None)
        return error

    def _rename(self, operation: Operation) -> str:
        [fresh] = self._others(operation)
        error = self._lacks_table(operation.table)
        if error or fresh in self._tables:
            return error or f'relation "{fresh}" already exists'
        self._tables[fresh] = self._tables.pop(operation.table, None)
        return ""

    def _add(self, operation: Operation) -> str:
        error = self._lacks_table(operation.table)
        columns = self._tables.get(operation.table)
        column = column_of(operation.argument(0, "column"))
        if error or columns is None:
            return error
        if column is None:
            self._tables[operation.table] = None
        elif column.name in columns and operation.call.argument(-1, "if_not_exists") is None:
            return f'column "{column.name}" of relation "{operation.table}" already exists'
        else:
            columns.add(column.name)
        return ""

    def _alter(self, operation: Operation) -> str:
        is_any = any(operation.call.argument(-1, word) is not None for word in _CHANGES)
        return self._drop(operation) if is_any else ""

    def _drop(self, operation: Operation) -> str:
        name, fresh = _text(operation.argument(0, "column_name")), operation.call.argument(-1, "new_column_name")
        columns = self._tables.get(operation.table)
        error = self._lacks_table(operation.table) or self._lacks_column(operation, name)
        if error or columns is None:
            return error
        is_dropped = operation.name == "drop_column"
        if not is_dropped and _text(fresh) in columns - {name}:
            return f'column "{_text(fresh)}" of relation "{operation.table}" already exists'
        if not name or (fresh is not None and not _text(fresh)):
            self._tables[operation.table] = None
        elif is_dropped or fresh is not None:
            columns.discard(name)
            columns.update(() if is_dropped else (_text(fresh),))
        return ""

    def _bind(self, operation: Operation) -> str:
        """A constraint of columns, which have to be there."""
        at = _COLUMNS_AT.get(operation.name)
        given = operation.argument(*at) if at else None
        names = [_text(item) for item in given.items] if isinstance(given, Items) else []
        lacking = (self._lacks_column(operation, name, "in a constraint ") for name in names)
        meant = _text(operation.argument(1, "referent_table")) if operation.name == "create_foreign_key" else ""
        lost = self._lacks_table(meant) if meant and "." not in meant else ""
        return self._lacks_table(operation.table) or next(filter(None, lacking), "") or lost

    def _lacks_table(self, name: str, kind: str = "relation") -> str:
        there = {known.lower() for known in (*self._tables, *self._vague)}
        return "" if name.lower() in there else f'{kind} "{name}" does not exist'

    def _lacks_column(self, operation: Operation, name: str, how: str = "") -> str:
        columns = self._tables.get(operation.table)
        if not name or columns is None or operation.call.argument(-1, "if_exists") is not None:
            return ""
        is_there = name.lower() in {column.lower() for column in columns}
        return "" if is_there else f'column "{name}" {how}of relation "{operation.table}" does not exist'


_TWICE = "A column with name"
"""How SQLAlchemy's DuplicateColumnError begins; 1.4 takes the second column in place of the first."""

_COLUMNS_AT = {
    "create_foreign_key": (2, "local_cols"),
    "create_unique_constraint": (1, "columns"),
    "create_index": (1, "columns"),
}
"""Where an operation names the columns that it is about, behind its table."""

_APPLY: dict[str, Callable[[FromEmpty, Operation], str]] = {
    "create_table": FromEmpty._create,
    "drop_table": FromEmpty._drop_table,
    "rename_table": FromEmpty._rename,
    "add_column": FromEmpty._add,
    "drop_column": FromEmpty._drop,
    "alter_column": FromEmpty._alter,
    "create_unique_constraint": FromEmpty._bind,
    "create_foreign_key": FromEmpty._bind,
    "create_check_constraint": FromEmpty._bind,
    "create_primary_key": FromEmpty._bind,
    "drop_constraint": FromEmpty._bind,
    "create_index": FromEmpty._bind,
}


def _referred(call: Call) -> Iterator[str]:
    """The tables, of no schema, to which the foreign keys in the description of a table lead."""
    for inner in call.walk():
        if isinstance(inner, Call) and called(inner) in ("ForeignKey", "ForeignKeyConstraint"):
            given = inner.argument(0, "column") if called(inner) == "ForeignKey" else inner.argument(1, "refcolumns")
            for item in given.items if isinstance(given, Items) else (given,):
                table, dot, column = _text(item).partition(".")
                if dot and "." not in column and not _is_elsewhere(inner):
                    yield table


def _own_constraints(call: Call) -> Iterator[tuple[str, str]]:
    """The columns that the constraints in the description of a table name, each with the kind of the constraint."""
    for inner in call.arguments[1:]:
        kind = called(inner) if isinstance(inner, Call) else ""
        if isinstance(inner, Call) and kind in ("PrimaryKeyConstraint", "UniqueConstraint"):
            yield from ((kind, text) for argument in inner.arguments if (text := _text(argument)))
        elif isinstance(inner, Call) and kind == "ForeignKeyConstraint":
            given = inner.argument(0, "columns")
            yield from (
                (kind, text) for item in (given.items if isinstance(given, Items) else ()) if (text := _text(item))
            )


def _is_elsewhere(key: Call) -> bool:
    """Whether a key names no table of its own by its options: it is made later, by another operation."""
    return key.argument(-1, "use_alter") is not None or key.argument(-1, "link_to_name") is not None


def _changes_no_table(site: CallSite) -> bool:
    """Whether a call that is no known operation leaves all tables as they are."""
    word, name = called(site.call), site.call.name
    if word == "execute":
        given = site.call.argument(0, "sqltext")
        if isinstance(given, Call) and called(given) == "text":
            given = given.argument(0, "text")
        return bool(_text(given) and _CHANGES_ROWS.match(_text(given)))
    if word in ("create", "drop"):
        base = getattr(site.call.function, "base", None)
        return isinstance(base, Call) and called(base) in ("Enum", "ENUM")
    is_own = isinstance(site.call.function, Name) and site.call.function.imported
    return word in _HARMLESS or name.startswith("sqlalchemy.") or (word == "batch_alter_table" and is_own)


def _of_schema(operation: Operation) -> bool:
    given = operation.call.argument(-1, "schema")
    return given is not None and not (isinstance(given, Literal) and given.value is None)


def _is_constraint(argument: Expression) -> bool:
    return isinstance(argument, Call) and called(argument).endswith(("Constraint", "Index", "Comment"))


def _text(value: Expression | None) -> str:
    """The text of a literal, ``""`` of anything else."""
    is_text = isinstance(value, Literal) and isinstance(value.value, str) and not isinstance(value, Join)
    return str(value.value) if is_text and isinstance(value, Literal) else ""
