"""The environment variables of a deployment: where each is set, where it is read, and which are missing."""

from __future__ import annotations

from flaskcheck.files.listing import shown
from flaskcheck.ground.cleaning import clean
from flaskcheck.ground.record import Record
from flaskcheck.known.hiding import HIDDEN
from flaskcheck.units.environment import AMBIENT

TYPE_CHECKING = False
if TYPE_CHECKING:
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
    own = {**_by_commands(deployment), **_by_code(deployment)}
    names = {*reads, *needs, *deployment.environment.declared, *attached, *own}
    set_by = {name: _set_by(deployment, name, attached, own) for name in sorted(names) if name.strip("*")}
    return [_row(name, *by, reads.get(name, ()), needs) for name, by in set_by.items()]


def _by_code(deployment: Deployment) -> dict[str, Place]:
    """What the start modules set themselves, whatever they are given."""
    has, given = deployment.environment.has, deployment.texts.given_at_start()
    return {name: write.statement.place for name, write in given.items() if not (write.is_default and has(name))}


def _by_commands(deployment: Deployment) -> dict[str, Place]:
    """What the commands that start the servers set on the way, but for what they only hand on."""
    values = deployment.environment.values
    found: dict[str, Place] = {}
    for server in deployment.commands.servers:
        program, places = server.invocation, dict(server.invocation.set_at)
        for name, text in {**dict(program.exports), **dict(program.environment)}.items():
            if name not in values or (text != values[name] and "$" not in text):
                found[name] = places.get(name, program.place)
        found.update((variable.name, variable.place) for variable in server.variables)
    return found


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
    deployment: Deployment, name: str, attached: dict[str, Place], own: dict[str, Place]
) -> tuple[str, Place | None]:
    """Who sets a variable, and where; ``""`` where nobody does, as far as it is to be seen."""
    environment = deployment.environment
    declared = environment.declared.get(name)
    if name in own:
        return shown(own[name].path), own[name]
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
