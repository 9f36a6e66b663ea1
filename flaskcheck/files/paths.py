"""Paths of a repository as texts: relative to its root, with ``/``."""

from __future__ import annotations

import posixpath
from posixpath import normpath

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def is_in(path: str, folder: str) -> bool:
    """Whether a path is a folder or lies below it."""
    return not folder or path == folder or path.startswith(f"{folder}/")


def holding(folders: Iterable[str], paths: Iterable[str]) -> tuple[str, ...]:
    """Those of some folders in which one of some paths lies."""
    within = tuple(paths)
    return tuple(folder for folder in folders if any(is_in(path, folder) for path in within))


def joined(folder: str, path: str) -> str:
    """A path below a folder; either may be ``""``."""
    return f"{folder}/{path}" if folder and path else folder or path


def words(text: str) -> frozenset[str]:
    """The words of a text, to ask for one of them."""
    return frozenset(text.split())


def path_below(folder: str, written: str) -> str:
    """A path as a file in ``folder`` writes it, relative to the scanned root (``""``); one that leaves the root
    begins with ``..``."""
    path = normpath(f"{folder}/{written}" if folder and not written.startswith("/") else written.lstrip("/") or ".")
    return "" if path == "." else path


def folder_of_file(path: str) -> str:
    """The folder a file stands in; the root is ``""``."""
    return path.rpartition("/")[0]


def outwards(folder: str) -> Iterator[str]:
    """A folder and those around it, the innermost first; the root, which is ``""``, is the last."""
    while folder:
        yield folder
        folder = folder_of_file(folder)
    yield ""


def parents(path: str) -> list[str]:
    """The folders that a file lies in, but for the top."""
    folders = path.split("/")[:-1]
    return ["/".join(folders[:depth]) for depth in range(1, len(folders) + 1)]


def relative(path: str, folder: str) -> str:
    """The way from a folder to a path, both of a repository or both of an image. ``posixpath.relpath`` asks for the working directory, of which neither is a part and which may be gone."""
    root = "/" + "_/" * f"{path}/{folder}".count("..")
    return posixpath.relpath(posixpath.join(root, path), posixpath.join(root, folder))
