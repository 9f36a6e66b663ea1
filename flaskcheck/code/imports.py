"""Which file an import finds."""

from __future__ import annotations

from flaskcheck.code.modules import Code
from flaskcheck.facts.python import Import
from flaskcheck.ground.limits import MAX_PACKAGES_IN_ONE_ANOTHER
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.code.bindings import Binding
    from flaskcheck.files.layout import View


class Located(Record):
    """Where an import leads. ``kind``: ``module``, ``package`` (has ``__init__.py``, which is ``path``), ``namespace`` (a folder without one, ``path`` is the folder)."""

    name: str
    path: str
    kind: str


class Importer:
    """Finds modules as Python would where the deployment runs.

    ``folders`` are absolute deployment paths, as ``sys.path`` would list them.
    """

    def __init__(self, code: Code, view: View, folders: tuple[str, ...]) -> None:
        self.code = code
        self.view = view
        self.folders = folders
        self.located: dict[str, Located | None] = {}
        """What was asked of ``locate``, in that order, with its answers; ``named`` likewise of ``name_of``, both as the key."""
        self.named: dict[tuple[str, str], None] = {}
        self._bases: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._listings: dict[str, dict[str, str]] = {}
        self._targets: dict[tuple[str, int], tuple[tuple[Located, ...], Import]] = {}
        """The statement is kept with them: its identity is in the key."""
        self._lacking: dict[tuple[str, str], str] = {}
        self._splits: dict[tuple[str, str], tuple[Located, str] | None] = {}
        self._defined: dict[tuple[str, str], bool] = {}

    def locate(self, dotted: str) -> Located | None:
        """Where ``import dotted`` leads inside the repository, or ``None``."""
        if dotted in self.located:
            return self.located[dotted]
        found = self._search(dotted) if dotted.count(".") <= MAX_PACKAGES_IN_ONE_ANOTHER else None
        self.located[dotted] = found
        if found:
            self._names.setdefault(found.path, dotted)
        return found

    def _search(self, dotted: str) -> Located | None:
        parent, _, last = dotted.rpartition(".")
        package = self.locate(parent) if parent else None
        if not parent:
            return self._in_folders(dotted, last, self.folders)
        return self._in_folders(dotted, last, self._package_folders(package)) if package else None

    def _package_folders(self, package: Located) -> tuple[str, ...]:
        if package.kind == "module":
            return ()
        path = package.path.rpartition("/")[0] if package.kind == "package" else package.path
        inside = self._bases.get(package.name) or self.view.locate(path)
        return (inside,) if inside is not None else ()

    def _in_folders(self, dotted: str, last: str, folders: tuple[str, ...]) -> Located | None:
        namespace: Located | None = None
        if not (self.view.may_have(last) or self.view.may_have(f"{last}.py")):
            return None  # most are of others, and many deployments ask
        for folder in folders:
            base = f"{folder.rstrip('/')}/{last}"
            for suffix, kind in (("/__init__.py", "package"), (".py", "module")):
                path = self.view.find(base + suffix)
                if path is not None and self.code.tree.has(path):
                    self._bases[dotted] = base
                    return Located(dotted, path, kind)
            path = self.view.find(base)
            if namespace is None and path and self.code.tree.has_folder(path) and self._holds_python(path):
                namespace = Located(dotted, path, "namespace")
                self._bases[dotted] = base
        return namespace

    def other_case(self, dotted: str) -> str:
        """The file or folder that a module name would find if case did not count; ``""`` when it finds one as it is, or none at all."""
        parts = dotted.split(".")
        end = next((n for n in range(1, len(parts) + 1) if self.locate(".".join(parts[:n])) is None), 0)
        if not end:
            return ""
        parent = self.locate(".".join(parts[: end - 1])) if end > 1 else None
        for folder in self._package_folders(parent) if parent else self.folders if end == 1 else ():
            if folder not in self._listings:
                self._listings[folder] = {name.lower(): name for name in self.view.folder(folder)}
            for suffix in (".py", ""):
                wanted = parts[end - 1] + suffix
                name = self._listings[folder].get(wanted.lower(), wanted)
                path = self.view.find(f"{folder.rstrip('/')}/{name}") if name != wanted else None
                if path and (suffix or self._holds_python(path)):
                    return path
        return ""

    def _holds_python(self, folder: str) -> bool:
        return any(path.endswith(".py") for path in self.code.tree.below(folder))

    def asked_as(self, path: str) -> tuple[str, ...]:
        """The dotted names by which a file has been asked for."""
        return tuple(name for name, found in self.located.items() if found and found.path == path)

    def name_of(self, path: str) -> str:
        """The dotted name under which a file would be imported; ``""`` when it lies outside the search path."""
        found = self._names[path] if path in self._names else self._name_of(path)
        self.named[path, found] = None
        return found

    def _name_of(self, path: str) -> str:
        inside = self.view.locate(path)
        for folder in self.folders if inside else ():
            prefix = folder.rstrip("/") + "/"
            if inside and inside.startswith(prefix):
                parts = inside[len(prefix) :].removesuffix(".py").removesuffix("/__init__").split("/")
                if all(part.isidentifier() for part in parts) and self.locate(".".join(parts)):
                    return ".".join(parts)
        return ""

    def absolute(self, path: str, module: str, level: int) -> str:
        """The absolute dotted name of an import in a file: level 0 as it is, else relative to the file's package; ``""`` when it leaves it."""
        if level == 0:
            return module
        parts = self.name_of(path).split(".") if self.name_of(path) else []
        if not path.endswith("/__init__.py") and path != "__init__.py":
            parts = parts[:-1]
        if level - 1 > len(parts) or not (parts or module):
            return ""
        parts = parts[: len(parts) - (level - 1)]
        return ".".join([*parts, module]) if module else ".".join(parts)

    def asked(self, statement: Import) -> str:
        """The absolute dotted name of the module that an import statement asks for; ``""`` when it leaves the package."""
        return self.absolute(statement.spans.path, statement.module, statement.level)

    def lacking(self, statement: Import) -> str:
        """The dotted name of the module, or of the submodule that may be meant, that an import asks for and the repository lacks; ``""`` when it has both."""
        asked = self.asked(statement), statement.name
        if asked not in self._lacking:  # one module is imported in many files
            self._lacking[asked] = self._lacks(*asked)
        return self._lacking[asked]

    def _lacks(self, dotted: str, name: str) -> str:
        found = self.locate(dotted) if dotted else None
        if found is None:
            return dotted
        inner = f"{dotted}.{name}"
        is_there = found.kind == "module" or name in ("", "*") or self.locate(inner) or self._defines(found.path, name)
        return "" if is_there else inner

    def files_of(self, dotted: str) -> Iterator[str]:
        """The repository paths of the files that may be a module, whether or not they are there."""
        parent, _, last = dotted.rpartition(".")
        package = self.locate(parent) if parent else None
        if not parent:
            folders = [found for folder in self.folders if (found := self.view.find(folder)) is not None]
        elif package is None:
            folders = [
                path.removesuffix("/__init__.py") for path in self.files_of(parent) if path.endswith("/__init__.py")
            ]
        else:
            folders = [package.path.removesuffix("/__init__.py")] if package.kind != "module" else []
        for folder in dict.fromkeys(folders):
            base = f"{folder}/{last}".lstrip("/")
            yield from (f"{base}/__init__.py", f"{base}.py")

    def missing(self, statement: Import) -> str:
        """The dotted name of a first-party module that an import asks for and that is not there; ``""`` when it is, or may be someone else's."""
        dotted = self.asked(statement)
        top = self.locate(dotted.partition(".")[0]) if dotted else None
        if top is None or (top.kind == "namespace" and not statement.level) or self.locate(dotted):
            return ""
        parts = dotted.split(".")
        inner = next(end for end in range(2, len(parts) + 1) if self.locate(".".join(parts[:end])) is None)
        parent = self.locate(".".join(parts[: inner - 1]))
        if parent is None or parent.kind == "namespace":
            return ""
        bound = parent.path.endswith(".py") and self.code.bindings(parent.path).get(parts[inner - 1])
        return "" if bound else ".".join(parts[:inner])

    def targets(self, path: str, statement: Import) -> Iterator[Located]:
        """The repository's modules that an import statement loads, parents first."""
        kept = self._targets.get((path, id(statement)))
        return iter(kept[0]) if kept else self._found(path, statement)

    def _found(self, path: str, statement: Import) -> Iterator[Located]:
        """One by one, since the caller may load a module before it asks for the next; kept when all have been asked for."""
        found = []
        for located in self._leads_to(path, statement):
            found.append(located)
            yield located
        self._targets[path, id(statement)] = tuple(found), statement

    def _leads_to(self, path: str, statement: Import) -> Iterator[Located]:
        dotted = self.absolute(path, statement.module, statement.level)
        if not dotted:
            return
        names = dotted.split(".")
        last = ""
        for end in range(1, len(names) + 1):
            found = self.locate(".".join(names[:end]))
            if found is None:
                return
            last = found.path
            yield found
        if statement.name and statement.name != "*":
            inner = self.locate(f"{dotted}.{statement.name}")
            if inner is not None and not self._defines(last, statement.name):
                yield inner

    def _defines(self, path: str, name: str) -> bool:
        """Whether the package itself binds the name, so that no submodule is meant."""
        if not path.endswith(".py"):
            return False
        if (path, name) not in self._defined:
            bound = self.code.bindings(path)
            own = any(not self._imports_submodule(path, b, name) for b in bound.get(name, []))
            stars = (star for star in bound.get("*", []) if isinstance(star, Import))
            self._defined[path, name] = own or any(self._brings(path, star, name) for star in stars)
        return self._defined[path, name]

    def _brings(self, path: str, star: Import, name: str) -> bool:
        """Whether ``from module import *`` brings a name that the module itself binds: what a package binds last is what its attribute is."""
        located = self.locate(self.absolute(path, star.module, star.level))
        module = self.code.module(located.path) if located is not None and located.path != path else None
        if module is None or name not in self.code.bindings(module.path):
            return False
        return name in module.exported if module.exported is not None else not name.startswith("_")

    def _imports_submodule(self, path: str, binding: Binding, name: str) -> bool:
        """Whether the binding is the package's own ``from . import name`` (or ``from package import name``) of a submodule."""
        if not isinstance(binding, Import) or binding.name != name:
            return False
        return path.endswith("__init__.py") and self.absolute(path, binding.module, binding.level) == self.name_of(path)

    def split_name(self, path: str, dotted: str) -> tuple[Located, str] | None:
        """Split an imported dotted name as seen from a file into the repository module it lies in and the rest.

        ``.models.db`` in ``app/routes.py`` → (app/models.py, ``db``). ``None`` for names from elsewhere.
        """
        key = (path if dotted.startswith(".") else "", dotted)
        if key not in self._splits:
            self._splits[key] = self._split_name(path, dotted)
        return self._splits[key]

    def _split_name(self, path: str, dotted: str) -> tuple[Located, str] | None:
        level = len(dotted) - len(dotted.lstrip("."))
        absolute = self.absolute(path, dotted.lstrip("."), level)
        parts = absolute.split(".") if absolute else []
        best: tuple[Located, str] | None = None
        for end in range(1, len(parts) + 1):
            found = self.locate(".".join(parts[:end]))
            if found is None:
                break
            rest = ".".join(parts[end:])
            # from package.make import make: the module's own
            is_said_twice = parts[end : end + 1] == parts[end - 1 : end]
            if best and best[1] and not is_said_twice and self._defines(best[0].path, parts[end - 1]):
                break
            best = (found, rest)
        return best
