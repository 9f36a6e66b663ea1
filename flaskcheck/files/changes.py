"""What has changed since a commit of git: which lines of which files are new.

git is asked for contents only, once for many files; the comparison is ours, for ``git diff`` runs the filters that a repository's configuration names.
"""

from __future__ import annotations

import hashlib
import os
from functools import cached_property

from flaskcheck.files import git
from flaskcheck.files.new_lines import new_lines
from flaskcheck.files.source import Source
from flaskcheck.ground.errors import UsageError
from flaskcheck.ground.limits import MAX_ASKED_AT_ONCE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.files.tree import Tree

SHA1_DIGITS = 40


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
        self._contents: dict[str, bytes] = {}

    def prepare(self, paths: Iterable[str]) -> None:
        """Ask git for all at once that it has of some files, of those that are not what they were."""
        names = {name for path in paths if (name := self._blobs.get(path)) and not self._is_same(path, name)}
        self._contents.update(git.short_blobs(self._root, sorted(names - {*self._contents}), MAX_ASKED_AT_ONCE))

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
        name = self._blobs.get(path)
        if name is None:
            return None
        if not self._tree.has(path):
            return frozenset((0,))
        if self._is_same(path, name):
            return frozenset()
        try:
            before = self._contents.get(name) or git.blob(self._root, name)
        except OSError:
            return None
        return new_lines(Source(path, before).lines, self._tree.source(path).lines)

    def _is_same(self, path: str, name: str) -> bool:
        """Whether a file is what git has under a name: the digest of its content (git, "hash-object")."""
        raw = self._tree.source(path).raw if self._tree.has(path) else b""
        algorithm = "sha1" if len(name) == SHA1_DIGITS else "sha256"
        return hashlib.new(algorithm, b"blob %d\0%s" % (len(raw), raw), usedforsecurity=False).hexdigest() == name

    @cached_property
    def _blobs(self) -> dict[str, str]:
        """The files of the commit, each with the name of its content; links and submodules are none."""
        listed = git.ask(self._root, "ls-tree", "-r", "-z", "--full-tree", self._commit) or b""
        entries = (os.fsdecode(entry).partition("\t") for entry in listed.split(b"\0"))
        return {path: told.split(" ")[2] for told, _, path in entries if told.startswith("100")}
