"""The cache's files: written so that only their user can read them, and removed by nobody but their own kind."""

from __future__ import annotations

import os

from flaskcheck.ground import writing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_PRIVATE_FILE, _PRIVATE_FOLDER = 0o600, 0o700


def write(here: str, name: str, content: bytes) -> None:
    """Write an entry that only its user can read; when that cannot be done, there is none."""
    path = os.path.join(here, name)
    try:
        writing.make_folders(here, mode=_PRIVATE_FOLDER)
        _make_private(here)
        if os.path.lexists(path) and os.lstat(path).st_mode & 0o077:
            os.unlink(path)  # or the new one would be as readable
        writing.replace(path, content, mode=_PRIVATE_FILE)
        _make_room(here)
    except (OSError, ValueError):
        _remove(path)


def make_secret(path: str, size: int) -> bytes:
    """Make a key and keep it in a file that only its user can read; ``b""`` when that cannot be done."""
    made = os.urandom(size)
    try:
        writing.make_folders(os.path.dirname(path), mode=_PRIVATE_FOLDER)
        _remove(path)
        writing.replace(path, made, mode=_PRIVATE_FILE)
    except (OSError, ValueError):
        return b""
    return made


def clear(here: str) -> int:
    """Remove every entry of a folder; how many there were."""
    found = list(_entries(here))
    for _, _, path in found:
        _remove(path)
    return len(found)


def _make_private(here: str) -> None:
    """Keep others out of a folder that was there before, unless something else lies in it, too."""
    if hasattr(os, "geteuid") and os.stat(here).st_mode & 0o077 and all(map(_is_entry, os.listdir(here))):
        os.chmod(here, _PRIVATE_FOLDER)


def _make_room(here: str) -> None:
    """Remove the entries that were written longest ago until the rest fit."""
    from flaskcheck.ground.limits import MAX_CACHE_BYTES

    found = sorted(_entries(here), reverse=True)
    total = 0
    for _, size, path in found:
        total += size
        if total > MAX_CACHE_BYTES:
            _remove(path)


def _entries(here: str) -> Iterator[tuple[int, int, str]]:
    """Time of writing, size and path of each entry, and of what an interrupted run left."""
    try:
        with os.scandir(here) as listed:
            for entry in listed:
                if _is_entry(entry.name) and entry.is_file(follow_symlinks=False):
                    found = entry.stat(follow_symlinks=False)
                    yield found.st_mtime_ns, found.st_size, entry.path
    except OSError:
        return


def _is_entry(name: str) -> bool:
    """Whether flaskcheck has made a name: that of an entry, or of one that was being written."""
    if name.startswith(writing.SCRATCH) and name.endswith(".tmp"):
        return _is_hexadecimal(name[len(writing.SCRATCH) : -len(".tmp")], 24)
    return name.endswith(".entry") and _is_hexadecimal(name[: -len(".entry")], 40)


def _is_hexadecimal(text: str, length: int) -> bool:
    return len(text) == length and not text.strip("0123456789abcdef")


def _remove(path: str) -> None:
    from contextlib import suppress

    with suppress(OSError):
        os.unlink(path)
