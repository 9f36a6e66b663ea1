"""Where a deployment's imports are looked for, and which of them are surely not found there although the repository has what they mean."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.application.pages.refused import Refused, met_by
from flaskcheck.code.unfound import missing, slip
from flaskcheck.facts.expressions import Call, Name, owner_of
from flaskcheck.facts.python import Import
from flaskcheck.files.paths import folder_of_file
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.words import is_one_slip
from flaskcheck.known.distributions import DATABASE, stdlib_modules
from flaskcheck.known.usual_names import is_generated
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.application.applications import Resolver
    from flaskcheck.application.named_modules import NamedModule
    from flaskcheck.application.unbound import Unbound
    from flaskcheck.code.imports import Importer, Located
    from flaskcheck.code.outside import Outside
    from flaskcheck.code.undefined import Undefined
    from flaskcheck.code.unfound import Unfound
    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.uses.lost_scripts import LostScript
    from flaskcheck.facts.python import Assignment, CallSite, Statement
    from flaskcheck.files.layout import View
    from flaskcheck.installed.installed import Answer, Installed
    from flaskcheck.units.commands import Commands
    from flaskcheck.units.environment import Environment
    from flaskcheck.units.repository import Repository
    from flaskcheck.units.start import Start


_RECIPES = frozenset("makefile gnumakefile justfile".split())
_BUILDING_IN = frozenset(("builtins", "__builtin__", "gettext"))
"""Modules that put further names among the builtins, or let others do so."""

_SPECIAL = ("__future__", "__main__", "_typeshed")
"""What is imported without being anyone's."""


class Search:
    """The search path of one deployment's Python: the folders where its commands start Python, what options and variables add, what is installed."""

    def __init__(
        self,
        repository: Repository,
        view: View,
        commands: Commands,
        start: Start,
        is_implied: bool,
        installed: Callable[[], Installed],
        environment: Environment,
    ) -> None:
        self._repository = repository
        self._view = view
        self._commands = commands
        self._start = start
        self._is_implied = is_implied
        self._installed = installed
        self._environment = environment
        self.refused = Refused(lambda: start.production, repository.applications)
        self._near: dict[str, tuple[str, ...]] = {}
        self._misspelt: dict[tuple[str, str], tuple[str, str]] = {}
        self._lacking: dict[tuple[str, str, str], bool] = {}

    @cached_property
    def is_known(self) -> bool:
        """Whether it is known where imports are looked for."""
        is_old = self._installed().python.startswith("2")  # Python 2 looked beside the importing file, too
        return not is_old and self._start.search_path_is_known(self._is_implied)

    @cached_property
    def named_modules(self) -> tuple[NamedModule, ...]:
        """The modules that start-up surely imports by names in texts."""
        from flaskcheck.application.applications import Resolver
        from flaskcheck.application.named_modules import included_modules, named_modules

        trace = self._start.production.trace
        resolver = Resolver(trace.evaluator, self._repository.applications)
        is_worker = any(server.program == "celery" for server in self._commands.servers)
        included = included_modules(trace, resolver) if is_worker else ()
        return (*named_modules(trace, resolver), *included)

    def _may_be_generated(self, dotted: str) -> bool:
        """Whether a module that is not there may be written before it is imported: by its package when that is loaded, or by other code."""
        from flaskcheck.effects.writing import may_write_module, writes_when_loaded

        production = self._start.production
        parent = production.evaluator.importer.locate(dotted.rpartition(".")[0])
        by_package = parent is not None and writes_when_loaded(production.trace, parent.path)
        return by_package or may_write_module(production, dotted) or self._is_written_by_recipe(dotted)

    def _is_written_by_recipe(self, dotted: str) -> bool:
        """Whether git is told to ignore the module's own file, and a Makefile or a script of the repository names it: it is made, not written."""
        package, _, name = dotted.rpartition(".")
        parent = self._start.production.evaluator.importer.locate(package) if package else None
        folder = parent.path.rpartition("/")[0] if parent is not None else self._view.find(".") or ""
        path, tree = f"{folder}/{name}.py".lstrip("/"), self._repository.tree
        recipes = (p for p in tree.files if p.endswith((".sh", ".mk")) or p.rpartition("/")[2].lower() in _RECIPES)
        return tree.is_ignored(path) and any(encoded(path) in tree.source(p).raw for p in recipes)

    def kept_from_git(self, statement: Import) -> str:
        """The file that an import means, if git is told to ignore it: beside the application or the importing module, whether it is on this disk or not."""
        name, tree = statement.module.partition(".")[0], self._repository.tree
        folders = dict.fromkeys((self._view.find(".") or "", statement.path.rpartition("/")[0]))
        paths = [f"{folder}/{name}.py".lstrip("/") for folder in folders]
        return next((p for p in paths if tree.tracked is not None and tree.is_ignored(p, *paths)), "")

    def modules_of(self, statement: Import) -> list[str]:
        """The files that an import loads, the packages around its module first."""
        importer = self._start.production.evaluator.importer
        return [located.path for located in importer.targets(statement.path, statement)]

    def provider(self, statement: Import) -> Answer:
        """Which distribution gives what an import asks for: of namespace packages the whole name tells."""
        is_named = statement.name not in ("", "*")
        return self._installed().provides_import(
            f"{statement.module}.{statement.name}" if is_named else statement.module
        )

    def lacks_distribution(self, statement: Import, python: str = "") -> bool:
        """Whether nothing that is installed gives what an import asks for, which no module of the repository is called like, and the code cannot do without; on the declared Python, or another one."""
        asked = statement.module, statement.name, python
        if asked not in self._lacking:  # one module is imported in many files
            self._lacking[asked] = self._is_nobodys(statement, python)
        return self._lacking[asked] and not self._start.production.copes_without(statement)

    def _is_nobodys(self, statement: Import, python: str) -> bool:
        top = statement.module.partition(".")[0]
        if top in stdlib_modules(python or self._installed().python) or top in _SPECIAL:
            return False
        if self._start.production.evaluator.importer.locate(top) or top in self._repository.module_names:
            return False  # unresolved-import tells of first-party modules
        if top in self._made:
            return False
        answer = self.provider(statement)
        return answer.is_absent or answer.status == "doubtful"

    @cached_property
    def _made(self) -> frozenset[str]:
        """The modules that the project's own files say it installs, whether they are there or its build makes them."""
        files = self._repository.dependency_files.values()
        targets = (target for file in files for name, target in file.scripts if not name.startswith("run:"))
        tops = {target.partition(":")[0].partition(".")[0].strip() for target in targets}
        return frozenset(tops.union(*(file.modules for file in files)))

    def misspelt(self, statement: Import) -> tuple[str, str]:
        """The dotted name that an import asks for and the path that it would find if case did not count; two empty texts when all is well."""
        importer = self._start.production.evaluator.importer
        asked = importer.asked(statement), statement.name
        if asked not in self._misspelt:  # one module is imported in many files
            self._misspelt[asked] = self._other_case(importer, *asked)
        return self._misspelt[asked]

    def _other_case(self, importer: Importer, dotted: str, name: str) -> tuple[str, str]:
        top = dotted.partition(".")[0]
        if not dotted or top in stdlib_modules(self._installed().python):
            return "", ""
        status = self._installed().provides_import(dotted).status if not importer.locate(top) else "missing"
        if status not in ("missing", "unknown"):
            return "", ""  # a distribution's module that happens to be called like a file
        package = importer.locate(dotted)
        if package and package.kind == "package" and name and name != "*":
            bound = self._repository.code.bindings(package.path)
            if name in bound or "*" in bound or self._may_bind_more(package.path):
                return "", ""
            dotted = f"{dotted}.{name}"
        return dotted, importer.other_case(dotted)

    def _may_bind_more(self, path: str) -> bool:
        """Whether a package may have names that are not seen to be bound."""
        return self._resolver.may_bind_more(path)

    @cached_property
    def _resolver(self) -> Resolver:
        from flaskcheck.application.applications import Resolver

        return Resolver(self._start.production.evaluator, self._repository.applications)

    def unfound(self, statement: Import, by_name: bool = True) -> Unfound | None:
        """What an import wants of the repository's own modules and surely does not find, because it is not there or lies elsewhere; ``by_name``: or has nearly the name of one, or that of nothing in it."""
        name = self._start.production.evaluator.importer.missing(statement)
        if not self._view.complete or is_generated(name or statement.module):
            return None
        if name:  # Python 2 looked beside the importing file first
            is_old = self._installed().python.startswith("2")
            return None if is_old or self._may_be_generated(name) else missing(name)
        found = self._outside(statement)
        if found is not None or not by_name:
            return found.seen_from(statement.path) if found else None
        near = self._nearly(statement)
        unbound = None if near else self._unbound(statement)
        return slip(statement.module, near) if near else unbound.unfound if unbound else None

    def _outside(self, statement: Import) -> Outside | None:
        """The module of the repository that an import means and surely does not find, because it lies in no folder of the search path."""
        from flaskcheck.code.outside import outside

        if not self._view.complete:
            return None
        found = outside(self._start.production.evaluator.importer, statement, self._repository.module_names)
        if found is None or not self.is_known:
            return None
        inner = statement.module.split(".")[1:2] or [statement.name]
        may_work = self._is_implied if found.is_relative else self._may_be_elsewhere(found, inner[0])
        return None if may_work else found

    def lost_scripts(self) -> Iterator[LostScript]:
        """The scripts that a command runs by their path, and that import what lies in none of the folders that Python searches then."""
        from flaskcheck.effects.uses.lost_scripts import ScriptSearch

        is_unseen = self._environment.is_unseen("PYTHONPATH") or self._environment.values.get("PYTHONPATH")
        if self._view.complete and not (is_unseen or self._installed().python.startswith("2")):
            code, named = self._repository.code, self._repository.module_names
            found = (self._view.find(folder) for folder in self._start.production.evaluator.importer.folders)
            served = tuple(folder for folder in found if folder is not None)
            scripts = ScriptSearch(code, self._view, self._commands.import_folders, named, served)
            for lost in scripts.lost(self._commands.programs("build", "release", "start")):
                meant, is_told = lost.meant, self._outside(lost.statement) is not None
                may_be = meant is not None and (self._may_be_elsewhere(meant) or self._may_be_installed(meant.name))
                if not (is_told or may_be):
                    yield lost

    def _may_be_installed(self, top: str) -> bool:
        """Whether a module of the repository belongs to a project that may be installed where its programs run."""
        from flaskcheck.installed.projects import PROJECT_FILES, may_be_installed

        declared = any(file.path.rpartition("/")[2] in PROJECT_FILES for file in self._installed().files)
        is_installing = declared or any(install.projects for install in self._commands.installs)
        return is_installing and may_be_installed(top, self._repository.tree)

    def _nearly(self, statement: Import) -> str:
        """The module of the repository that an import means by a name with one slip in it: nothing is called so, and that module has what is imported; ``""`` when there is none."""
        top = statement.module
        if statement.level or not statement.name or "." in top:
            return ""
        if top not in self._near:
            self._near[top] = self._near_names(top)
        if not self._near[top] or self.provider(statement).status not in ("unknown", "missing", "doubtful"):
            return ""
        importer = self._start.production.evaluator.importer
        return next((name for name in self._near[top] if self._has(importer.locate(name), statement.name)), "")

    def _near_names(self, top: str) -> tuple[str, ...]:
        """The modules of the repository that a name of none may mean."""
        installed = self._installed()
        if self._start.production.evaluator.importer.locate(top) or top in stdlib_modules(installed.python):
            return ()
        if top in self._made or installed.is_mentioned(top):
            return ()
        return tuple(name for name in self._repository.module_names if is_one_slip(top, name))

    def _lacks(self, found: Outside, wanted: str) -> bool:
        """Whether a module or package has nothing of a name, so that another one of its own name is meant (``from graphql import …`` in ``shop/graphql``)."""
        tree, is_package = self._repository.tree, not found.path.endswith(".py")
        path = f"{found.path}/__init__.py" if is_package else found.path
        if (
            not wanted
            or wanted == "*"
            or (is_package and (tree.has(f"{found.path}/{wanted}.py") or tree.has_folder(f"{found.path}/{wanted}")))
        ):
            return False
        bound = self._repository.code.bindings(path) if tree.has(path) else {}
        return wanted not in bound and "*" not in bound

    def _has(self, module: Located | None, name: str) -> bool:
        return module is not None and name in self._repository.code.bindings(module.path)

    def _unbound(self, statement: Import) -> Unbound | None:
        """The name that an import wants from a module of the repository, and that is surely not in it."""
        from flaskcheck.application.unbound import unbound

        found = self._of_namespace(statement) or unbound(self._resolver, self._start.production, statement)
        if found is None or is_generated(found.name):
            return None  # a submodule that a build writes, such as what protoc makes
        return None if self._may_be_generated(f"{found.module}.{found.name}") else found

    def _of_namespace(self, statement: Import) -> Unbound | None:
        """What an import wants from a folder without __init__.py, which has nothing but the modules in it; ``None`` where an installed package may have the name."""
        from flaskcheck.application.unbound import Unbound
        from flaskcheck.effects.writing import may_write_module

        importer, name = self._start.production.evaluator.importer, statement.name
        module = importer.asked(statement) if name not in ("", "*") and not name.startswith("__") else ""
        located = importer.locate(module) if module else None
        if located is None or located.kind != "namespace" or importer.locate(f"{module}.{name}"):
            return None
        tree, inside = self._repository.tree, f"{located.path}/{name}"
        is_made = (
            any(path.startswith((f"{inside}.", f"{inside}/")) for path in tree.below(located.path))
            or tree.is_unread(located.path)
            or tree.exists_ignored(f"{located.path}/__init__.py")
        )
        is_top = "." not in module and (
            not self.is_known or self.provider(statement).status not in ("missing", "unknown")
        )
        is_written = may_write_module(self._start.production, f"{module}.{name}") or self._is_written_by_recipe(module)
        if is_made or is_top or is_written or self._installed().is_mentioned(module):
            return None
        return Unbound(name, module, f"{located.path}/__init__.py", "", is_lost=True)

    def undefined(self) -> Iterator[tuple[Undefined, str, bool, bool]]:
        """The names that code of this deployment reads and nothing defines, each with the phase in which it does, whether every start or upgrade does, and whether that or every visit of a page does."""
        for found, phase in self._start.production.told(_undefined, tuple(self._repository.module_names)):
            yield found, phase, *met_by(self._start.production, found.statement, phase)

    def bound_databases(self, *unnamed: str) -> tuple[CallSite, ...]:
        """The calls by which every start binds Flask-SQLAlchemy to an application; none where code that may run names one of some settings."""
        from flaskcheck.effects.uses.bindings import bound_databases, may_be_named

        found = self._start.production.told(bound_databases)
        return () if found and may_be_named(self._start.production, unnamed) else found

    def misbound(self, *addresses: str) -> Iterator[tuple[str, CallSite, Statement | None]]:
        """The calls by which every start binds an extension as it does not work, by the kind: Flask-Migrate to the database (``swapped``), Flask-Login that nothing tells how to find a user (``loader``), Flask-SQLAlchemy 3 to an application that has it already (``twice``) or before the line that sets one of its ``addresses`` (``early``), with what bound it first, or that line."""
        from flaskcheck.effects.uses.bindings import bound_too_early, bound_twice, swapped, without_loader

        installed, name, production = self._installed(), "flask-sqlalchemy", self._start.production
        yield from (("swapped", site, None) for site in production.told(swapped))
        if not installed.must_be_below("flask-login", "0.5"):
            yield from (("loader", site, None) for site in production.told(without_loader))
        if installed.specifier(name) is not None and not installed.must_be_below(name, "3"):
            yield from (("twice", site, first) for site, first in production.told(bound_twice))
            if not self._start.configuration.opaque and len(self._start.applications) == 1:
                yield from (("early", site, later) for site, later in production.told(bound_too_early, addresses))

    def _may_be_elsewhere(self, found: Outside, wanted: str = "") -> bool:
        """Whether something else gives a module of this name: the standard library, what is installed, or a project of the repository that is."""
        from flaskcheck.installed.projects import may_be_installed, may_bring

        installed = self._installed()
        status = installed.provides_import(found.name).status
        if found.name in stdlib_modules(installed.python) or status not in ("missing", "unknown"):
            return True
        if status == "unknown" and self._lacks(found, wanted):
            return True
        if status == "unknown" and not (installed.is_known and installed.complete):
            if not found.is_around or installed.is_mentioned(found.name):
                return True
        # a project and its package may have one name
        folders = map(folder_of_file, self._repository.module_names.get(found.name, ()))
        tree, installs = self._repository.tree, self._commands.installs
        if any(may_bring(folder, tree, installs, installed) for folder in (found.folder, *folders)):
            return True
        # what is fetched from elsewhere brings what its own project needs, which may be another one of this repository
        return any("://" in r.url for r in installed.requirements) and may_be_installed(found.name, tree)


def _undefined(production: Production, tops: tuple[str, ...]) -> Iterator[tuple[Undefined, str]]:
    from flaskcheck.code.undefined import misnamed, of_scripts, undefined

    may_be_built_in = any(s.module in _BUILDING_IN or s.name == "gettext" for s, _ in production.imports())
    given: dict[str, list[Assignment]] = {}
    for assignment, _ in production.assignments():
        if "." in assignment.target.dotted:
            given.setdefault(assignment.target.dotted.rpartition(".")[2], []).append(assignment)
    databases = frozenset(
        a.target.dotted
        for a, _ in production.assignments()
        if isinstance(a.value, Call) and a.value.name == "flask_sqlalchemy.SQLAlchemy"
    )
    importer, is_own = production.evaluator.importer, frozenset(tops).__contains__

    def is_database(owner: str, name: Name, statement: Statement) -> bool:
        read = Name(name.at, name.spans, owner, name.imported)
        things = [outcome.value for outcome in production.evaluator.outcomes(read, Where.of(statement))]
        return bool(things) and all(isinstance(t, Reference) and t.name == DATABASE for t in things)

    for module in production.facts():
        unbound = () if may_be_built_in else undefined(importer, module)
        bound = production.code.bindings(module.path)
        scripts = production.code.once(of_scripts, module.path, "")
        unbound += tuple(u for u in scripts if not any(map(production.phase, bound[u.name])))
        for found in (*unbound, *misnamed(production.code, module, is_own, databases, is_database)):
            statement = found.statement
            phase = production.phase(statement)
            copes = isinstance(statement, Import) and production.copes_without(statement)
            others = given.get(found.name, [])  # an attribute of an object is no name of a module
            is_given = bool(others) and (bool(found.module) or any(_may_be_of_module(production, a) for a in others))
            is_tried = statement.is_tried if found.module or found.said else statement.copes_with(NameError)
            if phase and not (is_tried or copes or is_given):
                yield found, phase


def _may_be_of_module(production: Production, assignment: Assignment) -> bool:
    """Whether what an attribute is set of may be a module: a name that is imported, or that something like an import gives."""
    owner = owner_of(assignment.target)
    if owner is None or getattr(owner, "imported", False):
        return True
    found = production.evaluator.outcomes(owner, Where.of(assignment))
    spelled = [o.origin.spelling for o in found]
    is_module = any(isinstance(o.value, Reference) and o.value.kind == "module" for o in found)
    return is_module or any("import" in text or "modules" in text for text in spelled)
