"""What a deployment's commands run: programs, installs and servers, the shell and its scripts followed."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.servers.which import server_of
from flaskcheck.shell.follow import follow
from flaskcheck.shell.program import base_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.services import Command, Service
    from flaskcheck.files.layout import View
    from flaskcheck.ground.place import Place
    from flaskcheck.hosts.host import Host
    from flaskcheck.images.image import Image, Ran
    from flaskcheck.installed.commands import Install
    from flaskcheck.servers.server import Server
    from flaskcheck.shell.found import Field
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.environment import Environment
    from flaskcheck.units.repository import Repository
    from flaskcheck.units.scripts import Scripts

PROXIES = frozenset(
    {
        "nginx",
        "caddy",
        "haproxy",
        "apache2",
        "httpd",
        "envoy",
        "traefik",
        "supervisord",
        "s6-svscan",
        "runsv",
        "cloud_sql_proxy",
    }
)
"""Programs beside a server that may forward to it on the loopback address."""

SERVICE_PROGRAMS = frozenset(
    "redis-server valkey-server memcached postfix exim exim4 sendmail smtpd msmtpd mysqld mysqld_safe mariadbd postgres pg_ctl "
    "pg_ctlcluster mongod rabbitmq-server tor service supervisord s6-svscan runsv runsvdir".split()
)
"""Programs that serve, or start what serves, on the machine's own address."""

HIDING_PROGRAMS = frozenset("make supervisord honcho circusd invoke fab just npm".split())
"""Programs that start others which cannot be followed."""


class Noted:
    """Remembers which files the shell writes in what is followed."""

    def __init__(self) -> None:
        self.paths: dict[str, None] = {}

    def program(self, invocation: Invocation, words: tuple[Field, ...]) -> None:
        """Programs are told by what is followed itself."""

    def written(self, path: str) -> None:
        """Note a file that the shell writes."""
        self.paths[path] = None


class Commands:
    """The build, release and start commands of a service, and the programs that they run.

    ``view`` tells what paths mean to them; ``image`` is the image that they run in, or ``None``.
    """

    def __init__(
        self, repository: Repository, service: Service, view: View, image: Image | None, environment: Environment
    ) -> None:
        self._repository = repository
        self._service = service
        self._view = view
        self._image = image
        self._environment = environment
        self._followed: dict[Command, tuple[Invocation, ...]] = {}
        self.noted = Noted()
        """What the shell writes in the programs that were asked for."""

    @cached_property
    def written(self) -> tuple[Command, ...]:
        """The commands as they are written, the image's own where the service gives none."""
        own = self._service.commands
        if self._image is None:
            return own
        own = tuple(self._image.start_for(c) if c.as_arguments else c for c in own)
        built = self._image.installing_runs
        has_start = any(c.phase == "start" for c in own)
        start = () if has_start or self._image.start is None else (self._image.start,)
        return (*built, *own, *start)

    def programs(self, *phases: str) -> Iterator[Invocation]:
        """The programs of some phases, in order (of all phases when none is named)."""
        return (i for i in self._programs if not phases or i.phase in phases)

    @cached_property
    def _programs(self) -> tuple[Invocation, ...]:
        return tuple(program for command in self.written for program in self._programs_of(command))

    def _programs_of(self, command: Command) -> tuple[Invocation, ...]:
        ran = self._ran(command)
        if ran is not None:
            return ran.programs
        if command not in self._followed:
            tree, literal = self._repository.tree, self._environment.literal
            found = follow(command, self._view, tree, literal, self._task_scripts, observer=self.noted)
            self._followed[command] = tuple(
                inner for program in found for inner in self._with_started(program, command)
            )
        return self._followed[command]

    def _with_started(self, program: Invocation, command: Command) -> Iterator[Invocation]:
        """A program, and those that it starts where it is a Python script of the repository."""
        program = self._scripts.known(program)
        yield program
        if not (program.script.endswith(".py") or (program.program == "python" and program.script)):
            return
        if program.script in program.via:
            return
        for inner in self._scripts.started(program, command):
            for other in follow(inner.command, self._view, self._repository.tree, self._environment.literal):
                yield from self._with_started(inner.around(other), command)
        flask = self._scripts.flask_command(program)
        if flask is not None:
            yield flask

    @cached_property
    def _scripts(self) -> Scripts:
        from flaskcheck.units.scripts import Scripts

        return Scripts(self._repository, self._view, self._environment)

    def _ran(self, command: Command) -> Ran | None:
        """What a RUN of the image ran, or ``None`` for a command that runs elsewhere."""
        return None if self._image is None else self._image.ran.get(command)

    @cached_property
    def _task_scripts(self) -> dict[str, str]:
        return self._repository.task_scripts(self._service.root)

    # -- what the programs are ---------------------------------------------------------------------

    @cached_property
    def installs(self) -> tuple[Install, ...]:
        """The install commands among the programs, with the files that they name as repository paths."""
        from flaskcheck.images.changed import written_paths
        from flaskcheck.installed.gather import install_commands, with_prepared

        found = install_commands((i, self._view_of(c)) for c in self.written for i in self._programs_of(c))
        if self._image is None and any(install.missing for install in found):
            built = self.built_view
            found = install_commands((i, built) for c in self.written for i in self._programs_of(c))
        files = self._image.files if self._image is not None else None
        of_image = (path for path in written_paths(files) if files.lookup(path).maybe) if files is not None else ()
        written = (*self.noted.paths, *of_image)
        return with_prepared(found, self._repository.prepared.names.union(map(base_name, written)))

    @cached_property
    def built_view(self) -> View:
        """What paths mean when all commands have run."""
        if self._image is not None:
            return self._view
        from flaskcheck.images.files import Built, Copied, Files
        from flaskcheck.images.steps import Changes
        from flaskcheck.readers.docker.ignore import Ignore

        view, tree = self._view, self._repository.tree
        files = Files(tree, "", Ignore(()), (Copied(view.home, self._service.root, True),))
        for command in self.written:
            changes = Changes(files, view.cwd)
            follow(command, view, tree, self._environment.literal, self._task_scripts, observer=changes)
        return Built(view, files)

    @cached_property
    def import_folders(self) -> tuple[str, ...]:
        """The folders that the repository's own projects are imported from once they are installed."""
        if self._image is not None:
            return self._image.importable
        roots = (root for install in self.installs for root, _ in install.projects)
        places = (self._view.locate(path) for root in roots for path in (root, f"{root}/src".lstrip("/")))
        return tuple(dict.fromkeys(place for place in places if place is not None))

    def _view_of(self, command: Command) -> View:
        """What paths mean to a command: a RUN of an image has the files of its stage."""
        ran = self._ran(command)
        return self._view if ran is None else ran.view

    def missing_before(self, place: Place, cwd: str | None = None) -> Place | str | None:
        """Why what runs at a place finds no files: the COPY that ends the image's build before it, or the folder it changes to, which is not there."""
        stop = self._image.stop_before(place) if self._image else None
        is_gone = cwd is not None and self._view.complete and self._view.find(cwd) is None
        return stop or (cwd if is_gone else None)

    @property
    def imports_application(self) -> bool:
        """Whether a server for production imports the application, as far as the commands tell: not where a script or ``flask run`` is all that serves."""
        return not self.web_servers or any(server.kind == "wsgi" for server in self.web_servers)

    @cached_property
    def servers(self) -> tuple[Server, ...]:
        """What the start command runs that is a server, a worker or a Python program, in order."""
        tree, code = self._repository.tree, self._repository.code
        literal = self._environment.literal
        found = (
            server_of(program, self._view, tree, literal, code)
            for program in self.programs("start")
            if not program.substituted
        )
        return (*(server for server in found if server is not None), *self._importers)

    @property
    def _importers(self) -> tuple[Server, ...]:
        """The web servers that import a script of the service."""
        if not any(folder.role.startswith("wsgi-script") for folder in self._service.folders):
            return ()
        from flaskcheck.hosts import index
        from flaskcheck.servers import scripts

        title = index.host(self._service.host).title
        found = (scripts.server(folder, self._view, title) for folder in self._service.folders)
        return tuple(server for server in found if server is not None)

    @cached_property
    def web_servers(self) -> tuple[Server, ...]:
        """The servers that answer requests: WSGI servers, development servers and scripts."""
        return tuple(s for s in self.servers if s.kind in ("wsgi", "development", "script"))

    @property
    def is_supplied(self) -> bool:
        """Whether the host starts the application by a command of its own, which it brings the program for."""
        return any(command.supplied for command in self.written if command.phase == "start")

    @property
    def is_guessed(self) -> bool:
        """Whether that command is only the host's guess, in place of which a dashboard may name another."""
        return any(command.guessed for command in self.written if command.phase == "start")

    @cached_property
    def starts_proxy(self) -> bool:
        """Whether the start command runs a proxy beside the server."""
        return any(i.program in PROXIES or "nginx" in i.arguments for i in self.programs("start"))

    @cached_property
    def starts_services(self) -> bool:
        """Whether the start command runs a database, cache, broker or mail server beside the application, or something that may."""
        started = ((i.program, *i.arguments[: not i.builtin]) for i in self.programs("start"))  # entrypoint.sh postgres
        return any(word.rpartition("/")[2] in SERVICE_PROGRAMS for words in started for word in words)

    @cached_property
    def hides_programs(self) -> bool:
        """Whether the start command runs something that cannot be followed, which may do anything."""
        return any(i.program in HIDING_PROGRAMS for i in self.programs("start"))

    @cached_property
    def starts_something_else(self) -> bool:
        """Whether the start command runs programs of which none is a known server, so that nothing can be said of them."""
        return any(not i.builtin for i in self.programs("start")) and not self.web_servers


def is_installed_by_hand(host: Host, commands: Commands) -> bool:
    """Whether what is installed cannot be seen: a server of your own whose virtual environment was made by hand."""
    return host.is_lasting and not any(i.program == "pip" for i in commands.programs())
