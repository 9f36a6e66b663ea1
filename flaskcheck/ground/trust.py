"""Where modules and programs may come from: never from what is scanned, nor from the folder that flaskcheck happens to be started in.

What is imported before the search path is clean comes with Python's own start: not even ``__future__`` does.
"""

import os
import sys
from errno import ELOOP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
"""Where flaskcheck itself lies: a folder of installed packages, an archive, or a clone."""


refused_folders: list[str] = []
"""What ``clean_search_path`` has taken away."""


def clean_search_path(arguments: "Iterable[str]") -> None:
    """Take from ``sys.path`` what a command line with these arguments would let a repository fill: empty and relative folders, the working directory, and what lies in a scanned repository, or around it.

    Where flaskcheck and Python's own library are installed stays, wherever that is: a virtual environment may lie in the project.
    """
    own = frozenset(_own_folders())
    doubtful = [path for path in sys.path if path not in own]
    if doubtful:
        areas = _areas(arguments)
        sys.path[:] = [path for path in sys.path if path in own or _is_apart(path, areas)]
        refused_folders[:] = [path for path in doubtful if path and path not in sys.path]
    if HOME not in sys.path and any(os.path.abspath(path) == HOME for path in doubtful if path):
        sys.path.append(HOME)  # an archive that was started by a relative path


def plugin_folders() -> list[str]:
    """The folders of ``sys.path`` that installers write to: where a plugin counts as installed."""
    user = getattr(sys.modules.get("site"), "USER_SITE", None)
    return [path for path in sys.path if path in (HOME, user) or path in _sites()]


def top_of(folder: str) -> str | None:
    """The nearest folder upwards that holds a repository's ``.git``, whether or not git can read it; ``None`` when none does."""
    while not _is_top(folder):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return None
    return folder


def real_path(path: str) -> str:
    """A path with all its links followed; ``""``, which lies nowhere, where this many lead on to one another that the system gives up: Python would follow them until its stack is full."""
    try:
        os.stat(path)
    except OSError as error:
        if error.errno == ELOOP:
            return ""
    except ValueError:  # a NUL
        return ""
    return os.path.realpath(path)


def is_below(path: str, folder: str) -> bool:
    """Whether a path is a folder or lies in it, both written out in full."""
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def stays_inside(real: str, folder: str) -> bool:
    """Whether a path, all its links followed, lies in a folder and is none of git's own files there, which may hold a password."""
    return is_below(real, folder) and ".git" not in real[len(folder) :].split(os.sep)


def area(folder: str) -> str:
    """The outermost repository that a folder lies in, or the folder itself: what the author of the folder may have written. A home that is a repository holds settings, and of it are only those folders that no other repository holds."""
    here = real_path(folder) or os.path.abspath(folder)
    found, home = here if _is_top(here) else "", os.path.realpath(os.path.expanduser("~"))
    start = here
    while not is_below(home, above := os.path.dirname(here)):
        here = above
        if _is_top(here):
            found = here
    return found or top_of(start) or start


def _is_top(folder: str) -> bool:
    return os.path.lexists(os.path.join(folder, ".git"))


def program(name: str, scanned: str) -> str | None:
    """The full path of a program of the search path, unless a repository could have put it there: the one that ``scanned`` lies in, or that of the working directory."""
    names = (f"{name}.exe", name) if os.name == "nt" else (name,)
    areas = _areas([scanned])
    for folder in programs_path(scanned).split(os.pathsep):
        for path in (os.path.join(folder, own) for own in names):
            if os.access(path, os.X_OK) and os.path.isfile(path) and _is_apart(path, areas, is_around_too=False):
                return path
    return None


def programs_path(scanned: str) -> str:
    """``PATH`` without the folders that a repository could have filled."""
    areas = _areas([scanned])
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(folder for folder in folders if _is_apart(folder, areas, is_around_too=False))


def _own_folders() -> list[str]:
    """Python's own library as this interpreter has it, its folders of installed packages, and flaskcheck's own place."""
    library = os.path.dirname(os.__file__)
    archive = f"python{sys.version_info[0]}{sys.version_info[1]}.zip"
    found = [library, os.path.join(library, "lib-dynload"), os.path.join(os.path.dirname(library), archive)]
    if os.name == "nt":
        found += [sys.base_prefix, os.path.join(sys.base_prefix, "DLLs"), os.path.join(sys.base_prefix, archive)]
    return [*found, *_sites(), HOME]


def _sites() -> list[str]:
    site = sys.modules.get("site")
    found: list[str] = site.getsitepackages() if site and hasattr(site, "getsitepackages") else []
    return found


def _areas(arguments: "Iterable[str]") -> list[str]:
    """What may be a repository's: that of the working directory and those of the paths among some arguments."""
    words = [word.removeprefix("--stdin-path=") for word in arguments]
    has_folder = bool(_here())  # without one, a relative path means nothing
    named = [os.path.abspath(w) for w in words if w and not w.startswith("-") and (has_folder or os.path.isabs(w))]
    folders = [path if os.path.isdir(path) else os.path.dirname(path) for path in named]
    return list(dict.fromkeys([area(folder) for folder in folders] + _here()))


def projects_here() -> list[str]:
    """What may be the project of the working directory; nothing where that is someone's home, or around it and no repository."""
    home = os.path.realpath(os.path.expanduser("~"))
    return [each for each in _here() if not is_below(home, each) or (each != home and _is_top(each))]


def _here() -> list[str]:
    try:
        here = os.path.realpath(os.getcwd())
    except OSError:  # it was removed
        return []
    return [area(here), here]


def _is_apart(path: str, areas: list[str], is_around_too: bool = True) -> bool:
    """Whether a folder or file, given in full, is no part of some areas, and, ``is_around_too``, none of them a part of it."""
    if not os.path.isabs(path):
        return False
    ways = os.path.normpath(path), real_path(path)
    return not any(_holds(each, way) or (is_around_too and is_below(each, way)) for each in areas for way in ways)


def _holds(area: str, path: str) -> bool:
    """Whether the author of an area may have written a path. Someone's home is more than a project, unless a repository: what tools keep in hidden folders there is not in question; and what is around it, unless a repository, is nobody's."""
    if path == area or not is_below(path, area):
        return path == area
    home = os.path.realpath(os.path.expanduser("~"))
    if not is_below(home, area) or _is_top(area):
        return True
    return area == home and not path[len(home) + 1 :].startswith(".")
