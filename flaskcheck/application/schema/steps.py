"""What the revisions of a history do to a database, judged operation by operation.

What PostgreSQL refuses was tried with Alembic 1.20.1, SQLAlchemy 2.1.9 and PostgreSQL 15.
"""

from __future__ import annotations

from functools import cached_property

from flaskcheck.application import first_upgrade
from flaskcheck.application.schema.casts import is_refused
from flaskcheck.application.schema.columns import column_of, type_word
from flaskcheck.application.schema.from_empty import FromEmpty
from flaskcheck.application.schema.of_sqlite import only_sqlite
from flaskcheck.application.schema.operations import operations, spoken
from flaskcheck.application.schema.replay import Replay
from flaskcheck.facts.expressions import Call, Join, Literal, called

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TypeVar

    T = TypeVar("T")

    from flaskcheck.application.schema.columns import Column
    from flaskcheck.application.schema.from_empty import Halt
    from flaskcheck.application.schema.models import Table
    from flaskcheck.application.schema.operations import Operation
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.migrations import Migration
    from flaskcheck.ground.place import Place
    from flaskcheck.values.evaluator import Evaluator

_MAKES_TYPES = (b"create type", b".create(", b"alter type")
_NAMING = ("create_unique_constraint", "create_foreign_key", "create_check_constraint")
_OF_INTEGER = "column is of type boolean but default expression is of type integer"


def _kept(find: Callable[[Steps], Iterator[T]]) -> cached_property[tuple[T, ...]]:
    """A property that is gathered once: several deployments make the same steps."""
    return cached_property(lambda steps: tuple(find(steps)))


_ASKED = {"down_revision": (b"\ndown_revision",), "upgrade": (b"\ndef upgrade(",)}
"""What Alembic asks a revision for, and how it mostly begins in the file."""


class Steps:
    """The operations of some revisions, each after those that it builds on. ``heads`` are the last ones; none where the history cannot be followed to one end."""

    def __init__(self, evaluator: Evaluator, migrations: tuple[Migration, ...], heads: tuple[Migration, ...]) -> None:
        self._evaluator = evaluator
        self._migrations = migrations
        self._heads = heads

    @cached_property
    def _all(self) -> tuple[tuple[Migration, tuple[Operation, ...]], ...]:
        """What each revision may do where it upgrades."""
        return tuple((m, tuple(operations(self._evaluator, m))) for m in self._migrations)

    @cached_property
    def _plain(self) -> tuple[Operation, ...]:
        """What surely is done to a database: by all of them on an empty one; by the last alone where the tables are made otherwise."""
        done = (found for migration, found in self._all if not self._are_made_otherwise or migration in self._heads)
        return tuple(operation for found in done for operation in found if operation.is_plain)

    @cached_property
    def _are_made_otherwise(self) -> bool:
        return first_upgrade.makes_tables_otherwise(self._evaluator.code, besides_tests=True)

    @cached_property
    def _replay(self) -> Replay:
        return Replay(self._evaluator.code, self._all)

    @property
    def lacking(self) -> Iterator[tuple[Migration, str]]:
        """The revisions without a name that Alembic asks each for (1.4 to 1.20); files that define nothing are none."""
        code = self._evaluator.code
        for migration in self._migrations:
            raw = code.tree.source(migration.path).raw
            lost = [name for name, words in _ASKED.items() if not any(word in raw for word in words)]
            module = code.module(migration.path) if lost and b"\ndef " in raw else None
            if module is not None and module.error is None and not module.has_getattr:
                bound = code.bindings(migration.path)
                yield from ((migration, name) for name in lost[:1] if name not in bound and "*" not in bound)

    def unmigrated(self, tables: Iterable[Table]) -> Iterator[tuple[Table, Column | None]]:
        """The tables that no revision makes, and the columns (of tables that one does) that none adds; none where that is not sure."""
        if not self._heads or self._are_made_otherwise:
            return
        replay = self._replay
        made = {name.lower() for name in replay.tables}
        for table in tables:
            columns = replay.columns(table.table)
            if not replay.is_open and made and table.table.lower() not in made:
                yield table, None
            for column in table.columns if columns else ():
                if column.name not in (columns or ()):
                    yield table, column

    @cached_property
    def halt(self) -> Halt | None:
        """The operation at which an upgrade of an empty database ends, as far as that is sure; ``None`` for a history that is not straight, or where the database is told to skip some of it."""
        parents = [migration.down_revisions for migration in self._migrations]
        is_straight = bool(self._heads) and all(len(down) < 2 for down in parents) and len({*parents}) == len(parents)
        if (
            not is_straight
            or any(m.depends_on for m in self._migrations)
            or first_upgrade.is_stamped(self._evaluator.code)
        ):
            return None
        found = FromEmpty(self._evaluator.code).halt(self._all)
        return None if found is not None and found.is_lacking and self._are_made_otherwise else found

    @_kept
    def required_columns(self) -> Iterator[tuple[Operation, Column]]:
        """The columns that the last revision adds to tables of earlier ones, and that must have a value while nothing gives the rows one."""
        for migration, found in self._all:
            fresh = {operation.table for operation in found if operation.name == "create_table"}
            for operation in found if migration in self._heads else ():
                column = column_of(operation.argument(0, "column")) if operation.name == "add_column" else None
                if column is None or not operation.is_plain or operation.table in ("", *fresh):
                    continue
                if column.says("nullable") is False and not column.is_filled:
                    yield operation, column

    @_kept
    def tightened_columns(self) -> Iterator[tuple[Operation, str]]:
        """The columns of earlier tables that the last revision forbids to be empty, where it gives the rows no value before."""
        for migration, found in self._all:
            fresh = {operation.table for operation in found if operation.name == "create_table"}
            if migration not in self._heads or any(o.name in ("execute", "bulk_insert", "get_bind") for o in found):
                continue
            for operation in found:
                column, nullable = operation.argument(0, "column_name"), operation.call.argument(-1, "nullable")
                is_tight = isinstance(nullable, Literal) and nullable.value is False
                if operation.name != "alter_column" or not is_tight or operation.table in ("", *fresh):
                    continue
                if operation.is_plain and isinstance(column, Literal):
                    yield operation, str(column.value)

    @_kept
    def enums_without_type(self) -> Iterator[tuple[Operation, str]]:
        """The enum columns that are added to a table, with their types' names, where nothing may create the type."""
        made = {name for _, found in self._all for o in found if o.name == "create_table" for name in _enums(o.call)}
        said = (spoken(self._evaluator.code, migration.path) for migration in self._migrations)
        if any(word in text for text in said for word in _MAKES_TYPES):
            return
        for operation in self._plain:
            if operation.name in ("add_column", "alter_column"):
                added = (
                    operation.argument(0, "column")
                    if operation.name == "add_column"
                    else operation.call.argument(-1, "type_")
                )
                for name in _enums(added) if added is not None else ():
                    if name not in made:
                        made.add(name)
                        yield operation, name

    @_kept
    def refused_casts(self) -> Iterator[tuple[Operation, str, str]]:
        """The changes of a type that PostgreSQL does not make by itself, from and to which: from the type that earlier revisions gave the column, or else from that which the operation names."""
        plain, kinds = {id(operation) for operation in self._plain}, dict[tuple[str, str], str]()
        for operation in (operation for _, found in self._all for operation in found):
            column = operation.argument(0, "column_name")
            new = _native(operation.call.argument(-1, "type_"))
            if operation.name == "alter_column" and isinstance(column, Literal) and new:
                old = kinds.get((operation.table, str(column.value)))
                old = _native(operation.call.argument(-1, "existing_type")) if old is None else old
                is_said = operation.call.argument(-1, "postgresql_using") is not None
                if id(operation) in plain and not is_said and is_refused(old, new):
                    yield operation, old, new
                kinds[operation.table, str(column.value)] = new if operation.is_plain else ""
            for made in _columns(operation):
                kinds[operation.table, made.name] = _native(made.type) if operation.is_plain else ""

    @_kept
    def of_sqlite(self) -> Iterator[tuple[Place, str, str]]:
        """What only SQLite understands: where, what is written, and what PostgreSQL says."""
        for operation in self._plain:
            if operation.name == "execute":
                yield from _only_sqlite(operation.call.argument(0, "sqltext"))
            for check in _checks(operation):
                yield from _only_sqlite(check)
            for column in _columns(operation):
                yield from _in_column(column)

    @_kept
    def creating_nameless(self) -> Iterator[Operation]:
        """The operations that make a constraint without a name where SQLite's table is copied."""
        for operation in self._plain:
            name = operation.call.argument(0, "constraint_name") if operation.name in _NAMING else None
            if operation.batch and isinstance(name, Literal) and name.value is None:
                yield operation

    @_kept
    def dropping_nameless(self) -> Iterator[Operation]:
        """The operations that drop a constraint without a name."""
        for operation in self._plain:
            name = operation.call.argument(0, "constraint_name") if operation.name == "drop_constraint" else None
            if isinstance(name, Literal) and name.value is None:
                yield operation


def _columns(operation: Operation) -> Iterator[Column]:
    """The columns that an operation adds."""
    if operation.name == "create_table":
        yield from (column for argument in operation.call.arguments[1:] if (column := column_of(argument)))
    elif operation.name == "add_column" and (column := column_of(operation.argument(0, "column"))):
        yield column


def _checks(operation: Operation) -> Iterator[Expression | None]:
    """The conditions of the constraints that an operation adds."""
    if operation.name == "create_check_constraint":
        yield operation.argument(1, "condition")
    for part in operation.call.arguments if operation.name == "create_table" else ():
        if isinstance(part, Call) and called(part) == "CheckConstraint":
            yield part.argument(0, "sqltext")


def _in_column(column: Column) -> Iterator[tuple[Place, str, str]]:
    """What only SQLite takes in the description of a column."""
    given, kind = column.call.argument(-1, "server_default"), column.type
    text = _sql(given)
    if isinstance(given, Call) and column.kind in ("Boolean", "BOOLEAN") and text in ("0", "1"):
        yield given.place, f"the number {text} as the default of a boolean column", _OF_INTEGER
    else:
        yield from _only_sqlite(given)
    if isinstance(kind, Call) and called(kind) == "Enum" and not kind.keywords:
        if kind.arguments and all(isinstance(a, Literal) and isinstance(a.value, str) for a in kind.arguments):
            yield kind.place, "an enum without a name", "PostgreSQL ENUM type requires a name"


def _native(value: Expression | None) -> str:
    """The word of a type that PostgreSQL surely has as its own, ``""`` for others."""
    return "" if isinstance(value, Call) and value.argument(-1, "native_enum") is not None else type_word(value)


def _enums(value: Expression) -> Iterator[str]:
    """The names of the enums in an expression that are types of PostgreSQL's own."""
    for part in value.walk():
        if isinstance(part, Call) and called(part) in ("Enum", "ENUM"):
            name, native = part.argument(-1, "name"), part.argument(-1, "native_enum")
            if isinstance(name, Literal) and isinstance(name.value, str) and native is None:
                yield name.value


def _sql(value: Expression | None) -> str:
    """The text of ``sa.text("…")`` or of a plain one, without brackets around it; what is put together is none."""
    if isinstance(value, Call) and called(value) in ("text", "literal_column"):
        value = value.argument(0, "text")
    if isinstance(value, Join) or not isinstance(value, Literal) or not isinstance(value.value, str):
        return ""
    return value.value.strip().strip("()") if value.value.strip().strip("()") in ("0", "1") else value.value


def _only_sqlite(value: Expression | None) -> Iterator[tuple[Place, str, str]]:
    found = only_sqlite(_sql(value))
    if found and value is not None:
        yield value.place, *found
