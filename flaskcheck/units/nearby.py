"""What answers on the very machine of a deployment: the server itself, what its commands start beside it, a container of the same pod."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.effects.connections import connections
from flaskcheck.ground.record import Record
from flaskcheck.hosts import index
from flaskcheck.known.loopback import loopback_host
from flaskcheck.known.meanings import ASKS, SHOWS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.effects.doing import Doing
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.services import Service
    from flaskcheck.ground.place import Place
    from flaskcheck.hosts.host import Host
    from flaskcheck.units.commands import Commands
    from flaskcheck.units.environment import Environment
    from flaskcheck.units.needs import Needs
    from flaskcheck.units.repository import Repository
    from flaskcheck.units.statements import Unseen

_IDLE = frozenset("sleep tail wait cat echo crond cron celery rq rqworker".split())
"""Programs that answer nobody."""


_WHOSE = {ASKS: "the container itself", SHOWS: "the visitor's own computer"}


class LostAddress(Record):
    """An address where nothing answers that a platform file gives what asks it or sends visitors there: ``whose`` computer it means, where it is declared, and where it is used."""

    shown: str
    port: int | None
    place: Place
    reader: Place
    whose: str
    sure: bool


class Nearby:
    """The programs that share the loopback address with a deployment."""

    def __init__(
        self,
        repository: Repository,
        service: Service,
        host: Host,
        commands: Commands,
        doing: Doing,
        needs: Needs,
        unseen: Unseen,
        environment: Environment,
        production: Callable[[], Production],
    ) -> None:
        self._repository = repository
        self._service = service
        self._host = host
        self._commands = commands
        self._doing = doing
        self._needs = needs
        self._unseen = unseen
        self._environment = environment
        self._production = production

    def lacks(self, port: int | None = 0, is_asked: bool = True) -> bool:
        """Whether nothing on the very machine answers at a port (0: whichever its service has; ``None``: one that cannot be told): it is no machine of your own, and neither a command, the code nor a container beside it starts what answers.

        What no client of the code asks (``is_asked``) may be for visitors, and their machine is never the server's.
        """
        number = port or 0
        is_beside = self._has_beside(number) or self._needs.has_beside(port)
        if not is_asked:
            return not (is_beside or self._is_for_visitors_here(number))
        return not (is_beside or self._is_own_machine or self._starts_services or self._is_its_own(number))

    @cached_property
    def lost(self) -> tuple[LostAddress, ...]:
        """The addresses of the machine itself that the platform file gives by variables, of whatever name, and where nothing answers."""
        return tuple(self._lost()) if not self._host.is_unknown else ()

    def _lost(self) -> Iterator[LostAddress]:
        for kind in (ASKS, SHOWS):
            for connection in connections(self._production(), kind):
                reader = connection.statement.place
                for outcome in connection.outcomes if not connection.statement.expects_nobody else ():
                    found, host = loopback_host(outcome.text), outcome.host_part
                    is_given = bool(host.variables) and not outcome.unset and not outcome.guessed
                    place = self._environment.origin_of(host, reader) if found and is_given else reader
                    if found and place != reader and self.lacks(found.port, kind == ASKS):
                        sure = connection.sure and (kind == ASKS or not self._host.is_at_home)
                        yield LostAddress(
                            outcome.text[found.start : found.end], found.port, place, reader, _WHOSE[kind], sure
                        )

    @property
    def _is_own_machine(self) -> bool:
        is_placed = self._host.is_lasting or self._host.may_hold_services or self._unseen.sets_up_machine
        return is_placed or self._service.shares_network

    @property
    def _starts_services(self) -> bool:
        return self._commands.starts_services or self._doing.starts_services

    def _is_its_own(self, port: int) -> bool:
        """Whether its own server may be what answers at a port: it listens there, or where its configuration file says, which nobody can tell."""
        servers = [server for server in self._commands.web_servers if server.kind == "wsgi"] if port else []
        usual = {"default"} if self._host.sets_port else set()  # the host's port takes its place
        binds = [bind for server in servers for bind in server.binds if bind.origin not in usual]
        return any(bind.port == port for bind in binds) or any(s.config and not s.binds for s in servers)

    def _is_for_visitors_here(self, port: int) -> bool:
        """Whether visitors sit at the very machine, which alone reaches what is published, and a container beside this one answers there at a port."""
        own = [published for published in self._service.ports if published.role == "publish"]
        files = (f for f in self._repository.platform_files if f.path == self._service.place.path)
        beside = (published for file in files for service in file.services for published in service.ports)
        is_at_home = bool(own) and all(published.is_local for published in own)
        return is_at_home and any(each.is_local and each.published == str(port) for each in beside)

    def _has_beside(self, port: int) -> bool:
        """Whether the start leaves a program running that may answer at a port; where nobody says how an image runs, one pod may hold it beside another of the repository whose server has that port."""
        if self._leaves_programs or self._doing.starts_services:
            return bool(port)
        if self._host.key != index.DOCKERFILE or not port:
            return False
        from flaskcheck.units.own_images import names_port

        others = (d for path, d in self._repository.dockerfiles.items() if path != self._service.image)
        return any(names_port(dockerfile, port) for dockerfile in others)

    @cached_property
    def _leaves_programs(self) -> bool:
        """Whether the start leaves programs running beside the server, which may listen on any port."""
        servers = [server for server in self._commands.web_servers if server.kind != "script"]
        serving = servers or [server for server in self._commands.web_servers if not server.invocation.background]
        own = {server.invocation for server in servers}
        started = [i for i in self._commands.programs("start") if not (i.builtin or i.substituted)]
        is_behind = bool(servers) and all(server.invocation.background for server in servers)
        left = [i for i in started if i.background]
        left += started[-1:] if is_behind else []  # what is waited for runs as long
        return bool(serving) and any(i not in own and i.program not in _IDLE for i in left)
