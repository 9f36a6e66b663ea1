"""Which tree is meant by a path: its root, and its files as git or the disk list them."""

from __future__ import annotations

import os
import sys

from flaskcheck.files import git
from flaskcheck.files.disk import LISTING, DiskTree, from_bare, from_git, from_walk
from flaskcheck.files.listing import Listing, shown
from flaskcheck.ground.errors import MissingPathError, UsageError
from flaskcheck.ground.limits import MAX_FILES_AROUND_ONE
from flaskcheck.ground.trust import real_path, stays_inside, top_of


def begin(path: str) -> None:
    """Let git begin to list the files of a folder, or of the repository around it, that ``discover`` will be asked for."""
    if os.path.isdir(path):
        git.begin(_around(os.path.abspath(path)) or os.path.abspath(path), *LISTING)


def discover(
    path: str = ".", exclude: tuple[str, ...] = (), content: bytes | None = None, staged: bool = False
) -> DiskTree:
    """The tree that a path means: a repository, any folder, or a folder or file judged in the context of its repository.

    ``exclude`` are globs of paths to leave out, relative to the root. ``content`` is judged in place of the file, which need not be there. ``staged``: git's
    index is listed and read, not the folder.

    Raises: UsageError when there is nothing of that name or it cannot be read.
    """
    root, scope = root_of(path, content is not None)
    if not os.access(root, os.R_OK | os.X_OK):
        raise UsageError(f"{shown(path)}: cannot be read")
    listing, kind = _listed(root, staged, bool(scope))
    files = listing.files
    if scope and scope not in files and not os.path.isdir(os.path.join(root, scope)):
        if staged:
            raise UsageError(f"{shown(path)}: not staged in git")
        full = os.path.join(root, scope)
        if content is None and not stays_inside(real_path(full), real_path(root)):
            raise UsageError(f"{shown(path)}: a link that leads out of the repository")
        files = [*files, scope]  # anyone who names an ignored file means it
    if exclude:
        from flaskcheck.files.globs import matches_any

        files = [f for f in files if not matches_any(f, exclude)]
    tree = _made(kind, root, listing.replaced(files=files), scope)
    if content is not None and tree.has(scope):
        tree.replace(scope, content)
    return tree


def _made(kind: type[DiskTree], root: str, listing: Listing, scope: str) -> DiskTree:
    if kind is DiskTree and "cookiecutter.json" in listing.files:
        from flaskcheck.files import template

        answers = template.answers(listing, root)
        tree = template.TemplateTree(root, listing, scope, answers) if answers else None
        if tree is not None and tree.is_judged:
            return tree
    return kind(root, listing, scope)


def _listed(root: str, staged: bool, is_for_one: bool) -> tuple[Listing, type[DiskTree]]:
    if not staged:
        most = MAX_FILES_AROUND_ONE if is_for_one else sys.maxsize - 1
        return from_git(root) or from_bare(root) or from_walk(root, most), DiskTree
    from flaskcheck.files.staged import StagedTree, from_index

    return from_index(root), StagedTree


def root_of(path: str, may_be_new: bool = False) -> tuple[str, str]:
    """The folder to scan for a path, and the folder or file in it that alone is to be reported (``""``: everything).

    That of a folder in a repository is the repository. ``may_be_new`` is for a file that need not be there yet; then the path cannot be a folder's.

    Raises: MissingPathError when there is nothing of that name, UsageError when it is nothing that a file could be.
    """
    full = os.path.abspath(path)
    if os.path.isdir(full) and not may_be_new:
        return _in_repository(real_path(full)) if _around(full) else (full, "")
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
    folder = real_path(folder)
    root = _in_repository(folder)[0]
    return root, os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")


def _around(folder: str) -> str:
    """The top of the repository that a folder lies in by the look of the disk; ``""`` for a top, and where there is none. A home that is a repository holds settings, and no project is a part of it."""
    real = real_path(folder)
    top = top_of(real)
    return top if top and top not in (real, os.path.realpath(os.path.expanduser("~"))) else ""


def _in_repository(folder: str) -> tuple[str, str]:
    """The top of a folder's repository, as git tells it, and the way from there to the folder."""
    top = git.ask(folder, "rev-parse", "--show-toplevel")
    root = os.path.realpath(os.fsdecode(top.removesuffix(b"\n"))) if top else folder
    way = os.path.relpath(folder, root).replace(os.sep, "/")
    return root, "" if way == "." else way
