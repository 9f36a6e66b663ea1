"""Alembic revision files, from the facts of their Python."""

from __future__ import annotations

from flaskcheck.facts import Items, Literal, Migration, Module, Value


def read(module: Module) -> Migration | None:
    """The revision that a file defines; ``None`` for Python files that define none."""
    assigned = {a.target.dotted: a for a in module.assignments if not a.scope}
    revision = assigned.get("revision")
    if revision is None or not _texts(revision.value):
        return None
    down = assigned.get("down_revision")
    operations = tuple(
        s for s in module.calls if s.scope == "upgrade" and s.call.name.startswith(("alembic.op.", "op.", "batch_op."))
    )
    known = down is None or isinstance(down.value, (Literal, Items))
    return Migration(
        module.path,
        _texts(revision.value)[0],
        _texts(down.value) if down else (),
        revision.place,
        down.place if down else revision.place,
        _texts(assigned["depends_on"].value) if "depends_on" in assigned else (),
        _texts(assigned["branch_labels"].value) if "branch_labels" in assigned else (),
        operations,
        not known,
    )


def _texts(value: Value) -> tuple[str, ...]:
    if isinstance(value, Literal):
        return (value.value,) if isinstance(value.value, str) else ()
    if isinstance(value, Items):
        return tuple(i.value for i in value.items if isinstance(i, Literal) and isinstance(i.value, str))
    return ()
