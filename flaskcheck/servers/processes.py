"""How many processes of which kind answer for one service: as its server, its variables and its host tell."""

from __future__ import annotations

from flaskcheck.ground.numbers import number
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.shell.parser import default_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from flaskcheck.facts.services import Service
    from flaskcheck.hosts.host import Host
    from flaskcheck.servers.server import Server

_GREEN = ("gevent", "eventlet", "asyncio", "tornado")
_ONE = ("waitress", "daphne", "cheroot")
"""Servers of one process, whatever they are told."""


class Processes(Record):
    """The processes of one service. ``workers`` are those of one instance that answer, ``threads`` the threads of each, ``instances`` the copies of the service that run at the same time; ``None`` where that is not known.

    ``kind``: ``process`` (one request at a time), ``threads``, ``greenlets`` or ``unknown``. ``is_loaded_before``: the application is loaded once, and the workers are copies of the process that did.
    ``place`` is where it is said that there are several, ``told`` says it in words.
    """

    server: Server | None = None
    workers: int | None = None
    threads: int | None = None
    instances: int | None = None
    kind: str = "unknown"
    is_loaded_before: bool = False
    place: Place = Place("")
    told: str = ""

    @property
    def are_several(self) -> bool:
        """Whether surely more than one process answers."""
        return (self.workers or 1) > 1 or (self.instances or 1) > 1

    @property
    def at_once(self) -> int | None:
        """How many requests one process answers at the same time; ``None`` where that is not known."""
        return {"process": 1, "threads": self.threads}.get(self.kind)


def processes(
    service: Service, host: Host, servers: tuple[Server, ...], variables: Mapping[str, str | None]
) -> Processes:
    """Those of the one server that a service starts; nothing is known of more than one, or of none. ``variables`` are the deployment's, ``None`` where the text is not known."""
    found = [s for s in servers if s.kind in ("wsgi", "development") and not s.invocation.conditional]
    if len(found) != 1 or len(servers) != 1:
        return _with_instances(Processes(), service)
    server = found[0]
    workers, place, told = _workers(server, host, variables)
    forks = (workers or 1) > 1 and not any(option.name in ("lazy-apps", "lazy") for option in server.options)
    preloads = server.preload or (server.program == "uwsgi" and forks)
    made = Processes(server, workers, server.threads, None, _kind(server), preloads, place, told)
    return _with_instances(made, service)


def _with_instances(made: Processes, service: Service) -> Processes:
    made = made.replaced(instances=service.instances)
    if (made.workers or 1) > 1 or (service.instances or 1) < 2:
        return made
    return made.replaced(place=service.place, told=f"{service.instances} instances")


def _workers(server: Server, host: Host, variables: Mapping[str, str | None]) -> tuple[int | None, Place, str]:
    """How many processes a server starts, where that is said, and how that is said in words."""
    if server.kind == "development" or server.program in _ONE:
        return 1, server.place, ""
    option = next((o for o in reversed(server.options) if o.name in ("workers", "processes")), None)
    if option is not None:
        count = number(default_of(option.value) if "$" in option.value else option.value)
        return count, option.place, f"{count} workers"
    told = {**variables, **server.given}
    if server.program == "gunicorn" and "WEB_CONCURRENCY" in told:
        count = number(told["WEB_CONCURRENCY"])
        if count is None and host.several_workers:  # Heroku's buildpack for Python: bin/vendor/WEB_CONCURRENCY.sh
            return 2, server.place, f"at least 2 workers, as {host.title}'s WEB_CONCURRENCY says,"
        return count, server.place, f"{count} workers"
    return server.workers, server.place, f"{server.workers} workers"


def _kind(server: Server) -> str:
    if server.worker_class.startswith(_GREEN):
        return "greenlets"
    if server.program in _ONE or server.worker_class == "gthread" or (server.threads or 1) > 1:
        return "threads"
    return "process" if server.program in ("gunicorn", "uwsgi") and server.worker_class == "sync" else "unknown"
