"""A tree as it would be with other contents of some files: what fixes would make of a repository, before any is written."""

from __future__ import annotations

import os
from contextlib import suppress

from flaskcheck.files import git
from flaskcheck.files.listing import LINK
from flaskcheck.files.source import Source
from flaskcheck.files.tree import twin, with_files
from flaskcheck.ground import writing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeVar

    from flaskcheck.files.disk import DiskTree

    T = TypeVar("T", bound=DiskTree)

IGNORE_FILE = ".gitignore"


def proposed(tree: T, contents: Mapping[str, bytes]) -> T:
    """The same tree with some files' contents taken from here; those that it has not are new and untracked."""
    new = [path for path in contents if not tree.has(path)]
    own = with_files(tree, (*tree.files, *new)) if new else twin(tree)
    own.notes, own.crashes = list(tree.notes), list(tree.crashes)
    own.take({path: Source(path, raw) for path, raw in contents.items()})
    if any(_is_ignore_file(path) for path in contents):
        own.judge_ignored(lambda paths: _ignored(own, paths))
    return own


def _is_ignore_file(path: str) -> bool:
    return path.rpartition("/")[2] == IGNORE_FILE


def _ignored(tree: DiskTree, paths: list[str]) -> frozenset[str]:
    """Those of some paths that the tree's own ignore files match: git reads them from a work tree only, so they are laid out in a folder of their own."""
    from tempfile import TemporaryDirectory

    prefix = os.fsdecode((git.ask(tree.root, "rev-parse", "--show-prefix") or b"").removesuffix(b"\n"))
    with TemporaryDirectory(prefix="flaskcheck-") as folder:
        for path in filter(_is_ignore_file, tree.files):
            if tree.modes.get(path) != LINK:  # git reads no ignore file through a link
                with suppress(OSError):
                    full = os.path.join(folder, prefix, path)
                    writing.make(full, tree.source(path).raw, within=(folder,))
        found = tree.matched(folder, [f"{prefix}{path}" for path in paths], of=tree.root)
    return frozenset(path[len(prefix) :] for path in found)
