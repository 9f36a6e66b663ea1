"""What is being committed: the files of git's index, for a hook that judges a commit before it is made."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from functools import cached_property

from flaskcheck.files import git, source
from flaskcheck.files.disk import DiskTree
from flaskcheck.files.index_paths import refused, told
from flaskcheck.files.listing import LINK, SUBMODULE, Listing, shown
from flaskcheck.ground import writing
from flaskcheck.ground.errors import UsageError
from flaskcheck.ground.limits import MAX_LINK_BYTES, MAX_LINKS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

EMPTY = ("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813")
"""The blob without content, by SHA-1 and by SHA-256 (git, "hash-function-transition")."""

INTENT_TO_ADD = 0x20000000
"""The flag of a path that ``git add -N`` has announced; a commit leaves it out (git, ``read-cache-ll.h``)."""


class StagedTree(DiskTree):
    """The files of the index, each with the content that the index has: what is changed, or new, on disk alone does not count."""

    @property
    def is_plain(self) -> bool:
        return False

    def read_bytes(self, path: str) -> bytes:
        """The content; from disk where that is the blob of the index, which is recognised by its id alone: no stamp can deceive, no filter is run."""
        content = self._same_on_disk(path)
        return self._read_stored(path) if content is None else content

    def differs(self, path: str) -> bool:
        """Whether a staged file is another one on disk."""
        return path in self._stored and self._same_on_disk(path) is None

    def _same_on_disk(self, path: str) -> bytes | None:
        if os.path.islink(self._full(path)) or not self._is_here(path):
            return None  # it may lead anywhere, and git has what is asked for
        try:
            raw = self.read_from_disk(path)
        except OSError:
            return None
        blob = self._stored[path]
        likely = (raw, raw.replace(b"\r\n", b"\n"))  # git stores line ends so where core.autocrlf is set
        return next((content for content in likely if blob_id(content, len(blob)) == blob), None)

    def left_behind(self, path: str) -> str:
        """The same of what is about to be committed: a new file may be on the disk and not staged."""
        why = super().left_behind(path)
        return "untracked" if why and not self.is_ignored(path) else why

    def _ask_ignored(self, paths: list[str]) -> frozenset[str]:
        """By the ignore files of the index."""
        from tempfile import TemporaryDirectory

        told = git.ask(self.root, "rev-parse", "--show-prefix") or b""
        prefix = os.fsdecode(told.removesuffix(b"\n"))
        with TemporaryDirectory(prefix="flaskcheck-") as folder:  # git reads ignore files from a work tree only
            for path, content in self._ignore_files.items():
                with suppress(OSError):  # what cannot be a file there is none in a work tree either
                    writing.make(os.path.join(folder, path), content, within=(folder,))
            found = self.matched(folder, [f"{prefix}{path}" for path in paths], of=self.root)
        return frozenset(path[len(prefix) :] for path in found)

    @cached_property
    def _ignore_files(self) -> dict[str, bytes]:
        """The ignore files of the index: git reads none through a link."""
        entries = _entries(self.root, "--full-name", "--", ":(top,glob)**/.gitignore")
        kept = ((path, blob) for path, (mode, blob) in entries.items() if mode not in (LINK, SUBMODULE))
        return {path: git.blob(self.root, blob) for path, blob in kept}


def from_index(root: str) -> Listing:
    """The files below a folder that git's index has.

    Raises: UsageError when there is no index to ask for.
    """
    entries, odd = _listed(root)
    for path in _only_announced(root, entries):
        del entries[path]
    stored = {}
    links = git.short_blobs(root, (blob for mode, blob in entries.values() if mode == LINK), MAX_LINK_BYTES)
    for path, (mode, blob) in entries.items():
        target = _target(path, entries, links) if mode == LINK else blob
        if target and mode != SUBMODULE:
            stored[path] = target
    modes = {path: mode for path, (mode, _) in entries.items()}
    notes = [f"{shown(p)}: a submodule, its files are not read" for p, mode in modes.items() if mode == SUBMODULE]
    return Listing(list(stored), frozenset(modes), modes, stored, [*notes, *told(odd)])


def reader(root: str) -> Callable[[str], bytes]:
    """What reads a file by its path as the index has it, and one outside the repository as it is on disk: settings are committed like anything else.

    It raises OSError, FileNotFoundError for what is not staged.
    """
    top = os.path.realpath(os.fsdecode((git.ask(root, "rev-parse", "--show-toplevel") or b"").removesuffix(b"\n")))

    def read(path: str) -> bytes:
        folder, name = os.path.split(os.path.abspath(path))
        below = os.path.relpath(os.path.join(os.path.realpath(folder), name), top).replace(os.sep, "/")
        if below.startswith("../"):
            return source.from_disk(path)
        mode, blob = _entries(top, "--", f":(top,literal){below}").get(below, (SUBMODULE, ""))
        if mode in (LINK, SUBMODULE):
            raise FileNotFoundError(errno.ENOENT, "not staged in git", path)
        return git.blob(top, blob)

    return read


def _entries(root: str, *words: str) -> dict[str, tuple[str, str]]:
    """Mode and blob of each path of the index that can be one of a file."""
    return _listed(root, *words)[0]


def _listed(root: str, *words: str) -> tuple[dict[str, tuple[str, str]], frozenset[str]]:
    """Mode and blob of each path of the index, and the paths that are not believed."""
    listed = git.ask(root, "ls-files", "-s", "-z", *words, index=git.index_of_commit(root))
    if listed is None:
        why = git.refusal(root)
        raise UsageError(f"{shown(root)}: --staged needs a git repository{': ' + why if why else ''}")
    found = {}
    for entry in listed.split(b"\0"):
        head, _, name = entry.partition(b"\t")
        if name:
            mode, blob, _ = head.decode("ascii").split(" ")
            found[os.fsdecode(name)] = mode, blob
    odd = refused(listed, found)
    return {path: entry for path, entry in found.items() if path not in odd}, odd


def _only_announced(root: str, entries: dict[str, tuple[str, str]]) -> list[str]:
    """The paths that ``git add -N`` has announced: empty in the index, not so on disk. Git lists its entries in one order, and so are these."""
    empty = [p for p, (_, blob) in entries.items() if blob in EMPTY and _size(os.path.join(root, p))]
    if not empty:
        return []
    words = ("ls-files", "--debug", "-z", "--", *(f":(literal){path}" for path in empty))
    told = git.ask(root, *words, index=git.index_of_commit(root)) or b""
    flags = [int(line.rpartition(b"flags: ")[2], 16) for line in told.split(b"\n") if line.startswith(b"  size: ")]
    return [path for path, flag in zip(empty, flags) if flag & INTENT_TO_ADD]


def _size(full: str) -> int:
    try:
        return os.stat(full).st_size
    except (OSError, ValueError):
        return 0


def _target(path: str, entries: dict[str, tuple[str, str]], links: dict[str, bytes]) -> str:
    """The blob of the file that a link leads to within the index, ``""`` when it leads to none. ``links``: what is written in which link."""
    for _ in range(MAX_LINKS):
        mode, blob = entries.get(path, ("", ""))
        if mode != LINK:
            return "" if mode == SUBMODULE else blob
        if blob not in links:
            return ""
        written = os.fsdecode(links[blob])
        path = os.path.normpath(os.path.join(os.path.dirname(path), written)).replace(os.sep, "/")
    return ""


def blob_id(content: bytes, digits: int = 40) -> str:
    """The id that git gives a blob of this content, in a repository whose ids have this many digits (40: SHA-1, 64: SHA-256)."""
    import hashlib

    algorithm = hashlib.sha1 if digits == 40 else hashlib.sha256
    return algorithm(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
