"""The operations of a migration: what Alembic is told to do, to which table ("Operation Reference", Alembic's documentation)."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Name, called
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.migrations import Migration
    from flaskcheck.facts.python import CallSite
    from flaskcheck.values.evaluator import Evaluator

_TABLE_AT = {
    "create_table": (0, "table_name"),
    "drop_table": (0, "table_name"),
    "rename_table": (0, "old_table_name"),
    "add_column": (0, "table_name"),
    "drop_column": (0, "table_name"),
    "alter_column": (0, "table_name"),
    "create_unique_constraint": (1, "table_name"),
    "create_check_constraint": (1, "table_name"),
    "create_primary_key": (1, "table_name"),
    "create_foreign_key": (1, "source_table"),
    "drop_constraint": (1, "table_name"),
    "create_index": (1, "table_name"),
    "batch_alter_table": (0, "table_name"),
}
_NO_TABLE = ("execute", "get_bind", "bulk_insert")


class Operation(Record):
    """One operation. ``name`` is Alembic's word (``add_column``); ``table`` is ``""`` when it cannot be determined or there is none; ``batch``: SQLite's table would be copied."""

    name: str
    table: str
    site: CallSite
    batch: bool = False

    @property
    def call(self) -> Call:
        """The call as it is written."""
        return self.site.call

    def argument(self, position: int, keyword: str) -> Expression | None:
        """An argument by its position behind the table; in a batch the table is left out."""
        return self.call.argument(position if self.batch else position + 1, keyword)

    @property
    def is_plain(self) -> bool:
        """Whether it runs whenever its upgrade does."""
        return self.site.scope == "upgrade" and all(guard.kind == "with" for guard in self.site.guards)


def operations(evaluator: Evaluator, migration: Migration) -> Iterator[Operation]:
    """What a revision may do where it upgrades, in the order of the file: all but what stands in ``downgrade``."""
    module = evaluator.code.module(migration.path)
    for site in module.calls if module else ():
        if site.scope.partition(".")[0] == "downgrade":
            continue
        name, batch = called(site.call), _batch(site)
        if site.call.name.startswith("alembic.op."):
            if name in _TABLE_AT:
                yield Operation(name, _text(evaluator, site, site.call.argument(*_TABLE_AT[name])), site)
            elif name in _NO_TABLE:
                yield Operation(name, "", site)
        elif batch is not None and name in _TABLE_AT and isinstance(site.call.function, Name):
            yield Operation(name, _text(evaluator, site, batch.argument(0, "table_name")), site, batch=True)


def _batch(site: CallSite) -> Call | None:
    """The ``batch_alter_table`` that a call stands in."""
    tests = (guard.test for guard in reversed(site.guards) if guard.kind == "with")
    return next((t for t in tests if isinstance(t, Call) and called(t) == "batch_alter_table"), None)


def _text(evaluator: Evaluator, site: CallSite, value: Expression | None) -> str:
    found = evaluator.outcomes(value, Where(site.path, site.scope, before=site)) if value is not None else ()
    return found[0].text if len(found) == 1 and found[0].is_literal and HOLE not in found[0].text else ""
