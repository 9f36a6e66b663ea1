"""The one place where files are written: through no link, and a file is there as a whole or as it was.

A text goes to a new file of a name that nobody can guess, in the folder that it is meant for, which then takes the place of what is there; where that is a link, the
link is replaced and what it leads to left alone.
"""

from __future__ import annotations

import os
import stat
from contextlib import closing, suppress
from errno import ELOOP

from flaskcheck.ground.reading import UnreadableError
from flaskcheck.ground.trust import area, is_below, projects_here, real_path, top_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_EXTRA = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _EXTRA
_FOLDER = getattr(os, "O_PATH", os.O_RDONLY) | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_MAY_HOLD = os.open in os.supports_dir_fd
SCRATCH = ".flaskcheck-"
"""How the name of a file begins that is being written."""

_STREAMS = ("/dev/", "/proc/")
"""Where what has a name is no file that could be replaced: ``/dev/stdout`` stands for whatever that is."""

_IN_MEMORY = "/dev/shm/"  # noqa: S108 (not written to by itself)
"""A disk among the devices: the files there are files."""


def replace(path: str, content: bytes, mode: int = 0o666, within: Iterable[str] = ()) -> None:
    """Put a file in the place of what is there. ``mode`` is that of a new one; the folders ``within`` which the path begins may not be left by a link.

    Raises: OSError.
    """
    if _is_stream(path):
        return _write(os.open(path, os.O_WRONLY | getattr(os, "O_NOCTTY", 0)), content)
    with closing(_Folder(path, within)) as folder:
        name = os.path.basename(path)
        before = folder.regular(name)
        scratch = f"{SCRATCH}{os.urandom(12).hex()}.tmp"
        rights = stat.S_IMODE(before.st_mode) if before else mode
        try:
            _write(folder.open(scratch, _NEW, rights), content)
            if before:
                os.chmod(folder.at(scratch), rights, dir_fd=folder.held)
            folder.replace(scratch, name)
        except OSError:
            with suppress(OSError):
                os.unlink(folder.at(scratch), dir_fd=folder.held)
            raise
    return None


def make(path: str, content: bytes, within: Iterable[str] = ()) -> None:
    """Write a file that is not there yet, and the folders that lead to it.

    Raises: OSError; FileExistsError for whatever is there, a link that leads nowhere included.
    """
    make_folders(os.path.dirname(path), within)
    with closing(_Folder(path, within)) as folder:
        _write(folder.open(os.path.basename(path), _NEW, 0o666), content)


def make_folders(folder: str, within: Iterable[str] = (), mode: int = 0o777) -> None:
    """Make a folder and those that lead to it.

    Raises: OSError, before anything is made behind a link that leads elsewhere.
    """
    missing = []
    while not os.path.lexists(folder):
        missing.append(os.path.basename(folder))
        folder = os.path.dirname(folder)
    with closing(_Folder(os.path.join(folder, "its"), within)) as made:
        for name in reversed(missing):
            with suppress(FileExistsError):
                os.mkdir(made.at(name), mode, dir_fd=made.held)
            made.enter(name)


def append(path: str, content: bytes, within: Iterable[str] = ()) -> None:
    """Add to a file, which may be new.

    Raises: OSError.
    """
    with closing(_Folder(path, within)) as folder:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOCTTY", 0) | _EXTRA
        _write(folder.open(os.path.basename(path), flags, 0o666), content)


def _write(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    try:
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def _is_stream(path: str) -> bool:
    """Whether a path names a device or an open file, as it is written and as it leads on: ``/proc/self/cwd/a.txt`` is a file like any other."""
    named = os.path.abspath(path)
    if not named.startswith(_STREAMS):
        return False
    folder = f"{os.path.realpath(os.path.dirname(named))}/"
    return folder.startswith(_STREAMS) and not folder.startswith(_IN_MEMORY)


class _Folder:
    """The folder that a path lies in, held while something is written there: what takes its name meanwhile is another one, and nothing goes there.

    Raises: UnreadableError when it was replaced between the look at its path and the opening; whatever ``_checked`` raises.
    """

    def __init__(self, path: str, within: Iterable[str]) -> None:
        named, bounds = os.path.dirname(os.path.abspath(path)), tuple(within)
        self._path = _checked(named, bounds)
        self.held = os.open(self._path, _FOLDER) if _MAY_HOLD else None
        try:
            if self.held is not None and not os.path.samestat(os.fstat(self.held), os.stat(_checked(named, bounds))):
                raise UnreadableError("replaced meanwhile")
        except OSError:
            self.close()
            raise

    def close(self) -> None:
        if self.held is not None:
            os.close(self.held)

    def enter(self, name: str) -> None:
        """Go on to a folder in it, which is no link."""
        if self.held is None:
            self._path = os.path.join(self._path, name)
        else:
            below = os.open(name, _FOLDER | _EXTRA, dir_fd=self.held)
            os.close(self.held)
            self.held = below

    def at(self, name: str) -> str:
        """How what lies here is named in a call that is told ``held``: in full where no folder can be held (Windows)."""
        return os.path.join(self._path, name) if self.held is None else name

    def open(self, name: str, flags: int, mode: int) -> int:
        return os.open(self.at(name), flags, mode, dir_fd=self.held)

    def replace(self, name: str, other: str) -> None:
        os.replace(self.at(name), self.at(other), src_dir_fd=self.held, dst_dir_fd=self.held)

    def regular(self, name: str) -> os.stat_result | None:
        """The file that is to be replaced; ``None`` where there is none, or a link.

        Raises: UnreadableError for a folder, a pipe or a device.
        """
        try:
            found = os.lstat(self.at(name), dir_fd=self.held)
        except FileNotFoundError:
            return None
        if stat.S_ISREG(found.st_mode):
            return found
        if stat.S_ISLNK(found.st_mode):
            return None
        raise UnreadableError("Is a directory" if stat.S_ISDIR(found.st_mode) else "not a regular file")


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
