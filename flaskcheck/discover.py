"""Which files there are: git's own answer, or a walk where there is no git."""

from __future__ import annotations

import os
import stat

from flaskcheck import git
from flaskcheck.errors import UsageError
from flaskcheck.tree import Tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_FILE_BYTES = 20_000_000
"""Larger files are data; they are listed but not read."""

MAX_WALK_DEPTH = 60
WALK_EXCLUDES = frozenset(
    ".git .hg .svn .tox .nox .mypy_cache .pytest_cache .ruff_cache __pycache__ node_modules .venv venv site-packages".split()
)


class DiskTree(Tree):
    """A folder on disk. ``only`` limits the report to these paths (a single file was asked for)."""

    def __init__(
        self,
        root: str,
        files: Iterable[str],
        tracked: frozenset[str] | None,
        modes: dict[str, str],
        only: frozenset[str] | None = None,
    ) -> None:
        super().__init__(root, files, tracked, modes)
        self.only = only
        self._ignored: dict[str, bool] = {}

    def read_bytes(self, path: str) -> bytes:
        full = os.path.join(self.root, path)
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)  # a pipe put in a file's place must not block
        descriptor = os.open(full, flags)
        try:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise OSError("not a regular file")
            if found.st_size > MAX_FILE_BYTES:
                self.notes.append(f"{shown(path)}: larger than {MAX_FILE_BYTES // 1_000_000} MB, not read")
                return b""
            return _read_all(descriptor, found.st_size)
        finally:
            os.close(descriptor)

    def is_ignored(self, path: str) -> bool:
        if path not in self._ignored:
            self._ask_ignored([path])
        return self._ignored[path]

    def _ask_ignored(self, paths: list[str]) -> None:
        given = b"".join(os.fsencode(p) + b"\0" for p in paths)
        answer = git.ask(
            self.root, "-c", "core.excludesFile=/dev/null", "check-ignore", "--no-index", "-z", "--stdin", given=given
        )
        ignored = set((answer or b"").split(b"\0"))
        for path in paths:
            self._ignored[path] = os.fsencode(path) in ignored

    def exists_ignored(self, path: str) -> bool:
        return not self.has(path) and os.path.lexists(os.path.join(self.root, path))

    def is_executable(self, path: str) -> bool:
        if path in self.modes:
            return self.modes[path] == "100755"
        return os.access(os.path.join(self.root, path), os.X_OK)


def discover(path: str = ".", exclude: tuple[str, ...] = ()) -> DiskTree:
    """The tree below a path: a repository, one of its folders, any folder, or a single file (judged in the context of its folder).

    ``exclude`` are globs of paths to leave out.

    Raises: UsageError when there is nothing of that name or it cannot be read.
    """
    only: frozenset[str] | None = None
    root = os.path.abspath(path)
    if os.path.isfile(root):
        root, only = _context_of(root)
    if not os.path.isdir(root):
        raise UsageError(f"{shown(path)}: no such file or folder")
    if not os.access(root, os.R_OK | os.X_OK):
        raise UsageError(f"{shown(path)}: cannot be read")
    files, tracked, modes, notes = _from_git(root) or _from_walk(root)
    if exclude:
        files = [f for f in files if not matches_any(f, exclude)]
    tree = DiskTree(root, files, tracked, modes, only)
    tree.notes.extend(notes)
    return tree


def _context_of(file: str) -> tuple[str, frozenset[str]]:
    """The repository (or folder) of a single file, and the file's path in it."""
    folder = os.path.dirname(file)
    top = git.ask(folder, "rev-parse", "--show-toplevel")
    root = os.fsdecode(top.rstrip(b"\n")) if top else folder
    return root, frozenset({os.path.relpath(os.path.realpath(file), os.path.realpath(root)).replace(os.sep, "/")})


# --- git ----------------------------------------------------------------------------------------------


def _from_git(root: str) -> tuple[list[str], frozenset[str], dict[str, str], list[str]] | None:
    """What git tracks, plus what is untracked and not ignored; ``None`` outside a work tree."""
    listed = git.ask(root, "ls-files", "-s", "-z")
    if listed is None or git.ask(root, "rev-parse", "--is-inside-work-tree") != b"true\n":
        return None
    modes = {}
    for entry in listed.split(b"\0"):
        head, _, name = entry.partition(b"\t")
        if name:
            modes[os.fsdecode(name)] = head[:6].decode("ascii", "replace")
    others = git.ask(root, "ls-files", "-o", "--exclude-standard", "-z") or b""
    untracked = [os.fsdecode(name) for name in others.split(b"\0") if name and not name.endswith(b"/")]
    notes = [f"{shown(p)}: a submodule, its files are not read" for p, mode in modes.items() if mode == "160000"]
    files = [p for p in (*modes, *untracked) if modes.get(p) != "160000" and _is_file(root, p)]
    return files, frozenset(modes), modes, notes


def _is_file(root: str, path: str) -> bool:
    """A regular file, or a link to one inside the root."""
    full = os.path.join(root, path)
    try:
        found = os.lstat(full)
        if stat.S_ISLNK(found.st_mode):
            return _inside(root, full) and stat.S_ISREG(os.stat(full).st_mode)
        return stat.S_ISREG(found.st_mode)
    except (OSError, ValueError):
        return False


def _inside(root: str, full: str) -> bool:
    real, base = os.path.realpath(full), os.path.realpath(root)
    return real == base or real.startswith(base + os.sep)


# --- walking ------------------------------------------------------------------------------------------


def _from_walk(root: str) -> tuple[list[str], None, dict[str, str], list[str]]:
    """Every file below a folder that is no repository, the usual heaps left out."""
    notes: list[str] = []
    return list(_walk(root, "", notes, 0)), None, {}, notes


def _walk(root: str, folder: str, notes: list[str], depth: int) -> Iterator[str]:
    try:
        with os.scandir(os.path.join(root, folder)) as found:
            entries = sorted(found, key=lambda e: e.name)
    except OSError as error:
        notes.append(f"{shown(folder) or '.'}: cannot be read ({error.strerror or error})")
        return
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in WALK_EXCLUDES and depth < MAX_WALK_DEPTH:
                yield from _walk(root, path, notes, depth + 1)
        elif _is_file(root, path):
            yield path


def _read_all(descriptor: int, size: int) -> bytes:
    chunks = []
    while chunk := os.read(descriptor, max(size + 1, 1 << 16)):
        chunks.append(chunk)
        size = max(size - len(chunk), 0)
    return b"".join(chunks)


def matches_any(path: str, globs: tuple[str, ...]) -> bool:
    """Whether a path, or a folder above it, matches one of the globs (``*`` does not stop at ``/`` only in ``**``)."""
    from fnmatch import fnmatchcase

    parts = path.split("/")
    candidates = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
    for glob in globs:
        pattern = glob.strip("/").replace("**/", "*").replace("**", "*")
        if any(fnmatchcase(c, pattern) for c in candidates) or ("/" not in pattern and any(fnmatchcase(p, pattern) for p in parts)):
            return True
    return False


def shown(path: str) -> str:
    """A path as it may be printed: control characters and undecodable bytes made visible."""
    if path.isprintable():
        return path
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in path)
