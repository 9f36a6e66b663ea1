"""Which projects of the repository itself are installed, and which folders may be found because of that."""

from __future__ import annotations

import posixpath
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.requirements import Requirement
    from flaskcheck.files.tree import Tree
    from flaskcheck.installed.commands import Install
    from flaskcheck.installed.installed import Installed

_SUBDIRECTORY = re.compile(r"[#&]subdirectory=([^&\s]+)")
"""The folder of a repository that holds the project, in a direct reference (PEP 508, pip's "VCS Support"): the repository may be this one."""

PROJECT_FILES = ("pyproject.toml", "setup.cfg", "setup.py")


def may_bring(folder: str, tree: Tree, installs: tuple[Install, ...], installed: Installed) -> bool:
    """Whether a project of the repository is installed that lies around a folder and may put what is in it on the search path. Of a project that a list names by its path setuptools finds ``src`` by itself."""
    if any(folder == f"{root}/src".lstrip("/") for root in _listed(installed)):
        return True
    return any(_may_name(tree, root, folder) for root in dict.fromkeys(_roots(installs, installed)))


def may_be_installed(top: str, tree: Tree) -> bool:
    """Whether a module or package of the repository belongs to a project that pip can install, so that someone's environment may have it."""
    return installable_from(top, tree) is not None


def installable_from(top: str, tree: Tree) -> str | None:
    """The folder that such a module or package lies in; ``None`` where it belongs to no such project."""
    for path in tree.files:
        folder, _, name = path.rpartition("/")
        if name not in PROJECT_FILES or (name == "pyproject.toml" and "[build-system]" not in tree.source(path).text):
            continue
        for place in (folder, f"{folder}/src".lstrip("/"), f"{folder}/lib".lstrip("/")):
            module = f"{place}/{top}".lstrip("/")
            if tree.has(f"{module}.py") or tree.has(f"{module}/__init__.py"):
                return place
    return None


def _roots(installs: tuple[Install, ...], installed: Installed) -> Iterator[str]:
    """The folders of the projects: those that commands install, those whose own declaration is read, those that a list names by path."""
    yield from (root for install in installs for root, _ in install.projects)
    for file in installed.files:
        if file.packages or file.path.rpartition("/")[2] in PROJECT_FILES:
            yield file.path.rpartition("/")[0]
    yield from _listed(installed)
    yield from (found[1].strip("/") for r in installed.requirements if (found := _SUBDIRECTORY.search(r.url)))


def _listed(installed: Installed) -> Iterator[str]:
    """The folders of the projects that lists name by their path."""
    yield from (folder for r in installed.requirements if (folder := local_folder(r)) is not None)


def local_folder(requirement: Requirement) -> str | None:
    """The folder of the repository that a requirement names by its path, if it names one: ``./lib``, ``file:lib[extra]``."""
    path = requirement.url.partition("#")[0].partition("[")[0].removeprefix("file:").strip()
    if not path or "://" in path or path.startswith("/"):
        return None
    around = requirement.place.path.rpartition("/")[0]
    return posixpath.normpath(posixpath.join(around, path)).removeprefix(".")


def _may_name(tree: Tree, root: str, folder: str) -> bool:
    """Whether a project's folder is this one, or one above it whose files mention it."""
    from flaskcheck.readers.screens import holds_word

    if folder == root or not (not root or folder.startswith(f"{root}/")):
        return folder == root and bool(root)
    last = folder.rpartition("/")[2]
    files = (path for name in PROJECT_FILES if tree.has(path := f"{root}/{name}".lstrip("/")))
    return any(holds_word(tree.source(path), last) for path in files)
