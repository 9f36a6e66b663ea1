"""What has changed since a commit of git: which lines of which files are new.

git is asked for contents only; the comparison is ours, for ``git diff`` runs the filters that a repository's configuration names.
"""

from __future__ import annotations

import os

from flaskcheck.files import git
from flaskcheck.files.source import Source
from flaskcheck.ground.errors import UsageError
from flaskcheck.ground.reading import UnreadableError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.files.tree import Tree


class NewLines:
    """What a tree has that a commit has not.

    Raises: UsageError where there is no such commit.
    """

    def __init__(self, tree: Tree, root: str, revision: str) -> None:
        asked = "" if revision.startswith("-") else f"{revision}^{{commit}}"
        found = git.ask(root, "rev-parse", "--verify", "--quiet", asked) if asked else None
        if not found:
            raise UsageError(f"--diff-base: git has no commit {revision!r} here")
        self._tree, self._root = tree, root
        self._commit = os.fsdecode(found.strip())
        self._lines: dict[str, frozenset[int] | None] = {}

    def touches(self, path: str, first: int, last: int) -> bool:
        """Whether one of some lines of a file is new; of line 0, whether anything of the file is."""
        lines = self._changed(path)
        if lines is None or not first:
            return lines is None or bool(lines)
        return any(line in lines for line in range(first, max(first, last) + 1))

    def _changed(self, path: str) -> frozenset[int] | None:
        """The numbers of the new lines of a file, 0 for where lines are gone; ``None``: it is new as a whole."""
        if path not in self._lines:
            self._lines[path] = self._compared(path)
        return self._lines[path]

    def _compared(self, path: str) -> frozenset[int] | None:
        try:
            before = git.blob(self._root, f"{self._commit}:{path}")
        except (UnreadableError, OSError):
            return None
        if not self._tree.has(path):
            return frozenset((0,))
        source = self._tree.source(path)
        if before == source.raw:
            return frozenset()
        return _new_lines(Source(path, before).lines, source.lines)


def _new_lines(before: list[str], after: list[str]) -> frozenset[int]:
    """The numbers of the lines that are new."""
    from difflib import SequenceMatcher

    found: set[int] = set()
    for kind, _, _, start, end in SequenceMatcher(None, before, after, autojunk=True).get_opcodes():
        if kind != "equal":
            found.update(range(start + 1, end + 1) if end > start else (0,))
    return frozenset(found)
