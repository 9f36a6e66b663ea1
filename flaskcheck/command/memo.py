"""The result of a whole run, kept for the next one: what nothing has changed since need not be found out again.

A result is believed only if everything that it was made of is as it was: the program, its arguments and surroundings (the key of the entry), and what it read.
That is asked in two steps, the cheap one first:

1. Every file that was read, every folder, git's index, the configuration and ignore files above the root and the folders that modules are imported from
   have the same times, size and inode
   (measured on 73 files: 12 ms for the whole process where the run takes 130; on 47,000: see ``benchmarks/``).
2. Else the files and the installed distributions are listed again and must be the same ones, and each file that was read and has another stamp must hold the same
   bytes. So a fresh clone, a ``touch`` or a branch that was switched forth and back costs a listing, not a run.

In CI everything is new each time but the contents: a folder of kept results that is restored there helps because the key holds no time and no name of a file to write
to, once the program is installed, and because of the second step. Git's blob ids would say no more than the digests of the bytes, and other than these where git
converts line ends or filters contents.

A stamp tells nothing about a change within the same tick of the clock (git calls this a racy entry): what changed less than ``RACY_NS`` before the run began,
or afterwards, is always compared by content.
"""

from __future__ import annotations

import os
import stat
import sys

import flaskcheck
from flaskcheck.ground import cache, errors
from flaskcheck.ground.about import VERSION
from flaskcheck.ground.errors import FlaskcheckError
from flaskcheck.ground.reading import MOST, read, read_of_tree
from flaskcheck.ground.trust import is_below, top_of
from flaskcheck.output.delivery import STDERR, STDOUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable
    from typing import Any, TypeAlias

    from flaskcheck.command.options import Options
    from flaskcheck.command.plan import Plan
    from flaskcheck.files.disk import DiskTree
    from flaskcheck.ground.cache import Cache
    from flaskcheck.output.delivery import Result
    from flaskcheck.readers.kept import KeptFacts

    Stamp: TypeAlias = "tuple[int, ...]"
    Entry: TypeAlias = "tuple[Result, dict[str, Stamp], tuple[str, ...], bytes, dict[str, bytes | None], dict[str, int], dict[str, Stamp]]"

RACY_NS = 2_000_000_000
"""The coarsest clock of a file system in use (FAT: two seconds)."""

TICK_NS = 50_000_000
"""How far the times of files lag behind the clock at most (Linux: one tick of the kernel, 1-10 ms)."""

ENVIRONMENT = (
    "CI_PROJECT_DIR", "COLUMNS", "FORCE_COLOR", "GIT_INDEX_FILE", "GITHUB_ACTIONS", "GITHUB_WORKSPACE", "HOME", "NO_COLOR", "PATH", "TERM",
    "XDG_CONFIG_HOME",
)  # fmt: skip
"""The variables that every report can depend on (a test compares them with those that the code reads)."""

OF_A_COMMIT = ("GITHUB_REPOSITORY", "GITHUB_SERVER_URL", "GITHUB_SHA")
"""Those that only the formats ``LINKED`` show; they are others in every job."""

LINKED = ("markdown", "sarif")

OF_DELIVERY = ("GITHUB_STEP_SUMMARY",)
"""Those that say how a report is written, once it is there."""

ABOVE = ("flaskcheck.toml", "pyproject.toml", ".gitignore")
"""Files in folders above the root that have a say."""


class Memo:
    """The kept result of one kind of run: these options, of this program, in these surroundings."""

    @classmethod
    def of(cls, options: Options, makes_key: bool = True) -> Memo | None:
        """The memo of a run with these options; ``None`` when there is no folder to keep it in, or no key and none is to be made."""
        try:
            os.getcwd()
        except OSError:
            return None  # what a relative path means can no longer be determined
        path = os.path.abspath(options.path)
        kept = cache.usable(path, makes_key)
        return cls(kept, options, path) if kept else None

    def __init__(self, kept: Cache, options: Options, path: str) -> None:
        import time

        self.began = time.time_ns()
        self._cache = kept
        self.program = VERSION, sys.version, _sources_stamps()
        self._aliases = _aliases(options)
        here = os.getcwd()  # where ``python -m`` looks too, and reports are written to
        self._imports = {path: _stamp(path) for path in (*sys.path, RECORD) if path != here}
        """Where this program and its libraries are imported from, as it is before anything is read."""
        self.key = _digest((self.program, _surroundings(options, path, self._aliases)))
        self._recorded: bytes | None = None
        self.plan: Plan | None = None
        """What is to be done, with the files as listed by ``recall``, when it had to."""

    def facts(self, root: str) -> KeptFacts:
        """What earlier runs of this program, whatever their options, have left of the Python files below a root."""
        from flaskcheck.readers.kept import KeptFacts

        return KeptFacts(self._cache, _digest((self.program, self._installed(), "facts", root)))

    def _installed(self) -> bytes:
        if self._recorded is None:
            self._recorded = _installed()
        return self._recorded

    def recall(self, make_plan: Callable[[], Plan]) -> Result | None:
        """The result, if nothing that it was made of has changed. A plan is made, and its files are listed again, when their stamps do not settle it.

        Raises: FlaskcheckError when the plan does. Whatever else goes wrong with what was kept, it counts for nothing.
        """
        try:
            entry = _entry(self._cache.load(self.key), {STDOUT, STDERR, *self._aliases.values()})
            return None if entry is None else self._recalled(entry, make_plan)
        except FlaskcheckError:
            raise
        except Exception:  # a run does not need it
            return None

    def _recalled(self, entry: Entry, make_plan: Callable[[], Plan]) -> Result | None:
        result, stamps, racy, signature, contents, seen, imports = entry
        changed = {path for path, stamp in stamps.items() if _stamp(path) != stamp}
        if not racy and not changed and imports == self._imports:
            return self._addressed(result)
        from flaskcheck.findings import names

        plan = make_plan()
        tree = plan.tree
        self.plan = plan
        doubtful, top = changed.union(racy), top_of(tree.root) or tree.root
        holds = (
            not names.plugins()
            and not names.refused_plugins()
            and _signature(tree, self._installed()) == signature
            and all(_content(path, top) == contents[path] for path in doubtful & contents.keys())
            and all(_rights(path) == seen[path] for path in changed & seen.keys())
        )
        if not holds:
            return None
        self._store(result, tuple(stamps), signature, contents, seen)
        return self._addressed(result)

    def _addressed(self, result: Result) -> Result:
        """A kept result with the files that this run is to write to."""
        files = {alias: file for file, alias in self._aliases.items()}
        return _readdressed(result, files) if files else result

    def keep(self, result: Result, tree: DiskTree, files: Iterable[str] = ()) -> None:
        """Keep the result of a run over a tree, unless it cannot be determined later whether it still holds. ``files`` were read besides the tree's."""
        if not tree.is_plain:
            return
        root, top = tree.root, top_of(tree.root) or tree.root
        inside = os.path.join(root, "")
        contents: dict[str, bytes | None] = {
            inside + path: cache.digest(tree.source(path).raw) for path in tree.read_paths
        }
        named = (inside + path for path in tree.files if path.rpartition("/")[2] in ABOVE)
        others = {*files, *named, *_above(root)} - contents.keys()
        if any(map(_is_stream, others)):
            return  # what has been read from it cannot be read again
        from flaskcheck.command import git_settings

        settings = git_settings.files(root)
        if settings is None:
            return
        limit = self.began - TICK_NS
        is_racy = any(max(_stamp(path)[:2], default=0) >= limit for path in (*others, *settings))
        installed = {path: stamp for path, stamp in self._imports.items() if path.endswith(INSTALLERS)}
        if is_racy or any(_stamp(path) != stamp for path, stamp in installed.items()):
            return  # changed while the run went on: what it read cannot be determined any more
        contents.update((path, _content(path, top)) for path in others)
        seen = {inside + path: _rights(inside + path) for path in tree.looked_at}
        paths = (*contents, *seen, *settings, *_folders(root, tree))
        self._store(_readdressed(result, self._aliases), paths, _signature(tree, self._installed()), contents, seen)

    def _store(
        self,
        result: Result,
        paths: tuple[str, ...],
        signature: bytes,
        contents: dict[str, bytes | None],
        seen: dict[str, int],
    ) -> None:
        stamps = {path: _stamp(path) for path in paths}
        limit = self.began - RACY_NS
        racy = tuple(path for path, stamp in stamps.items() if max(stamp[:2], default=0) >= limit)
        self._cache.store(self.key, (result, stamps, racy, signature, contents, seen, self._imports))


def _entry(value: Any, places: Collection[str]) -> Entry | None:
    """What was kept, if it has the form of what ``keep`` keeps and goes to the places of this run alone; the names of files are never taken from it."""
    if type(value) is not tuple or list(map(type, value)) != [tuple, dict, tuple, bytes, dict, dict, dict]:
        return None
    result, stamps, racy, _, contents, seen, imports = value
    is_sound = (
        list(map(type, result)) == [tuple, tuple]
        and all(list(map(type, part)) == [str, str] and part[0] in places for part in result[0])
        and errors.is_ending(result[1])
        and {*map(type, (*racy, *stamps, *contents, *seen, *imports))} <= {str}
        and {*map(type, (*stamps.values(), *imports.values()))} <= {tuple}
        and {*map(type, contents.values())} <= {bytes, type(None)}
        and {*map(type, seen.values())} <= {int}
    )
    return value if is_sound else None


def _digest(value: object) -> bytes:
    return cache.digest(repr(value).encode("utf-8", "surrogateescape"))


def _stamp(path: str) -> Stamp:
    """When a file was last changed, in content or in rights, and what else gives a change away; empty when it is not there."""
    found = _found(path)
    if found is None:
        return ()
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_mode


def _rights(path: str) -> int:
    """Whether a file is there, what kind it is and who may do what with it."""
    found = _found(path)
    return -1 if found is None else found.st_mode


def _found(path: str) -> os.stat_result | None:
    """What lies at a path; a link that leads nowhere is there, too."""
    try:
        return os.stat(path)
    except (OSError, ValueError):
        pass
    try:
        return os.lstat(path)
    except (OSError, ValueError):
        return None


def _content(path: str, top: str) -> bytes | None:
    """The digest of a file, ``None`` when it cannot be read, or is a link of the repository below ``top`` that leads out of it."""
    try:
        return cache.digest(read_of_tree(path, MOST, top) if is_below(path, top) else read(path))
    except (OSError, ValueError, MemoryError):
        return None


def _is_stream(path: str) -> bool:
    """Whether someone has named a pipe or a device where a file is meant."""
    mode = _rights(path)
    return mode != -1 and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or stat.S_ISLNK(mode))


def _signature(tree: DiskTree, installed: bytes) -> bytes:
    """A digest of which files there are, and what git says of them; and of which program and libraries are installed."""
    from flaskcheck.ground.encoded import encoded

    modes = (f"{mode} {path}" for path, mode in tree.modes.items())
    is_known = [tree.tracked is None, tree.scope]
    text = "\0".join((repr(is_known), *tree.files, "", *modes, "", *tree.listed_notes, "", *_distributions()))
    return cache.digest(encoded(text) + installed)


# --- what a run depends on besides the files ----------------------------------------------------------


def _surroundings(options: Options, path: str, aliases: dict[str, str]) -> tuple[object, ...]:
    forms = [form.partition("=") for form in options.form]
    names = (*ENVIRONMENT, *(OF_A_COMMIT if any(form in LINKED for form, _, _ in forms) else ()))
    environment = tuple(os.environ.get(name) for name in names)
    terminal = (sys.stdout.isatty(), _terminal_width(), sys.stdout.encoding)
    asked = options.replaced(
        form=tuple(form + equals + aliases.get(file, file) for form, equals, file in forms),
        output=aliases.get(options.output or "", options.output),
    )
    return path, os.getcwd(), asked.values(), environment, terminal


def _aliases(options: Options) -> dict[str, str]:
    """Names for the files that are to be written to, which say only which of them are the same: a workflow writes to other ones in every job."""
    files = [form.partition("=")[2] for form in options.form]
    named = [file for file in (*files, options.output) if file and file != "-"]
    full = [os.path.abspath(file) for file in named]
    return {file: f"\0file {full.index(path)}" for file, path in zip(named, full)}


def _readdressed(result: Result, places: dict[str, str]) -> Result:
    outputs, ending = result
    return tuple((places.get(place, place), text) for place, text in outputs), ending


def _terminal_width() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return 0


INSTALLERS = ("site-packages", "dist-packages", "RECORD")
"""How the places end that only installers write to; any other folder of ``sys.path`` may be someone's project, in which files come and go."""

HOME = os.path.dirname(os.path.abspath(flaskcheck.__file__))
RECORD = os.path.join(os.path.dirname(HOME), f"flaskcheck-{VERSION}.dist-info", "RECORD")
"""Where an installer has written down the digests of this program's files ("Recording installed projects", Python Packaging User Guide)."""


def _sources_stamps() -> tuple[object, ...]:
    """The stamps of the program's own files, unless it was installed: then they are replaced as a whole, which ``RECORD`` tells."""
    if os.path.exists(RECORD):
        return ()
    rules = os.path.join(os.path.dirname(HOME), "rules")
    return tuple((entry.path, _stamp(entry.path)) for entry in _sources((HOME, rules)))


def _installed() -> bytes:
    """The digests of the files of this program that its installer has recorded. What was compiled here has none (``,,``)."""
    try:
        lines = read(RECORD).splitlines()
    except OSError:
        return b""
    return b"\n".join([line for line in lines if line.startswith(b"flaskcheck/") and not line.endswith(b",,")])


def _distributions() -> list[str]:
    """The distributions that are installed, with their versions: the libraries that the program uses, and where plugins come from."""
    found: set[str] = set()
    for folder in sys.path:
        try:
            found.update(name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
        except OSError:
            continue  # an archive, or nothing there
    return sorted(found)


def _sources(folders: Iterable[str]) -> list[os.DirEntry[str]]:
    found: list[os.DirEntry[str]] = []
    for folder in folders:
        if os.path.isdir(folder):
            entries = list(os.scandir(folder))
            found += (entry for entry in entries if entry.name.endswith(".py"))
            found += _sources(entry.path for entry in entries if entry.is_dir() and entry.name != "__pycache__")
    return found


def _above(root: str) -> list[str]:
    """The configuration and ignore files that there are or could be in the folders above the root, as far up as git's own, if there is any."""
    top, found = top_of(root), []
    here = root
    while True:
        found += [os.path.join(here, name) for name in ABOVE]
        if here in {top, os.path.dirname(here)}:
            return found
        here = os.path.dirname(here)


def _folders(root: str, tree: DiskTree) -> list[str]:
    """Every folder in which a new file would count: those of the tree and the empty ones. What git ignores as a whole is left out."""
    known = tree.folders
    found = [os.path.join(root, folder) for folder in sorted(known)]
    new = [p for folder in sorted(known) for p in _subfolders(root, folder) if p not in known]
    while new:
        skipped = tree.skipped(new)
        new = [path for path in new if path not in skipped]
        found += (os.path.join(root, path) for path in new)
        found += (os.path.join(root, path, ".gitignore") for path in new)
        new = [inner for path in new for inner in _subfolders(root, path)]
    return found


def _subfolders(root: str, folder: str) -> list[str]:
    try:
        with os.scandir(os.path.join(root, folder)) as listed:
            names = [entry.name for entry in listed if entry.is_dir(follow_symlinks=False) and entry.name != ".git"]
    except OSError:
        return []
    return [f"{folder}/{name}" if folder else name for name in names]
