"""Folders beside the code that the app writes into, and that neither git has nor anything makes."""

from __future__ import annotations

import posixpath

from flaskcheck.effects.uses.uploads import is_beside, saved_uploads
from flaskcheck.effects.uses.use import at_start
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record
from flaskcheck.known.meanings import WRITES_FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.python import CallSite

_MAKERS = ("makedirs", "mkdir", "rmtree", "copytree", "extractall", "create_folder", "ensure")
_FAILING = ("FileNotFoundError", "OSError", "IOError", "EnvironmentError")


class LostFolder(Record):
    """A call that writes a file into a folder which is not there; ``by_request``: the start goes on without it."""

    site: CallSite
    folder: str
    by_request: bool


def lost_folders(production: Production) -> tuple[LostFolder, ...]:
    """The logs that every start opens, and the uploads that requests save, in folders that git has nothing of and no code makes."""
    return production.told(_lost)


def _lost(production: Production) -> Iterator[LostFolder]:
    code = production.code
    if any(any(code.files_with(word)) for word in _MAKERS):
        return
    folders = code.tree.folders
    for site, text, by_request in (*_logs(production), *((u.site, u.folder, True) for u in saved_uploads(production))):
        folder = text.strip("/").removeprefix("./")
        if ".." in folder.split("/"):
            folder = posixpath.normpath(posixpath.join(posixpath.dirname(site.path), folder)).lstrip(".")
        if folder and "//" not in folder and not any(f == folder or f.endswith(f"/{folder}") for f in folders):
            yield LostFolder(site, folder, by_request)


def _logs(production: Production) -> Iterator[tuple[CallSite, str, bool]]:
    ask = production.evaluator
    for use in at_start(production, WRITES_FILE, "log"):
        value = use.site.call.argument(*use.meaning.argument("what"))
        if value is None or use.is_caught(*_FAILING) or not is_beside(ask, value, use.where):
            continue
        found, delay = ask.outcomes(value, use.where), use.site.call.argument(-1, "delay")
        head, _, tail = found[0].text.rpartition(HOLE)
        if len(found) == 1 and not found[0].variables and not head.strip(HOLE) and delay is None:
            yield use.site, tail.rpartition("/")[0], False
