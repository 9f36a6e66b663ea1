"""Which files there are: git's own answer, or a walk where there is no git."""

from __future__ import annotations

import os
import stat
from itertools import islice

from flaskcheck.files import git
from flaskcheck.files.index_paths import refused, told
from flaskcheck.files.listing import LINK, SUBMODULE, Listing, shown
from flaskcheck.files.source import Source
from flaskcheck.files.tree import Tree
from flaskcheck.ground import reading
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.limits import MAX_FILE_BYTES, MAX_FOLDER_DEPTH
from flaskcheck.ground.trust import is_below, real_path, stays_inside, top_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


WALK_EXCLUDES = frozenset(
    ".git .hg .svn .tox .nox .mypy_cache .pytest_cache .ruff_cache __pycache__ node_modules .venv venv site-packages".split()
)


class DiskTree(Tree):
    """A folder on disk. ``scope`` is the folder or file in it that alone was asked for."""

    def __init__(self, root: str, listing: Listing, scope: str = "") -> None:
        super().__init__(root, listing.files, listing.tracked, listing.modes)
        self.scope = scope
        self.notes.extend(listing.notes)
        self.listed_notes = tuple(listing.notes)
        self.looked_at: set[str] = set()
        self._stored = listing.stored
        self._ignored: dict[str, bool] = {}
        self._judge: Callable[[list[str]], frozenset[str]] | None = None
        self._here: dict[str, bool] = {}

    @property
    def is_plain(self) -> bool:
        """Whether everything is read from the folder itself, nothing from git's store."""
        return not self._stored

    def read_bytes(self, path: str) -> bytes:
        if path in self._stored:
            return self._read_stored(path)
        return self.read_from_disk(path)

    def read_from_disk(self, path: str) -> bytes:
        """The bytes of a file as it is in the folder.

        Raises: OSError.
        """
        try:
            return reading.read_of_tree(self._full(path), MAX_FILE_BYTES, self.root)
        except reading.TooLargeError:
            return self._too_large(path)

    def replace(self, path: str, content: bytes) -> None:
        """Take a file's content from here, not from the disk."""
        self._sources[path] = Source(path, content)

    def take(self, sources: Mapping[str, Source]) -> None:
        """Take the contents of some files from here, and forget what was found out of none else."""
        self._sources = {**self._sources, **sources}
        self._ignored, self.looked_at = dict(self._ignored), set(self.looked_at)

    def judge_ignored(self, judge: Callable[[list[str]], frozenset[str]]) -> None:
        """Let something else than git's answer on the folder tell which paths the repository's ignore files match."""
        self._judge, self._ignored = judge, {}

    def _read_stored(self, path: str) -> bytes:
        try:
            return git.blob(self.root, self._stored[path])
        except reading.TooLargeError:
            return self._too_large(path)

    def _too_large(self, path: str) -> bytes:
        self.notes.append(f"{shown(path)}: larger than {MAX_FILE_BYTES // 1_000_000} MB, not read")
        return b""

    def _full(self, path: str) -> str:
        return os.path.join(self.root, path)

    def is_ignored(self, path: str, *others: str) -> bool:
        if path not in self._ignored:
            asked = dict.fromkeys(p for p in (path, *others) if p not in self._ignored)
            self.looked_at.update(asked)
            inside = [p for p in asked if self.tracked is not None and _is_inside(p)]
            found = (self._judge or self._ask_ignored)(inside) if inside else frozenset()
            self._ignored.update((p, p in found) for p in asked)
        return self._ignored[path]

    def _ask_ignored(self, paths: list[str]) -> frozenset[str]:
        """By the ignore files that are part of the repository: not the user's, not this clone's ``info/exclude``."""
        return self.matched(self.root, paths)

    def matched(self, folder: str, paths: list[str], of: str = "") -> frozenset[str]:
        """The paths, relative to a folder, that an ignore file matches, with which the repository ``of`` another folder may fill it."""
        words = "-c", "core.excludesFile=/dev/null", "check-ignore", "--no-index", "-z", "--stdin", "-v"
        answer = git.ask(folder, *words, given=b"".join(encoded(path) + b"\0" for path in paths), of=of)
        if answer is None and len(paths) > 1:  # git judges none where one of them leads through a link
            half = len(paths) // 2
            return self.matched(folder, paths[:half], of) | self.matched(folder, paths[half:], of)
        fields = (answer or b"").split(b"\0")
        rows = zip(fields[::4], fields[2::4], fields[3::4])
        return frozenset(
            os.fsdecode(path)
            for source, pattern, path in rows
            if not pattern.startswith(b"!") and not source.endswith(b"info/exclude")
        )

    def exists_ignored(self, path: str) -> bool:
        self.looked_at.add(path)
        return not self.has(path) and _is_inside(path) and os.path.lexists(self._full(path)) and self._is_here(path)

    def _is_here(self, path: str) -> bool:
        """Whether a path stays in the root, links to folders followed."""
        folder = os.path.dirname(self._full(path))
        if folder not in self._here:  # many files lie in few folders, and an answer looks at every part of the way
            self._here[folder] = is_below(real_path(folder), real_path(self.root))
        return _is_inside(path) and self._here[folder]

    def skipped(self, folders: list[str]) -> frozenset[str]:
        """Those of some folders whose files do not count, whatever is in them: git ignores them as a whole, or a walk leaves them out."""
        if self.tracked is None:
            return frozenset(path for path in folders if path.rpartition("/")[2] in WALK_EXCLUDES)
        given = b"".join(encoded(path) + b"\0" for path in folders)
        answer = git.ask(self.root, "check-ignore", "-z", "--stdin", given=given) or b""
        return frozenset(os.fsdecode(path) for path in answer.split(b"\0") if path)

    def is_executable(self, path: str) -> bool:
        if path in self.modes:
            return self.modes[path] == "100755"
        self.looked_at.add(path)
        return self._is_here(path) and os.access(self._full(path), os.X_OK)


LISTING = ("ls-files", "-s", "-t", "-z", "--cached", "--others", "--exclude-standard")


def _is_inside(path: str) -> bool:
    return bool(path) and not path.startswith("/") and ".." not in path.split("/")


# --- git ----------------------------------------------------------------------------------------------


def from_git(root: str) -> Listing | None:
    """What git tracks, plus what is untracked and not ignored; ``None`` outside a work tree."""
    listed = git.ask(root, *LISTING) if top_of(root) else None
    if listed is None:
        return None
    modes: dict[str, str] = {}
    sparse: dict[str, str] = {}
    untracked = []
    for entry in listed.split(b"\0"):
        head, _, name = entry.partition(b"\t")
        if head[:2] == b"? ":
            untracked.append(os.fsdecode(entry[2:]))
        elif name:
            path = os.fsdecode(name)
            tag, modes[path], blob, _ = head.decode("ascii").split(" ")
            if tag == "S":  # left out by a sparse checkout, but deployed all the same
                sparse[path] = blob
    odd = refused(listed, modes)
    for path in odd:
        del modes[path]
        sparse.pop(path, None)
    is_file = _FileTest(root)
    files = [p for p in (*modes, *untracked) if modes.get(p) != SUBMODULE and is_file(p)]
    here = frozenset(files)
    stored = {p: b for p, b in sparse.items() if modes[p] not in (SUBMODULE, LINK) and p not in here}
    notes = [f"{shown(p)}: a submodule, its files are not read" for p, mode in modes.items() if mode == SUBMODULE]
    notes += [f"{shown(p)}: a repository of its own, its files are not read" for p in untracked if p.endswith("/")]
    notes += told(odd)
    return Listing([*files, *stored], frozenset(modes), modes, stored, notes)


def from_bare(root: str) -> Listing | None:
    """The last commit of a bare repository; ``None`` when this is none."""
    if git.ask(root, "rev-parse", "--is-bare-repository") != b"true\n":
        return None
    listed = git.ask(root, "ls-tree", "-r", "-z", "--full-tree", "HEAD") or b""
    modes: dict[str, str] = {}
    stored: dict[str, str] = {}
    for entry in listed.split(b"\0"):
        head, _, name = entry.partition(b"\t")
        if name:
            mode, _, blob = head.decode("ascii").split(" ")
            modes[os.fsdecode(name)] = mode
            if mode not in (SUBMODULE, LINK):
                stored[os.fsdecode(name)] = blob
    odd = refused(listed, modes)
    for path in odd:
        del modes[path]
        stored.pop(path, None)
    notes = ["a bare repository: its last commit is read", *told(odd)]
    return Listing(list(stored), frozenset(modes), modes, stored, notes)


class _FileTest:
    """Whether a path below a root is a regular file, or a link to one, without leaving the root on the way.

    Each folder is listed once, which tells the kinds of all its files (asking for each took 0.22 of 1.1 seconds with 47,000 files).
    """

    def __init__(self, root: str) -> None:
        self.root = root
        self.real = os.path.realpath(root)
        self._folders: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        self._inside = {"": True}

    def __call__(self, path: str) -> bool:
        folder, _, name = path.rpartition("/")
        found = self._folders.get(folder)
        if found is None:
            found = self._folders[folder] = self._listed(folder)
        files, links = found
        if name in files:
            return True
        full = os.path.join(self.root, path)
        if name in links:
            return self._leads_to_file(full)
        return bool(files or links) and _is_regular(full)  # a file system that ignores case may list it by another name

    def _listed(self, folder: str) -> tuple[frozenset[str], frozenset[str]]:
        """The names of the regular files of a folder, and of its links; none of either when the folder lies outside the root or cannot be listed."""
        full = os.path.join(self.root, folder)
        files, links = [], []
        try:
            if not self._holds(folder):
                return frozenset(), frozenset()
            with os.scandir(full) as entries:
                for entry in entries:
                    if entry.is_file(follow_symlinks=False):
                        files.append(entry.name)
                    elif entry.is_symlink():
                        links.append(entry.name)
        except (OSError, ValueError):
            return frozenset(), frozenset()
        return frozenset(files), frozenset(links)

    def _holds(self, folder: str) -> bool:
        """Whether a folder lies inside the root; that of a folder which is no link is its parent's answer."""
        below = []
        while folder not in self._inside:
            below.append(folder)
            folder = folder.rpartition("/")[0]
        is_inside = self._inside[folder]
        for path in reversed(below):
            full = os.path.join(self.root, path)
            is_inside = self._inside[path] = self._is_inside(full) if os.path.islink(full) else is_inside
        return is_inside

    def _leads_to_file(self, full: str) -> bool:
        try:
            return self._is_inside(full) and stat.S_ISREG(os.stat(full).st_mode)
        except (OSError, ValueError):
            return False

    def _is_inside(self, full: str) -> bool:
        return stays_inside(real_path(full), self.real)


def _is_regular(full: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(full).st_mode)
    except (OSError, ValueError):
        return False


# --- walking ------------------------------------------------------------------------------------------


def from_walk(root: str, most: int) -> Listing:
    """Every file below a folder of which git knows nothing, the usual heaps left out; where there are more than ``most``, those of the folder itself."""
    notes: list[str] = []
    why = git.refusal(root)
    if why:
        notes.append(f"{why}: every file counts, and nothing is said of what is committed")
    files = list(islice(_walk(root, "", _FileTest(root), notes, 0), most + 1))
    if len(files) > most:
        files = list(_walk(root, "", _FileTest(root), notes, MAX_FOLDER_DEPTH))
        notes.append(
            f"more than {most:,} files around it and no repository: only those of its own folder are looked at"
        )
    return Listing(files, None, {}, {}, notes)


def _walk(root: str, folder: str, is_file: _FileTest, notes: list[str], depth: int) -> Iterator[str]:
    try:
        with os.scandir(os.path.join(root, folder)) as found:
            entries = sorted(found, key=lambda e: e.name)
    except OSError as error:
        notes.append(f"{shown(folder) or '.'}: cannot be read ({error.strerror or error})")
        return
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in WALK_EXCLUDES and depth < MAX_FOLDER_DEPTH:
                yield from _walk(root, path, is_file, notes, depth + 1)
        elif is_file(path):
            yield path
