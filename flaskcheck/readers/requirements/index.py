"""Which files declare dependencies, and reading all of them."""

from __future__ import annotations

from importlib import import_module

from flaskcheck.facts.requirements import DependencyFile
from flaskcheck.files.reading import read
from flaskcheck.files.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flaskcheck.files.tree import Tree

READERS = {
    "pyproject.toml": ("pyproject", "read"),
    "Pipfile": ("pipfile", "read"),
    "Pipfile.lock": ("pipfile", "read_lock"),
    "poetry.lock": ("locks", "read_poetry"),
    "uv.lock": ("locks", "read_uv"),
    "pdm.lock": ("locks", "read_pdm"),
    "pylock.toml": ("locks", "read_pylock"),
    "setup.cfg": ("setup_cfg", "read"),
    "environment.yml": ("conda", "read"),
    "environment.yaml": ("conda", "read"),
    "pixi.toml": ("pixi", "read"),
}
"""File name → module of ``flaskcheck.readers.requirements`` and its function."""

SETUP = "setup.py"
"""A program, whose lists only someone above all readers can tell."""


def read_all(
    tree: Tree, paths: Iterable[str], read_setup: Callable[[str], DependencyFile]
) -> dict[str, DependencyFile]:
    """Read every dependency file among these paths, and what they include; ``read_setup`` tells what a setup.py declares."""
    found: dict[str, DependencyFile] = {}
    todo = [path for path in paths if _is_setup(path) or reader_of(path)]
    while todo:
        path = todo.pop(0)
        if path in found or not tree.has(path):
            if path not in found and tree.is_unread(path):
                found[path] = DependencyFile(path, "requirements", complete=False)
            continue
        found[path] = read_setup(path) if _is_setup(path) else _read(tree, path)
        todo.extend(include.path for include in found[path].includes)
    return found


def _is_setup(path: str) -> bool:
    return path.rpartition("/")[2] == SETUP


def reader_of(path: str) -> tuple[str, str] | None:
    """Module and function that read a dependency file; ``None`` for other files."""
    name = path.rpartition("/")[2]
    if name in READERS:
        return READERS[name]
    return ("requirements_txt", "read") if is_requirements_name(path) else None


def is_requirements_name(path: str) -> bool:
    """Whether a file is named like a requirements or constraints file of pip."""
    folder, _, name = path.rpartition("/")
    lower = name.lower()
    if not lower.endswith((".txt", ".in", ".pip")):
        return False
    if "requirements" in lower or "constraints" in lower:
        return True
    return folder.rpartition("/")[2].lower() in ("requirements", "reqs", "requires", "deps") and lower.endswith(".txt")


def _read(tree: Tree, path: str) -> DependencyFile:
    module, function = reader_of(path) or ("requirements_txt", "read")
    reader = getattr(import_module(f"flaskcheck.readers.requirements.{module}"), function)
    file: DependencyFile | None = read(tree, path, reader)
    if file is None:
        file = reader(Source(path, b"")).replaced(complete=False)
    return file
