"""The one place where files are written: through no link, and a file is there as a whole or as it was.

A text goes to a new file of a name that nobody can guess, in the folder that it is meant for, which then takes the place of what is there; where that is a link, the
link is replaced and what it leads to left alone.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from errno import ELOOP

from flaskcheck.ground.reading import UnreadableError
from flaskcheck.ground.trust import area, is_below, projects_here, real_path, top_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_EXTRA = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _EXTRA
SCRATCH = ".flaskcheck-"
"""How the name of a file begins that is being written."""

_STREAMS = ("/dev/", "/proc/")
"""Where what has a name is no file that could be replaced: ``/dev/stdout`` stands for whatever that is."""


def replace(path: str, content: bytes, mode: int = 0o666, within: Iterable[str] = ()) -> None:
    """Put a file in the place of what is there. ``mode`` is that of a new one; the folders ``within`` which the path begins may not be left by a link.

    Raises: OSError.
    """
    if _is_stream(path):
        return _into(path, content, 0)
    folder = _folder_of(path, within)
    target = os.path.join(folder, os.path.basename(path))
    before = _regular(target)
    scratch = os.path.join(folder, f"{SCRATCH}{os.urandom(12).hex()}.tmp")
    rights = stat.S_IMODE(before.st_mode) if before else mode
    try:
        _write(os.open(scratch, _NEW, rights), content)
        if before:
            os.chmod(scratch, rights)
        os.replace(scratch, target)
    except OSError:
        with suppress(OSError):
            os.unlink(scratch)
        raise
    return None


def make(path: str, content: bytes, within: Iterable[str] = ()) -> None:
    """Write a file that is not there yet, and the folders that lead to it.

    Raises: OSError; FileExistsError for whatever is there, a link that leads nowhere included.
    """
    make_folders(os.path.dirname(path), within)
    folder = _folder_of(path, within)
    _write(os.open(os.path.join(folder, os.path.basename(path)), _NEW, 0o666), content)


def make_folders(folder: str, within: Iterable[str] = (), mode: int = 0o777) -> None:
    """Make a folder and those that lead to it.

    Raises: OSError, before anything is made behind a link that leads elsewhere.
    """
    missing = []
    while not os.path.lexists(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    _checked(folder, within)
    for each in reversed(missing):
        with suppress(FileExistsError):
            os.mkdir(each, mode)


def append(path: str, content: bytes, within: Iterable[str] = ()) -> None:
    """Add to a file, which may be new.

    Raises: OSError.
    """
    folder = _folder_of(path, within)
    _into(os.path.join(folder, os.path.basename(path)), content, os.O_APPEND | os.O_CREAT | _EXTRA)


def _into(path: str, content: bytes, flags: int) -> None:
    """Write into what is there, whatever it is."""
    _write(os.open(path, os.O_WRONLY | getattr(os, "O_NOCTTY", 0) | flags, 0o666), content)


def _write(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    try:
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def _is_stream(path: str) -> bool:
    return os.path.abspath(path).startswith(_STREAMS)


def _regular(target: str) -> os.stat_result | None:
    """The file that is to be replaced; ``None`` where there is none, or a link.

    Raises: UnreadableError for a folder, a pipe or a device.
    """
    try:
        found = os.lstat(target)
    except FileNotFoundError:
        return None
    if stat.S_ISREG(found.st_mode):
        return found
    if stat.S_ISLNK(found.st_mode):
        return None
    raise UnreadableError("Is a directory" if stat.S_ISDIR(found.st_mode) else "not a regular file")


def _folder_of(path: str, within: Iterable[str]) -> str:
    return _checked(os.path.dirname(os.path.abspath(path)), within)


def _checked(folder: str, within: Iterable[str]) -> str:
    """A folder with all links followed.

    Raises: UnreadableError when a link leads out of a repository that the path has entered, or out of one of some folders, or into git's own files; OSError when links lead to one another.
    """
    folder = os.path.abspath(folder)
    real = real_path(folder)
    if real == folder:
        return real
    if not real:  # it would name the working directory
        raise OSError(ELOOP, os.strerror(ELOOP), folder)
    parts = folder.split(os.sep)
    entered = [real_path(os.sep.join(parts[:count]) or os.sep) for count in range(1, len(parts) + 1)]
    bounds = {os.path.realpath(each) for each in (*within, *projects_here())}
    bounds.update(area(each) for each in entered if top_of(each))
    if any(is_below(each, bound) for each in entered for bound in bounds if not is_below(real, bound)):
        raise UnreadableError("a link leads out of the repository")
    if ".git" in real.split(os.sep) and ".git" not in parts:
        raise UnreadableError("a link leads to git's own files")
    return real
