"""The cache: entries in a folder of the user's own, each one file that is believed only if a run of this user has written it.

Each entry is sealed: a keyed digest over its name and all that it holds, whose key only this user has. It is made once, in the folder of the user's settings, when a plain run
first has something to keep, or given by FLASKCHECK_CACHE_KEY in a pipeline, where every job is a new machine. So anyone who else can put files into the folder, a job of a fork whose cache is restored for example, can
leave nothing that is read: an entry of another key, a damaged one, and one that was moved to another's name are none. Without a key nothing is kept and nothing believed.

It is never read from the repository that is scanned (its author could put a key there, too), nor from a folder that others may write to. Entries are readable by
their user alone: the facts of code hold its secrets. Writing is by rename, so runs beside one another see the old or the new one.
"""

from __future__ import annotations

import marshal
import os
import sys

from flaskcheck.ground.reading import read
from flaskcheck.ground.trust import area, is_below, real_path

try:
    from _blake2 import blake2b  # hashlib also loads OpenSSL: 2.5 ms
except ImportError:
    from hashlib import blake2b

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MAGIC = b"flaskcheck cache 2\n"
SUFFIX = ".entry"
DIGEST_BYTES = 20
MOST_BYTES = 33_000_000
"""Of a file: an entry (``MAX_CACHE_ENTRY_BYTES``) and what stands before it."""

KEY_VARIABLE = "FLASKCHECK_CACHE_KEY"
KEY_FILE = "cache.key"
KEY_BYTES = 32
SHORTEST_KEY = 16
"""Characters of the variable; a shorter one could be guessed, and counts as none."""


def digest(content: bytes) -> bytes:
    """A digest that tells contents apart (BLAKE2b, 160 bits)."""
    return blake2b(content, digest_size=DIGEST_BYTES).digest()


class Cache:
    """A folder of entries, and the key that they are sealed with; where there is none yet, the file in which one may be kept."""

    def __init__(self, folder: str, secret: bytes, key_file: str = "") -> None:
        self.folder = folder
        self._secret = secret
        self._key_file = key_file

    def load(self, key: bytes) -> Any:
        """What was stored under a key, or ``None``."""
        if not self._secret:
            return None
        head = len(MAGIC) + DIGEST_BYTES
        try:
            raw = read(os.path.join(self.folder, key.hex() + SUFFIX), MOST_BYTES)
            if not raw.startswith(MAGIC) or raw[len(MAGIC) : head] != self._seal(key, raw[head:]):
                return None
            return marshal.loads(raw[head:])  # noqa: S302 (only what a run of this user has sealed)
        except (OSError, ValueError, EOFError, TypeError, MemoryError):
            return None

    def store(self, key: bytes, value: Any) -> None:
        """Keep a plain value under a key; when that cannot be done, it is not kept."""
        from flaskcheck.ground.cache_files import make_secret, write
        from flaskcheck.ground.limits import MAX_CACHE_ENTRY_BYTES

        payload = marshal.dumps(value)
        if not self._secret and self._key_file:
            self._secret = make_secret(self._key_file, KEY_BYTES)
        if self._secret and len(payload) <= MAX_CACHE_ENTRY_BYTES:
            write(self.folder, key.hex() + SUFFIX, MAGIC + self._seal(key, payload) + payload)

    def _seal(self, key: bytes, payload: bytes) -> bytes:
        """The keyed digest of an entry under its name."""
        made = blake2b(key, key=self._secret, digest_size=DIGEST_BYTES)
        made.update(payload)
        return made.digest()


def usable(scanned: str, makes_key: bool = True) -> Cache | None:
    """The cache, if it may be used while a file or folder is checked: it and its key lie outside of its repository, in folders that others may not change.

    ``makes_key``: where this user has no key yet, one is made as soon as there is something to keep.
    """
    here = folder()
    top = area(scanned if os.path.isdir(scanned) else os.path.dirname(scanned))
    if not here or _is_in(top, here) or not _is_own(here):
        return None
    secret, key_file = _given_secret(), ""
    if not secret:
        key_file = _key_file(top)
        secret = _kept_secret(key_file) if key_file else b""
    return Cache(here, secret, key_file) if secret or (makes_key and key_file) else None


def clear() -> int:
    """Remove every entry; how many there were. Nothing is removed where a link of the repository that one is in leads."""
    from flaskcheck.ground import cache_files

    here, top = folder(), area(os.getcwd())
    is_led_out = is_below(here, top) and not is_below(real_path(here), top)
    return 0 if not here or is_led_out or not _is_own(here) else cache_files.clear(here)


def folder() -> str:
    """Where entries are kept: FLASKCHECK_CACHE_DIR, else the cache folder that the platform gives each user; ``""`` when there is none."""
    own = os.environ.get("FLASKCHECK_CACHE_DIR")
    return os.path.abspath(own) if own else _of_user("LOCALAPPDATA", "~/Library/Caches", "XDG_CACHE_HOME", "~/.cache")


def _of_user(windows: str, mac: str, variable: str, usual: str) -> str:
    """flaskcheck's folder in one of those that the platform gives each user."""
    if sys.platform == "win32":
        base = os.environ.get(windows) or ""
    elif sys.platform == "darwin":
        base = os.path.expanduser(mac)
    else:  # XDG Base Directory Specification 0.8: relative paths are to be ignored
        given = os.environ.get(variable) or ""
        base = given if os.path.isabs(given) else os.path.expanduser(usual)
    return os.path.join(base, "flaskcheck") if os.path.isabs(base) else ""


def _is_in(top: str, path: str) -> bool:
    """Whether a path, as it is written or with its links followed, leads into a folder."""
    return is_below(os.path.normpath(path), top) or is_below(real_path(path), top)


def _is_own(here: str) -> bool:
    """Whether a folder, if it is there, is the user's and nobody else may write to it or put another one in its place."""
    try:
        found = os.lstat(here)
    except OSError:
        return _is_safe_above(here)  # not made yet
    is_folder = found.st_mode & 0o170000 == 0o040000
    is_users = not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and not found.st_mode & 0o022)
    return is_folder and is_users and _is_safe_above(here)


def _is_safe_above(path: str) -> bool:
    """Whether all may write to none of the folders above a path, but to those (``/tmp``) where each may remove only what is their own."""
    if not hasattr(os, "geteuid"):
        return True
    here = os.path.dirname(real_path(path))
    while True:
        try:
            mode = os.stat(here).st_mode
        except OSError:
            mode = 0  # not made yet
        if mode & 0o002 and not mode & 0o1000:
            return False
        here, below = os.path.dirname(here), here
        if here == below:
            return True


def _given_secret() -> bytes:
    """The key that a pipeline gives."""
    given = os.environ.get(KEY_VARIABLE, "")
    long_enough = len(given) >= SHORTEST_KEY
    return blake2b(given.encode("utf-8", "surrogateescape"), digest_size=KEY_BYTES).digest() if long_enough else b""


def _key_file(top: str) -> str:
    """Where this user's key is kept; nowhere where a repository, or someone else, could have put it."""
    home = _of_user("APPDATA", "~/Library/Application Support", "XDG_CONFIG_HOME", "~/.config")
    path = os.path.join(home, KEY_FILE)
    return "" if not home or _is_in(top, path) or not _is_safe_above(path) else path


def _kept_secret(path: str) -> bytes:
    """The key in a file that is the user's alone."""
    try:
        found = os.lstat(path)
        if hasattr(os, "geteuid") and (found.st_uid != os.geteuid() or found.st_mode & 0o170077 != 0o100000):
            return b""
        raw = read(path, KEY_BYTES)
    except (OSError, ValueError):
        return b""
    return raw if len(raw) == KEY_BYTES else b""
