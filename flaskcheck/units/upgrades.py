"""Which programs of a deployment apply migrations, how often, and in which folder they look for them."""

from __future__ import annotations

import posixpath
import re
from functools import cached_property

from flaskcheck.application.first_upgrade import makes_tables_otherwise, makes_tables_when_served
from flaskcheck.application.migrations import MigrationsFolder
from flaskcheck.application.upgrades import (
    KEEPING,
    has_tables,
    is_upgrade,
    migrating_script,
    upgrade_commands,
    upgrades_in_code,
    upgrades_in_container,
    upgrades_itself,
    uses_migrations,
)
from flaskcheck.files.paths import is_in, joined
from flaskcheck.known import libraries
from flaskcheck.known.meanings import MAKES
from flaskcheck.shell.tests import absent_file
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.application.migrations import History
    from flaskcheck.code.undefined import Undefined
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite, Import, Module
    from flaskcheck.facts.services import Service
    from flaskcheck.files.layout import View
    from flaskcheck.hosts.host import Host
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.commands import Commands
    from flaskcheck.units.repository import Repository
    from flaskcheck.units.start import Start
    from flaskcheck.units.statements import Unseen

DEFAULT_FOLDER = "migrations"
_LOCATION = re.compile(r"^[ \t]*script_location[ \t]*=[ \t]*(?:%\(here\)s/)?(\S+)[ \t]*$", re.MULTILINE)
_MAKERS = dict(libraries.rows(MAKES, "migrations"))
_MAKING = libraries.last_words(MAKES, "migrations")


class Upgrades:
    """How one deployment brings its database up to date.

    ``source_root`` is the repository folder that is put where its programs run; ``unseen`` the commands that no host's file says.
    """

    def __init__(
        self,
        repository: Repository,
        service: Service,
        host: Host,
        view: View,
        source_root: str,
        commands: Commands,
        unseen: Unseen,
        start: Start,
        migrates: Callable[[Invocation], bool],
    ) -> None:
        self._repository = repository
        self._service = service
        self._host = host
        self._view = view
        self._source_root = source_root
        self._commands = commands
        self._unseen = unseen
        self._start = start
        self._migrates = migrates

    # -- by commands ---------------------------------------------------------------------------------

    @property
    def commands(self) -> Iterator[Invocation]:
        """The programs that apply migrations, whatever they wait for."""
        programs = tuple(self._commands.programs())
        return iter((*upgrade_commands(programs), *(p for p in programs if self._is_of_alembic_alone(p))))

    def _is_of_alembic_alone(self, program: Invocation) -> bool:
        """Whether it is ``flask db migrate`` where that is no command of Flask-Migrate: Flask-DB's hands it on to ``alembic upgrade head``."""
        if program.program != "flask" or program.arguments[:2] != ("db", "migrate"):
            return False
        imported = (i.module for module in self._start.production.facts() for i in module.imports)
        return not any(name.startswith("flask_migrate") for name in imported)

    @property
    def regular(self) -> Iterator[Invocation]:
        """The programs that apply migrations with every deploy."""
        return (program for program in self.commands if not self._waits_for(program))

    @property
    def first_only(self) -> tuple[Invocation, str] | None:
        """The program that applies migrations only until a file is there that outlives a deploy, with that file; ``None`` where another applies them always."""
        found = None
        for program in self.commands:
            file = self._waits_for(program)
            if not file:
                return None
            found = found or (program, file)
        return found

    @property
    def are_stated(self) -> bool:
        """Whether commands apply migrations that no host's file says."""
        unseen, marks = self._unseen, (b"upgrade", b"migrat")
        stated = (
            *unseen.programs(*marks),
            *unseen.beside_image(*marks),
            *unseen.carried(b"upgrade"),
            *unseen.remote(b"upgrade"),
        )
        return (
            any(upgrade_commands(stated))
            or self._are_in_containers
            or any(ran and all(map(is_upgrade, ran)) for ran in unseen.scripts_of_image(*marks))  # it is there for that
            or any(upgrade_commands(unseen.spoken(b" upgrade")))
            or any(upgrades_itself(self._repository.code, path) for path in unseen.scripts_of_steps(*marks))
        )

    @property
    def _are_in_containers(self) -> bool:
        """Whether a step of the deployment applies migrations in a container of its own."""
        return any(map(upgrades_in_container, self._commands.programs()))

    @property
    def are_generated(self) -> bool:
        """Whether the deployment makes its migrations itself (autogenerate-on-deploy)."""
        programs = self._commands.programs()
        made = [i for i in programs if i.program == "flask" and {"init", "migrate"} & set(i.arguments)]
        return any(not self._is_of_alembic_alone(program) for program in made)

    def _waits_for(self, program: Invocation) -> str:
        """The lasting file without which a program runs, and with which it does not."""
        for guard in program.guard_text.split("; ") if program.guard_text else ():
            written = absent_file(guard)
            if written and "$" not in written:
                path = posixpath.normpath(posixpath.join(program.cwd or "", written))
                is_kept = any(is_in(path, mount.path.rstrip("/")) for mount in self._service.mounts)
                if is_kept or self._host.is_lasting:
                    return written
        return ""

    # -- in code -------------------------------------------------------------------------------------

    @property
    def are_used(self) -> bool:
        """Whether the application uses Flask-Migrate or Alembic."""
        return uses_migrations(self._start.production)

    @property
    def has_tables(self) -> bool:
        """Whether the application has tables that migrations may be about."""
        return has_tables(self._start.production)

    @property
    def in_code(self) -> bool:
        """Whether reached code applies migrations itself, or that of a script which a command runs."""
        if upgrades_in_code(self._start.production):
            return True
        return any(p.script.endswith(".py") and self._migrates(p) for p in self._commands.programs())

    @property
    def set_up(self) -> CallSite | None:
        """Where the code sets Flask-Migrate up for tables, in the way that has a default folder."""
        sites = (site for site, _ in self._start.production.calls() if site.call.name in _MAKERS)
        return next((site for site in sites if self._is_relational(site)), None)

    def _is_relational(self, site: CallSite) -> bool:
        """Whether the database that migrations are set up for is SQLAlchemy's, as far as can be determined: MongoDB has no tables."""
        given = site.call.argument(1, "db")
        if given is None:
            return True
        where = Where.of(site)
        found = [o.value for o in self._start.production.evaluator.outcomes(given, where)]
        others = [v for v in found if isinstance(v, Reference) and v.kind == "external"]
        return not found or len(others) < len(found) or any(v.name.partition(".")[0] in KEEPING for v in others)

    @cached_property
    def script(self) -> str:
        """The script, seen from the deployed folder, whose ``db`` commands apply migrations: Flask-Script's, where the ``flask`` command has none; ``""`` when there is none."""
        path = migrating_script(self._repository.code, self._repository.python_paths)
        return path.removeprefix(f"{self._source_root}/") if path else ""

    def are_replaced(self, when_served: bool = False) -> bool:
        """Whether something else in the repository makes the tables; ``when_served``: even where no script is run of what the server imports."""
        code = self._repository.code
        if when_served:
            return makes_tables_when_served(code, self._start.production.modules)
        return makes_tables_otherwise(code)

    @cached_property
    def histories(self) -> tuple[History, ...]:
        """The histories of migrations that are a part of what is put where the programs run."""
        return tuple(h for h in self._repository.histories if h.migrations and self.owns(h.folder))

    # -- their folder --------------------------------------------------------------------------------

    def owns(self, folder: str) -> bool:
        """Whether a folder of migrations is a part of what is put where the programs run."""
        return is_in(folder, self._source_root)

    def _folder(self, program: Invocation | None) -> str | None:
        """The folder in which migrations are looked for, as the program (or ``flask db upgrade`` in the deployed folder) names it; ``None`` when that cannot be determined."""
        if program is not None and program.program == "alembic":
            return self._alembic_folder(program)
        words = program.arguments if program else ()
        for number, word in enumerate(words):
            if word in ("-d", "--directory"):
                return words[number + 1] if number + 1 < len(words) else None
            if word.startswith("--directory="):
                return word.partition("=")[2]
        return _told_in_code(self._start.production)

    def path(self, folder: str, cwd: str | None) -> str:
        """The repository path of a folder as a program in ``cwd`` names it."""
        view = self._view
        found = view.find(view.join(cwd, folder)) if cwd else None
        base = (view.find(cwd) if cwd else None) or self._source_root
        return found or joined(base, folder)

    def looked_for(self, program: Invocation | None) -> MigrationsFolder | None:
        """The folder in which a program, or one that someone starts where the application is served, looks for migrations; ``None`` where that is not known."""
        written = self._folder(program)
        if written is None or not (written or program):
            return None
        path = self.path(written, program.cwd if program else self._view.cwd)
        return MigrationsFolder(self._repository.tree, self._repository.histories, path, written)

    def _alembic_folder(self, program: Invocation) -> str | None:
        """``script_location`` of the file that Alembic reads."""
        if program.cwd is None or {"-c", "--config"} & set(program.arguments):
            return None
        path = self._view.find(self._view.join(program.cwd, "alembic.ini"))
        found = _LOCATION.search(self._repository.tree.source(path).text) if path else None
        return found[1] if found and not re.search(r"[:%$]", found[1]) else None


def _told_in_code(production: Production) -> str | None:
    """``Migrate(directory=…)``, or Flask-Migrate's default."""
    for site in production.calls_of(_MAKING):
        if site.call.name:
            value = _folder_given(production, site)
            if value is not None:
                found = production.evaluator.outcomes(value, Where(site.path, site.scope, before=site))
                return found[0].text if len(found) == 1 and found[0].is_literal else None
    return DEFAULT_FOLDER


def _folder_given(production: Production, site: CallSite) -> Expression | None:
    """What a call says to Flask-Migrate of its folder, if it is one of its own."""
    name = site.call.name
    if name not in _MAKERS:
        made = production.evaluator.outcomes(site.call.function, Where(site.path, site.scope, before=site))
        name = next((o.value.name for o in made if isinstance(o.value, Reference) and o.value.kind == "external"), "")
    meaning = _MAKERS.get(name)
    return site.call.argument(*meaning.argument("folder")) if meaning else None


_UPGRADING = ("", "upgrade", "upgrade_", "run_migrations_online")
"""The scopes of env.py and of revisions that run whenever a database is upgraded."""


class Beforehand:
    """What programs load that run before the start of a deployment. ``phase``: what they are a part of; ``by``: what loads it, in words."""

    phase = ""
    by = ""

    def __init__(self, repository: Repository, start: Start) -> None:
        self._repository = repository
        self._start = start

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """The modules of the repository among it."""
        return tuple(self._found())

    def _found(self) -> Iterator[Module]:
        yield from ()

    @cached_property
    def imports(self) -> tuple[tuple[Import, str], ...]:
        """What these surely import, each with the phase, but for those that the deployment's own code loads too."""
        return tuple(
            (statement, self.phase) for module in self._own for statement in module.imports if not statement.scope
        )

    @property
    def _own(self) -> Iterator[Module]:
        own = {module.path for module in self._start.production.facts()} if self.modules else set()
        return (module for module in self.modules if module.path not in own)

    @property
    def undefined(self) -> Iterator[tuple[Undefined, str, bool, bool]]:
        """The names that these read and nothing defines, as ``Search.undefined`` tells them."""
        from flaskcheck.application.schema.operations import is_downgrade
        from flaskcheck.code.undefined import misnamed, undefined

        importer = self._start.production.evaluator.importer
        for module in self._own:
            for found in (
                *undefined(importer, module),
                *misnamed(importer.code, module, self._is_own, frozenset(), lambda *_: False),
            ):
                statement = found.statement
                if not is_downgrade(statement.scope) and not statement.is_tried:
                    is_certain = statement.scope in _UPGRADING and not statement.is_questioned
                    yield found, self.phase, is_certain, is_certain

    def _is_own(self, top: str) -> bool:
        return top in self._repository.module_names


class Upgraded(Beforehand):
    """What every upgrade of a deployment's database loads, where it is known which folder of migrations that is."""

    phase = "upgrade"
    by = "The upgrade of the database loads"

    def __init__(self, repository: Repository, start: Start, upgrades: Upgrades, view: View) -> None:
        super().__init__(repository, start)
        self._upgrades = upgrades
        self._view = view

    def _found(self) -> Iterator[Module]:
        """``env.py`` and all revisions; nothing where the image has no ``env.py``: it upgrades nothing, whatever ends that."""
        folders = [history for history in self._repository.histories if self._upgrades.owns(history.folder)]
        if len(folders) != 1 or not any(self._upgrades.regular):
            return iter(())
        first = joined(folders[0].folder, "env.py")
        if self._view.complete and self._view.locate(first) is None:
            return iter(())
        paths = (first, *folders[0].files)
        return (module for path in paths if (module := self._repository.code.module(path)))


class Released(Beforehand):
    """What the Python scripts load that every release runs, and every start before its server (``python create_db.py``)."""

    phase = "release"
    by = "A script that runs before the start loads"

    def __init__(self, repository: Repository, start: Start, view: View, commands: Commands) -> None:
        super().__init__(repository, start)
        self._view = view
        self._commands = commands

    def _found(self) -> Iterator[Module]:
        """The scripts and what they import, but for scripts that look for modules elsewhere than the application does."""
        code = self._repository.code
        found: dict[str, Module] = {}
        todo = [p.script for p in self._commands.programs("release", "start") if self._is_sure(p)]
        while todo:
            path = todo.pop()
            module = None if path in found else code.module(path)
            if module is not None:
                found[path] = module
                importer = self._start.production.evaluator.importer
                imports = (i for i in module.imports if not (i.scope or i.copes or i.is_questioned))
                todo += [t.path for i in imports for t in importer.targets(path, i) if t.path.endswith(".py")]
        return iter(found.values())

    def _is_sure(self, program: Invocation) -> bool:
        """Whether a program surely runs a script whose imports are looked for where those of the application are, and its failure is no part of the plan."""
        is_reckoned = program.conditional or program.ignored_failure or program.tested or program.substituted
        is_pythons = program.program == "python" or program.module
        if is_reckoned or not (is_pythons and program.script.endswith(".py")):
            return False
        inside = self._view.locate(program.script)
        if inside is None or b"sys.path" in self._repository.tree.source(program.script).raw:
            return False
        here = program.cwd if program.module else inside.rpartition("/")[0] or "/"
        is_told = "PYTHONPATH" in dict(program.environment)
        return here in self._start.production.evaluator.importer.folders and not is_told
