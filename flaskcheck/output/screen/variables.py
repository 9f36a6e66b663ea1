"""The environment variables of a deployment: where each is set, where it is read, and which are missing."""

from __future__ import annotations

from flaskcheck.files.listing import shown
from flaskcheck.ground.cleaning import clean
from flaskcheck.ground.record import Record
from flaskcheck.known.hiding import HIDDEN
from flaskcheck.units.environment import AMBIENT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.code.given_variables import VariableWrite
    from flaskcheck.ground.place import Place
    from flaskcheck.units.deployment import Deployment

SOURCES = {
    "dashboard": "in the dashboard",
    "optional": "perhaps in the dashboard",
    "generated": "generated",
    "database": "from a database",
    "service": "from another service",
    "secret": "from a secret",
    "group": "from a group",
    "host": "perhaps by the host",
}
"""Where a value comes from that does not stand in the file that declares the variable."""

SET, MISSING, UNSET = "set", "missing", "unset"
"""A variable is set; it is needed and nothing sets it; nothing sets it, and the app goes on without."""


class Row(Record):
    """One variable. ``by`` says who sets it, and ``place`` where, if in a file; ``reads`` are where the code that production runs reads it."""

    name: str
    state: str
    by: str
    place: Place | None
    reads: tuple[Place, ...]


def variables(deployment: Deployment) -> list[Row]:
    """All that are declared or read, by name."""
    reads: dict[str, list[Place]] = {}
    for site, _ in deployment.start.production.of_kind("environment"):
        reads.setdefault(site.read.variable, []).append(site.read.place)
    for _, read in deployment.needs.looked_for:
        reads.setdefault(read.variable, []).append(read.place)
    for name, place in deployment.needs.named:
        reads.setdefault(name, []).append(place)
    needs = {name: need.places for need in deployment.needs.all for name in need.names}
    attached = {variable.name: variable.place for variable in deployment.service.databases}
    own = deployment.texts.given_at_start()
    names = {*reads, *needs, *deployment.environment.declared, *attached, *own}
    set_by = {name: _set_by(deployment, name, attached, own) for name in sorted(names) if name.strip("*")}
    return [_row(name, *by, reads.get(name, ()), needs) for name, by in set_by.items()]


def row_as_dict(row: Row) -> dict[str, object]:
    """A row for programs."""
    place = row.place
    return {
        "name": row.name,
        "state": row.state,
        "set_by": row.by,
        "path": shown(place.path) if place else "",
        "line": place.line if place else 0,
        "reads": [{"path": shown(read.path), "line": read.line, "column": read.column} for read in row.reads],
    }


def _row(
    name: str, by: str, place: Place | None, reads: list[Place] | tuple[()], needs: dict[str, tuple[Place, ...]]
) -> Row:
    found = tuple(dict.fromkeys((*reads, *needs.get(name, ()))))
    return Row(_as_shown(name), SET if by else MISSING if name in needs else UNSET, by, place, found)


def _set_by(
    deployment: Deployment, name: str, attached: dict[str, Place], own: dict[str, VariableWrite]
) -> tuple[str, Place | None]:
    """Who sets a variable, and where; ``""`` where nobody does, as far as it is to be seen."""
    environment = deployment.environment
    declared = environment.declared.get(name)
    given = own.get(name)
    if given is not None and not (given.is_default and environment.has(name)):
        return shown(given.statement.place.path), given.statement.place
    if declared is not None:
        return SOURCES.get(declared.source, shown(declared.place.path)), declared.place
    if name in attached:
        return SOURCES["database"], attached[name]
    if name in deployment.env_files.names:
        return "a file of variables", None
    if name in environment.values:
        host = deployment.host
        is_own = name in host.sets_variables or name in dict(host.fixed_variables)
        return host.title if is_own else SOURCES["host"], None  # else a file that is for another host says so
    return ("the system", None) if name in AMBIENT else ("", None)


def _as_shown(name: str) -> str:
    """A name without the value that someone has written into it: no variable has an equals sign in its name."""
    own, sign, _ = clean(name).partition("=")
    return f"{own}={HIDDEN}" if sign else own
