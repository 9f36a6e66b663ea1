"""The variables without which a deployment does not start, or answers requests with an error: what stops in a world where nobody sets what is not declared."""

from __future__ import annotations

from flaskcheck.effects.run import Entry, Trace
from flaskcheck.effects.stops import set_by_code, stops
from flaskcheck.ground.limits import MAX_STOPS
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.known.settings import NEEDED
from flaskcheck.readers.docker.ignore import ignored

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.units.deployment import Deployment


class Need(Record):
    """A variable that is needed and that nobody declares. ``places`` are where it is asked for, ``error`` is what Python says; ``by_request``: the start goes on without it."""

    names: tuple[str, ...]
    places: tuple[Place, ...]
    kind: str
    error: str
    by_request: bool = False


def needs(deployment: Deployment) -> tuple[Need, ...]:
    """What a deployment needs and lacks, by its variables: at its start, before it in the configuration of its server, and while it answers."""
    found: dict[tuple[str, ...], Need] = {}
    if _may_bring_file(deployment):
        return ()
    written = set_by_code(deployment.start.production.trace)
    for need in (*_at_start(deployment), *_in_settings(deployment), *_by_requests(deployment)):
        if any(deployment.may_be_set(name) or name in written for name in need.names) or "*" in written:
            continue
        known = found.get(need.names)
        if known is None or known.by_request == need.by_request:
            found[need.names] = need.replaced(places=(*(known.places if known else ()), *need.places))
    return tuple(found.values())


def _may_bring_file(deployment: Deployment) -> bool:
    """Whether the image takes along the ``.env`` of whoever builds it, which the code loads."""
    image = deployment.image
    if image is None or not deployment.env_files.is_made_there:
        return False
    patterns = deployment.tree.source(image.ignore_file) if image.ignore_file else None
    return patterns is None or not ignored(patterns, ".env")


def _at_start(deployment: Deployment) -> Iterator[Need]:
    for trace in (*_of_servers(deployment), deployment.start.production.trace):
        world = trace.evaluator.world.bare()
        for _ in range(MAX_STOPS):
            found = list(stops(trace, trace.evaluator.within(world)))
            for stop in found:
                yield Need(tuple(sorted(stop.variables)), (stop.place,), stop.kind, stop.error)
            if not found:
                break
            world = world.having(name for stop in found for name in stop.variables)  # behind what stops others may stop


def _of_servers(deployment: Deployment) -> Iterator[Trace]:
    """What the configuration files of servers do, which are read before the application is loaded."""
    start = deployment.start
    for path in dict.fromkeys(server.config for server in start.commands.servers if server.config):
        folders = next(start.folders(s) for s in start.commands.servers if s.config == path)
        yield Trace(start.resolver(folders).evaluator).start(Entry(path, "__config__"))


def _in_settings(deployment: Deployment) -> Iterator[Need]:
    """Settings that an extension insists on, and that are ``None`` where a variable is missing."""
    production, configuration = deployment.start.production, deployment.start.configuration
    evaluator = production.evaluator
    bare = evaluator.within(evaluator.world.bare())
    made = {site.call.name for site, _ in production.calls()}
    for maker, distribution, since, keys, error in NEEDED:
        written = [setting for key in keys for setting in configuration.get(key)] if maker in made else []
        found = [o for setting in written for o in configuration.written.again(bare, setting)]
        names = tuple(sorted({name for o in found for name in o.unset}))
        if deployment.installed.must_be_below(distribution, since):
            continue
        if names and all(o.value is None for o in found):
            yield Need(names, (written[0].place,), "setting", error)


def _by_requests(deployment: Deployment) -> Iterator[Need]:
    """Reads that raise in what answers requests, on hosts whose file is all that sets variables."""
    production = deployment.start.production
    if not deployment.host.file_is_complete:
        return
    for site, phase in production.of_kind("environment"):
        read, world = site.read, production.evaluator.world
        is_needed = read.required and read.default is None and world.lacks(read.variable)
        if phase == "request" and is_needed and not site.guards:
            yield Need((read.variable,), (read.place,), "missing", f"KeyError: '{read.variable}'", True)
