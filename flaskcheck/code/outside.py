"""What an import means and does not find: a module of the repository that lies in no folder of the search path."""

from __future__ import annotations

from flaskcheck.code.unfound import NO_MODULE, Unfound
from flaskcheck.files.paths import folder_of_file, outwards
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from flaskcheck.code.imports import Importer
    from flaskcheck.facts.python import Import


class Outside(Record):
    """A module outside the search path: ``path`` is its file, or its folder; ``folder`` is what the path would have to hold. ``seen_as`` is the name by which it can be imported.

    ``is_around``: it lies beside the importing file or beside a folder that the file is in, where it is found when someone starts Python there. ``is_relative``: the
    import is relative, and the importing file, which ``path`` is then, belongs to no package. ``searched`` are the folders that are searched.
    """

    name: str
    path: str
    folder: str
    searched: tuple[str, ...]
    seen_as: str = ""
    is_around: bool = True
    is_relative: bool = False

    @property
    def error(self) -> str:
        """What Python says."""
        return (
            "attempted relative import with no known parent package"
            if self.is_relative
            else NO_MODULE.format(self.name)
        )

    @property
    def reason(self) -> str:
        """Why it says so."""
        if self.is_relative:
            return f"{self.path} is loaded as a module of its own, not as a part of a package."
        return f"{self.path} is not where Python looks when the application is started: in {_named(self.searched)}."

    @property
    def advice(self) -> str:
        """What to do about it."""
        if self.is_relative:
            return "Import without the leading dot, or start the application from the folder above, by its name in the package."
        start = f"start the application in {self.folder or 'the top folder'}"
        return f"Import it as {self.seen_as}, or {start}." if self.seen_as else f"Correct the name, or {start}."

    def seen_from(self, path: str) -> Unfound:
        """What an import in a file does not find because it looks for this."""
        return Unfound(
            self.error,
            self.reason,
            self.advice,
            (self.folder, "relative" if self.is_relative else ""),
            "this import looks there too",
            self.path,
            self.folder == folder_of_file(path),
        )


def _named(folders: tuple[str, ...]) -> str:
    return " and ".join(folder or "the top folder of the repository" for folder in folders)


def outside(importer: Importer, statement: Import, named: Mapping[str, tuple[str, ...]]) -> Outside | None:
    """The module of the repository that an import means, when the search path lacks it: the nearest one, seen from the importing file.

    ``named`` are the files and folders that plain names may mean.
    """
    top, own = statement.module.partition(".")[0], statement.spans.path
    if statement.level:
        is_lost = _has_no_package(importer, own)
        return Outside(top, own, folder_of_file(own), _searched(importer), is_relative=True) if is_lost else None
    if (
        not named.get(top)
        or importer.locate(top)
        or any(importer.code.tree.is_unread(f"{f}/{top}".lstrip("/")) for f in _searched(importer))
    ):
        return None  # what a link or a submodule of this name holds is not known here
    found = {folder_of_file(path): path for path in reversed(named.get(top, ())) if path != own}
    around = next((folder for folder in outwards(folder_of_file(own)) if folder in found), None)
    nearest = min(found, key=lambda folder: (folder.count("/"), folder), default="") if around is None else around
    if not found:
        return None
    path = found[nearest]
    seen_as = importer.name_of(_file(importer, path)).removesuffix("__init__")
    return Outside(top, path, nearest, _searched(importer), seen_as, around is not None)


def _searched(importer: Importer) -> tuple[str, ...]:
    return tuple(p for folder in importer.folders if (p := importer.view.find(folder)) is not None)


def _has_no_package(importer: Importer, path: str) -> bool:
    """Whether a module is known by a plain name only, one that the search path holds directly, so that it has no parent package."""
    inside = importer.view.locate(path) if not path.endswith("__init__.py") else None
    if inside is None:
        return False
    own = inside.rpartition("/")[0]
    first = next((f for f in importer.folders if f.rstrip("/") in set(outwards(own))), None)
    return first == (own or "/") and not any("." in name for name in importer.asked_as(path))


def _file(importer: Importer, path: str) -> str:
    inner = f"{path}/__init__.py"
    return inner if importer.code.tree.has(inner) else path
