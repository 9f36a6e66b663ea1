"""The files of an image as far as they come from the repository, looked up lazily through the layers that put them there.

Nothing is enumerated: a layer says which folder of the repository is at which folder of the image, and a path is looked up through the
layers from the last to the first. What else may be there (``git clone``, a download, an unknown base image) is a layer too, so that a file that is not found
is either absent or perhaps there.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cached_property
from posixpath import dirname, join, normpath

from flaskcheck.files.layout import View
from flaskcheck.files.tree import twin
from flaskcheck.ground.budget import Budget
from flaskcheck.ground.limits import MAX_COPIES_INSIDE, MAX_LAYER_STEPS, MAX_LAYERS
from flaskcheck.ground.record import Record
from flaskcheck.images.edits import ANY_LINE
from flaskcheck.images.paths import SYSTEM_FOLDERS, below, is_of_git, matches, mostly, name_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.tree import Tree
    from flaskcheck.readers.docker.ignore import Ignore


class Layer(Record):
    """One change of the files. ``target`` is the absolute path that it changes."""

    target: str


class Copied(Layer):
    """The file or folder ``source`` of the repository is at ``target``. ``executable`` is what ``--chmod`` makes of it, else ``None``."""

    source: str
    is_folder: bool
    executable: bool | None = None
    excluded: tuple[str, ...] = ()


class Taken(Layer):
    """What ``files`` has at ``source`` is at ``target``: COPY --from, ``cp``, ``mv``, ``ln``."""

    source: str
    files: Files
    executable: bool | None = None


class Removed(Layer):
    """What matches ``target`` (a path or a pattern of the shell) is gone."""


class UnknownFiles(Layer):
    """Something else may have put files at or below ``target``; no Python modules when not ``python``."""

    python: bool = True


class MadeFolder(Layer):
    """There is a folder at ``target``."""


class Mode(Layer):
    """What matches ``target`` (and has a base name like ``name``) became executable or not (``None``: nobody knows)."""

    recursive: bool
    executable: bool | None
    name: str = "*"

    def applies_to(self, path: str) -> bool:
        """Whether the mode of the file at a path was changed."""
        return matches(path, self.target, self.recursive) and fnmatchcase(name_of(path), self.name)


class Rewritten(Layer):
    """The content of what matches ``target`` was changed in place (``sed -i``, ``dos2unix``): of the lines that hold one of some texts."""

    texts: tuple[str, ...] = ANY_LINE


class InstalledProject(Record):
    """A project of the repository that was installed. ``folder`` is where its source was, ``files`` what was there; ``None``: the source is used where it is."""

    folder: str
    files: Files | None


class Hit(Record):
    """What is at a path: a repository path, or nothing; ``maybe``: something else may be there. ``layer`` is the one that put it there."""

    path: str | None
    maybe: bool = False
    layer: Layer | None = None


class Files:
    """The files of a stage. ``context`` is the repository folder it is built from, ``ignore`` what Docker does not see of it."""

    def __init__(
        self,
        tree: Tree,
        context: str,
        ignore: Ignore,
        layers: tuple[Layer, ...] = (),
        projects: tuple[InstalledProject, ...] = (),
        budget: Budget | None = None,
    ) -> None:
        self.tree = tree
        self.context = context
        self.ignore = ignore
        self.layers = layers
        self.projects = projects
        self.budget = budget or Budget(MAX_LAYER_STEPS)
        taken: list[int] = [layer.files.depth for layer in layers if isinstance(layer, Taken)]
        self.depth: int = max(taken, default=-1) + 1
        """How many copies inside the image lead one to another at most."""
        self._copies = len(taken)
        self._hits: dict[str, Hit] = {}
        self._located: dict[str, tuple[str, ...]] = {}

    def snapshot(self) -> Files:
        """The files as they are now; later layers of this one do not change it."""
        own = twin(self)
        own._hits, own._located = dict(self._hits), dict(self._located)
        return own

    def with_removed(self, before: int) -> Files:
        """The files as the programs of one command find them whose changes begin at a layer: with what its last ones tidy away."""
        kept = [layer for layer in self.layers[before:] if not isinstance(layer, Removed)]
        return (
            self
            if len(kept) == len(self.layers) - before
            else Files(self.tree, self.context, self.ignore, (*self.layers[:before], *kept), self.projects, self.budget)
        )

    def add(self, *layers: Layer) -> None:
        """Change the files."""
        for layer in layers:
            if isinstance(layer, Taken):
                if self._copies >= MAX_COPIES_INSIDE or layer.files.depth >= MAX_COPIES_INSIDE:
                    layer = UnknownFiles(layer.target)
                else:
                    self.depth = max(self.depth, layer.files.depth + 1)
                    self._copies += 1
            if len(self.layers) >= MAX_LAYERS:
                self.budget.tell()
                layer = UnknownFiles("/")
            if len(self.layers) <= MAX_LAYERS:
                self.layers = (*self.layers, layer)
        self._hits.clear()
        self._located.clear()

    def install(self, *projects: InstalledProject) -> None:
        """Install projects of the repository."""
        self.projects = tuple(dict.fromkeys((*self.projects, *projects)))[:MAX_COPIES_INSIDE]

    # -- looking up --------------------------------------------------------------------------------

    def lookup(self, path: str) -> Hit:
        """What is at an absolute path."""
        if path not in self._hits:
            self._hits[path] = self._lookup(path)
        return self._hits[path]

    def _lookup(self, path: str) -> Hit:
        maybe = False
        around: list[tuple[str, bool]] = []
        if not self.budget.spend(len(self.layers)):
            return Hit(None, True)
        for layer in reversed(self.layers):
            inside = below(path, layer.target) if path.startswith(layer.target) else None
            if isinstance(layer, UnknownFiles):
                maybe = maybe or (inside is not None and (layer.python or not path.endswith(".py")))
            elif isinstance(layer, Removed):
                if matches(path, layer.target, True):
                    return Hit(None, maybe)
            elif isinstance(layer, (Copied, Taken)):
                hit = self._through(layer, inside) if inside is not None else None
                if hit and hit.path is not None:
                    return Hit(hit.path, maybe, layer)
                maybe = maybe or bool(hit and hit.maybe)
                if layer.target.startswith(path) and (amounts := _enclosing(layer, path)) is not None:
                    around.append((amounts, isinstance(layer, Copied) and layer.is_folder))
        return Hit(mostly(around), maybe)

    def _through(self, layer: Layer, inside: str) -> Hit | None:
        if isinstance(layer, Taken):
            return layer.files.lookup(normpath(join(layer.source, inside)))
        assert isinstance(layer, Copied)
        if not layer.is_folder:
            return None if inside else Hit(layer.source)
        found = f"{layer.source}/{inside}".strip("/")
        if not self.sees(found):
            return Hit(None, True) if self.tree.is_unread(found) else None
        return None if _excluded(layer, inside) else Hit(found)

    def sees(self, repo_path: str) -> bool:
        """Whether the build context holds this file, or a folder with any file in it."""
        if self.tree.has(repo_path) or is_of_git(repo_path):
            return not self.ignore.matches(self._in_context(repo_path))
        if not self.tree.has_folder(repo_path):
            return False
        return any(not self.ignore.matches(self._in_context(p)) for p in self.tree.below(repo_path))

    def _in_context(self, repo_path: str) -> str:
        return repo_path[len(self.context) :].strip("/") if self.context else repo_path

    def is_folder(self, path: str) -> bool:
        """Whether there is surely a folder at this path."""
        if not self.budget.spend(len(self.layers)):
            return False
        if path in SYSTEM_FOLDERS or any(isinstance(e, (Copied, Taken)) and below(e.target, path) for e in self.layers):
            return True
        if any(isinstance(e, MadeFolder) and below(e.target, path) is not None for e in self.layers):
            return True
        hit = self.lookup(path)
        return hit.path is not None and self.tree.has_folder(hit.path)

    def names(self, path: str) -> tuple[str, ...]:
        """The names in a folder that come from the repository, in order."""
        found: dict[str, None] = {}
        if not self.budget.spend(len(self.layers)):
            return ()
        for layer in self.layers:
            if isinstance(layer, Removed):
                for name in [n for n in found if matches(join(path, n), layer.target, True)]:
                    del found[name]
            elif isinstance(layer, (Copied, Taken)):
                found.update(dict.fromkeys(self._names_of(layer, path)))
        return tuple(sorted(found))

    def _names_of(self, layer: Layer, path: str) -> Iterator[str]:
        lower = below(layer.target, path)
        if lower:
            yield lower.partition("/")[0]
        inside = below(path, layer.target)
        if inside is None:
            return
        if isinstance(layer, Taken):
            yield from layer.files.names(normpath(join(layer.source, inside)))
        elif isinstance(layer, Copied) and layer.is_folder:
            folder = f"{layer.source}/{inside}".strip("/")
            prefix = f"{folder}/" if folder else ""
            for file in self.tree.below(folder):
                rest = file[len(prefix) :]
                if not self.ignore.matches(self._in_context(file)) and not _excluded(
                    layer, f"{inside}/{rest}".strip("/")
                ):
                    yield rest.partition("/")[0]

    def located(self, repo_path: str) -> tuple[str, ...]:
        """The absolute paths where a file or folder of the repository is, the last copied first."""
        if not self.budget.spend(len(self.layers)):
            return ()
        if repo_path not in self._located:
            targets = (path for layer in reversed(self.layers) for path in self._targets(layer, repo_path))
            self._located[repo_path] = tuple(p for p in dict.fromkeys(targets) if self.lookup(p).path == repo_path)
        return self._located[repo_path]

    def _targets(self, layer: Layer, repo_path: str) -> Iterator[str]:
        if isinstance(layer, Copied):
            inside = below(f"/{repo_path}", f"/{layer.source}")
            if inside is not None and (layer.is_folder or not inside):
                yield normpath(join(layer.target, inside))
        elif isinstance(layer, Taken):
            for path in layer.files.located(repo_path):
                inside = below(path, layer.source)
                if inside is not None:
                    yield normpath(join(layer.target, inside))

    def executable(self, path: str) -> bool | None:
        """Whether the file at a path may be executed; ``None`` when there is none or nobody can tell."""
        for layer in reversed(self.layers):
            if isinstance(layer, Mode) and layer.applies_to(path):
                return layer.executable
            if isinstance(layer, Removed) and matches(path, layer.target, True):
                return None
            if isinstance(layer, (Copied, Taken)):
                inside = below(path, layer.target)
                hit = self._through(layer, inside) if inside is not None else None
                if inside is None or hit is None or hit.path is None:
                    continue
                if layer.executable is not None:
                    return layer.executable
                if isinstance(layer, Taken):
                    return layer.files.executable(normpath(join(layer.source, inside)))
                return self.tree.is_executable(hit.path)
        return None

    def rewritten(self, path: str) -> bool:
        """Whether a command changed the content of the file at a path after it was copied."""
        for layer in reversed(self.layers):
            if isinstance(layer, Rewritten) and matches(path, layer.target, True):
                return True
            if isinstance(layer, (Copied, Taken)):
                inside = below(path, layer.target)
                if inside is not None and (hit := self._through(layer, inside)) and hit.path is not None:
                    return isinstance(layer, Taken) and layer.files.rewritten(normpath(join(layer.source, inside)))
        return False


def whole(files: Files, target: str, source: str) -> Files:
    """A file or folder of the repository at a path, with all that .dockerignore leaves out."""
    from flaskcheck.readers.docker.ignore import Ignore

    whole = Files(files.tree, "", Ignore(()), budget=files.budget)
    whole.add(Copied(target, source, files.tree.has_folder(source)))
    return whole


class ImageView(View):
    """What paths mean inside a container of an image. ``binds`` are repository folders that are mounted over it: (path in the container,
    repository path)."""

    def __init__(
        self, files: Files, workdir: str, binds: tuple[tuple[str, str], ...] = (), mounts: tuple[str, ...] = ()
    ) -> None:
        self._files = files
        self.cwd = workdir
        if binds:  # a mount knows no .dockerignore
            self._files = files.snapshot()
            for target, source in binds:
                self._files.add(Removed(target), Taken(target, target, whole(files, target, source)))
        bare = [path for path in mounts if path.count("/") > 1 and not self.folder(path) and self.find(path) is None]
        self._files = self._files.snapshot() if bare else self._files
        self._files.add(*map(UnknownFiles, bare))  # what a volume holds where the image has nothing, nobody knows

    @cached_property
    def home(self) -> str:  # type: ignore[override] # worked out when asked: most views of a build are not
        return next(iter(self._files.located(self._files.context)), self.cwd)

    @cached_property
    def complete(self) -> bool:  # type: ignore[override]
        return not self.maybe(join(self.home, "\0")) and not self.maybe(join(self.cwd, "\0"))

    def find(self, path: str) -> str | None:
        return self._files.lookup(self.join(self.cwd, path)).path

    def maybe(self, path: str) -> bool:
        return self._files.lookup(self.join(self.cwd, path)).maybe

    def makes(self, path: str) -> bool:
        target = self.join(self.cwd, path)
        return any(isinstance(layer, UnknownFiles) and layer.target == target for layer in self._files.layers)

    def lacks(self, path: str) -> bool:
        own = any(folder != "/" and below(path, folder) is not None for folder in (self.cwd, self.home))
        return (own or dirname(path) == "/") and self.find(path) is None and not self.maybe(path)

    def folder(self, path: str) -> tuple[str, ...]:
        return self._files.names(self.join(self.cwd, path))

    def locate(self, repo_path: str) -> str | None:
        found = self._files.located(repo_path)
        return next((path for path in found if below(path, self.cwd) is not None), found[0] if found else None)

    def executable(self, path: str) -> bool | None:
        """Whether the file at a deployment path may be executed; ``None`` when that cannot be determined."""
        return self._files.executable(self.join(self.cwd, path))

    def rewritten(self, path: str) -> bool:
        return self._files.rewritten(self.join(self.cwd, path))


class Built(View):
    """What paths mean on a host where commands have run that may have made files: ``view`` is what they mean before."""

    def __init__(self, view: View, files: Files) -> None:
        self.home, self.cwd, self.complete = view.home, view.cwd, view.complete
        self.folder, self.locate, self.lacks = view.folder, view.locate, view.lacks  # type: ignore[method-assign]
        self._before, self._files = view, files

    def find(self, path: str) -> str | None:
        return self._before.find(path) or self._files.lookup(self.join(self.cwd, path)).path

    def maybe(self, path: str) -> bool:
        return not self.complete or self._files.lookup(self.join(self.cwd, path)).maybe


def _enclosing(layer: Layer, path: str) -> str | None:
    """The repository folder that a folder of the image amounts to, when a copy below it keeps its name there: with ``COPY app app`` in
    ``/srv``, ``/srv`` amounts to the root."""
    rest = below(layer.target, path)
    if not rest or not isinstance(layer, Copied):
        return None
    if layer.source == rest:
        return ""
    return layer.source[: -len(rest) - 1] if layer.source.endswith(f"/{rest}") else None


def _excluded(layer: Copied, inside: str) -> bool:
    if not layer.excluded:
        return False
    from flaskcheck.readers.docker.ignore import ignored

    return ignored(layer.excluded, inside)
