"""The operations of a migration: what Alembic is told to do, to which table ("Operation Reference", Alembic's documentation)."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Literal, Name, called, receiver
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.migrations import Migration
    from flaskcheck.facts.python import CallSite, Module
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
    """One operation. ``name`` is Alembic's word (``add_column``); ``table`` is ``""`` when it cannot be determined or there is none; ``batch``: SQLite's table would be copied; ``told``: the call with what names stand for; ``upgrading``: the function that upgrades the database."""

    name: str
    table: str
    site: CallSite
    batch: bool = False
    told: Call | None = None
    upgrading: str = "upgrade"

    @property
    def call(self) -> Call:
        """The call, with what names stand for."""
        return self.told or self.site.call

    def argument(self, position: int, keyword: str) -> Expression | None:
        """An argument by its position behind the table; in a batch the table is left out."""
        return self.call.argument(position if self.batch else position + 1, keyword)

    @property
    def is_plain(self) -> bool:
        """Whether it runs whenever its upgrade does."""
        return self.site.scope == self.upgrading and all(guard.kind == "with" for guard in self.site.guards)


def spoken(code: Code, path: str) -> bytes:
    """What a revision says, in small letters and with one blank between words: as one looks for SQL in it, whatever its form."""
    return b" ".join(code.tree.source(path).raw.lower().split())


def upgrading(code: Code, path: str) -> str:
    """The function of a revision that upgrades the database: in a history of several databases that of the one without a name (``upgrade(engine_name)`` calls it, in Flask-Migrate's templates)."""
    function = code.function(path, "upgrade")
    is_one_of_several = function is not None and [p.name for p in function.parameters] == ["engine_name"]
    return "upgrade_" if is_one_of_several else "upgrade"


def is_downgrade(scope: str) -> bool:
    """Whether a function of a revision, or what it stands in, goes back."""
    return scope.partition(".")[0].partition("_")[0] == "downgrade"


def operations(evaluator: Evaluator, migration: Migration) -> Iterator[Operation]:
    """What a revision may do where it upgrades, in the order of the file: all but what stands in ``downgrade``."""
    module = evaluator.code.module(migration.path)
    named, own = _Named(module) if module else None, upgrading(evaluator.code, migration.path)
    for site in module.calls if module else ():
        if is_downgrade(site.scope):
            continue
        told = named.spelled_out(site) if named and called(site.call) in _DESCRIBING else None
        name, batch = called(site.call), _batch(site)
        if site.call.name.startswith("alembic.op."):
            if name in _TABLE_AT:
                yield Operation(
                    name, _text(evaluator, site, site.call.argument(*_TABLE_AT[name])), site, False, told, own
                )
            elif name in _NO_TABLE:
                yield Operation(name, "", site, False, told, own)
        elif batch is not None and name in _TABLE_AT and isinstance(site.call.function, Name):
            yield Operation(name, _text(evaluator, site, batch.argument(0, "table_name")), site, True, told, own)
        elif name == "execute" and named and named.is_connection(site):
            yield Operation(name, "", site, False, told, own)


class _Named:
    """What stands for something else in a revision: names that are bound once, whatever happens."""

    def __init__(self, module: Module) -> None:
        self._bound: dict[tuple[str, str], list[Expression | None]] = {}
        for assignment in module.assignments:
            key = assignment.scope, assignment.target.dotted
            is_plain = all(guard.kind == "with" for guard in assignment.guards)
            self._bound.setdefault(key, []).append(assignment.value if is_plain else None)

    def _value(self, name: Expression, scope: str) -> Expression | None:
        """What a name is bound to, ``None`` where that is not sure."""
        if not isinstance(name, Name) or "." in name.name:
            return None
        found = self._bound.get((scope, name.name)) or self._bound.get(("", name.name)) or [None]
        return found[0] if len(found) == 1 else None

    def spelled_out(self, site: CallSite) -> Call:
        """An operation with the columns, types and statements in the places of their names."""
        return self._filled(site.call, site.scope, _DEPTH)

    def _filled(self, call: Call, scope: str, depth: int) -> Call:
        arguments = tuple(self._of(argument, scope, depth) for argument in call.arguments)
        keywords = tuple(k.replaced(value=self._of(k.value, scope, depth)) for k in call.keywords)
        return call.replaced(arguments=arguments, keywords=keywords)

    def _of(self, value: Expression, scope: str, depth: int) -> Expression:
        found = self._value(value, scope)
        found = value if not isinstance(found, (Call, Literal)) else found
        return self._filled(found, scope, depth - 1) if isinstance(found, Call) and depth else found

    def is_connection(self, site: CallSite) -> bool:
        """Whether a method is of the connection on which the migration runs: ``op.get_bind()``, or a name of it."""
        base, _ = receiver(site.call)
        made = base if isinstance(base, Call) else self._value(base, site.scope) if base is not None else None
        return isinstance(made, Call) and made.name == "alembic.op.get_bind"


_DEPTH = 3
"""An enum in a column in an operation."""
_DESCRIBING = frozenset(("create_table", "add_column", "alter_column", "execute", "create_check_constraint"))


def _batch(site: CallSite) -> Call | None:
    """The ``batch_alter_table`` that a call stands in."""
    tests = (guard.test for guard in reversed(site.guards) if guard.kind == "with")
    return next((t for t in tests if isinstance(t, Call) and called(t) == "batch_alter_table"), None)


def _text(evaluator: Evaluator, site: CallSite, value: Expression | None) -> str:
    found = evaluator.outcomes(value, Where(site.path, site.scope, before=site)) if value is not None else ()
    return found[0].text if len(found) == 1 and found[0].is_literal and HOLE not in found[0].text else ""
