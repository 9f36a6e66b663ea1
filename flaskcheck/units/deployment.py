"""One deployment: what one host runs for one service, with everything that is known of it joined.

Rules ask this object; they never ask which file a command came from.
"""

from __future__ import annotations

from functools import cached_property

from flaskcheck.application.databases import Databases
from flaskcheck.application.origins import AllowedOrigins
from flaskcheck.application.postgres_urls import PostgresUrls
from flaskcheck.application.routes import Routes
from flaskcheck.application.schema.pool import Connections
from flaskcheck.effects.doing import Doing
from flaskcheck.effects.serving import Serving
from flaskcheck.effects.uses.exposed import Exposed
from flaskcheck.effects.uses.running import Running
from flaskcheck.effects.written import Texts
from flaskcheck.hosts import index
from flaskcheck.installed.releases import Releases
from flaskcheck.known.distributions import stdlib_modules
from flaskcheck.known.meanings import MIGRATES
from flaskcheck.units.commands import Commands, is_installed_by_hand
from flaskcheck.units.deployed import DeployedFiles
from flaskcheck.units.env_files import EnvFiles
from flaskcheck.units.environment import Environment
from flaskcheck.units.flask_commands import FlaskCommands
from flaskcheck.units.nearby import Nearby
from flaskcheck.units.needs import Needs
from flaskcheck.units.obstacles.found import Obstacles
from flaskcheck.units.search import Search
from flaskcheck.units.start import Start
from flaskcheck.units.statements import Unseen
from flaskcheck.units.upgrades import Released, Upgraded, Upgrades

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.application.applications import Target
    from flaskcheck.application.named_modules import NamedModule
    from flaskcheck.application.settings import Configuration
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.services import PythonVersion, Service, Variable
    from flaskcheck.files.layout import View
    from flaskcheck.ground.place import Place
    from flaskcheck.hosts.host import Host
    from flaskcheck.images.changed import Edits
    from flaskcheck.images.image import Image
    from flaskcheck.installed.installed import Installed
    from flaskcheck.installed.locks import Lock
    from flaskcheck.readers.proxies import Closed
    from flaskcheck.servers.processes import Processes
    from flaskcheck.servers.server import Server
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.repository import Repository


class Deployment:
    """A service on a host.

    ``service`` is its declaration (for a generic deployment one made up of the application found); ``view`` tells what a path means where it
    runs; ``image`` is the Docker image it runs in, or ``None``; ``is_implied`` when no file of the repository declares it; ``declared``: the kind that its file says, where it is of another.
    """

    def __init__(
        self,
        repository: Repository,
        service: Service,
        view: View,
        image: Image | None = None,
        is_implied: bool = False,
        declared: str = "",
    ) -> None:
        self.repository = repository
        self.service = service
        self.declared = declared or service.kind
        self.host: Host = index.host(service.host)
        self.view = view
        self.code = repository.code
        self.tree = repository.tree
        self.image = image
        self.is_implied = is_implied
        self._ask_what_it_runs()
        self._ask_what_the_code_does()
        self.nearby = Nearby(
            repository,
            service,
            self.host,
            self.commands,
            self.doing,
            self.needs,
            self.unseen,
            self.environment,
            lambda: self.start.production,
        )

    def _ask_what_it_runs(self) -> None:
        repository, service, view, image = self.repository, self.service, self.view, self.image
        provisioned, listed = repository.hosts.provisioned, lambda path: repository.env_files.get(path)
        self.environment = Environment(service, self.host, image, repository.tree, self.is_implied, provisioned, listed)
        self.commands = Commands(repository, service, view, image, self.environment)
        self.files = DeployedFiles(repository.tree, service, view, image, self.commands)
        self.obstacles = Obstacles(repository, service, view, image, self.commands, self.files, lambda: self.installed)
        self.start = Start(
            repository,
            service.root,
            self.host,
            view,
            self.environment,
            self.commands,
            lambda: self.installed,
            self._edits,
        )
        given = (*service.variables, *(image.variables if image else ()))
        usual = self.host.default_python if image is None else ""
        self.releases = Releases(
            lambda: self.installed,
            lambda: self.python,
            lambda: {v.name for v in given},
            usual,
            self._leaves_python_open,
            self._wrong_locks,
            self._pip,
        )
        placed = (repository, service, self.host, view)
        self.unseen = Unseen(*placed, self.commands, self.is_implied)
        self.upgrades = Upgrades(*placed, self.source_root, self.commands, self.unseen, self.start, self._migrates)
        self.beforehand = (
            Upgraded(repository, self.start, self.upgrades, view),
            Released(repository, self.start, view, self.commands),
        )
        self.flask = FlaskCommands(self.commands, view, self.environment, self.start, image)
        self.env_files = EnvFiles(repository, service, view, image, self.start, lambda: self.installed)

    def _ask_what_the_code_does(self) -> None:
        def production() -> Production:
            return self.start.production

        def started() -> tuple[Configuration, Production]:
            return self.start.configuration, self.start.production

        def installed() -> Installed:
            return self.installed

        repository, service, view = self.repository, self.service, self.view
        self.search = Search(repository, view, self.commands, self.start, self.is_implied, installed, self.environment)
        self.needs = Needs(self.start, self.host, self.image, self.env_files, installed, self.may_be_set)
        handed = self.host.database_schemes
        self.databases = Databases(service, view, started, installed, lambda: self.env_files.hints, handed)
        self.postgres = PostgresUrls(
            service,
            self.host,
            started,
            installed,
            lambda: self.environment.declared,
            lambda: self.unseen.has_build_script,
        )
        self.serving = Serving(production)
        self.texts = Texts(production)
        self.running = Running(production, self._processes, lambda: repository.python_paths)
        self.exposed = Exposed(production)
        self.connections = Connections(self.host, repository.platform_files, started, self._processes)
        self.origins = AllowedOrigins(production)
        self.routes = Routes(production, self._asked_for, self._closed_by_proxy)
        self.doing = Doing(view, lambda: self.environment.literal, lambda: repository.python_paths, production)

    def __repr__(self) -> str:
        return f"<Deployment {self.title}>"

    def _migrates(self, program: Invocation) -> bool:
        return any(effect.kind == MIGRATES for effect in self.doing.of(program))

    # -- what is declared ------------------------------------------------------------------------

    @property
    def root(self) -> str:
        """The repository folder that the service is built from."""
        return self.service.root

    @property
    def source_root(self) -> str:
        """The repository folder that is put where the program runs: the build context of an image, else the root."""
        return self.image.context if self.image else self.root

    @property
    def place(self) -> Place:
        """Where it is declared."""
        return self.service.place

    @property
    def title(self) -> str:
        """``Render web service "cookies"``."""
        if self.is_implied:
            return "No platform file: any host"
        kind = {"web": "web service", "job": "job"}.get(self.service.kind, self.service.kind)
        named = f' "{self.service.name}"' if self.service.name else ""
        return f"{self.host.title} {kind}{named}"

    @cached_property
    def python(self) -> PythonVersion | None:
        """The Python that is declared for it."""
        from flaskcheck.units.pythons import python_of

        return python_of(self.repository, self.service, self.host, self.image, self.commands)

    def _wrong_locks(self) -> list[Lock]:
        made = {i.program for i in self.commands.programs() if i.arguments[:1] == ("lock",)}
        installs = [install for install in self.commands.installs if install.program not in made]
        by_host = self.host if self.image is None and not (installs and self.host.own_commands_only) else None
        if by_host is None and not any(install.manifest for install in installs):
            return []
        from flaskcheck.installed.locks import locks

        chosen = (file.path for file in self.installed.files)
        return locks(self.tree, by_host, self._installing_folder, chosen, installs)

    def _leaves_python_open(self) -> bool:
        from flaskcheck.units.pythons import is_unnamed

        return is_unnamed(self.repository, self.service, self.host, self.image, self.commands)

    # -- what all of it says together --------------------------------------------------------------

    @property
    def is_routed(self) -> bool:
        """Whether requests reach the process from outside its own machine or container: no proxy stands beside it."""
        if self.service.proxied or not (self.host.routed or self.image is not None):
            return False
        return not self.commands.starts_proxy

    @cached_property
    def installed(self) -> Installed:
        """The distributions that it installs."""
        from flaskcheck.installed.gather import installed_by

        python = self.python.version if self.python else ""
        known, files = self.repository, self.repository.dependency_files
        installs, folder = self.commands.installs, self._installing_folder
        found = installed_by(files, installs, folder, self.host, self.image, python, lambda: known.packages.names)
        is_unseen = not found.files and self.unseen.installs
        return found.unknown() if is_unseen else found.overwritten(self.repository.prepared.names)

    def _pip(self) -> str:
        """The pip that installs for it: of the host's own build, or of the one stage of an image upon an official Python."""
        from flaskcheck.installed.pips import installing_pip

        image, programs = self.image, self.commands.programs("build", "release", "start")
        python = self.installed.python or self.host.default_python
        if image is None:
            return installing_pip(programs, self.view, self.host.pip, python, by_host=True)
        return installing_pip(programs, self.view, image.pip if image.is_bare else "", python, by_host=False)

    @property
    def _installing_folder(self) -> str:
        """The folder whose dependency files the host installs from."""
        from flaskcheck.installed.gather import can_install

        scripts = (f.path for f in self.service.folders if f.role == "script") if self.host.installs_beside else ()
        beside = (path.rpartition("/")[0] for path in scripts)
        files = self.repository.dependency_files
        return next((folder for folder in beside if can_install(files, folder, self.host)), self.root)

    def _asked_for(self) -> tuple[Variable, ...]:
        """The paths by which someone finds out whether it is healthy. A load balancer that is described elsewhere may stand before another program, unless this is the only one."""
        repository, own = self.repository, self.service.health_paths
        is_only = len({*repository.roots.values()}) < 2 and len(repository.dockerfiles) < 2
        return (*own, *repository.hosts.balanced) if is_only else own

    def _processes(self) -> Processes:
        """The processes that answer for the service, as its commands and variables tell."""
        from flaskcheck.servers.processes import processes

        return processes(self.service, self.host, self.commands.web_servers, self.environment.values)

    def _edits(self) -> Edits | None:
        """What its commands change in files, the build's and those before the server."""
        from flaskcheck.images.changed import edits_of

        programs = tuple(self.commands.programs())
        written = self.commands.noted.paths
        return edits_of(self.tree, self.service.mounts, self.view, self.image, programs, written)

    def _closed_by_proxy(self) -> tuple[Closed, ...]:
        """The addresses that a proxy keeps from visitors, where one can stand before it: no host brings visitors to it directly, and it publishes no port of its own."""
        is_direct = self.host.routed and not self.host.is_container
        is_published = any(port.role == "publish" and not port.is_local for port in self.service.ports)
        return () if is_direct or is_published else self.repository.hosts.closed

    def has_server(self, server: Server | None) -> bool:
        """Whether the production server is there without being installed: the host starts its own, or has the program that a command names."""
        if self.commands.is_supplied:
            return True
        if server is None:
            return self.host.supplies_server and self.image is None
        return self.installed.provides_program(server.program).status == "host"

    @cached_property
    def is_virtual_environment_elsewhere(self) -> bool:
        """Whether what is installed cannot be seen: a server of your own whose virtual environment was made by hand."""
        return is_installed_by_hand(self.host, self.commands)

    def is_foreign(self, server: Server, target: Target) -> bool:
        """Whether a target may be installed from elsewhere, or the folder it is looked for in cannot be known, so that its absence proves nothing."""
        is_found = target.status == "missing-attribute" and bool(server.script)
        if server.invocation.cwd is None and target.status != "syntax" and not (server.chdir or is_found):
            return True
        if target.status == "missing-folder":
            return not self.view.complete
        if target.status == "missing-module":
            top = target.module.partition(".")[0]
            installed = self.installed.provides_import(top).status in ("declared", "transitive")
            outside = any(self.view.maybe(f"{folder}/\0") for folder in server.folders) or not self.view.complete
            return installed or outside or self.environment.is_unseen("PYTHONPATH")
        return False

    def brings(self, dotted: str) -> bool:
        """Whether the standard library or a distribution that is installed has a module of this name."""
        if dotted.partition(".")[0] in stdlib_modules(self.installed.python):
            return True
        return self.installed.provides_import(dotted).status in ("declared", "transitive")

    @property
    def unfound_names(self) -> Iterator[NamedModule]:
        """The modules that start-up names in texts and that are surely nowhere."""
        for named in self.search.named_modules if self.view.complete else ():
            if named.status == "missing-attribute" or (named.status == "missing-module" and self._lacks(named.module)):
                yield named

    def _lacks(self, dotted: str) -> bool:
        """Whether a module that the repository does not have in its place is surely nowhere else."""
        top = dotted.partition(".")[0]
        if self.start.production.evaluator.importer.locate(top):
            return True
        if not self.installed.is_well_known or self.brings(dotted):
            return False
        return top not in self.repository.module_names or self.search.is_known

    def may_be_set(self, name: str) -> bool:
        """Whether a variable is declared, set by the host, or may come from a file or a group that cannot be seen."""
        is_there = self.host.is_lasting and self.env_files.is_made_there
        shown = self.env_files.standing_in
        is_shown = self.environment.is_declared(name) or any(name in names for names in shown.values())
        may_have = is_shown if shown else self.environment.may_have(name)
        return may_have or name in self.env_files.names or is_there
