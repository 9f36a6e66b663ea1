"""What comes with the repository's own package of a distribution of Linux, where it is installed as one."""

from __future__ import annotations

from functools import cached_property

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.files.tree import Tree

_ENDINGS = (".spec", ".spec.in", "control", "PKGBUILD", "APKBUILD")
"""How the names of files end that may say what such a package needs."""


class Packages:
    """The packages that a repository describes."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The distributions of Python that they bring along."""
        paths = [path for path in self._tree.files if path.endswith(_ENDINGS)]
        if not paths:
            return ()
        from flaskcheck.installed.commands import packaged
        from flaskcheck.readers.packages import is_package_file, needed

        found = (name for path in paths if is_package_file(path) for name in needed(self._tree.source(path)))
        return tuple(dict.fromkeys(map(packaged, found)))
