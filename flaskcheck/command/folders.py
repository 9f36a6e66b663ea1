"""Which folders have settings of their own, as ``root`` entries name them."""

from __future__ import annotations

import os

from flaskcheck.files.paths import is_in, relative

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


class NamedFolders:
    """The folders of a repository that globs name, which are written relative to ``home``, a folder too; without those that ``exclude`` leaves out."""

    def __init__(
        self, root: str, folders: Iterable[str], globs: tuple[str, ...], home: str, exclude: tuple[str, ...] = ()
    ) -> None:
        from flaskcheck.files.globs import matches, matches_any

        self._home = os.path.relpath(os.path.realpath(home), os.path.realpath(root)).replace(os.sep, "/")
        met: dict[str, list[str]] = {glob: [] for glob in globs}
        for folder in sorted(folders):
            path = self._from_home(folder)
            for glob in globs:
                if path is not None and matches(_pieces(glob), path):
                    met[glob].append(folder)
        named = sorted({folder for found in met.values() for folder in found})
        self.all = tuple(folder for folder in named if not (folder and exclude and matches_any(folder, exclude)))
        self.literal = frozenset(f for glob, found in met.items() for f in found if not set("*?[") & set(glob))
        """Those that are named without a wildcard."""
        self.unmet = tuple(glob for glob, found in met.items() if not found)
        """The globs that name none."""

    def _from_home(self, folder: str) -> tuple[str, ...] | None:
        """A folder's path as the globs see it; ``None`` outside of their home."""
        way = relative(folder or ".", self._home)
        return None if way.startswith("..") else _pieces(way)

    def inside(self, folder: str) -> tuple[str, ...]:
        """Those that lie in one of them."""
        return tuple(other for other in self.all if other != folder and is_in(other, folder))

    def asked(self, scope: str) -> dict[str, str]:
        """Those of which something is asked for by a folder or file, each with what is asked for: all of it, or what lies in the scope."""
        found = {folder: folder for folder in self.all if is_in(folder, scope)}
        around = max((f for f in self.all if is_in(scope, f)), key=len, default=None)
        return found if around is None or around == scope else {around: scope, **found}


def _pieces(path: str) -> tuple[str, ...]:
    return tuple(piece for piece in path.strip().split("/") if piece not in ("", "."))
