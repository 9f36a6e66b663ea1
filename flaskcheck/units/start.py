"""How a deployment starts Python: from what it runs to the modules and factories that are loaded, and the settings that they select."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.application import flask_app
from flaskcheck.application.applications import Resolver, Target
from flaskcheck.code.imports import Importer, Located
from flaskcheck.effects.commands import commanded
from flaskcheck.effects.run import Entry
from flaskcheck.facts.python import CallSite
from flaskcheck.files.paths import is_in
from flaskcheck.ground.limits import MAX_OTHER_STARTS
from flaskcheck.known.tables.stdlib import LOADED_BY_GUNICORN
from flaskcheck.units.commands import is_installed_by_hand
from flaskcheck.units.repository import without_helpers
from flaskcheck.values.evaluator import Evaluator
from flaskcheck.values.own_variables import with_own_variables
from flaskcheck.values.world import World

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.application.applications import Application
    from flaskcheck.application.flask_app import FlaskApp
    from flaskcheck.application.settings import Configuration, Selection
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.services import Variable
    from flaskcheck.files.layout import View
    from flaskcheck.ground.place import Place
    from flaskcheck.hosts.host import Host
    from flaskcheck.images.changed import Edits
    from flaskcheck.installed.installed import Installed
    from flaskcheck.servers.server import Server
    from flaskcheck.units.commands import Commands
    from flaskcheck.units.environment import Environment
    from flaskcheck.units.repository import Repository
    from flaskcheck.units.search_path import SearchPath

SERVERS_OF_SOCKETIO = ("eventlet", "gevent")
"""With one of these installed socketio.run() starts its server, not Werkzeug's (Flask-SocketIO's documentation, "Deployment")."""


_CHOOSING = ("ENV", "ENVIRONMENT", "CONFIG", "SETTINGS")
"""How the names of variables end that usually decide."""


class Start:
    """The start of one deployment's Python.

    ``root`` is the repository folder that it is built from; ``view`` tells where its files are when it runs; ``installed`` what is installed there, ``edits`` what its commands change in files before.
    """

    def __init__(
        self,
        repository: Repository,
        root: str,
        host: Host,
        view: View,
        environment: Environment,
        commands: Commands,
        installed: Callable[[], Installed],
        edits: Callable[[], Edits | None],
    ) -> None:
        self.repository = repository
        self.view = view
        self.commands = commands
        self._root = root
        self._installed = installed
        self._ask_edits = edits
        self._host = host
        self._environment = environment
        self._resolvers: dict[tuple[tuple[str, ...], frozenset[str]], Resolver] = {}
        self._flask_apps: dict[tuple[str, str], FlaskApp] = {}
        self._usual: dict[str, Target | None] = {}

    # -- finding modules -----------------------------------------------------------------------------

    def resolver(self, folders: tuple[str, ...], mains: frozenset[str] = frozenset()) -> Resolver:
        """A resolver whose imports are looked for in these deployment folders, then where the project itself is installed; the same one for the same folders, for it keeps its answers."""
        key = tuple(dict.fromkeys((*folders, *self._python_path))), mains
        if key not in self._resolvers:
            code = self.repository.code
            importer = Importer(code, self.view, key[0])
            elsewhere = self._environment.may_be_elsewhere
            world = World(self._variables, self._host.file_is_complete, mains, elsewhere=elsewhere, edits=self._edits)
            evaluator = Evaluator(code, importer, world)
            evaluator.memory.applications = frozenset(a.place for a in self.repository.applications)
            self._resolvers[key] = Resolver(evaluator, self.repository.applications)
        return self._resolvers[key]

    @cached_property
    def _edits(self) -> Edits | None:
        return self._ask_edits()

    @cached_property
    def _variables(self) -> dict[str, str | None]:
        """The variables that every program has which the deployment starts: what its files declare, and what its commands export."""
        found = dict(self._environment.values)
        started = [server.given for server in self.commands.servers]
        for name, text in started[0].items() if started else ():
            if all(name in other for other in started):
                is_written = "$" not in text and "`" not in text and all(other[name] == text for other in started)
                found[name] = text if is_written else None
        return found

    @cached_property
    def _python_path(self) -> tuple[str, ...]:
        home = self.view.cwd
        given = (self._environment.values.get("PYTHONPATH") or "").split(":")
        found = [self.view.join(home, folder) for folder in given if folder and "$" not in folder]
        source = self.view.join(home, "src")
        if self.view.find(source) is not None:
            found.append(source)
        return (*found, *self.commands.import_folders)

    # -- applications --------------------------------------------------------------------------------

    @cached_property
    def targets(self) -> tuple[tuple[Server, Target], ...]:
        """What each WSGI server's ``module:attribute`` leads to."""
        return tuple((s, self._target(s)) for s in self.commands.servers if s.kind == "wsgi" and s.target)

    @cached_property
    def worker_targets(self) -> tuple[tuple[Server, Target], ...]:
        """What each task worker is to load."""
        from flaskcheck.application.workers import worker_target

        found = (
            (s, worker_target(self.resolver(self.folders(s)), s.program, s.target))
            for s in self.commands.servers
            if s.kind == "worker"
        )
        return tuple((server, target) for server, target in found if target is not None)

    def _target(self, server: Server) -> Target:
        text = server.parsed
        if text.error or not text.module:
            return Target("syntax", text.module, text.attribute, reason=text.error)
        if server.chdir and server.chdir_place.path and self.view.find(server.chdir) is None:
            return Target("missing-folder", text.module, text.attribute)
        if server.program == "gunicorn" and text.module.partition(".")[0] in LOADED_BY_GUNICORN:
            return Target("missing-attribute", text.module, text.attribute, reason="standard-library")
        if server.by_file:
            return self.search_path(server).target(self._installed())
        resolver = self.resolver(self.folders(server))
        if server.program == "uwsgi" and server.script:  # the very file, even where a package beside it has its name
            return resolver.resolve_file(Located(text.module, server.script, "module"), text.attribute)
        return resolver.resolve(text.module, text.attribute, text.call or server.factory)

    def folders(self, server: Server) -> tuple[str, ...]:
        """The deployment folders in which a server looks for its application's module."""
        if server.by_file:
            return self.search_path(server).folders
        return server.folders or (self.view.cwd,)

    def search_path(self, server: Server) -> SearchPath:
        """Where the script that a server imports finds its modules."""
        from flaskcheck.units.search_path import SearchPath

        is_told, names = self._environment.values.get("PYTHONPATH") is not None, self.repository.module_names
        return SearchPath(server, self.view, self.resolver, is_told, names, self._installed_by_hand_from)

    def _installed_by_hand_from(self, top: str) -> str | None:
        """The folder of the repository's project that a module is installed from, where no command tells what is on the machine."""
        from flaskcheck.installed.projects import installable_from

        return installable_from(top, self.repository.tree) if is_installed_by_hand(self._host, self.commands) else None

    @cached_property
    def applications(self) -> tuple[Application, ...]:
        """The applications that can be served: those that targets lead to, those in the deployment's folder, else all of them."""
        everything = self.repository.applications
        reached = [a for _, t in self.targets if (a := t.application) is not None]
        if reached:
            return tuple(dict.fromkeys(reached))
        inside = tuple(a for a in everything if self.view.locate(a.path) is not None and is_in(a.path, self._root))
        return without_helpers(self.repository, inside) or everything

    def usual(self, folder: str) -> Target | None:
        """What a server that is started in a folder of the deployment is most likely pointed at: the module that binds an application, under a usual name; where there is none, a factory."""
        if folder not in self._usual:
            own = without_helpers(self.repository, self.repository.applications)
            self._usual[folder] = flask_app.usual_target(self.resolver((folder,)), own)
        return self._usual[folder]

    def flask_app(self, written: str, cwd: str | None = None) -> FlaskApp:
        """What ``FLASK_APP`` (or ``--app``) would load in a folder of the deployment."""
        key = written, cwd or self.view.cwd
        if key not in self._flask_apps:
            self._flask_apps[key] = flask_app.find(*key, self.view, lambda f: self.resolver((f,)))
        return self._flask_apps[key]

    def flask_app_variable(self, environment: tuple[tuple[str, str], ...]) -> tuple[str, Place | None]:
        """FLASK_APP as a ``flask`` command sees it, and where it is set, if not by the command itself: its own environment, the deployment's, then ``.env`` and ``.flaskenv``, which it loads itself."""
        own = dict(environment).get("FLASK_APP")
        told = self._environment.values.get("FLASK_APP")
        setting = self._environment.declared.get("FLASK_APP") if told else self._flask_files.get("FLASK_APP")
        place = setting.place if setting is not None and not own else None
        return own or told or (setting.value if setting is not None else "") or "", place

    @cached_property
    def _flask_files(self) -> dict[str, Variable]:
        """What the ``flask`` command loads from ``.env`` and ``.flaskenv`` in the deployed folder, when python-dotenv is installed (``.env`` wins)."""
        found: dict[str, Variable] = {}
        for name in (".flaskenv", ".env"):
            path = self.view.find(self.view.join(self.view.cwd, name))
            file = self.repository.env_files.get(path) if path and self.repository.is_deployed(path) else None
            found.update({v.name: v for v in file.variables if v.value is not None} if file else {})
        return found

    # -- what it runs --------------------------------------------------------------------------------

    @property
    def production(self) -> Production:
        """The code that is reached, from everything that the deployment starts and runs."""
        return self._run[0]

    @property
    def configuration(self) -> Configuration:
        """The settings that it selects."""
        return self._run[1]

    def decided_by(self, selection: Selection, *, is_declared: bool = True) -> str:
        """The variable that decides on a selected configuration: a declared one, without which a start selects another, or else one that nothing declares and that would select another by the text ``production``; ``""`` when none does."""
        world, literal = self.production.evaluator.world, self._environment.literal
        names = [name for name in (literal if is_declared else [*world.asked]) if name in world.asked]
        missing = sorted(filter(world.lacks, names), key=lambda name: not name.endswith(_CHOOSING))
        for name in (names if is_declared else missing)[:MAX_OTHER_STARTS]:
            other = world.without((name,)) if is_declared else world.given({name: "production"})
            selections = self._followed(other)[1].selections
            if not any(s.place == selection.place and s.name == selection.name for s in selections):
                return name
        return ""

    @cached_property
    def _run(self) -> tuple[Production, Configuration]:
        return self._followed(None)

    def _followed(self, world: World | None) -> tuple[Production, Configuration]:
        """The start as the deployment makes it, or in another world."""
        entries = self._told or list(_usual_entries(self))
        folders = tuple(dict.fromkeys(f for found, _ in entries for f in found)) or (self.view.cwd,)
        mains = frozenset(entry.path for _, entry in entries if entry.name == "__main__")
        own = with_own_variables(self.resolver(folders, mains).evaluator, [entry.path for _, entry in entries])
        evaluator = own.within(world) if world is not None else own
        return self.repository.starts.followed(evaluator, tuple(entry for _, entry in entries))

    @cached_property
    def _told(self) -> list[tuple[tuple[str, ...], Entry]]:
        """The entries that commands tell, each with the folders that its imports are looked for in."""
        return list(_entries(self))

    def search_path_is_known(self, is_implied: bool) -> bool:
        """Whether it is known where imports are looked for: commands tell, all that they tell is there, and neither code nor a variable changes it unseen.

        Where nothing is told (``is_implied``), a start module at the top of the deployed folder tells as much.
        """
        from flaskcheck.effects.search_path import changes_search_path

        targets = (*self.targets, *self.worker_targets)
        is_known = all(t.status != "missing-module" for _, t in targets) if self._told else is_implied and self._at_top
        if not is_known or self._environment.is_unseen("PYTHONPATH"):
            return False
        programs = self.commands.programs("start")
        if any("$" in dict(p.environment).get("PYTHONPATH", "").replace("$PYTHONPATH", "") for p in programs):
            return False
        production, servers = self.production, self.commands.servers
        modules = [m for s in servers if s.config and (m := self.repository.code.module(s.config))]
        calls = [*(call for call, _ in production.calls()), *(call for m in modules for call in m.calls)]
        changes = [*(a for a, _ in production.assignments()), *(a for m in modules for a in m.assignments)]
        return all(s.folders and not s.by_file for s in servers) and not changes_search_path(calls, changes)

    @property
    def _at_top(self) -> bool:
        usual = self.usual(self.view.cwd)
        return usual is not None and usual.path.removesuffix(".py") == f"{self._root}/{usual.module}".lstrip("/")

    @cached_property
    def is_development(self) -> bool:
        """Whether Flask's own server answers: of ``flask run`` or a script that is the only server, or that starts it; what else a script does ends before gunicorn starts."""
        servers = self.commands.web_servers
        lone = not any(server.kind == "wsgi" for server in servers)
        return any(
            server.kind == "development"
            or (server.kind == "script" and (lone or self.development_run(server) is not None))
            for server in servers
        )

    def development_run(self, server: Server) -> CallSite | None:
        """The call that starts the development server when a script of the deployment is run, if it does."""
        found = self._run_in(self.production, server)
        folder = _script_folder(self, server) if found is not None and len(self._told) > 1 else ""
        if not folder:
            return found
        entry = _script_entry(self, server, folder)
        alone, _ = self.repository.starts.followed(self.production.evaluator, (entry,))
        return self._run_in(alone, server)

    def _run_in(self, production: Production, server: Server) -> CallSite | None:
        from flaskcheck.effects.serving import development_call, runs_flask_script

        is_managed = runs_flask_script(server.invocation.arguments, server.script)  # unless the script has its own
        others = lambda: self._installed().any_of(*SERVERS_OF_SOCKETIO) is not None  # noqa: E731
        return development_call(production, is_managed and not _own_command(self, server), others)


def _own_command(start: Start, server: Server) -> tuple[tuple[str, str], ...]:
    """The functions of a script that are the command which is named behind it: ``python manage.py serve``."""
    words = commanded(start.repository.tree.source(server.script), server.invocation) if server.script else ()
    folder = _script_folder(start, server) if words else ""
    if not folder:
        return ()
    return start.repository.commands.of(start.resolver((folder,)).evaluator, words)


def is_told(start: Start) -> bool:
    """Whether commands tell which of the repository's Python runs."""
    return next(_entries(start), None) is not None


def _entries(start: Start) -> Iterator[tuple[tuple[str, ...], Entry]]:
    """Each entry that a command tells, with the folders that its imports are looked for in."""
    for server, target in start.targets:
        if target.path.endswith((".py", ".wsgi")):
            if server.config.endswith(".py"):  # it runs first, and is reached like all else
                yield start.folders(server), Entry(server.config, "__config__")
            yield start.folders(server), _server_entry(server, target)
    for server in start.commands.servers:
        if server.kind == "script" and server.script:
            folder = _script_folder(start, server)
            if folder:
                yield (folder, *server.python_paths), _script_entry(start, server, folder)
    for server, target in start.worker_targets:
        if target.path.endswith(".py"):
            yield start.folders(server), Entry(target.path, target.module)
    yield from _flask_entries(start)


def _script_entry(start: Start, server: Server, folder: str) -> Entry:
    """A script as the main module, or what a program of the project calls."""
    program = server.invocation
    if not program.function:
        return Entry(server.script, "__main__", functions=_own_command(start, server))
    name = start.resolver((folder,)).importer.name_of(server.script)
    return Entry(server.script, name, functions=((server.script, program.function),))


def _script_folder(start: Start, server: Server) -> str:
    """What Python puts first on its path: a script's own folder, for ``python -m`` the working directory."""
    inside = start.view.locate(server.script)
    if inside is None or not (server.invocation.module or server.invocation.function):
        return "" if inside is None else inside.rpartition("/")[0] or "/"
    return server.invocation.cwd or start.view.cwd


def _server_entry(server: Server, target: Target) -> Entry:
    text = server.parsed
    called = text.call or server.factory
    factory = target.function if called else None
    call = flask_app.call_of(text, server.target_place) if factory else None
    return Entry(target.path, target.module, factory, call)


def _flask_entries(start: Start) -> Iterator[tuple[tuple[str, ...], Entry]]:
    """The application that ``flask run``, ``flask db upgrade`` and other commands load."""
    from flaskcheck.servers.server import flask_command

    lasting = {server.invocation for server in start.commands.servers}
    for program in start.commands.programs():
        if program.program != "flask":
            continue
        written, _, words = flask_command(program)
        cwd = program.cwd or start.view.cwd
        named = start.flask_app(written or start.flask_app_variable(program.environment)[0], cwd)
        target = named.target
        if target is None or not target.path.endswith(".py"):
            continue
        factory = target.function if target.status == "factory" else None
        folders = (named.folder, cwd) if program.module and named.folder != cwd else (named.folder,)
        functions = start.repository.commands.of(start.resolver(folders).evaluator, words)
        is_brief = bool(lasting) and program not in lasting
        yield folders, Entry(target.path, target.module, factory, None, functions, is_brief)


def _usual_entries(start: Start) -> Iterator[tuple[tuple[str, ...], Entry]]:
    """Where no command tells: the module that binds the application under a usual name, else where it is made."""
    folder = start.view.cwd
    target = start.usual(folder)
    resolver = start.resolver((folder,))
    if target is not None:
        factory = target.function if target.status == "factory" else None
        yield (folder,), Entry(target.path, target.module, factory)
        return
    for application in start.applications:
        name = resolver.importer.name_of(application.path)
        factory = start.repository.code.function(application.path, application.factory)
        yield (folder,), Entry(application.path, name, factory)
