"""The one place where files are opened to be read: regular ones alone, no more of them than is bearable, and nothing that a link puts in the place of a repository's own file."""

from __future__ import annotations

import os
import stat
from errno import ELOOP, EMLINK

from flaskcheck.ground.trust import real_path, stays_inside

FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
"""A pipe put in a file's place does not block, a terminal is not taken over."""

NO_LINK = FLAGS | getattr(os, "O_NOFOLLOW", 0)

MOST = 20_000_000
"""Bytes, where nothing else is said (``MAX_FILE_BYTES``; importing the limits alone would take as long as reading)."""


class UnreadableError(OSError):
    """What is there is no file that may be read."""

    def __init__(self, why: str) -> None:
        super().__init__(0, why)


class TooLargeError(UnreadableError):
    """A file has more bytes than are read."""


def read(path: str, most: int = MOST, inside: str = "", flags: int = FLAGS) -> bytes:
    """The bytes of a regular file, at most ``most``; one that lies ``inside`` a folder when links are followed, also where it is replaced meanwhile.

    Raises: OSError; UnreadableError for a pipe, a device, a folder and what lies elsewhere, TooLargeError for what is larger.
    """
    if inside:
        check_inside(path, inside)
    descriptor = os.open(path, flags)
    try:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableError("a folder" if stat.S_ISDIR(found.st_mode) else "not a regular file")
        if inside and not os.path.samestat(found, os.stat(check_inside(path, inside))):
            raise UnreadableError("replaced while it was read")
        return _content(descriptor, found.st_size, most)
    finally:
        os.close(descriptor)


def read_of_tree(path: str, most: int, top: str) -> bytes:
    """The same of a file of a tree that was listed before: it is no link, or one that stays in the tree.

    Raises: OSError, as ``read`` does.
    """
    try:
        return read(path, most, flags=NO_LINK)
    except OSError as error:
        if error.errno not in (ELOOP, EMLINK):  # a link: POSIX, FreeBSD
            raise
    return read(path, most, inside=top)


def read_stream(path: str, most: int = MOST) -> bytes:
    """The same of what someone names who may mean a pipe: ``<(command)``, ``/dev/stdin``. It is waited for.

    Raises: OSError.
    """
    descriptor = os.open(path, FLAGS & ~getattr(os, "O_NONBLOCK", 0))
    try:
        return _content(descriptor, 0, most)
    finally:
        os.close(descriptor)


def check_inside(path: str, folder: str) -> str:
    """The path with all links followed.

    Raises: UnreadableError when a path leads out of a folder, by links or by ``..``, or to git's own files there.
    """
    real = real_path(path)
    if not stays_inside(real, real_path(folder)):
        raise UnreadableError("a link that leads out of the repository")
    return real


def _content(descriptor: int, size: int, most: int) -> bytes:
    """The whole content; ``size`` is what the file system says: when this many bytes come at once, that is all (half of the calls saved)."""
    if size > most:
        raise TooLargeError(f"larger than {most / 1_000_000:g} MB")
    first = os.read(descriptor, size + 1)
    if len(first) == size:
        return first
    chunks, total = [first], len(first)
    while chunk := os.read(descriptor, 1 << 16):
        chunks.append(chunk)
        total += len(chunk)
        if total > most:
            raise TooLargeError(f"larger than {most / 1_000_000:g} MB")
    return b"".join(chunks)
