"""The scanned folder as the rest of flaskcheck sees it: which files there are and what git knows of them.

``discover.py`` makes a ``Tree`` of a folder on disk; tests and rule pages make a ``MemoryTree``.
"""

from __future__ import annotations

import re
from functools import cached_property

from flaskcheck.files.listing import LINK, SUBMODULE
from flaskcheck.files.source import Source
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.limits import MAX_CONTENT_BYTES
from flaskcheck.ground.place import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, KeysView, Mapping
    from typing import Any, TypeVar

    from flaskcheck.ground.errors import Crash

    T = TypeVar("T", bound="Tree")
    X = TypeVar("X")


_SUBMODULE_PATH = re.compile(r"^[ \t]*path[ \t]*=[ \t]*([^\s/][^\s]*?)/?[ \t]*$", re.MULTILINE)


class Tree:
    """Files by their path relative to the root, ``/`` between the parts.

    ``files`` holds what would be deployed or is about to be: what git tracks plus what is untracked and not ignored; without git everything that a
    walk finds. ``tracked`` is ``None`` without git, else the tracked paths (present on disk or not); ``modes`` are git's file modes
    (``100644``, ``100755``, ``120000``, ``160000``) of tracked files.
    """

    def __init__(
        self,
        root: str,
        files: Iterable[str],
        tracked: frozenset[str] | None = None,
        modes: Mapping[str, str] | None = None,
    ) -> None:
        self.root = root
        self.files: tuple[str, ...] = tuple(sorted(files))
        self.tracked = tracked
        self.modes: Mapping[str, str] = modes or {}
        self.notes: list[str] = []
        self.crashes: list[Crash] = []
        """What readers failed at, a file each."""
        self.scope = ""
        """The folder or file that alone is asked for; ``""``: everything. All else counts, and is not reported."""
        self.without: tuple[str, ...] = ()
        """Folders in it that are not asked for: they are judged by themselves."""
        self.apart: tuple[str, ...] = ()
        """All folders that are judged by themselves, where all are: what lies in none was in one of them once."""
        self.written: Mapping[str, str] = {}
        """Where people find those files that are listed under another name, as a template's are."""
        self._set = frozenset(self.files)
        self._left: dict[str, str] = {}
        self._sources: dict[str, Source | None] = {}
        self._room = MAX_CONTENT_BYTES
        self._folders: frozenset[str] | None = None
        self._by_name: dict[str, list[str]] = {}
        self._fitting: dict[Callable[[str], object], tuple[str, ...]] = {}

    # -- which files ---------------------------------------------------------------------------

    def has(self, path: str) -> bool:
        """Whether a file of this very name (case included) is there."""
        return path in self._set

    def has_folder(self, path: str) -> bool:
        """Whether a folder of this very name holds any file; the root is ``""``."""
        return path in self.folders

    @property
    def folders(self) -> frozenset[str]:
        """Every folder that holds a file somewhere below it."""
        if self._folders is None:
            found = {""}
            for path in self.files:
                while "/" in path and (path := path.rpartition("/")[0]) not in found:
                    found.add(path)
            self._folders = frozenset(found)
        return self._folders

    def below(self, folder: str) -> tuple[str, ...]:
        """The files below a folder, in order."""
        if not folder:
            return self.files
        from bisect import bisect_left

        # ``files`` is sorted, so that all below a folder stand together; "0" follows "/"
        return self.files[bisect_left(self.files, f"{folder}/") : bisect_left(self.files, f"{folder}0")]

    def named(self, name: str) -> tuple[str, ...]:
        """The files with this base name, in any folder."""
        if not self._by_name:
            for path in self.files:
                self._by_name.setdefault(path.rpartition("/")[2], []).append(path)
        return tuple(self._by_name.get(name, ()))

    def place_of(self, path: str) -> Place:
        """The place of a file as a whole, whether it is there or not."""
        return Place(path)

    # -- what is in them -----------------------------------------------------------------------

    def source(self, path: str) -> Source:
        """The content of a file, kept for the next time as long as there is room; an unreadable file is empty and noted in ``notes``.

        What is none of the tree's files is empty, too, and is never looked for: a path that a file names may lead anywhere.
        """
        kept = self._sources.get(path)
        if kept is not None:
            return kept
        if path not in self._set:
            return Source(path, b"")
        try:
            raw = self.read_bytes(path)
        except OSError as error:
            raw = b""
            self.notes.append(f"{path}: cannot be read ({error.strerror or error})")
        found = Source(path, raw)
        self._room -= len(raw)
        self._sources[path] = found if self._room > 0 else None
        return found

    @property
    def read_paths(self) -> KeysView[str]:
        """The files whose content was asked for so far, in that order."""
        return self._sources.keys()

    def read_bytes(self, path: str) -> bytes:
        """The raw bytes of a file.

        Raises: OSError.
        """
        raise NotImplementedError

    # -- what git says -------------------------------------------------------------------------

    def is_tracked(self, path: str) -> bool:
        """Whether git tracks the file; ``False`` without git."""
        return self.tracked is not None and path in self.tracked

    def is_ignored(self, path: str, *others: str) -> bool:
        """Whether the repository's own ignore files (not the user's global excludes) match the path, present or not.

        ``others`` will be asked for next: git is asked for all of them at once.
        """
        raise NotImplementedError

    def exists_ignored(self, path: str) -> bool:
        """Whether the file is on disk although it is not in ``files`` (git ignores it, or it is not part of what is staged)."""
        raise NotImplementedError

    def left_behind(self, path: str) -> str:
        """Why git does not have a file that lies on this disk: ``untracked`` (nobody has added it) or ``ignored``.

        ``""`` for a file that git has, for one that is not there, and where git has nothing at all.
        """
        if not self.tracked or path in self.tracked:
            return ""
        if path in self._set:
            return "untracked"
        if path not in self._left:  # the disk is asked once
            is_elsewhere = self._is_in_submodule(path) or self._is_through_link(path)
            self._left[path] = "ignored" if self.exists_ignored(path) and not is_elsewhere else ""
        return self._left[path]

    def _is_in_submodule(self, path: str) -> bool:
        if any(path == folder or path.startswith(f"{folder}/") for folder in self._submodules):
            return True
        while "/" in path and self.modes.get(path) != SUBMODULE:
            path = path.rpartition("/")[0]
        return self.modes.get(path) == SUBMODULE

    def _is_through_link(self, path: str) -> bool:
        """Whether a path leads through a folder that is a link in git: what it names has its own place, whatever git says of this one."""
        while self._links and "/" in path:
            path = path.rpartition("/")[0]
            if path in self._links:
                return True
        return False

    @cached_property
    def _links(self) -> frozenset[str]:
        """What git has as links to folders, or to nothing here."""
        return frozenset(path for path, mode in self.modes.items() if mode == LINK and path not in self._set)

    @cached_property
    def _submodules(self) -> tuple[str, ...]:
        """The folders that ``.gitmodules`` names, of which an archive or a shallow copy knows nothing else."""
        if not self.has(".gitmodules"):
            return ()
        named = _SUBMODULE_PATH.findall(self.source(".gitmodules").text)
        return tuple(folder for folder in named if not self.has_folder(folder))

    def is_unread(self, path: str) -> bool:
        """Whether a clone may have what is at a path although none of it is among ``files``: a submodule holds it, or a link leads to what is not here."""
        return (
            self._is_in_submodule(path)
            or self._is_through_link(path)
            or (self.modes.get(path) == LINK and path not in self._set)
        )

    def is_executable(self, path: str) -> bool:
        """The run bit as git has it; on disk where git does not know the file."""
        return self.modes.get(path) == "100755"


def ignored(tree: Tree, paths: Iterable[str]) -> frozenset[str]:
    """Those of some paths that git ignores, for all of which it is asked at once."""
    asked = tuple(dict.fromkeys(paths))
    if asked:
        tree.is_ignored(*asked)
    return frozenset(path for path in asked if tree.is_ignored(path))


def twin(thing: X) -> X:
    """A shallow copy of an object that keeps all it knows in its dictionary, by which ``copy.copy`` does the same: but that looks for a module of Jython in every folder (10 million instructions)."""
    own = object.__new__(type(thing))
    own.__dict__.update(thing.__dict__)
    return own


def says(tree: Tree, paths: Iterable[str], words: Iterable[bytes]) -> bool:
    """Whether one of these files has one of these words in it, whatever it is there."""
    wanted = tuple(words)
    return any(word in raw for raw in (tree.source(path).raw for path in paths) for word in wanted)


def fitting(tree: Tree, test: Callable[[str], object]) -> tuple[str, ...]:
    """The files whose path passes a test that depends on nothing else; looked for once, however many deployments ask."""
    if test not in tree._fitting:
        tree._fitting[test] = tuple(filter(test, tree.files))
    return tree._fitting[test]


def scoped(tree: T, scope: str, without: tuple[str, ...] = (), apart: tuple[str, ...] = ()) -> T:
    """The same tree, with all that is known of it, asked for a folder or file."""
    own = twin(tree)
    own.scope, own.without, own.apart = scope, without, apart
    return own


def with_files(tree: T, files: Iterable[str]) -> T:
    """The same tree with some of its files only."""
    own = twin(tree)
    own.files = tuple(sorted(files))
    own._set, own._folders = frozenset(own.files), None
    own._by_name, own._fitting = {}, {}
    return own


class MemoryTree(Tree):
    """A tree that never was on disk. ``untracked`` files are in the folder, ``ignored`` ones are there but git ignores them;
    ``tracked`` ones are all others, unless ``git`` is false."""

    def __init__(
        self,
        contents: Mapping[str, str | bytes],
        *,
        git: bool = True,
        untracked: Iterable[str] = (),
        ignored: Iterable[str] = (),
        modes: Mapping[str, str] | None = None,
    ) -> None:
        hidden = frozenset(ignored)
        files = [path for path in contents if path not in hidden]
        tracked = frozenset(files) - frozenset(untracked) if git else None
        super().__init__("", files, tracked, {**dict.fromkeys(tracked or (), "100644"), **(modes or {})})
        self._contents = {p: encoded(c) if isinstance(c, str) else c for p, c in contents.items()}
        self._ignored = hidden

    def trail(self) -> tuple[Any, ...]:
        """What this process has looked at and noted so far, for another one to ``follow``."""
        return sorted(self._sources), list(self.notes)

    def follow(self, trail: tuple[Any, ...]) -> None:
        """Take over what another process has looked at and noted."""
        paths, notes = trail
        for path in paths:
            self.source(path)
        self.notes.extend(notes)

    def read_bytes(self, path: str) -> bytes:
        return self._contents[path]

    def is_ignored(self, path: str, *_others: str) -> bool:
        """By the listed names and by the plain forms of ``.gitignore`` lines (name, ``*.suffix``, ``folder/``)."""
        return path in self._ignored or self._matches_gitignore(path)

    def exists_ignored(self, path: str) -> bool:
        return path in self._ignored

    def _matches_gitignore(self, path: str) -> bool:
        from fnmatch import fnmatchcase

        verdict = False
        for line in self._contents.get(".gitignore", b"").decode("utf-8", "replace").split("\n"):
            pattern = line.strip()
            if not pattern or pattern.startswith("#"):
                continue
            negated, pattern = pattern.startswith("!"), pattern.lstrip("!")
            parts = path.split("/")
            whole = [path, *("/".join(parts[:n]) for n in range(1, len(parts)))]
            names = whole if "/" in pattern.strip("/") or pattern.startswith("/") else [*whole, *parts]
            if any(fnmatchcase(name, pattern.strip("/")) for name in names):
                verdict = not negated
        return verdict
