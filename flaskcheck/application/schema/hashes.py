"""Where code stores what Werkzeug makes of a password."""

from __future__ import annotations

from flaskcheck.facts.expressions import Call, Literal, Name, called, last_name
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.application.schema.columns import Column
    from flaskcheck.application.schema.models import Table
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression

_MAKER = "werkzeug.security.generate_password_hash"


class StoredHash(Record):
    """A hash that is stored under the name of an attribute. ``method`` is the one that it is told (``scrypt``, ``pbkdf2``), ``""`` for Werkzeug's own choice."""

    attribute: str
    model: str
    place: Place
    method: str


def hash_columns(production: Production, tables: tuple[Table, ...]) -> Iterator[tuple[Column, StoredHash]]:
    """The columns whose attribute is given a hash: of any object, or of a new one of their own class."""
    stored = production.told(_stored) if tables else ()
    for table in tables:
        for column in table.columns:
            found = next((s for s in stored if s.attribute == column.name and s.model in ("", table.name)), None)
            if found is not None and column.kind in ("String", "VARCHAR", "Unicode"):
                yield column, found


def _stored(production: Production) -> Iterator[StoredHash]:
    named = _named(production)
    for assignment, _ in production.assignments():
        attribute = last_name(assignment.target) if "." in assignment.target.dotted else ""
        value = named.get((assignment.path, assignment.scope, assignment.value.dotted), assignment.value)
        if attribute and _is_hash(value):
            yield StoredHash(attribute, "", assignment.place, _method(value))
    for site, _ in production.calls():
        for keyword in site.call.keywords:
            value = named.get((site.path, site.scope, keyword.value.dotted), keyword.value)
            if keyword.name and _is_hash(value):
                yield StoredHash(keyword.name, called(site.call), keyword.value.place, _method(value))


def _named(production: Production) -> dict[tuple[str, str, str], Expression]:
    """The hashes that functions give a name of their own, which nothing else has there."""
    found: dict[tuple[str, str, str], list[Expression]] = {}
    for assignment, _ in production.assignments():
        if isinstance(assignment.target, Name) and "." not in assignment.target.name:
            found.setdefault((assignment.path, assignment.scope, assignment.target.name), []).append(assignment.value)
    return {key: values[0] for key, values in found.items() if len(values) == 1 and _is_hash(values[0])}


def _is_hash(value: Expression) -> bool:
    return isinstance(value, Call) and value.name == _MAKER and (_method(value) != "?")


def _method(value: Expression) -> str:
    given = value.argument(1, "method") if isinstance(value, Call) else None
    if given is None:
        return ""
    return str(given.value).partition(":")[0] if isinstance(given, Literal) else "?"
