"""The cache: entries in a folder of the user's own, each one file that is checked before anything in it is believed.

It is never read from the repository that is scanned (whoever writes that could write findings away), nor from a folder of another user. An entry that is damaged, cut
off or written by something else is no entry. Writing is by rename, so runs beside one another see the old or the new one.
"""

from __future__ import annotations

import marshal
import os
import sys

try:
    from _blake2 import blake2b  # hashlib also loads OpenSSL: 2.5 ms
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

MAGIC = b"flaskcheck cache 1\n"
SUFFIX = ".entry"
DIGEST_BYTES = 20


def digest(content: bytes) -> bytes:
    """A digest that tells contents apart (BLAKE2b, 160 bits)."""
    return blake2b(content, digest_size=DIGEST_BYTES).digest()


def folder() -> str:
    """Where entries are kept: FLASKCHECK_CACHE_DIR, else the cache folder that the platform gives each user; ``""`` when there is none."""
    own = os.environ.get("FLASKCHECK_CACHE_DIR")
    if own:
        return os.path.abspath(own)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or ""
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")
    else:  # XDG Base Directory Specification 0.8: relative paths are to be ignored
        given = os.environ.get("XDG_CACHE_HOME") or ""
        base = given if os.path.isabs(given) else os.path.expanduser("~/.cache")
    return os.path.join(base, "flaskcheck") if os.path.isabs(base) else ""


def usable_folder(scanned: str) -> str:
    """The cache folder if it may be used while ``scanned`` is checked: not below it, and not another user's; else ``""``."""
    here = folder()
    if not here or _is_below(here, scanned):
        return ""
    try:
        found = os.lstat(here)
    except OSError:
        return here  # not made yet
    is_own = not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)
    return here if os.path.isdir(here) and is_own else ""


def _is_below(path: str, root: str) -> bool:
    path, root = os.path.realpath(path), os.path.realpath(root)
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def load(here: str, key: bytes) -> Any:
    """What was stored under a key, or ``None``."""
    path = os.path.join(here, key.hex() + SUFFIX)
    try:
        with open(path, "rb", buffering=0) as file:
            raw = file.read()
    except OSError:
        return None
    head = len(MAGIC) + DIGEST_BYTES
    if not raw.startswith(MAGIC) or raw[len(MAGIC) : head] != digest(raw[head:]):
        return None
    try:
        return marshal.loads(raw[head:])  # noqa: S302 (a file of our own, its digest checked)
    except (ValueError, EOFError, TypeError):
        return None


def store(here: str, key: bytes, value: Any) -> None:
    """Keep a plain value under a key; when that cannot be done, it is not kept."""
    from flaskcheck.ground.limits import MAX_CACHE_ENTRY_BYTES

    payload = marshal.dumps(value)
    if len(payload) > MAX_CACHE_ENTRY_BYTES:
        return
    path = os.path.join(here, key.hex() + SUFFIX)
    scratch = f"{path}.{os.getpid()}.tmp"
    try:
        os.makedirs(here, mode=0o700, exist_ok=True)
        with open(scratch, "wb") as file:
            file.write(MAGIC + digest(payload) + payload)
        os.replace(scratch, path)
        _make_room(here)
    except OSError:
        _remove(scratch)


def _make_room(here: str) -> None:
    """Remove the entries that were written longest ago until the rest fit."""
    from flaskcheck.ground.limits import MAX_CACHE_BYTES

    found = sorted(_entries(here), reverse=True)
    total = 0
    for _, size, path in found:
        total += size
        if total > MAX_CACHE_BYTES:
            _remove(path)


def clear() -> int:
    """Remove every entry; how many there were."""
    found = list(_entries(folder()))
    for _, _, path in found:
        _remove(path)
    return len(found)


def _entries(here: str) -> Iterator[tuple[int, int, str]]:
    """Time of writing, size and path of each entry, and of what an interrupted run left."""
    try:
        with os.scandir(here) as listed:
            for entry in listed:
                if entry.name.endswith((SUFFIX, ".tmp")) and entry.is_file(follow_symlinks=False):
                    found = entry.stat(follow_symlinks=False)
                    yield found.st_mtime_ns, found.st_size, entry.path
    except OSError:
        return


def _remove(path: str) -> None:
    from contextlib import suppress

    with suppress(OSError):
        os.unlink(path)
