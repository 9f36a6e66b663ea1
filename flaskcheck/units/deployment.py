"""One deployment: what one host runs for one service, with everything that is known of it joined.

Rules ask this object; they never ask which file a command came from.
"""

from __future__ import annotations

from functools import cached_property

from flaskcheck.application import flask_app
from flaskcheck.application.applications import Resolver
from flaskcheck.code.imports import Importer
from flaskcheck.facts.python import CallSite
from flaskcheck.facts.services import Command, Variable
from flaskcheck.hosts.table import HOSTS
from flaskcheck.known import libraries
from flaskcheck.known.meanings import OPENS
from flaskcheck.servers import which as servers
from flaskcheck.shell import follow as commands
from flaskcheck.values.evaluator import Evaluator

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.application.applications import Application, Target
    from flaskcheck.application.flask_app import FlaskApp
    from flaskcheck.application.settings import Configuration
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.services import PythonVersion, Service
    from flaskcheck.files.layout import View
    from flaskcheck.ground.place import Place
    from flaskcheck.hosts.table import Host
    from flaskcheck.images.image import Image
    from flaskcheck.installed.commands import Install
    from flaskcheck.installed.installed import Installed
    from flaskcheck.servers.server import Server
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.repository import Repository


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
    "pg_ctlcluster mongod rabbitmq-server service supervisord s6-svscan runsv runsvdir".split()
)
"""Programs that serve, or start what serves, on the machine's own address."""


DOTENV_CALLS = libraries.last_words(OPENS, ".env")


AMBIENT = frozenset(
    {
        "HOME",
        "PATH",
        "USER",
        "HOSTNAME",
        "PWD",
        "LANG",
        "TZ",
        "TMPDIR",
        "SHELL",
        "PYTHON_VERSION",
        "VIRTUAL_ENV",
        "PYTHONPATH",
    }
)
"""Variables that every process or base image has."""


class Deployment:
    """A service on a host.

    ``service`` is its declaration (for a generic deployment one made up of the application found); ``view`` tells what a path means where it
    runs; ``image`` is the Docker image it runs in, or ``None``; ``is_implied`` when no file of the repository declares it.
    """

    def __init__(
        self,
        repository: Repository,
        service: Service,
        view: View,
        image: Image | None = None,
        is_implied: bool = False,
    ) -> None:
        self.repository = repository
        self.service = service
        self.host: Host = HOSTS[service.host]
        self.view = view
        self.code = repository.code
        self.tree = repository.tree
        self.image = image
        self.is_implied = is_implied
        self.within = ""
        """The folder of the application that it belongs to, where a report joins several; its own paths are relative to it."""
        self._followed: dict[Command, tuple[Invocation, ...]] = {}

    def __repr__(self) -> str:
        return f"<Deployment {self.title}>"

    # -- what the files declare ------------------------------------------------------------------

    @property
    def name(self) -> str:
        return self.service.name

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
        named = f' "{self.name}"' if self.name else ""
        return f"{self.host.title} {kind}{named}"

    @property
    def is_routed(self) -> bool:
        """Whether requests reach the process from outside its own machine or container: no proxy stands beside it."""
        if self.service.proxied or not (
            self.host.routed or self.image is not None or self.host.key in ("compose", "docker")
        ):
            return False
        return not any(i.program in PROXIES or "nginx" in i.arguments for i in self.programs("start"))

    @cached_property
    def declared(self) -> dict[str, Variable]:
        """Every environment variable that reaches the process, by name; the platform's own declaration wins over the image's."""
        found: dict[str, Variable] = {}
        for variable in (*(self.image.variables if self.image else ()), *self.service.variables):
            if variable.source != "build":
                found[variable.name] = variable
        return found

    @cached_property
    def variables(self) -> dict[str, str | None]:
        """The values of the declared variables as far as they are literal, and of those that the host sets."""
        found: dict[str, str | None] = {**dict.fromkeys(self.host.sets_variables), **dict(self.host.fixed_variables)}
        found.update(
            {
                n: v.value if v.source in ("literal", "reference") else None
                for n, v in self.declared.items()
                if v.source != "optional"
            }
        )
        return found

    @property
    def declares_variables(self) -> bool:
        """Whether the platform's own file lists variables, so that one that is not listed is likely forgotten; always on hosts that have no other place for them."""
        if self.is_implied or self.service.host in ("docker", "procfile") or self.host.file_has_values_only:
            return False
        return self.host.file_is_complete or any(v.source != "build" for v in self.service.variables)

    def declares(self, name: str) -> bool:
        """Whether a variable surely has a value: the deployment's files declare it, or the host or an attached database sets it."""
        return name in self.variables or any(v.name == name for v in self.service.databases)

    def may_be_set(self, name: str) -> bool:
        """Whether a variable is declared, set by the host, or may come from a file or a group that cannot be seen."""
        if (
            name in self.variables
            or name in self.declared
            or "*" in self.declared
            or name in AMBIENT
            or name in self._env_file_variables
        ):
            return True
        return any(v.name == name for v in self.service.databases) or self._has_unseen_variables

    @cached_property
    def _env_file_variables(self) -> frozenset[str]:
        """Names in the ``env_file``s of the service, and in a tracked ``.env`` that the code loads."""
        paths = [folder.path for folder in self.service.env_files]
        loaded = self.view.find(self.view.join(self.view.cwd, ".env"))
        if loaded and self.loads_dotenv and self.is_deployed(loaded):
            paths.append(loaded)
        files = (self.repository.env_files.get(path) for path in paths)
        return frozenset(v.name for file in files if file for v in file.variables)

    @property
    def _has_unseen_variables(self) -> bool:
        """Whether an ``env_file`` of the service is not in the repository, or secrets are mounted as a whole."""
        missing = any(not self.tree.has(folder.path) for folder in self.service.env_files)
        return missing or any(v.source == "group" for v in self.service.variables)

    @property
    def literal_variables(self) -> dict[str, str]:
        """Only those variables whose value is written in a file."""
        return {name: value for name, value in self.variables.items() if value is not None}

    @property
    def python(self) -> PythonVersion | None:
        """The Python that is declared for it."""
        return self.service.python or (self.image.python if self.image else None)

    # -- commands --------------------------------------------------------------------------------

    @cached_property
    def commands(self) -> tuple[Command, ...]:
        """Build, release and start commands, the image's own where the service gives none."""
        own = self.service.commands
        if self.image is None:
            return own
        built = self.image.installing_runs
        has_start = any(c.phase == "start" for c in own)
        start = () if has_start or self.image.start is None else (self.image.start,)
        return (*built, *own, *start)

    @cached_property
    def invocations(self) -> tuple[Invocation, ...]:
        """Every program that the commands run, the shell and its scripts followed."""
        return tuple(invocation for command in self.commands for invocation in self.invocations_of(command))

    def invocations_of(self, command: Command) -> tuple[Invocation, ...]:
        """The programs that one command runs."""
        if command not in self._followed:
            view = self.view_of(command)
            followed = commands.follow(command, view, self.tree, self.literal_variables, self._task_scripts)
            self._followed[command] = followed
        return self._followed[command]

    def view_of(self, command: Command) -> View:
        """What paths mean to a command: a builder stage of an image has files of its own."""
        if self.image is None or command not in self.image.builder_runs:
            return self.view
        return self._builder_views.get(self._stage_of(command), self.view)

    def _stage_of(self, command: Command) -> int:
        facts = self.repository.dockerfiles[self.service.image]
        return next((i.stage for i in facts.instructions if i.place.line == command.place.line), 0)

    @cached_property
    def _builder_views(self) -> dict[int, View]:
        """The view of each stage that the image copies from."""
        from flaskcheck.images import build

        built = self.image
        if built is None:
            return {}
        facts = self.repository.dockerfiles[self.service.image]
        others = (stage for stage in built.reached if stage not in built.chain)
        return {s: build.build(facts, self.tree, built.context, str(s)).view() for s in others}

    def programs(self, *phases: str) -> Iterator[Invocation]:
        """The invocations of some phases (all phases when none is named)."""
        return (i for i in self.invocations if not phases or i.phase in phases)

    @cached_property
    def _task_scripts(self) -> dict[str, str]:
        return self.repository.task_scripts(self.root)

    @cached_property
    def servers(self) -> tuple[Server, ...]:
        """What the start command runs that is a server, a worker or a Python program, in order."""
        variables = self.literal_variables
        found = (
            servers.server_of(invocation, self.view, self.tree, variables, self.code.module)
            for invocation in self.programs("start")
            if not invocation.substituted
        )
        return tuple(server for server in found if server is not None)

    @cached_property
    def web_servers(self) -> tuple[Server, ...]:
        """The servers that answer requests: WSGI servers, development servers and scripts."""
        return tuple(s for s in self.servers if s.kind in ("wsgi", "development", "script"))

    # -- code ------------------------------------------------------------------------------------

    def resolver(self, folders: tuple[str, ...], mains: frozenset[str] = frozenset()) -> Resolver:
        """A resolver whose imports are looked for in these deployment folders, then where the project itself is installed."""
        paths = (*folders, *self._python_path)
        importer = Importer(self.code, self.view, tuple(dict.fromkeys(paths)))
        evaluator = Evaluator(self.code, importer, self.variables, self.host.file_is_complete, mains)
        return Resolver(evaluator, self.repository.applications)

    @cached_property
    def _python_path(self) -> tuple[str, ...]:
        home = self.view.cwd
        found = [
            self.view.join(home, folder)
            for folder in (self.variables.get("PYTHONPATH") or "").split(":")
            if folder and "$" not in folder
        ]
        source = self.view.join(home, "src")
        if self.view.find(source) is not None:
            found.append(source)
        return tuple(found)

    @cached_property
    def targets(self) -> tuple[tuple[Server, Target], ...]:
        """What each WSGI server's ``module:attribute`` leads to."""
        from flaskcheck.units.start import server_target

        return tuple((s, server_target(self, s)) for s in self.servers if s.kind == "wsgi" and s.target)

    @cached_property
    def start(self) -> Production:
        """The code that this deployment reaches."""
        from flaskcheck.units.start import production_of

        return production_of(self)

    @property
    def production(self) -> Production:
        """The code that this deployment reaches (same as ``start``)."""
        return self.start

    @cached_property
    def configuration(self) -> Configuration:
        """The settings that it selects."""
        from flaskcheck.application.settings import configuration_of

        return configuration_of(self.start.trace)

    def is_foreign(self, server: Server, target: Target) -> bool:
        """Whether a target may be installed from elsewhere, or the folder it is looked for in cannot be known, so that its absence proves nothing."""
        if target.status == "syntax":
            return False
        if server.invocation.cwd is None and not server.chdir:
            return True
        if target.status == "missing-module":
            top = target.module.partition(".")[0]
            installed = self.installed.provides_import(top).status in ("declared", "transitive")
            return installed or not self.view.complete
        return False

    @cached_property
    def suggested_target(self) -> str:
        """The ``module:attribute`` of the application that this deployment most likely means, or ``""``."""
        from flaskcheck.units.start import usual_target

        return usual_target(self)

    def development_run(self, server: Server) -> CallSite | None:
        """The call that starts the development server when a script of this deployment is run, if it does."""
        from flaskcheck.effects.serving import is_development_run, is_script_manager_run

        if "runserver" in server.invocation.arguments:  # Flask-Script
            for step in self.production.trace.steps:
                if isinstance(step.statement, CallSite) and is_script_manager_run(step.statement.call):
                    return step.statement
        for step in self.production.trace.steps:
            site = step.statement
            if isinstance(site, CallSite) and step.sure and is_development_run(site.call):
                return site
        return None

    def flask_app(self, written: str, cwd: str | None = None) -> FlaskApp:
        """What ``FLASK_APP`` (or ``--app``) would load in a folder of the deployment."""
        folder = cwd or self.view.cwd
        return flask_app.find(written, folder, self.view, lambda f: self.resolver((f,)))

    @cached_property
    def own_applications(self) -> tuple[Application, ...]:
        """The applications that this deployment can serve: those in its folder, else all of them."""
        everything = self.repository.applications
        reached = [a for _, t in self.targets if (a := t.application) is not None]
        if reached:
            return tuple(dict.fromkeys(reached))
        inside = tuple(a for a in everything if self.view.locate(a.path) is not None and _is_below(a.path, self.root))
        return inside or everything

    @cached_property
    def flask_env_files(self) -> dict[str, str]:
        """What the ``flask`` command loads from ``.env`` and ``.flaskenv`` in the deployed folder, when python-dotenv is installed (``.env`` wins)."""
        found: dict[str, str] = {}
        for name in (".flaskenv", ".env"):
            path = self.view.find(self.view.join(self.view.cwd, name))
            file = self.repository.env_files.get(path) if path and self.is_deployed(path) else None
            found.update({v.name: v.value for v in file.variables if v.value is not None} if file else {})
        return found

    def loads_env_file(self, name: str) -> bool:
        """Whether production reads ``.env`` or ``.flaskenv``: started by ``flask run`` or ``app.run()``, or (``.env``) loaded by the code."""
        if any(server.kind in ("development", "script") for server in self.web_servers):
            return True
        return name == ".env" and self.loads_dotenv

    @cached_property
    def loads_dotenv(self) -> bool:
        """Whether start-up calls ``load_dotenv`` or another reader of ``.env``."""
        return any(
            isinstance(step.statement, CallSite) and step.statement.call.name.rpartition(".")[2] in DOTENV_CALLS
            for step in self.production.trace.steps
        )

    def is_deployed(self, path: str) -> bool:
        """Whether the file reaches the host: tracked by git, or there is no git to ask."""
        return self.tree.tracked is None or self.tree.is_tracked(path)

    # -- installed -------------------------------------------------------------------------------

    @cached_property
    def installs(self) -> tuple[Install, ...]:
        """The install commands of its build, with the files that they name as repository paths."""
        from flaskcheck.installed.gather import install_commands

        followed = ((i, self.view_of(command)) for command in self.commands for i in self.invocations_of(command))
        return install_commands(followed)

    @cached_property
    def installed(self) -> Installed:
        """The distributions that it installs."""
        from flaskcheck.installed.gather import installed_by

        python = self.python.version if self.python else ""
        files = self.repository.dependency_files
        return installed_by(files, self.installs, self.root, self.host, self.image, python)

    def has_code_named(self, top: str) -> bool:
        """Whether the repository has a module or package of this name anywhere, though not where this deployment imports from."""
        return top in self.repository.module_names

    @property
    def is_virtual_environment_elsewhere(self) -> bool:
        """Whether what is installed cannot be seen: a machine of one's own whose virtual environment was made by hand."""
        return self.service.host in ("systemd", "supervisor", "passenger", "pythonanywhere") and not any(
            i.program == "pip" for i in self.invocations
        )

    def image_makes_executable(self, path: str) -> bool:
        """Whether the image's build gives a file the run bit (``COPY --chmod``, ``RUN chmod``)."""
        inside = self.view.locate(path)
        return self.image is not None and inside is not None and self.image.view().executable(inside) is True

    @property
    def starts_services(self) -> bool:
        """Whether the start command runs a database, cache, broker or mail server beside the application, or something that may."""
        return any(i.program.rpartition("/")[2] in SERVICE_PROGRAMS for i in self.programs("start"))

    @property
    def hides_commands(self) -> bool:
        """Whether the start command runs something that cannot be followed, which may do anything."""
        return any(
            i.program in ("make", "supervisord", "honcho", "circusd", "invoke", "fab", "just", "npm")
            for i in self.programs("start")
        )

    @cached_property
    def starts_something_else(self) -> bool:
        """Whether the start command runs programs of which none is a known server, so that nothing can be said of them."""
        return any(not i.builtin for i in self.programs("start")) and not self.web_servers


def _is_below(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")
