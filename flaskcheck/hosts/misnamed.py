"""Files that were meant to be platform files: their name is almost one that a host looks for, or they lie where none looks."""

from __future__ import annotations

import re
from importlib import import_module

from flaskcheck.files.tree import fitting
from flaskcheck.ground.words import nearly
from flaskcheck.hosts import index
from flaskcheck.hosts.host import ANY_FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.services import PlatformFile
    from flaskcheck.files.tree import Tree

PROCFILE_NAME = "Procfile"
_NAMES = {name: line.owner for line in index.LINES for name in line.names}
_ALSO_WRITTEN = {slip: name for line in index.LINES for slip, name in line.slips}
_LOWER = {name.lower(): name for name in _NAMES}
_SUFFIXES = (".txt", ".py", ".yml", ".yaml", ".json", ".toml")


def misnamed(tree: Tree) -> tuple[tuple[str, str, str], ...]:
    """Files whose name is almost that of a platform file, so that no host reads them: (path, right name, host).

    ``procfile``, ``Procfile.txt``, ``render.yml``, ``vercel.json.py``, ``docker-compose.yaml.yml``. A copy beside the
    rightly named file is none, and no workflow is.
    """
    found = []
    for path in fitting(tree, _is_slip):
        folder, _, name = path.rpartition("/")
        expected = _expected(name)
        beside = f"{folder}/{expected}" if folder else expected
        if not tree.has(beside) and not path.startswith(".github/"):
            found.append((path, expected, _NAMES[expected]))
    return (*found, *_by_content(tree))


def _by_content(tree: Tree) -> Iterator[tuple[str, str, str]]:
    """The files at the top whose name is one slip from that of a platform file, and that say what such a file says."""
    for path in fitting(tree, _is_at_top):
        lower = path.lower()
        right = "" if _expected(path) or lower in _LOWER else nearly(lower, _LOWER)
        line = next((line for line in index.LINES if right and _LOWER[right] in line.names), None)
        if line is None or tree.has(_LOWER[right]) or any(re.fullmatch(each.files, path) for each in index.LINES):
            continue  # what a host reads under another name, as Compose does compose.yml
        reader = import_module(f"flaskcheck.hosts.{line.module}")
        read = reader.read(tree.source(path))
        if read is not None and read.services:
            yield path, _LOWER[right], line.owner


def _is_at_top(path: str) -> bool:
    return "/" not in path and "." in path[1:]


def misplaced(tree: Tree, files: tuple[PlatformFile, ...]) -> dict[str, str]:
    """Procfiles inside a package, where no host looks, with the path that was meant: a package is imported from the folder above, which is what a host deploys.

    A folder that another file deploys, or that has a list of dependencies of its own, is more than a package.
    """
    found = {}
    for file in files:
        folder, _, name = file.path.rpartition("/")
        if name != PROCFILE_NAME or not folder or not tree.has(f"{folder}/__init__.py"):
            continue
        others = (s.context if s.image else s.root for f in files if f.path != file.path for s in f.services)
        if folder not in others and not any(tree.has(f"{folder}/{each}") for each in ANY_FILE):
            while folder and tree.has(f"{folder}/__init__.py"):
                folder = folder.rpartition("/")[0]
            found[file.path] = f"{folder}/{name}".lstrip("/")
    return found


def _is_slip(path: str) -> bool:
    return bool(_expected(path.rpartition("/")[2]))


def _expected(name: str) -> str:
    """The name that was meant, or ``""``."""
    lower = name.strip().lower()
    if name in _NAMES or name in ("dockerfile", "DOCKERFILE"):  # BuildKit reads the first, too
        return ""
    if lower in _LOWER:
        return _LOWER[lower]
    if name in _ALSO_WRITTEN or lower in _ALSO_WRITTEN:
        return _ALSO_WRITTEN.get(name) or _ALSO_WRITTEN[lower]
    stem, dot, suffix = lower.rpartition(".")
    if stem not in _LOWER or dot + suffix not in _SUFFIXES:
        return ""
    return _LOWER[stem] if "." in stem.lstrip(".") or suffix == "txt" else ""
