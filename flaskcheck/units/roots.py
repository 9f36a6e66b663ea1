"""From which folder an application is started, where nothing says so."""

from __future__ import annotations

from flaskcheck.readers.screens import holds_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.units.repository import Repository


def application_root(repository: Repository, path: str) -> str:
    """The folder that an application is started from: the one above its outermost package, or where a module stands that imports it by a longer name.

    A folder without ``__init__.py`` is a package all the same for whoever imports it from above.
    """
    if path not in repository.roots:
        repository.roots[path] = _root(repository, path)
    return repository.roots[path]


def _root(repository: Repository, path: str) -> str:
    folder = _folder(path)
    while folder and repository.tree.has(f"{folder}/__init__.py"):
        folder = _folder(folder)
    above = folder if not _needs_folder(repository, path, folder) else ""
    while above:
        above = _folder(above)
        name = path[len(above) :].strip("/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")
        if any(_folder(p) == above and _imports(repository, p, name) for p in repository.python_paths):
            return above
    return folder


def _needs_folder(repository: Repository, path: str, folder: str) -> bool:
    """Whether a module imports by a plain name what only its own folder holds, so that it is started there."""
    module = repository.code.module(path)
    for statement in module.imports if module else ():
        top = statement.module.partition(".")[0]
        inside = f"{folder}/{top}"
        if top and not statement.level and (repository.tree.has(f"{inside}.py") or repository.tree.has_folder(inside)):
            above = f"{_folder(folder)}/{top}".lstrip("/")
            if not (repository.tree.has(f"{above}.py") or repository.tree.has_folder(above)):
                return True
    return False


def _imports(repository: Repository, path: str, dotted: str) -> bool:
    """Whether a file imports a module, or something of it, by this name."""
    if not holds_word(repository.tree.source(path), dotted.rpartition(".")[2]):
        return False
    module = repository.code.module(path)
    asked = ((i.module, f"{i.module}.{i.name}") for i in (module.imports if module else ()) if not i.level)
    return any(name == dotted or name.startswith(f"{dotted}.") for names in asked for name in names)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
