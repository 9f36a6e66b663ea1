"""The tables that a history of migrations leaves behind: its operations replayed over the graph of revisions.

What is known is at least what is there: a table or column that may exist counts, and what is not plain makes its table, or everything, unknown.
"""

from __future__ import annotations

import re

from flaskcheck.application.schema.columns import column_of
from flaskcheck.application.schema.operations import spoken
from flaskcheck.facts.expressions import Call, Literal, called

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flaskcheck.application.schema.operations import Operation
    from flaskcheck.code.modules import Code
    from flaskcheck.facts.migrations import Migration

_CHANGES_TABLES = re.compile(rb"\b(?:create|alter|rename) (?:\w+ ){0,2}(?:table|column)\b|create_all\(|\.create\(")
_CHANGING = (b"create ", b"alter ", b"rename ", b"create_all(", b".create(")
"""What stands wherever the pattern finds something: few revisions have any of it."""
_CONSTRAINT = ("Constraint", "Index", "Comment", "ForeignKey", "f")


class Replay:
    """What some migrations make with their operations, each after those that it builds on. ``is_open``: other tables may be there too."""

    def __init__(self, code: Code, done: Iterable[tuple[Migration, Iterable[Operation]]]) -> None:
        self._tables: dict[str, dict[str, None]] = {}
        self._vague: set[str] = set()
        self.is_open = False
        for migration, operations in done:
            self._apply(spoken(code, migration.path), operations)

    @property
    def tables(self) -> frozenset[str]:
        """The tables that may be there."""
        return frozenset((*self._tables, *self._vague))

    def columns(self, table: str) -> frozenset[str] | None:
        """The columns that a table may have; ``None`` where that is not known."""
        if self.is_open or table in self._vague or table not in self._tables:
            return None
        return frozenset(self._tables[table])

    def _apply(self, said: bytes, operations: Iterable[Operation]) -> None:
        said = said.replace(b"create date:", b"")  # which Alembic writes into each
        if any(word in said for word in _CHANGING) and _CHANGES_TABLES.search(said):
            self.is_open = True
        for operation in operations:
            apply = _APPLY.get(operation.name)
            if apply is None:
                continue
            if operation.table:
                apply(self, operation)
            else:
                self.is_open = True

    def _create(self, operation: Operation) -> None:
        columns: dict[str, None] = {}
        for argument in operation.call.arguments[1:]:
            column = column_of(argument)
            if column is not None:
                columns[column.name] = None
            elif not (isinstance(argument, Call) and called(argument).endswith(_CONSTRAINT)):
                self._vague.add(operation.table)
        self._tables[operation.table] = columns

    def _add(self, operation: Operation) -> None:
        column = column_of(operation.argument(0, "column"))
        if column is None or operation.table not in self._tables:
            self._vague.add(operation.table)
        else:
            self._tables[operation.table][column.name] = None

    def _drop(self, operation: Operation) -> None:
        name = operation.argument(0, "column_name")
        if operation.is_plain and isinstance(name, Literal):
            self._tables.get(operation.table, {}).pop(str(name.value), None)

    def _alter(self, operation: Operation) -> None:
        fresh = operation.call.argument(-1, "new_column_name")
        if isinstance(fresh, Literal):
            self._tables.setdefault(operation.table, {})[str(fresh.value)] = None
            self._drop(operation)
        elif fresh is not None:
            self._vague.add(operation.table)

    def _drop_table(self, operation: Operation) -> None:
        if operation.is_plain:
            self._tables.pop(operation.table, None)

    def _rename(self, operation: Operation) -> None:
        fresh = operation.argument(0, "new_table_name")
        if isinstance(fresh, Literal) and operation.table in self._tables:
            self._tables[str(fresh.value)] = dict(self._tables[operation.table])
            self._drop_table(operation)
        else:
            self.is_open = True


_APPLY: dict[str, Callable[[Replay, Operation], None]] = {
    "create_table": Replay._create,
    "add_column": Replay._add,
    "drop_column": Replay._drop,
    "alter_column": Replay._alter,
    "drop_table": Replay._drop_table,
    "rename_table": Replay._rename,
}
