"""Which tree is meant by a path: its root, and its files as git or the disk list them."""

from __future__ import annotations

import os
import sys

from flaskcheck.files import git
from flaskcheck.files.disk import LISTING, DiskTree, _from_bare, _from_git, _from_walk
from flaskcheck.files.listing import Listing, shown
from flaskcheck.ground.errors import MissingPathError, UsageError
from flaskcheck.ground.limits import MAX_FILES_AROUND_ONE


def begin(path: str) -> None:
    """Let git begin to list the files of a folder that ``discover`` will be asked for."""
    if os.path.isdir(path):
        git.begin(os.path.abspath(path), *LISTING)


def discover(
    path: str = ".", exclude: tuple[str, ...] = (), content: bytes | None = None, staged: bool = False
) -> DiskTree:
    """The tree below a path: a repository, one of its folders, any folder, or a single file (judged in the context of its repository).

    ``exclude`` are globs of paths to leave out, relative to the root. ``content`` is judged in place of the file, which need not be there. ``staged``: git's
    index is listed and read, not the folder.

    Raises: UsageError when there is nothing of that name or it cannot be read.
    """
    root, only = root_of(path, content is not None)
    if not os.access(root, os.R_OK | os.X_OK):
        raise UsageError(f"{shown(path)}: cannot be read")
    listing, kind = _listed(root, staged, bool(only))
    files = listing.files
    if only and only not in files:
        if staged:
            raise UsageError(f"{shown(path)}: not staged in git")
        files = [*files, only]  # whoever names an ignored file means it
    if exclude:
        from flaskcheck.files.globs import matches_any

        files = [f for f in files if not matches_any(f, exclude)]
    tree = kind(root, listing.replaced(files=files), frozenset({only}) if only else None)
    if content is not None and tree.has(only):
        tree.replace(only, content)
    return tree


def _listed(root: str, staged: bool, is_for_one: bool) -> tuple[Listing, type[DiskTree]]:
    if not staged:
        most = MAX_FILES_AROUND_ONE if is_for_one else sys.maxsize - 1
        return _from_git(root) or _from_bare(root) or _from_walk(root, most), DiskTree
    from flaskcheck.files.staged import StagedTree, from_index

    return from_index(root), StagedTree


def root_of(path: str, may_be_new: bool = False) -> tuple[str, str]:
    """The folder to scan for a path, and the file in it that alone is to be reported (``""``: all are).

    ``may_be_new`` is for a file that need not be there yet; then the path cannot be a folder's.

    Raises: MissingPathError when there is nothing of that name, UsageError when it is nothing that a file could be.
    """
    full = os.path.abspath(path)
    if os.path.isdir(full) and not may_be_new:
        return full, ""
    if not os.path.isfile(full) and (os.path.lexists(full) or not may_be_new):
        if not os.path.lexists(full):
            raise MissingPathError(f"{shown(path)}: no such file or folder")
        raise UsageError(f"{shown(path)}: {'a folder' if os.path.isdir(full) else 'neither a file nor a folder'}")
    folder, name = os.path.split(full)
    while not os.path.isdir(folder):
        if os.path.lexists(folder):
            raise UsageError(f"{shown(path)}: {shown(folder)} is no folder")
        folder, inner = os.path.split(folder)
        name = os.path.join(inner, name)
    folder = os.path.realpath(folder)
    top = git.ask(folder, "rev-parse", "--show-toplevel")
    root = os.path.realpath(os.fsdecode(top.rstrip(b"\n"))) if top else folder
    return root, os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")
