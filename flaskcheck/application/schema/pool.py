"""How many connections the processes of a deployment open to its database, and how many that admits."""

from __future__ import annotations

import re
from functools import cached_property

from flaskcheck.ground.numbers import number
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.values.arguments import entry
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flaskcheck.application.settings import Configuration, Setting
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.services import PlatformFile, Service
    from flaskcheck.hosts.host import Host
    from flaskcheck.servers.processes import Processes
    from flaskcheck.values.value import Outcome

_OPTIONS = "SQLALCHEMY_ENGINE_OPTIONS"
_OLD = (
    "SQLALCHEMY_POOL_SIZE",
    "SQLALCHEMY_POOL_RECYCLE",
    "SQLALCHEMY_POOL_TIMEOUT",
    "SQLALCHEMY_MAX_OVERFLOW",
)
"""Settings that only Flask-SQLAlchemy before 3.0 reads."""
_USUALLY = {"pool_size": 5, "max_overflow": 10, "pool_recycle": -1, "pool_pre_ping": 0}
"""SQLAlchemy 2.1, "Connection Pooling"."""
_OTHERS = ("poolclass", "pool", "creator")
"""Options with which the pool is of another kind."""


class Pool(Record):
    """``size`` connections are kept, ``overflow`` more are made while all are in use (-1: any number). After ``recycle`` seconds one is not used again (-1: never); ``is_tested``: each is tried before it is used."""

    size: int
    overflow: int
    recycle: int
    is_tested: bool

    def most(self, at_once: int) -> int:
        """How many connections a process opens at the most that answers so many requests at once."""
        is_bound = self.overflow >= 0 and self.size > 0  # of size 0: as many as are asked for
        return min(at_once, self.size + self.overflow) if is_bound else at_once


class Admitted(Record):
    """How many connections a database admits, and where that is said: by its plan, or as its server's default."""

    count: int
    place: Place


class Connections:
    """The connections of one deployment."""

    def __init__(
        self,
        host: Host,
        files: Iterable[PlatformFile],
        started: Callable[[], tuple[Configuration, Production]],
        processes: Callable[[], Processes],
    ) -> None:
        self._host = host
        self._files = files
        self._started = started
        self._processes = processes

    @cached_property
    def pool(self) -> Pool | None:
        """The pool in which each process keeps them; ``None`` where it is not known, or no setting names a database."""
        configuration, production = self._started()
        return _pool(configuration, production) if configuration.get("SQLALCHEMY_DATABASE_URI") else None

    @property
    def most(self) -> int | None:
        """How many all processes together have open at the most, each request having one; ``None`` where that is not known."""
        processes, pool = self._processes(), self.pool
        at_once = processes.at_once
        if pool is None or at_once is None or processes.workers is None:
            return None
        return processes.workers * (processes.instances or 1) * pool.most(at_once)

    @property
    def admitted(self) -> Admitted | None:
        """What the one database of the host's files admits that the settings name; ``None`` where there are several, or a pooler may stand before it, or that is not known."""
        server = self._processes().server
        if server is None or "pgbouncer" in server.invocation.text:
            return None
        own = (file for file in self._files if file.host == self._host.key)
        found = [service for file in own for service in file.services if service.kind == "database" and _kind(service)]
        if len(found) != 1 or not all(self._names(found[0], setting) for setting in self._addresses):
            return None
        count = _admitted(self._host, found[0])
        return None if count is None else Admitted(count, found[0].place)

    @property
    def _addresses(self) -> tuple[Setting, ...]:
        return self._started()[0].get("SQLALCHEMY_DATABASE_URI")

    @staticmethod
    def _names(database: Service, setting: Setting) -> bool:
        """Whether a setting is the address of a database: of a container by its name, of a host's own by the variable that it comes in."""
        if not database.plan:
            return all(
                re.search(rf"[@/]{re.escape(database.name)}[:/]", o.text) for o in setting.outcomes if not o.unset
            )
        return any("DATABASE_URL" in outcome.variables for outcome in setting.outcomes)


_USUAL = {"postgres": 100, "mysql": 151, "mariadb": 151}
"""What the server of an image admits that is told nothing ("Connections and Authentication" of PostgreSQL 17, "Server System Variables" of MySQL 8.4 and MariaDB 11)."""
_TOLD = re.compile(r"max[_-]connections[= ]+(\d+)")


def _kind(database: Service) -> str:
    """The kind of a database that SQLAlchemy opens; ``""`` for another."""
    return next((variable.value for variable in database.databases if variable.value in _USUAL), "")


def _admitted(host: Host, database: Service) -> int | None:
    if database.plan:
        return dict(host.database_connections).get(database.plan)
    if database.base.partition(":")[0] not in _USUAL or any(
        path.endswith((".conf", ".cnf")) for path in database.binds
    ):
        return None
    commands = (" ".join(command.argv or (command.text,)) for command in database.commands)
    told = [found for command in commands for found in _TOLD.findall(command)]
    return number(told[-1]) if told else _USUAL[_kind(database)]


def _pool(configuration: Configuration, production: Production) -> Pool | None:
    """The pool of Flask-SQLAlchemy's engine; ``None`` where that is not known."""
    if configuration.opaque or any(map(configuration.get, _OLD)):
        return None
    options = [*_set(configuration), *_given(production)]
    size, overflow, recycle, is_tested = (_one(production, options, *usual) for usual in _USUALLY.items())
    is_queue = len(options) < 2 and not any(entry(production.evaluator, o, key) for o in options for key in _OTHERS)
    if not is_queue or size is None or overflow is None or recycle is None or is_tested is None:
        return None
    return Pool(size, overflow, recycle, bool(is_tested))


def _set(configuration: Configuration) -> Iterator[Outcome]:
    for setting in configuration.get(_OPTIONS):
        yield from setting.outcomes


def _given(production: Production) -> Iterator[Outcome]:
    """What ``SQLAlchemy(engine_options={…})`` is given."""
    for site in production.calls_of(("SQLAlchemy",)):
        value = site.call.argument(-1, "engine_options")
        if value is not None:
            yield from production.evaluator.outcomes(value, Where.of(site))


def _one(production: Production, options: list[Outcome], key: str, usual: int) -> int | None:
    """The number that an option surely is; ``None`` where it may be any."""
    found = tuple(outcome for option in options for outcome in entry(production.evaluator, option, key))
    if not found:
        return usual
    only = found[0] if len(found) == 1 and not (found[0].variables or found[0].guessed) else None
    return only.value if only is not None and isinstance(only.value, int) else None
