"""The one object that a rule asks what to type."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.advice import packages, services, targets
from flaskcheck.advice.mending import Mending
from flaskcheck.files.paths import is_in, joined, outwards
from flaskcheck.known.tables import drivers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.advice.code_edits import CodeEdits
    from flaskcheck.advice.targets import Proposal
    from flaskcheck.application.migrations import Lack, MigrationsFolder
    from flaskcheck.facts.python import CallSite
    from flaskcheck.facts.services import Variable
    from flaskcheck.ground.place import Fix
    from flaskcheck.servers.server import Server
    from flaskcheck.units.deployment import Deployment


class Advice:
    """What mends one deployment, in its own words."""

    def __init__(self, deployment: Deployment) -> None:
        self._deployment = deployment

    # -- applications ------------------------------------------------------------------------------

    @cached_property
    def _proposal(self) -> Proposal | None:
        return targets.proposal(self._deployment)

    def importer(self, server: Server) -> str:
        """What imports the application: the server, or what the host has in its place."""
        is_hosts = self._deployment.commands.is_supplied and server.program == "gunicorn"
        return (self._deployment.host.importer if is_hosts else "") or server.program

    @cached_property
    def other_root(self) -> str:
        """The repository folder to deploy in place of the one that is deployed; ``""`` unless that is what is wrong, and the host's own file can say so."""
        deployment, found = self._deployment, self._proposal
        if found is None or not found.folder or not deployment.host.root_key or deployment.is_implied:
            return ""
        is_served = any(target.application is not None for _, target in deployment.start.targets)
        is_elsewhere = is_served or deployment.image is not None or not deployment.start.targets
        return "" if is_elsewhere else f"{deployment.root}/{found.folder}".strip("/")

    def _new_root(self) -> str:
        root, deployment = self.other_root, self._deployment
        return f"Set {deployment.host.root_key.format(root)} in {deployment.place.path}." if root else ""

    def target(self, server: Server) -> str:
        """How a server names the application, where it is told."""
        found = self._proposal
        if server.by_file:
            return _end_of_script(found)
        mended = self._mended_folder(server) if found is None or not found.is_usual else ""
        if mended or found is None:
            return mended or (
                "Name the module and the variable that hold the Flask application, as in run:app for app in run.py."
            )
        if self._deployment.host.importer and self.importer(server) != server.program:
            line = self._deployment.host.target_line
            named = line.format(module=found.target.module, attribute=found.target.attribute)
            is_written = line and not found.is_called and not found.folder
            return (
                f"Write: {named}"
                if is_written
                else f"Bind the application to {server.parsed.attribute or 'app'} in a module that {self.importer(server)} imports."
            )
        return self._new_root() or targets.written(server, found)

    def _mended_folder(self, server: Server) -> str:
        """What to do where the repository has what a server names, and the image or the deployed folder has not; ``""`` elsewhere."""
        image, tree, module = self._deployment.image, self._deployment.tree, server.parsed.module
        inner = image.context if image else self._deployment.root
        for folder in outwards(inner) if module else ():
            paths = (joined(folder, module.replace(".", "/") + end) for end in (".py", "/__init__.py"))
            path = next((path for path in paths if tree.has(path) and is_in(path, inner)), "")
            if path and folder != inner:
                above = inner[len(folder) :].strip("/").replace("/", ".")
                return f"Deploy {folder or 'the top folder'}, where {path} is {module}; or leave {above}. out here and in all imports."
            if path and image:
                return f"Copy {path} into the image, with all that it imports."
        return ""

    def call(self, server: Server) -> str:
        """How a server is made to call the factory that it is given."""
        if self.importer(server) != server.program:
            return f"Call it in the module, app = {server.parsed.attribute}(), and name app."
        return targets.called(server)

    def production_server(self, server: Server, run: CallSite | None) -> str:
        """How to start gunicorn where the development server is started."""
        found = targets.of_script(self._deployment, server, run) or self._proposal
        change = f"--chdir {found.folder} " if found is not None and found.folder else ""
        start = f"gunicorn {change}{found.quoted if found is not None else 'module:app'}"
        is_there = self._deployment.installed.any_of("gunicorn")
        return f"Start: {start}" if is_there else f"{self.package('gunicorn')}. Then start: {start}"

    def flask_command(self, words: str) -> str:
        """A ``flask`` command that finds the application."""
        found = self._proposal
        if found is None:
            return f"Name the application: flask --app module:app {words}"
        name = (
            found.target.module if found.target.attribute in ("app", "application") else found.text.removesuffix("()")
        )
        change = f"cd {found.folder} && " if found.folder else ""
        return self._new_root() or f"Name the application: {change}flask --app {name} {words}"

    # -- what it needs -------------------------------------------------------------------------------

    @property
    def edits(self) -> Mending:
        """The same as exact edits."""
        return Mending(self._deployment)

    @property
    def code(self) -> CodeEdits:
        """What mends code, as exact edits."""
        from flaskcheck.advice.code_edits import CodeEdits

        return CodeEdits(self._deployment.tree)

    def package(self, name: str) -> str:
        """How to add a package, with the tool that the project uses; without a full stop."""
        return packages.added(self._deployment, name)

    def migrations(self, words: str) -> str:
        """A command about migrations, as the project has it: ``flask db upgrade``."""
        script = self._deployment.upgrades.script
        return f"python {script} db {words}" if script else f"flask db {words}"

    def migrations_sent(self, folder: MigrationsFolder, lack: Lack, is_flask: bool = True) -> str:
        """How the host gets what an upgrade does not find in its folder of migrations; what is not there yet is made on the developer's machine, once."""
        path = folder.path
        if lack.kind == "elsewhere":
            return f'Tell it where they are: Migrate(app, db, directory="{lack.folder.rpartition("/")[2]}").'
        if lack.kind == "settings":
            added = f"git add {'-f ' if lack.is_ignored else ''}{lack.folder}"
            return added if lack.is_here else "Make it again with flask db init in another folder, and commit it."
        if lack.is_ignored:
            return f"Take {lack.folder} out of .gitignore and commit it: git add -f {lack.folder}"
        if lack.kind == "commits":
            return f"Commit them: git add {path}"
        first = self.migrations("migrate") if is_flask else "alembic revision --autogenerate"
        if lack.kind == "revisions":
            return f"Write the first migration on your machine: {first}. Commit {path}."
        init = self.migrations("init") if is_flask else f"alembic init {path.rpartition('/')[2]}"
        return f"Make it on your machine: {init}, then {first}. Commit {path}."

    def driver(self, scheme: str, wanted: str) -> str:
        """How to give SQLAlchemy a driver: by its name in the address where one is installed, else as a package that needs no compiler."""
        named = self._named_driver(scheme)
        if named:
            return f"Name the driver that is installed in the address: {named}://"
        return f"{self.package(drivers.WHEELS.get(wanted, wanted))}."

    def _named_driver(self, scheme: str) -> str:
        return drivers.named(scheme, lambda *names: self._deployment.installed.any_of(*names) is not None)

    def driver_added(self, scheme: str, wanted: str) -> Fix | None:
        """The same as an edit; ``None`` where a driver is there that the address has to name."""
        named = self._named_driver(scheme)
        return None if named else self.edits.package(drivers.WHEELS.get(wanted, wanted))

    def address(self, variable: Variable) -> str:
        """What to write in place of an address of the machine itself."""
        return services.address(self._deployment, variable)

    @property
    def declaring_file(self) -> str:
        """The file in which variables are declared."""
        return services.declaring_file(self._deployment)


def _end_of_script(found: Proposal | None) -> str:
    named = found is not None and found.target.attribute.isidentifier() and not found.is_called
    end = (
        f"from {found.target.module} import {found.target.attribute} as application"
        if found is not None and named
        else "application = …"
    )
    return f"Add the folder of the application to sys.path first, then end the script with: {end}"
