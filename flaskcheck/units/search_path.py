"""Where a script that a web server imports finds its modules: what it adds to ``sys.path``, in the order of its lines, and what its imports find by then."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.application.applications import Target
from flaskcheck.code.imports import Located
from flaskcheck.facts.expressions import Items, Name, Starred, Subscript
from flaskcheck.facts.python import Import
from flaskcheck.files.paths import is_in
from flaskcheck.ground.record import Record
from flaskcheck.known.distributions import stdlib_modules
from flaskcheck.values.paths import path_of
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

    from flaskcheck.application.applications import Resolver
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.files.layout import View
    from flaskcheck.installed.installed import Installed
    from flaskcheck.servers.server import Server

_ADDS = {"sys.path.insert": 1, "sys.path.append": 0, "sys.path.extend": 0, "site.addsitedir": 0}
"""Calls that add folders, with the position of the argument that names them."""


class Added(Record):
    """A folder that a line of a script adds: an absolute deployment path, ``""`` where it cannot be known."""

    line: int
    folder: str


class SearchPath:
    """The search path of one script.

    ``server`` is what imports it; ``resolver`` makes a resolver of some folders, which knows what the interpreter has besides. ``is_told``: a file tells what the
    interpreter has; ``names`` are those of all modules of the repository; ``installable`` tells the folder of the repository that a module is installed from by hand, where it may be.
    """

    def __init__(
        self,
        server: Server,
        view: View,
        resolver: Callable[[tuple[str, ...]], Resolver],
        is_told: bool,
        names: Container[str],
        installable: Callable[[str], str | None] = lambda top: None,
    ) -> None:
        self.server = server
        self.view = view
        self.resolver = resolver
        self.is_told = is_told
        self.names = names
        self._installable = installable
        self.evaluator = resolver(server.folders).evaluator
        self.code = self.evaluator.code
        self.added = tuple(sorted(self._added(), key=lambda added: added.line))

    @property
    def folders(self) -> tuple[str, ...]:
        """All folders that are on it in the end; that of what is deployed where nothing tells of any, for a file that cannot be seen does."""
        found = tuple(dict.fromkeys((*self.server.folders, *(a.folder for a in self.added if a.folder))))
        return (self.view.home,) if self._is_open and self.view.home else (*found, *self._of_projects)

    @cached_property
    def _of_projects(self) -> tuple[str, ...]:
        """The folders of the repository's projects that the script imports and adds no folder of: someone has installed them on the machine."""
        importer = self.resolver((*self.server.folders, *(a.folder for a in self.added if a.folder))).importer
        tops = dict.fromkeys(statement.module.partition(".")[0] for statement in self._imports())
        found = (self._installable(top) for top in tops if importer.locate(top) is None)
        places = (self.view.locate(folder) for folder in found if folder is not None)
        return tuple(dict.fromkeys(place for place in places if place is not None))

    @property
    def written(self) -> tuple[str, ...]:
        """The absolute folders of the machine that stand in the script word for word."""
        home = self.view.home
        found = (a.folder for a in self.added if a.folder)
        return tuple(folder for folder in found if not (is_in(folder, home) or is_in(home, folder.rstrip("/"))))

    # -- what is added ---------------------------------------------------------------------------

    def _added(self) -> Iterator[Added]:
        module = self.code.module(self.server.script)
        for site in module.calls if module else ():
            at = _ADDS.get(site.call.name)
            if at is not None and len(site.call.arguments) > at:
                yield from self._each(site.place.line, site.call.arguments[at])
        for statement in module.assignments if module else ():
            if statement.target.dotted == "sys.path" or _is_slice_of_path(statement.target):
                yield from self._each(statement.place.line, statement.value)

    def _each(self, line: int, value: Expression) -> Iterator[Added]:
        """The folders of a list, of a text the one; the rest of the path among them is none."""
        if isinstance(value, Items):
            for item in value.items:
                if not (isinstance(item, Starred) or _is_rest(item)):
                    yield Added(line, self._folder(item))
        else:
            yield Added(line, self._folder(value))

    def _folder(self, value: Expression) -> str:
        """The absolute folder that an expression names, ``""`` where it cannot be known."""
        return path_of(self.evaluator, value, Where(self.server.script), self.view.locate)

    # -- what the imports find -------------------------------------------------------------------

    def target(self, installed: Installed) -> Target:
        """What ``application`` is in the script, or the import that fails before it is anything; of one that holds nothing but comments, a pattern to copy, nothing is known."""
        text = self.server.parsed
        if not any(True for _ in self.code.scope(self.server.script, "")):
            return Target("unknown", text.module, text.attribute, self.server.script)
        resolver = self.resolver(self.folders)
        failed = next((t for i in self._imports() if (t := self._failure(i, resolver, installed))), None)
        return failed or resolver.resolve_file(Located(text.module, self.server.script, "module"), text.attribute)

    def _imports(self) -> list[Import]:
        """The imports of the script that the application comes from or that find the repository's own modules."""
        found = self.code.imports(self.server.script, "")
        return [i for i in found if not (i.copes or i.level or i.guards)]

    def _failure(self, statement: Import, resolver: Resolver, installed: Installed) -> Target | None:
        """The target of an import that finds nothing, where that can be determined."""
        top = statement.module.partition(".")[0]
        path, name = self.server.script, self.server.parsed.attribute
        before = [a for a in self.added if a.line < statement.place.line]
        if resolver.importer.locate(top) is not None:
            then = (*self.server.folders, *(a.folder for a in before), *self._of_projects)
            by_then = self.resolver(tuple(f for f in then if f)).importer
            is_later = by_then.locate(top) is None and all(then) and not self._is_open
            later = Target("missing-module", top, name, path, statement.place, reason="later")
            return later if is_later else self._unbound(statement, resolver)
        if self._is_open and top in self.names:
            return None
        if not all(a.folder for a in before) or not self._is_own(statement, installed):
            return None
        return Target("missing-module", top, name, path, statement.place, reason="nowhere")

    def _unbound(self, statement: Import, resolver: Resolver) -> Target | None:
        """The target of an import of a name that its module does not bind, where the application is that name."""
        if not statement.name or statement.name == "*" or _bound(statement) not in self._names_of_application():
            return None
        found = resolver.resolve(statement.module, statement.name)
        if found.status != "missing-attribute" or found.reason == "namespace":
            return None
        return found.replaced(path=self.server.script, place=statement.place, reason="import")

    @property
    def _is_open(self) -> bool:
        """Whether nothing tells where the script finds modules: a file that cannot be seen may."""
        return not (self.added or self.server.folders) and not self.is_told

    def _is_own(self, statement: Import, installed: Installed) -> bool:
        """Whether the application is made of what an import brings, and no distribution that is installed brings it."""
        top = statement.module.partition(".")[0]
        if top in stdlib_modules(installed.python) or installed.provides_import(top).status in (
            "declared",
            "transitive",
        ):
            return False
        return _bound(statement) in self._names_of_application()

    def _names_of_application(self) -> set[str]:
        """The names in the script that the application comes from."""
        bindings = self.code.bindings(self.server.script)
        found, wanted = set[str](), [self.server.parsed.attribute]
        while wanted and len(found) < 20:
            name = wanted.pop()
            found.add(name)
            values = [b.value for b in bindings.get(name, []) if hasattr(b, "value")]
            words = (n.name for value in values for n in value.walk() if isinstance(n, Name))
            wanted.extend(word for text in words for word in (text, text.partition(".")[0]) if word not in found)
        return found


def _bound(statement: Import) -> str:
    """How the rest of the file names what an import brings."""
    if statement.name:
        return statement.alias if statement.alias == "application" else f"{statement.module}.{statement.name}"
    return statement.module.partition(".")[0]


def _is_slice_of_path(target: Expression) -> bool:
    return isinstance(target, Subscript) and target.base.dotted == "sys.path"


def _is_rest(item: Expression) -> bool:
    return getattr(item, "kind", "") == "unknown" or item.dotted == "sys.path"
