"""What belongs together: applications, the folders that they are started from, and the deployments that serve them. A repository holds one unit or several."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.files.paths import folder_of_file, is_in
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.readers.screens import holds_word
from flaskcheck.units.repository import Repository

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeVar

    from flaskcheck.application.applications import Application
    from flaskcheck.facts.python import Import
    from flaskcheck.units.deployment import Deployment

    T = TypeVar("T")


class Borders:
    """What parts the units of a repository: the ``folders`` that all their applications are started from, no two units the same one, and the ``places`` where their services are declared."""

    def __init__(self, folders: frozenset[str], places: frozenset[Place]) -> None:
        self.folders = folders
        self.places = places
        self._holders: dict[str, str | None] = {}

    def holder(self, path: str) -> str | None:
        """The innermost of the folders that holds a path; looked for once, however many units ask."""
        if path not in self._holders:
            here = path
            while here and here not in self.folders:
                here = folder_of_file(here)
            self._holders[path] = here if here in self.folders else None
        return self._holders[path]


class Unit:
    """Deployments that serve the same applications; ``borders`` part it from the other units of its repository, if there are any."""

    def __init__(self, repository: Repository, deployments: tuple[Deployment, ...]) -> None:
        self.repository = repository
        self.deployments = deployments
        self.borders: Borders | None = None

    @cached_property
    def folders(self) -> frozenset[str]:
        """The folders that its applications are started from."""
        return frozenset(folder for deployment in self.deployments for folder in _started_from(deployment))

    @property
    def name(self) -> str:
        """What tells it from the other units of its repository."""
        return ",".join(sorted(self.folders))

    @cached_property
    def own(self) -> Repository:
        """What was read, without what belongs to other units."""
        return _Own(self) if self.borders else self.repository

    @cached_property
    def applications(self) -> tuple[Application, ...]:
        """The applications that it serves, and those in its folders."""
        served = {a.place for deployment in self.deployments for a in deployment.start.applications}
        return tuple(a for a in self.repository.applications if self.owns(a.path) or a.place in served)

    @cached_property
    def files(self) -> frozenset[str]:
        """The files that deploy it, wherever they lie."""
        return frozenset(path for d in self.deployments for path in files_of(d) if self.repository.tree.has(path))

    def owns(self, path: str) -> bool:
        """Whether a file lies in one of its folders, and in none of another unit inside it."""
        borders = self.borders or Borders(self.folders, frozenset())
        return borders.holder(path) in self.folders

    def has_a_say(self, path: str) -> bool:
        """Whether something is to be said of a file because of it: no other unit's folder holds it, or it deploys or runs this one all the same."""
        holder = self.borders.holder(path) if self.borders else None
        if holder is None or holder in self.folders or path in self.files:
            return True
        return path.endswith(".py") and any(has_file(d, path) for d in self.deployments)

    def tells(self, place: Place, scope: str, is_covered: bool) -> bool:
        """Whether what is found at a place is told because of it: nobody else's place, and one that is asked for, or in a file that deploys the applications in the scope."""
        declared = _declared_at(self.repository, place)
        is_own = declared is not None and any(deployment.place == declared for deployment in self.deployments)
        is_others = self.borders is not None and declared in self.borders.places and not is_own
        if is_others or not self.has_a_say(place.path):
            return False
        if is_covered or not scope:
            return is_covered
        return (is_own or declared is None) and place.path in self.files and self.lies_in(scope)

    def touches(self, scope: str) -> bool:
        """Whether it has anything in a folder, or the folder is a part of it."""
        if not scope:
            return True
        if any(is_in(folder, scope) or is_in(scope, folder) for folder in (*self.folders, *self._roots)):
            return True
        if any(is_in(path, scope) for d in self.deployments for path in (d.place.path, d.service.image) if path):
            return True
        inside = self.repository.tree.below(scope)
        return any(d.image is not None and any(has_file(d, path) for path in inside) for d in self.deployments)

    @property
    def _roots(self) -> tuple[str, ...]:
        return tuple(d.root for d in self.deployments if d.image is None)

    def lies_in(self, *folders: str) -> bool:
        """Whether each of its applications is started from one of some folders, or from below."""
        return all(any(is_in(own, folder) for folder in folders) for own in self.folders)


class _Own(Repository):
    """What was read of a repository, as far as it concerns one of its units."""

    def __init__(self, unit: Unit) -> None:
        self._unit, self._whole = unit, unit.repository
        super().__init__(self._whole.tree, stated=self._whole.stated)
        self.code, self.roles = self._whole.code, self._whole.roles
        self.prepared, self.roots = self._whole.prepared, self._whole.roots
        self.concerns = unit.has_a_say

    def _paths(self, paths: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(path for path in paths if self.concerns(path))

    def _facts(self, facts: dict[str, T]) -> dict[str, T]:
        return {path: fact for path, fact in facts.items() if self.concerns(path)}

    files = cached_property(lambda self: self._paths(self._whole.files))
    python_paths = cached_property(lambda self: self._paths(self._whole.python_paths))
    module_names = cached_property(lambda self: self._whole.module_names)
    applications = cached_property(lambda self: self._unit.applications)
    dependency_files = cached_property(lambda self: self._facts(self._whole.dependency_files))
    platform_files = cached_property(lambda self: tuple(f for f in self._whole.platform_files if self.concerns(f.path)))
    dockerfiles = cached_property(lambda self: self._facts(self._whole.dockerfiles))
    histories = cached_property(lambda self: tuple(h for h in self._whole.histories if self.concerns(h.folder)))
    env_files = cached_property(lambda self: self._facts(self._whole.env_files))
    pages = cached_property(lambda self: self._facts(self._whole.pages))
    front_end = cached_property(lambda self: self._facts(self._whole.front_end))


def _declared_at(repository: Repository, place: Place) -> Place | None:
    """Where the service is declared, of a file of several, whose declaration a line is in; ``None`` above all of them and in other files."""
    file = next((file for file in repository.platform_files if file.path == place.path), None)
    if file is None or len(file.services) < 2 or not place.line:
        return None
    begun = [(first, at) for at, s in enumerate(file.services) if (first := min(_lines(s, file.path), default=0))]
    found = max((start for start in begun if start[0] <= place.line), default=None)
    return file.services[found[1]].place if found else None


def _lines(fact: object, path: str) -> Iterator[int]:
    """The lines of a file that a fact names."""
    if isinstance(fact, Place):
        yield from (fact.line,) if fact.path == path and fact.line else ()
    elif isinstance(fact, (tuple, Record)):
        for inner in fact.values() if isinstance(fact, Record) else fact:
            yield from _lines(inner, path)


def files_of(deployment: Deployment) -> set[str]:
    """The files that declare, build and start a deployment, and those that it installs from."""
    service, installed = deployment.service, deployment.installed
    found = {deployment.place.path, service.image, *(file.path for file in installed.files)}
    found.update(place.path for v in service.variables if (place := v.place))
    for invocation in deployment.commands.programs():
        found.update((invocation.place.path, *invocation.via))
    return found


def has_file(deployment: Deployment, path: str) -> bool:
    """Whether a file of the repository is there when a deployment runs."""
    return is_in(path, deployment.root) if deployment.image is None else deployment.view.locate(path) is not None


def _started_from(deployment: Deployment) -> frozenset[str]:
    """The folders that a deployment's applications are started from."""
    start = deployment.start
    served = [target.path for _, target in start.targets if target.application and target.path]
    paths = served or [application.path for application in start.applications]
    found = frozenset(application_root(deployment.repository, path) for path in paths)
    return found or frozenset((deployment.source_root,))


def units(repository: Repository, deployments: tuple[Deployment, ...]) -> tuple[Unit, ...]:
    """The units of a repository, in the order of their deployments."""
    found = tuple(Unit(repository, group) for group in grouped(repository, deployments))
    folders = frozenset(folder for unit in found for folder in unit.folders)
    borders = Borders(folders, frozenset(deployment.place for deployment in deployments))
    for unit in found if len(found) > 1 else ():
        unit.borders = borders
    return found


def grouped(repository: Repository, deployments: tuple[Deployment, ...]) -> list[tuple[Deployment, ...]]:
    """Deployments by unit: those belong together that serve applications of one folder."""
    if len(deployments) < 2 or len({application.path for application in repository.applications}) < 2:
        return [deployments] if deployments else []
    groups: list[tuple[frozenset[str], tuple[Deployment, ...]]] = []
    for deployment in deployments:
        folders = _started_from(deployment)
        own = [group for group in groups if _belong_together(*group, folders, deployment)]
        joined = (*(d for _, group in own for d in group), deployment)
        groups = [group for group in groups if group not in own]
        groups.append((folders.union(*(known for known, _ in own)), joined))
    return [group for _, group in groups]


def _belong_together(
    known: frozenset[str], deployments: tuple[Deployment, ...], folders: frozenset[str], deployment: Deployment
) -> bool:
    """Whether a deployment serves what others serve, or something inside or around it that lies in the same folder where they run."""
    if known & folders:
        return True
    is_nested = any(is_in(a, b) or is_in(b, a) for a in known for b in folders)
    return is_nested and any(d.source_root == deployment.source_root for d in deployments)


# --- from where applications are started ----------------------------------------------------------------


def application_root(repository: Repository, path: str) -> str:
    """The folder that an application is started from: the one above its outermost package, or where a module stands that imports it by a longer name.

    A folder without ``__init__.py`` is a package all the same if it is imported from above.
    """
    if path not in repository.roots:
        repository.roots[path] = _root(repository, path)
    return repository.roots[path]


def _root(repository: Repository, path: str) -> str:
    folder = folder_of_file(path)
    while repository.tree.has(f"{folder}/__init__.py"):
        if _needs_folder(repository, path, folder) and _named_from(repository, path, folder) is None:
            break
        folder = folder_of_file(folder)
    above = None if _needs_folder(repository, path, folder) else _named_from(repository, path, folder)
    if above is not None:
        return above
    return folder_of_file(folder) if folder and _names_own_folder(repository, path, folder) else folder


def _named_from(repository: Repository, path: str, folder: str) -> str | None:
    """The next folder above with a module that imports a file by a longer name; ``None`` where there is none."""
    above = folder
    while above:
        above = folder_of_file(above)
        name = path[len(above) :].strip("/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if any(folder_of_file(p) == above and _imports(repository, p, name) for p in repository.python_paths):
            return above
    return None


def _names_own_folder(repository: Repository, path: str, folder: str) -> bool:
    """Whether a module imports its neighbours through the name of the folder that holds them, as only the folder above finds them."""
    tree, module, own = repository.tree, repository.code.module(path), folder.rpartition("/")[2]
    if tree.has(f"{folder}/{own}.py") or tree.has_folder(f"{folder}/{own}"):
        return False
    for statement in module.imports if module else ():
        top, _, rest = statement.module.partition(".")
        inside = f"{folder}/{rest.replace('.', '/')}"
        if top == own and rest and not statement.level and (tree.has(f"{inside}.py") or tree.has_folder(inside)):
            return True
    return False


def _needs_folder(repository: Repository, path: str, folder: str) -> bool:
    """Whether a module imports by a plain name what only its own folder holds, so that it is started there."""
    module = repository.code.module(path)
    for statement in module.imports if module else ():
        top = statement.module.partition(".")[0]
        if top and not statement.level and _is_module(repository, f"{folder}/{top}"):
            above = f"{folder_of_file(folder)}/{top}".lstrip("/")
            if not _is_module(repository, above) and _is_meant(repository, path, folder, statement):
                return True
    return False


def _is_module(repository: Repository, inside: str) -> bool:
    return repository.tree.has(f"{inside}.py") or repository.tree.has_folder(inside)


def _is_meant(repository: Repository, path: str, folder: str, statement: Import) -> bool:
    """Whether an import means what a folder holds under its name: a package may be called like what is installed (``web/flask/app.py``, where ``flask`` is Flask)."""
    package = f"{folder}/{statement.module.partition('.')[0]}"
    named = f"{folder}/{statement.module.replace('.', '/')}"
    if not is_in(path, package):
        return True
    if named != package:
        return _is_module(repository, named)
    own = repository.code.bindings(f"{package}/__init__.py")
    return statement.name in own or "*" in own or _is_module(repository, f"{package}/{statement.name}")


def _imports(repository: Repository, path: str, dotted: str) -> bool:
    """Whether a file imports a module, or something of it, by this name."""
    if not holds_word(repository.tree.source(path), dotted.rpartition(".")[2]):
        return False
    module = repository.code.module(path)
    asked = ((i.module, f"{i.module}.{i.name}") for i in (module.imports if module else ()) if not i.level)
    return any(name == dotted or name.startswith(f"{dotted}.") for names in asked for name in names)
