"""A folder of a tree as a tree of its own: one application of a repository that holds several."""

from __future__ import annotations

import os
import posixpath

from flaskcheck.files.paths import is_in, joined
from flaskcheck.files.tree import Tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class PartTree(Tree):
    """The files of a tree below a folder, their paths relative to it, without those that ``exclude`` matches.

    ``parts`` are the folders of all parts; what lies in one of them that is inside this one does not belong here. Everything is asked of the whole tree, which so
    knows all that was read and looked at.
    """

    def __init__(self, whole: Tree, folder: str, parts: Iterable[str] = (), exclude: tuple[str, ...] = ()) -> None:
        self.whole = whole
        self.folder = folder
        self.folders_of_parts = tuple(parts)
        self._others = tuple(f"{other}/" for other in self.folders_of_parts if other != folder and is_in(other, folder))
        self._start = len(folder) + 1 if folder else 0
        files = self._own(whole.below(folder))
        if exclude:
            from flaskcheck.files.globs import matches_any

            files = [path for path in files if not matches_any(path, exclude)]
        tracked = None if whole.tracked is None else frozenset(self._own(whole.tracked))
        modes = {path: whole.modes[joined(folder, path)] for path in self._own(whole.modes)}
        super().__init__(os.path.join(whole.root, folder) if folder else whole.root, files, tracked, modes)
        only: frozenset[str] | None = getattr(whole, "only", None)
        self.only = None if only is None else frozenset(self._own(only))

    def _own(self, paths: Iterable[str]) -> list[str]:
        """Those of some paths of the whole tree that belong here, as they are called here."""
        prefix = f"{self.folder}/" if self.folder else ""
        return [p[self._start :] for p in paths if p.startswith(prefix) and not p.startswith(self._others)]

    def read_bytes(self, path: str) -> bytes:
        return self.whole.source(joined(self.folder, path)).raw

    def owns(self, path: str) -> bool:
        """Also of what belongs to no part at all: it was one's once."""
        full = posixpath.normpath(joined(self.folder, path))
        if full.startswith("../"):
            return False
        if is_in(full, self.folder) and not full.startswith(self._others):
            return True
        return self.only is None and not any(is_in(full, folder) for folder in self.folders_of_parts)

    def is_ignored(self, path: str, *others: str) -> bool:
        return self.whole.is_ignored(*(joined(self.folder, asked) for asked in (path, *others)))

    def exists_ignored(self, path: str) -> bool:
        return self.whole.exists_ignored(joined(self.folder, path))

    def is_executable(self, path: str) -> bool:
        return self.whole.is_executable(joined(self.folder, path))
