"""The repository's facts by kind, each file read once and only when something asks for its kind."""

from __future__ import annotations

import re
from functools import cached_property

from flaskcheck.application.given_keys import WrittenKeys
from flaskcheck.application.starts import Starts
from flaskcheck.code.modules import Code
from flaskcheck.effects.commands import OwnCommands
from flaskcheck.files import reading
from flaskcheck.files.paths import folder_of_file
from flaskcheck.files.roles import Roles
from flaskcheck.ground import words
from flaskcheck.ground.encoded import encoded
from flaskcheck.hosts.host_files import HostFiles
from flaskcheck.installed.packages import Packages
from flaskcheck.installed.prepared import Prepared
from flaskcheck.readers.env_file import VariableFiles
from flaskcheck.servers.upstreams import Proxies

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeVar

    from flaskcheck.application.applications import Application
    from flaskcheck.application.migrations import History
    from flaskcheck.facts.docker import Dockerfile
    from flaskcheck.facts.pages import Page
    from flaskcheck.facts.python import Module
    from flaskcheck.facts.requirements import DependencyFile
    from flaskcheck.facts.services import EnvFile, PlatformFile
    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree

    T = TypeVar("T")

PAGES = (".html", ".htm", ".jinja", ".jinja2", ".j2", ".xhtml")
_NAMING = (".sh", ".yml", ".yaml", ".md")
"""The endings of files that may name a Dockerfile."""

FRONT_END = (".js", ".mjs", ".ts", ".jsx", ".tsx", ".vue", ".svelte", ".css")

MANIFESTS = (
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "go.mod",
    "Cargo.toml",
    "composer.json",
    "Gemfile",
    "mix.exs",
)
"""What says that a folder holds a project in another language. A front end's package.json is none: it may lie beside the application."""


class Repository:
    """Everything that was read, before it is joined into deployments. ``stated`` are deployments that the settings state outright, a file each."""

    def __init__(
        self, tree: Tree, read: Callable[[Source], Module] | None = None, stated: tuple[PlatformFile, ...] = ()
    ) -> None:
        self.tree = tree
        self.stated = stated
        self.code = Code(tree, read)
        self.starts = Starts()
        self.roles = Roles(tree)
        self.roots: dict[str, str] = {}
        """The folder that each application is started from, once ``units/unit.py`` has found it."""
        self.concerns: Callable[[str], bool] = lambda path: True
        """Whether a file is a matter of what is asked about: all of the repository, or one unit of it."""
        self.packages = Packages(tree)
        self.prepared = Prepared(tree, lambda: self.platform_files)
        self.variable_files = VariableFiles(tree, lambda: self.env_files, lambda: self.platform_files)
        self.commands = OwnCommands(lambda: self.python_paths)
        self.keys = WrittenKeys(lambda: self.code, lambda: self.python_paths)
        self.proxies = Proxies(tree, lambda path: self.roles.of(path) == "production")
        self.hosts = HostFiles(tree, lambda: self.platform_files, lambda: self._folders_of_applications)

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files that may be deployed: no tests, docs, examples, vendored or generated ones."""
        return tuple(path for path in self.tree.files if self.roles.of(path) == "production")

    @cached_property
    def _is_distribution(self) -> bool:
        """Whether it is made to be installed, with packages of its own."""
        is_told = any(name in self.dependency_files for name in ("setup.py", "setup.cfg", "pyproject.toml"))
        packages = (p.split("/")[:-1] for p in self.python_paths if p.endswith("/__init__.py")) if is_told else ()
        return any(len(folders) < _DEEP and HELPERS.isdisjoint(folders) for folders in packages)

    @cached_property
    def python_paths(self) -> tuple[str, ...]:
        """The Python files that may be deployed."""
        return tuple(path for path in self.code.paths if self.roles.of(path) == "production")

    def is_deployed(self, path: str) -> bool:
        """Whether a file reaches the host: tracked by git, or there is no git to ask."""
        return self.tree.tracked is None or self.tree.is_tracked(path)

    @cached_property
    def module_names(self) -> dict[str, tuple[str, ...]]:
        """The base names of all Python files and of all folders that hold one, each with those of its files and folders that may be deployed."""
        found: dict[str, dict[str, None]] = {}
        for path in self.code.paths:
            where = {path: None} if self.roles.of(path) == "production" else {}
            folder, _, file = path.rpartition("/")
            found.setdefault(file.removesuffix(".py"), {}).update(where)
            while folder:
                where = dict.fromkeys((folder,), None) if where else {}
                found.setdefault(folder.rpartition("/")[2], {}).update(where)
                folder = folder.rpartition("/")[0]
        return {name: tuple(paths) for name, paths in found.items()}

    @cached_property
    def applications(self) -> tuple[Application, ...]:
        """Every Flask application that is made in a file that may be deployed."""
        from flaskcheck.application.applications import find_applications

        return find_applications(self.code, self.python_paths)

    @property
    def _folders_of_applications(self) -> frozenset[str]:
        return frozenset(folder_of_file(application.path) for application in self.applications)

    @cached_property
    def dependency_files(self) -> dict[str, DependencyFile]:
        """What each dependency file declares, by path."""
        from flaskcheck.readers.requirements.index import read_all

        return read_all(self.tree, self.files, self._setup)

    def _setup(self, path: str) -> DependencyFile:
        from flaskcheck.installed import setup_script

        return setup_script.read(self.code, path)

    @property
    def is_distributed(self) -> bool:
        """Whether the repository is a package that installs a command of its own: a program that others install, rather than one deployment's code."""
        return any(not name.startswith("run:") for file in self.dependency_files.values() for name, _ in file.scripts)

    def task_scripts(self, root: str) -> dict[str, str]:
        """Named task commands of the project in a folder (``[scripts]`` of a Pipfile): name → command."""
        found = {}
        for path, file in self.dependency_files.items():
            if path.rpartition("/")[0] == root:
                found.update({n.removeprefix("run:"): c for n, c in file.scripts if n.startswith("run:")})
        return found

    @cached_property
    def platform_files(self) -> tuple[PlatformFile, ...]:
        """What each host's, container's or unit's file declares."""
        from flaskcheck.hosts.platform_files import platform_files

        return (*self.stated, *platform_files(self.tree))

    def is_read_as_written(self, path: str) -> bool:
        """Whether production reads a platform file as it stands here: no template, edited by no script, in no folder for development or examples."""
        from flaskcheck.hosts import as_written

        if self.roles.of(path) != "production" or as_written.is_template(self.tree, path):
            return False
        own = (application.path for application in self.applications)
        return not as_written.is_of_developers(path, own) and not as_written.is_edited_first(self.tree, path)

    @cached_property
    def dockerfiles(self) -> dict[str, Dockerfile]:
        """Every Dockerfile that may be deployed, by path: those that are called so (none of Windows), those that a platform file names, and those that stand in one.

        What docker would refuse in one that nothing builds is no error.
        """
        from flaskcheck.readers.docker import dockerfile

        named = {s.image: None for f in self.platform_files for s in f.services if s.image and self.tree.has(s.image)}
        paths = dict.fromkeys((*(p for p in self.files if is_dockerfile(p)), *named))
        inside = {d.path: d for f in self.platform_files for d in f.dockerfiles}
        read = self._read(paths, dockerfile.read)
        read = {path: d for path, d in read.items() if path in named or not _is_of_windows(d)}
        refused = (p for p, d in read.items() if d.errors and p not in named and is_left_over(self.tree, p))
        left = {path: read[path].replaced(errors=()) for path in refused}
        return {**read, **left, **inside}

    @cached_property
    def histories(self) -> tuple[History, ...]:
        """The migration histories, one a migrations folder."""
        from flaskcheck.application.migrations import find_histories

        return find_histories(self.code, self.roles)

    @cached_property
    def env_files(self) -> dict[str, EnvFile]:
        """Every dotenv file by path, examples and front-end files too (``readers.env_file.kind_of_env_file`` tells them apart)."""
        from flaskcheck.readers import env_file

        wanted = [p for p in self.tree.files if "env" in p.rpartition("/")[2].lower()]
        kinds = {path: env_file.kind_of_env_file(path) for path in wanted if self.roles.of(path) == "production"}
        ours = [
            p for p, kind in kinds.items() if kind not in ("not", "script") and not _is_of_another_project(self.tree, p)
        ]
        return self._read(ours, env_file.read)

    @cached_property
    def pages(self) -> dict[str, Page]:
        """What each template and HTML page names, by path; of addresses only where one of the machine itself, or of a disk, may be among them."""
        from flaskcheck.readers.pages import templates
        from flaskcheck.readers.screens import may_name_a_disk, may_name_itself

        def page(source: Source) -> Page:
            return templates.read(source, may_name_itself(source) or may_name_a_disk(source))

        return self._read((p for p in self.files if p.endswith(PAGES)), page)

    @cached_property
    def front_end(self) -> dict[str, Page]:
        """What each script and stylesheet names that may hold an address of the machine itself, by path."""
        from flaskcheck.readers.screens import may_lead_to_itself

        wanted = [p for p in self.files if p.endswith(FRONT_END) and may_lead_to_itself(self.tree.source(p))]
        if not wanted:
            return {}
        from flaskcheck.readers.pages import front_end

        return self._read(wanted, front_end.read)

    def _read(self, paths: Iterable[str], reader: Callable[[Source], T]) -> dict[str, T]:
        """What a reader makes of some files, by path."""
        found = ((path, reading.read(self.tree, path, reader)) for path in paths)
        return {path: facts for path, facts in found if facts is not None}


def _is_of_another_project(tree: Tree, path: str) -> bool:
    """Whether a file lies in a folder that a project in another language fills: one with that language's manifest and without Python."""
    folder = path.rpartition("/")[0]
    while folder:
        below = tree.below(folder)
        if not any(p.endswith(".py") for p in below) and any(p.rpartition("/")[2] in MANIFESTS for p in below):
            return True
        folder = folder.rpartition("/")[0]
    return False


def is_dockerfile(path: str) -> bool:
    """Whether ``docker build`` could be meant to read this file."""
    name = path.rpartition("/")[2]
    if name.startswith(".") or name.endswith(".dockerignore"):
        return False  # nothing reads .Dockerfile by default; .gitpod.Dockerfile is a developer's; BuildKit reads Dockerfile.dockerignore as the ignore file
    if name in ("Dockerfile", "dockerfile", "Containerfile") or name.startswith("Dockerfile."):
        return True
    return name.endswith((".Dockerfile", ".dockerfile")) or is_named_with_a_dash(path)


def is_named_with_a_dash(path: str) -> bool:
    """Whether a file is called ``Dockerfile-api`` or ``Dockerfile_api``: a Dockerfile where something names it, which ``Dockerfile-notes.md`` never is."""
    name = path.rpartition("/")[2]
    return name.startswith(("Dockerfile-", "Dockerfile_")) and "." not in name


_STARTS = re.compile(rb"^(?:CMD|ENTRYPOINT)[ \t]+\S", re.MULTILINE | re.IGNORECASE)


def is_left_over(tree: Tree, path: str) -> bool:
    """Whether a Dockerfile is a copy by its suffix, has any beside the one without, or an unusual name and starts nothing, and nothing names it or its suffix as production's."""
    folder, _, name = path.rpartition("/")
    suffix = name.removeprefix("Dockerfile").removesuffix(".Dockerfile").strip(".-_").lower()
    beside = tree.has(f"{folder}/Dockerfile".lstrip("/"))
    is_usual = not suffix or suffix.startswith(words.FINAL_STAGES) or not (beside or suffix in words.COPIES)
    if is_usual and (not is_named_with_a_dash(path) or (not beside and _STARTS.search(tree.source(path).raw))):
        return False
    scripts = (p for p in tree.files if p.rpartition("/")[2] == "Makefile" or p.endswith(_NAMING))
    return not any(encoded(name) in tree.source(script).raw for script in scripts)


def _is_of_windows(file: Dockerfile) -> bool:
    """Whether what it builds in the end runs on Windows alone."""
    from flaskcheck.known.base_images import is_windows

    bases = [i.text.split()[0] for i in file.instructions if i.name == "FROM" and i.text.strip()]
    return bool(bases) and is_windows(bases[-1])


_DEEP = 3
"""A package of a distribution lies at the top, or in one folder there: ``src/shop``."""
HELPERS = frozenset("bin script scripts tool tools contrib hack misc".split())
"""Folders of scripts that developers start by hand."""


def is_helper(repository: Repository, path: str) -> bool:
    """Whether a file is a script beside a library: in a folder for such scripts, of a repository that is a distribution with packages of its own."""
    folders = path.lower().split("/")[:-1]
    if HELPERS.isdisjoint(folders) or repository.tree.has(f"{folder_of_file(path)}/__init__.py"):
        return False
    return repository._is_distribution


def without_helpers(repository: Repository, applications: tuple[Application, ...]) -> tuple[Application, ...]:
    """Those that are no scripts beside a library, where there are any."""
    several = len(applications) > 1
    own = tuple(a for a in applications if not is_helper(repository, a.path)) if several else applications
    return own or applications
