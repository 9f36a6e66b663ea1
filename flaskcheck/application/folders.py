"""Which folders hold templates and static files, and which file a name finds in them."""

from __future__ import annotations

import posixpath
import re
from functools import cached_property

from flaskcheck.code.imports import Importer
from flaskcheck.facts.expressions import Call, Literal, Name, called
from flaskcheck.files.git import is_whole
from flaskcheck.files.layout import FolderView
from flaskcheck.files.tree import ignored
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import BRINGS, MAKES
from flaskcheck.values.evaluator import Evaluator
from flaskcheck.values.value import Where
from flaskcheck.values.world import World

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flaskcheck.application.applications import Application
    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.files.tree import Tree

LOADERS = tuple(
    sorted(
        (name.partition("().")[2] or name.rpartition(".")[2]).encode()
        for name, meaning in libraries.rows(BRINGS)
        if meaning.of == "*"
    )
)
"""What gives an application other ways to find templates: an attribute of it, or a function."""

BRINGING = {
    folder: name.encode()
    for name, meaning in libraries.rows(BRINGS)
    if meaning.of != "*"
    for folder in meaning.of.split()
}
"""Folders of templates that extensions bring, with the module that does."""

STEMS = (b"flask_", b"jinja", b"flasgger", b"rq_dashboard", b"_themes")
"""One of these is in each of ``LOADERS`` and of the modules of ``BRINGING`` (a test holds them together)."""

BLUEPRINTS = libraries.last_words(MAKES, "blueprint", "api blueprint")
"""Classes of blueprints: Flask's own, and flask-openapi3's and APIFlask's."""

ASSIGNED = re.compile(rb"\.(?:template|static)_folder\s*=[^=]")
"""A folder that is given to an application after it was made: where it leads is not followed."""

LINKED = ("120000", "160000")
"""Git's modes of symbolic links and submodules: what is behind them is not in the repository."""


class Lookup(Record):
    """What a name finds. ``status``: ``found``, ``case`` (a file that differs by case only, ``path``), ``missing``, ``unknown``."""

    status: str
    path: str = ""


class Folders:
    """Folders that are searched, in order.

    ``is_open``: others may be searched too, so that absence proves nothing; ``foreign`` are first parts of names that extensions may answer, ``strangers``
    whether extensions of which nothing is known may answer any, ``asked`` all names that are asked for; ``linked`` are links and submodules. ``by_name`` are the files by their names in the folders.
    """

    def __init__(
        self,
        tree: Tree,
        folders: tuple[str, ...],
        is_open: bool = False,
        foreign: frozenset[str] = frozenset(),
        linked: tuple[str, ...] = (),
        strangers: Callable[[], frozenset[str]] = frozenset,
        asked: Callable[[], Iterable[str]] = tuple,
    ) -> None:
        self._strangers, self._asked = strangers, asked
        self.folders = folders
        self.is_open = is_open or any(f"{link}/".startswith(f"{f}/") or f"{f}/".startswith(f"{link}/") for link in linked for f in folders)  # fmt: skip
        self._foreign = foreign
        self._tree = tree
        self.by_name: dict[str, str] = {}
        self._lower: dict[str, str] = {}
        self._by_last: dict[str, list[str]] = {}
        self._fetched: dict[str, bool] = {}
        for folder in filter(None, folders):
            for path in tree.below(folder):
                name = path[len(folder) + 1 :]
                self.by_name.setdefault(name, path)
                self._lower.setdefault(name.lower(), path)

    def holds(self, path: str) -> bool:
        """Whether a file lies in one of the folders."""
        return any(path.startswith(f"{folder}/") for folder in self.folders)

    def folder_of(self, path: str) -> str:
        """The one of the folders that a file lies in, ``""`` when none."""
        return next((folder for folder in self.folders if path.startswith(f"{folder}/")), "")

    def lookup(self, name: str) -> Lookup:
        """What a name finds. Case counts, a backslash is no separator, ``..`` finds nothing; empty parts and ``.`` are skipped (verified with Jinja 3.1.6)."""
        parts = [part for part in name.split("/") if part not in ("", ".")]
        clean = "/".join(parts)
        if not parts:
            return Lookup("unknown")
        if ".." in parts or "\\" in name:
            return Lookup("unknown" if self.is_open else "missing")
        if clean in self.by_name:
            return Lookup("found", self.by_name[clean])
        if self.is_open:
            return self._anywhere(clean)
        if clean.lower() in self._lower:
            return Lookup("case", self._lower[clean.lower()])
        if not self.folders or parts[0] in self._foreign and len(parts) > 1:
            return Lookup("unknown")
        if any(self._tree.is_unread(f"{folder}/{clean}") for folder in self.folders):
            return Lookup("unknown")
        is_fetched = (len(parts) > 1 and self._is_fetched(parts[0])) or any(
            f"{folder}/{clean}" in self._made for folder in self.folders
        )
        return Lookup("unknown" if is_fetched or (self._strangers() and not self._is_slip(clean)) else "missing")

    def path(self, name: str) -> str:
        """The file that a name finds, if only by another case; ``""`` when none: for those who need not know why, which takes git and a search."""
        parts = [part for part in name.split("/") if part not in ("", ".")]
        clean = "/".join(parts)
        if not parts or ".." in parts or "\\" in name:
            return ""
        if clean in self.by_name:
            return self.by_name[clean]
        return self._anywhere(clean).path if self.is_open else self._lower.get(clean.lower(), "")

    def _is_slip(self, clean: str) -> bool:
        """Whether a file of nearly this name is there, which was meant, and not one in a stranger's own folder."""
        return clean.partition("/")[0] not in self._strange_folders and self._is_near(clean)

    @cached_property
    def _strange_folders(self) -> frozenset[str]:
        """The folders that lie in none of the folders, and from which something is asked for that is like no file here."""
        own = {name.partition("/")[0] for name in self.by_name}
        asked = (name for name in self._asked() if "/" in name and name.partition("/")[0] not in own)
        return frozenset(name.partition("/")[0] for name in asked if not self._is_near(name))

    def _is_near(self, clean: str) -> bool:
        """Whether a file has the same name elsewhere or nearly the same."""
        from difflib import get_close_matches

        last = clean.rpartition("/")[2]
        return any(name.rpartition("/")[2] == last for name in self.by_name) or bool(
            get_close_matches(clean, self.by_name, 1, 0.8)
        )

    def nearest(self, name: str) -> str:
        """The name of the file that is called nearly so, ``""`` when none is."""
        from difflib import get_close_matches

        last = name.rpartition("/")[2]
        beside = (own for own in self.by_name if own.rpartition("/")[2] == last)
        return next(iter((*get_close_matches(name, self.by_name, 1, 0.8), *beside)), "")

    def every(self, name: str) -> Iterator[str]:
        """The files of a name in all of the folders: in a repository of several applications each has its own."""
        clean = "/".join(part for part in name.split("/") if part not in ("", "."))
        return (path for folder in self.folders if self._tree.has(path := f"{folder}/{clean}"))

    def _is_fetched(self, part: str) -> bool:
        """Whether git ignores a folder in one of the folders that it has, and nothing of it is there: a step that nobody wrote down here brings it."""
        if part not in self._fetched:
            inner = [f"{folder}/{part}" for folder in self.folders if self._tree.has_folder(folder)]
            absent = [path for path in inner if not self._tree.has_folder(path)]
            asked = [f"{path}/-" for path in absent]
            self._fetched[part] = any(
                self._tree.is_ignored(file, *asked) and not self._tree.exists_ignored(path)
                for file, path in zip(asked, absent, strict=True)
            )
        return self._fetched[part]

    @cached_property
    def _made(self) -> frozenset[str]:
        """Where files that are asked for would lie, as far as git ignores that and nothing is there: a build makes them."""
        paths = (f"{folder}/{name}" for name in self._asked() for folder in self.folders)
        return frozenset(p for p in ignored(self._tree, paths) if not self._tree.exists_ignored(p))

    def _anywhere(self, clean: str) -> Lookup:
        """What a name finds when not all folders are known: a file of this very name anywhere is taken for it."""
        if not self._by_last:
            for path in self._tree.files:
                self._by_last.setdefault(path.rpartition("/")[2], []).append(path)
        alike = self._by_last.get(clean.rpartition("/")[2], ())
        exact = next((path for path in alike if f"/{path}".endswith(f"/{clean}")), "")
        if exact:
            return Lookup("found", exact)
        lower = self._lower.get(clean.lower(), "")
        return Lookup("case", lower) if lower else Lookup("unknown")


class Maker(Record):
    """A call that makes an application or a blueprint, either of which may have folders of its own."""

    path: str
    call: Call
    is_application: bool
    scope: str


def template_folders(
    code: Code,
    files: tuple[str, ...],
    makers: tuple[Maker, ...],
    strangers: Callable[[], frozenset[str]] = frozenset,
    asked: Callable[[], Iterable[str]] = tuple,
) -> Folders:
    """Where the templates of the applications and blueprints lie; ``files`` are the Python files that may be deployed, ``strangers`` tells of extensions in no table, ``asked`` of all names that are used."""
    tree = code.tree
    folders, is_open = _folders(code, files, makers, "template_folder", "templates")
    mentioned = _mentioned(tree, files, (*LOADERS, *BRINGING.values()))
    foreign = frozenset(folder for folder, module in BRINGING.items() if module in mentioned)
    return Folders(
        tree, folders, is_open or not mentioned.isdisjoint(LOADERS), foreign, _linked(tree), strangers, asked
    )


def static_folders(code: Code, files: tuple[str, ...], makers: tuple[Maker, ...]) -> Folders:
    """Where the static files of the applications and blueprints lie."""
    folders, is_open = _folders(code, files, makers, "static_folder", "static")
    return Folders(code.tree, folders, is_open, linked=_linked(code.tree))


def has_plain_static_urls(code: Code, applications: Iterable[Application]) -> bool:
    """Whether ``/static/x`` is answered by the file ``x`` of a static folder, in every application."""
    for application in applications:
        folder = application.call.argument(2, "static_folder")
        where = Where(application.path, application.factory)
        path = folder.value if isinstance(folder, Literal) else _computed_folder(code, where, folder)
        named = posixpath.basename(str(path).rstrip("/")) == "static"
        url = application.call.argument(1, "static_url_path")
        plain = url is None or (isinstance(url, Literal) and str(url.value).strip("/") == "static")
        if not plain or (url is None and folder is not None and not named):
            return False
    return True


def _folders(
    code: Code, files: tuple[str, ...], makers: tuple[Maker, ...], keyword: str, default: str
) -> tuple[tuple[str, ...], bool]:
    """The folders that applications and blueprints name, and whether there may be others."""
    found: dict[str, None] = {}
    tree = code.tree
    is_open = _has_blueprint_classes(tree, files) or any(
        b"_folder" in tree.source(path).raw and ASSIGNED.search(tree.source(path).raw) for path in files
    )
    for maker in makers:
        call = maker.call
        position = 2 if keyword == "static_folder" else 6 if maker.is_application else 4
        value = call.argument(position, keyword)
        starred = any(not k.name for k in call.keywords)  # **options may hold anything
        is_open = is_open or starred
        if (value is None and not maker.is_application) or (isinstance(value, Literal) and value.value is None):
            continue
        folder = named_folder(code, maker, value, default)
        if folder is None or (folder.startswith("..") and not _is_nothing_outside(tree, keyword)):
            is_open = True
            found.update(dict.fromkeys(_likely_folders(tree, value)))
        else:
            found[folder] = None
    for inherited in _inherited_folders(code, files, keyword):
        is_open = is_open or inherited is None
        found.update({inherited: None} if inherited is not None else {})
    return tuple(found), is_open


def named_folder(code: Code, maker: Maker, value: Expression | None, default: str, top: bool = False) -> str | None:
    """The folder of the repository that an application or blueprint is given, or ``None`` when that cannot be determined; ``top``: where the working directory is the repository's top."""
    named = _named_folder(_root(code, maker), value, default)
    return _computed_folder(code, Where(maker.path, maker.scope), value, top) if named is None else named


def _inherited_folders(code: Code, files: tuple[str, ...], keyword: str) -> Iterator[str | None]:
    """The folders that classes of the repository hand to the application's class that they extend: ``super().__init__(name, static_folder=…)``."""
    for path in files:
        raw = code.tree.source(path).raw
        module = code.module(path) if b".__init__(" in raw and encoded(keyword) in raw else None
        for site in module.calls if module else ():
            value = site.call.argument(-1, keyword) if called(site.call) == "__init__" else None
            if value is not None and not (isinstance(value, Literal) and value.value is None):
                named = _named_folder(None, value, "")
                yield _computed_folder(code, Where(path, site.scope), value) if named is None else named


def _is_nothing_outside(tree: Tree, keyword: str) -> bool:
    """Whether a folder outside the tree is known to be empty: not beside a part of a repository; an image may have one, and front ends are built into others."""
    has_image = any(path.rpartition("/")[2].startswith(("Dockerfile", "Containerfile")) for path in tree.files)
    return keyword == "template_folder" and is_whole(tree.root) and not has_image


def _computed_folder(code: Code, where: Where, value: Expression | None, top: bool = False) -> str | None:
    """The folder that a keyword's value puts together from the place of a file, or ``None`` when that is not below the top or cannot be determined."""
    return None if value is None else _computed_root(code, where, value, top) or None


def _computed_root(code: Code, where: Where, value: Expression, top: bool = False) -> str | None:
    """The same, with ``""`` for the top itself."""
    from flaskcheck.values.paths import path_of

    view = FolderView(code.tree)
    ours = posixpath.join(view.home, posixpath.dirname(where.path)).rstrip("/")
    importer = Importer(code, view, tuple(dict.fromkeys((ours, view.home))))
    found = path_of(Evaluator(code, importer, World({})), value, where, view.locate, view.home if top else "")
    return found[len(view.home) + 1 :] if f"{found}/".startswith(f"{view.home}/") else None


def _likely_folders(tree: Tree, value: Expression | None) -> list[str]:
    """The repository's folders that end like a path that is put together, as in ``os.path.join(here, "templates")``."""
    texts = [v.value for v in value.walk() if isinstance(v, Literal) and isinstance(v.value, str)] if value else []
    last = texts[-1].replace("\\", "/").strip("./") if texts else ""
    return [folder for folder in sorted(tree.folders) if last and f"/{folder}".endswith(f"/{last}")]


def _named_folder(root: str | None, value: Expression | None, default: str) -> str | None:
    """The folder that a keyword means, or ``None`` when that cannot be determined."""
    text = default if value is None else value.value if isinstance(value, Literal) else None
    if root is None or not isinstance(text, str) or text.startswith("/") or "\\" in text:
        return None
    return None if (folder := posixpath.normpath(posixpath.join(root, text))) == "." else folder


def find_makers(code: Code, files: tuple[str, ...], applications: Iterable[Application]) -> Iterator[Maker]:
    """The calls that make applications, and those in these files that make blueprints."""
    from flaskcheck.readers.screens import holds_word

    for application in applications:
        yield Maker(application.path, application.call, True, application.factory)
    for path in files:
        if holds_word(code.tree.source(path), *BLUEPRINTS):
            module = code.module(path)
            for site in module.calls if module else ():
                if site.call.name.rpartition(".")[2] in BLUEPRINTS:
                    yield Maker(path, site.call, False, site.scope)


def _root(code: Code, maker: Maker) -> str | None:
    """The folder that an application's or blueprint's own folders are relative to: the one that it is given, else its module's, or its package's."""
    tree, path, call = code.tree, maker.path, maker.call
    given = call.argument(9 if maker.is_application else 8, "root_path")
    if given is not None and not (isinstance(given, Literal) and given.value is None):
        return _computed_root(code, Where(path, maker.scope), given)
    folder = posixpath.dirname(path)
    name = call.argument(1 if call.name.rpartition(".")[2] == "Blueprint" else 0, "import_name")
    if isinstance(name, Name) and name.name in ("__name__", "__package__"):
        return folder
    # no module is called "__name__": Flask then takes the folder where the app is started
    is_quoted = isinstance(name, Literal) and name.value == "__name__"
    if is_quoted or (name and any(isinstance(v, Name) and v.name.startswith("__name__") for v in name.walk())):
        while folder and tree.has(f"{posixpath.dirname(folder)}/__init__.py".lstrip("/")):
            folder = posixpath.dirname(folder)
        return posixpath.dirname(folder) if is_quoted and tree.has(f"{folder}/__init__.py") else folder
    if isinstance(name, Literal) and isinstance(name.value, str):
        return _package(tree, name.value, folder)
    return None


def _package(tree: Tree, dotted: str, near: str) -> str | None:
    """The folder of a package or module that is named in quotes; any other name means the working directory."""
    path = dotted.replace(".", "/")
    for base in dict.fromkeys((near, posixpath.dirname(near), "")):
        full = posixpath.join(base, path)
        if tree.has(f"{full}/__init__.py"):
            return full
        if tree.has(f"{full}.py"):
            return posixpath.dirname(full)
    return None


def _has_blueprint_classes(tree: Tree, files: tuple[str, ...]) -> bool:
    """Whether the repository has kinds of blueprints of its own, which may name folders themselves."""
    return any(b"Blueprint):" in tree.source(path).raw for path in files)


def _mentioned(tree: Tree, files: tuple[str, ...], words: tuple[bytes, ...]) -> frozenset[bytes]:
    """Those of some words that stand anywhere in the deployed Python. Each file is asked first for what all of the words begin or end with."""
    found: set[bytes] = set()
    for path in files:
        raw = tree.source(path).raw
        if b"flask.ext." in raw:  # as Flask gave extensions before 1.0
            raw = raw.replace(b"flask.ext.", b"flask_")
        if any(stem in raw for stem in STEMS):
            found.update(word for word in words if word in raw)
    return frozenset(found)


def _linked(tree: Tree) -> tuple[str, ...]:
    return tuple(path for path, mode in tree.modes.items() if mode in LINKED and "." not in posixpath.basename(path))  # fmt: skip
