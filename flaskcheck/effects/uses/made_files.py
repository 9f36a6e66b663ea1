"""Files and folders that every start makes beside the code."""

from __future__ import annotations

from flaskcheck.effects.uses.uploads import is_beside
from flaskcheck.effects.uses.use import at_start
from flaskcheck.facts.expressions import last_name
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record
from flaskcheck.known.meanings import WRITES_FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.uses.use import Use

_FAILING = ("OSError", "IOError", "EnvironmentError")


class Made(Record):
    """A call of every start that makes a folder or opens a log beside the code; ``name`` is the last part of its path, ``""`` where it has no name of its own."""

    use: Use
    name: str


def made_at_start(production: Production) -> tuple[Made, ...]:
    """The folders and logs that every start makes beside the code, where git has none of their name, and the code does not go on if that fails."""
    return production.told(_made)


def _made(production: Production) -> Iterator[Made]:
    ask, folders = production.evaluator, production.code.tree.folders
    for use in at_start(production, WRITES_FILE, "folder", "log"):
        value = use.site.call.argument(*use.meaning.argument("what"))
        if value is None or use.is_caught(*_FAILING) or not is_beside(ask, value, use.where):
            continue
        found = ask.outcomes(value, use.where)
        name = found[0].text.rpartition(HOLE)[2].strip("/") or last_name(value)
        is_there = any(folder == name or folder.endswith(f"/{name}") for folder in folders)
        if len(found) == 1 and not found[0].variables and not (is_there and use.meaning.of == "folder"):
            yield Made(use, name)
