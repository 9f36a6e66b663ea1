"""What a deployment installs: its install commands or its host's own choice of files, joined into one answer."""

from __future__ import annotations

from flaskcheck.facts.requirements import Include, Requirement
from flaskcheck.files.paths import folder_of_file
from flaskcheck.ground import words
from flaskcheck.hosts.host import ANY_FILE
from flaskcheck.installed.commands import Install, installs_of
from flaskcheck.installed.installed import Installed, Steering, is_for_development
from flaskcheck.installed.projects import local_folder
from flaskcheck.installed.steering import steers
from flaskcheck.installed.wheels import with_built
from flaskcheck.known import base_images
from flaskcheck.known.usual_names import is_nearly_requirements
from flaskcheck.known.versions import at_least
from flaskcheck.shell.program import base_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeAlias

    from flaskcheck.facts.requirements import DependencyFile
    from flaskcheck.files.layout import View
    from flaskcheck.hosts.host import Host
    from flaskcheck.images.image import Image
    from flaskcheck.shell.program import Invocation

    Asked: TypeAlias = tuple[str, tuple[str, ...] | None, bool]
    """A file of requirements, the groups of it (``None``: all) and whether they are constraints."""


LOCKS = {"poetry": "poetry.lock", "uv": "uv.lock", "pdm": "pdm.lock", "pipenv": "Pipfile.lock"}
"""What each tool locks in."""

PLAIN = frozenset(
    "pip apt-get apt mkdir chmod chown useradd adduser groupadd addgroup rm echo printf touch export set cd true".split()
)
"""Programs of a build that install no module of Python unseen: what pip is given is known, and a system's packages are for the system's own Python."""


def installed_by(
    files: Mapping[str, DependencyFile],
    installs: tuple[Install, ...],
    root: str,
    host: Host,
    image: Image | None,
    python: str,
    packaged: Callable[[], tuple[str, ...]] = tuple,
) -> Installed:
    """The distributions that the build of a host or an image installs; ``packaged`` are those that a package of the system brings, where that may be how it is installed.

    Where that leaves Flask itself out, the real installation is hidden somewhere: then nothing is known. A marker that excludes it hides nothing.
    """
    complete = image is None or _is_plain(image)  # an unknown base image may bring anything
    present = host.brings if image is None else base_images.brings(image.base)
    if image is None and (host.is_lasting or host.is_unknown):
        present = (*present, *packaged())
    by_host = image is None and (not installs or not host.own_commands_only)
    since = host.no_setuptools_from if image is None else ""
    is_empty = bool(since) and at_least(python or host.default_python, since)
    is_empty = is_empty or (image is not None and image.is_bare and base_images.lacks_setuptools(image.base))
    answer = installed(files, installs, root, host if by_host else None, python, complete, present)
    answer.is_empty = is_empty
    if image is not None and answer.complete and not answer.has_strangers and _shows_all(image):
        answer.is_known = True
        return answer
    if answer.provides(("flask",)).status in ("declared", "transitive", "excluded") or not files:
        return answer
    declared_somewhere = any(r.name == "flask" for f in files.values() for r in f.requirements)
    return answer.unknown() if declared_somewhere or not complete else answer


def _shows_all(image: Image) -> bool:
    """Whether all that is installed into an image that begins with a Python alone is installed by commands which tell what: then nothing is hidden anywhere."""
    programs = (program.program for ran in image.ran.values() for program in ran.programs)
    if not image.is_bare or any(variable.name in ("PATH", "PYTHONPATH") for variable in image.variables):
        return False
    view = image.view()
    return view.complete and not view.maybe("/usr/local/lib/\0") and PLAIN.issuperset(programs)


def _is_plain(image: Image) -> bool:
    """Whether nothing but a Python is in an image before it is built, or what it holds is known."""
    if image.python is None:
        return False
    return base_images.is_runtime(image.base) or base_images.supplied(image.base) is not None


def install_commands(programs: Iterable[tuple[Invocation, View]]) -> tuple[Install, ...]:
    """The install commands among programs that run in a build, a release or a start, each with what paths mean to it."""
    running = ((i, view) for i, view in programs if i.phase in ("build", "release", "start"))
    found = (installs_of(invocation, view) for invocation, view in running)
    return with_built(install for install in found if install is not None)


def with_prepared(installs: tuple[Install, ...], names: frozenset[str]) -> tuple[Install, ...]:
    """The install commands, where the job that deploys writes some files, by name, before they run: what is in these nobody knows."""
    return tuple(_with_prepared(install, names) for install in installs) if names else installs


def _with_prepared(install: Install, names: frozenset[str]) -> Install:
    made = tuple(path for path in (*install.files, *(w for w, _ in install.missing)) if base_name(path) in names)
    missing = tuple(item for item in install.missing if item[0] not in made)
    return install.replaced(missing=missing, made=(*install.made, *made))


def installed(
    files: Mapping[str, DependencyFile],
    installs: tuple[Install, ...],
    root: str,
    host: Host | None,
    python: str = "",
    complete: bool = True,
    present: tuple[str, ...] = (),
) -> Installed:
    """What a deployment installs.

    ``files`` are all dependency files by path; ``installs`` the install commands of its build; ``host`` is given when the host installs by itself what it finds in ``root``.
    """
    gather = _Gather(files)
    perhaps = frozenset[str]()
    if host is not None:
        root = gather.host(host, root)
        perhaps = _other_choices(files, root, gather) if host.installs_from == ANY_FILE else perhaps
    for install in installs:
        gather.install(install)
    perhaps = perhaps.union(*(_other_choices(files, folder, gather) for folder in _declared_in(gather.files)))
    known = bool(gather.files or gather.requirements or gather.missing)
    everything = [r for f in files.values() if _is_near(f.path, root) for r in f.requirements]
    names = {r.name for r in gather.requirements}
    others = [r for r in everything if r.name not in names]
    read = _with_circles(gather.files)
    is_read = complete and all(f.complete and not f.invalid for f in read)
    return Installed(
        gather.requirements,
        others,
        gather.constraints,
        read,
        gather.missing,
        known,
        is_read and not (gather.missing or gather.unseen),
        python,
        present,
        perhaps,
        Steering(gather.is_steered or any(map(_steers, gather.files.values())), gather.commands > 1),
    )


def _with_circles(files: Mapping[str, DependencyFile]) -> tuple[DependencyFile, ...]:
    """The files, and as invalid lines of theirs those that lead pip in a circle."""
    if not any(file.includes for file in files.values()):
        return tuple(files.values())
    from flaskcheck.installed.circles import circles

    found = circles(files)
    return tuple(f.replaced(invalid=(*f.invalid, *found[path])) if path in found else f for path, f in files.items())


def _steers(file: DependencyFile) -> bool:
    """Whether a file names another index, a day or the like to choose releases by."""
    return any(steers(name, value) for name, value, _ in file.options)


def _is_near(path: str, root: str) -> bool:
    folder = path.rpartition("/")[0]
    return not root or folder == root or folder.startswith(f"{root}/") or root.startswith(f"{folder}/") or not folder


class _Gather:
    def __init__(self, known: Mapping[str, DependencyFile]) -> None:
        self.known = known
        self.files: dict[str, DependencyFile] = {}
        self.requirements: list[Requirement] = []
        self.constraints: list[Requirement] = []
        self.missing: list[Include] = []
        self.unseen: list[str] = []
        self.is_steered = False
        self.commands = 0

    def host(self, host: Host, root: str) -> str:
        """Take in what a host installs by itself from a folder, or from the first above it where no host says which one is deployed; returns the folder."""
        self.commands += 1
        while True:
            for path in chosen_by_host(self.known, root, host):
                self.file(path, ("",))
            if self.files or not (host.is_unknown and root):
                return root
            root = root.rpartition("/")[0]

    def install(self, install: Install) -> None:
        self.requirements += install.packages
        self.is_steered |= install.steers or not self.known.keys() >= {*install.constraints}
        self.commands += 1
        for path in install.constraints:
            self.file(path, None, True)
        self.missing += [Include(path, path, False, place) for path, place in install.missing]
        self.unseen += (*install.made, *(path for path in install.files if path not in self.known))
        for path in install.files:
            self.file(path, None)
        for root, groups in install.projects:
            for path in _project_files(self.known, root, install.program):
                self.file(path, None if install.development else ("", *groups))

    def file(self, path: str, groups: tuple[str, ...] | None, constraint: bool = False) -> None:
        """Take a file's requirements in, of some groups (``None``: all), and what it includes."""
        todo: list[Asked] = [(path, groups, constraint)]
        while todo:
            asked = todo.pop()
            if asked[0] in self.known and asked[0] not in self.files:
                todo += reversed(self._taken(*asked))

    def _taken(self, path: str, groups: tuple[str, ...] | None, constraint: bool) -> list[Asked]:
        """Take in what one file itself requires; which files it asks for, in their order."""
        file = self.files[path] = self.known[path]
        taken = [r for r in file.requirements if groups is None or r.group in groups]
        if constraint or file.kind == "constraints":
            self.constraints += taken
        else:
            self.requirements += taken
        self.missing += (i for i in file.includes if i.path not in self.known and "://" not in i.written)
        further: list[Asked] = [(i.path, groups, i.constraint) for i in file.includes if i.path in self.known]
        for requirement in taken if not constraint else ():
            further += self._project_of(requirement)
        return further

    def _project_of(self, requirement: Requirement) -> list[Asked]:
        """The files that say what a project of the repository needs that a requirement names by its folder."""
        folder = local_folder(requirement)
        paths = _project_files(self.known, folder, "") if folder is not None else ()
        return [(path, ("", *requirement.extras), False) for path in paths]


def _project_files(files: Mapping[str, DependencyFile], root: str, program: str) -> list[str]:
    """The files that an install of the project itself reads: its lock if the program has one, and its declaration."""
    names = (LOCKS.get(program, ""), _declaration(program), "setup.cfg", "setup.py")
    return [path for name in names if name and (path := f"{root}/{name}".lstrip("/")) in files]


def _declaration(program: str) -> str:
    """The file in which a tool's users declare what they need."""
    return {"pipenv": "Pipfile", "pixi": "pixi.toml"}.get(program, "pyproject.toml")


def declared_in(files: Mapping[str, DependencyFile], folder: str) -> frozenset[str]:
    """The distributions that the dependency files of a folder name."""
    own = (file for path, file in files.items() if folder_of_file(path) == folder)
    return frozenset(requirement.name for file in own for requirement in file.requirements)


def can_install(files: Mapping[str, DependencyFile], folder: str, host: Host) -> bool:
    """Whether a folder has a file that the host's own build looks for."""
    return any(_declares(files, f"{folder}/{name}".lstrip("/")) for name in host.installs_from)


def _declares(files: Mapping[str, DependencyFile], path: str) -> bool:
    """Whether a file is there and says what is installed, be it nothing: a pyproject.toml may hold no more than the settings of a linter."""
    file = files.get(path)
    return file is not None and (file.kind != "pyproject" or file.declares)


def chosen_by_host(files: Mapping[str, DependencyFile], root: str, host: Host) -> list[str]:
    """The files that the host's own build installs from: the first that is there, with what belongs to it."""
    for name in host.installs_from or ANY_FILE:
        path = f"{root}/{name}".lstrip("/")
        if _declares(files, path):
            tool = next((tool for tool, lock in LOCKS.items() if lock == name), "")
            beside = f"{root}/{_declaration(tool)}".lstrip("/")
            return [path, beside] if tool and beside in files else [path]
    return _only_requirements(files, root, host.is_unknown)


def _other_choices(files: Mapping[str, DependencyFile], root: str, gather: _Gather) -> frozenset[str]:
    """The distributions of locks that another host would install from instead of what was chosen."""
    paths = [
        path for name in LOCKS.values() if (path := f"{root}/{name}".lstrip("/")) in files and path not in gather.files
    ]
    return frozenset(r.name for path in paths for r in files[path].requirements if not is_for_development(r))


def _declared_in(files: Iterable[str]) -> Iterable[str]:
    """The folders whose project is installed by what it declares: a lock beside it tells what that brings, whatever reads the lock."""
    return [path.rpartition("/")[0] for path in files if path.endswith(("pyproject.toml", "Pipfile"))]


def _only_requirements(files: Mapping[str, DependencyFile], root: str, may_be_by_hand: bool) -> list[str]:
    """Without a file of the usual name: ``requirements/prod.txt`` and the like, development ones left out. ``may_be_by_hand``: people may install what is nearly called requirements.txt."""
    found = []
    for path, file in files.items():
        folder, _, name = path.rpartition("/")
        if name.lower() == "requirements.txt" or (not may_be_by_hand and is_nearly_requirements(name)):
            continue  # not the name that hosts look for
        if file.kind == "requirements" and folder in (root, f"{root}/requirements".lstrip("/")):
            if not words.is_development(name, words.TOOLS) and name.lower().startswith(
                ("req", "prod", "base", "common", "main")
            ):
                found.append(path)
    return found if len(found) == 1 or all("/requirements/" in f"/{p}" for p in found) else []
