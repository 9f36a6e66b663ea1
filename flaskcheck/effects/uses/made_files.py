"""Files and folders that every start makes beside the code."""

from __future__ import annotations

from flaskcheck.effects.uses.uploads import is_beside
from flaskcheck.effects.uses.use import Use, at_start, is_certain
from flaskcheck.facts.expressions import called, last_name, receiver
from flaskcheck.facts.python import CallSite
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import OPENS, WRITES_FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression

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
    for use, value in (*_by_functions(production), *_by_paths(production)):
        if use.is_caught(*_FAILING) or not is_beside(ask, value, use.where):
            continue
        found = ask.outcomes(value, use.where)
        name = found[0].text.rpartition(HOLE)[2].strip("/") or last_name(value)
        is_there = any(folder == name or folder.endswith(f"/{name}") for folder in folders)
        if len(found) == 1 and not found[0].variables and not (is_there and use.meaning.of.startswith("folder")):
            yield Made(use, name)


def _by_functions(production: Production) -> Iterator[tuple[Use, Expression]]:
    """The calls that are given the path of what they make: a folder, a log, a file that is opened to be written."""
    for use in at_start(production, WRITES_FILE, "folder", "log", "root log"):
        value = use.site.call.argument(*use.meaning.argument("what"))
        if value is not None:
            yield use, value
    for use in at_start(production, OPENS, "any file"):
        modes, value = use.argument(production.evaluator, "mode"), use.site.call.argument(*use.meaning.argument("file"))
        if value is not None and modes and all(mode.text[:1] in ("w", "a", "x") for mode in modes):
            yield use, value


def _by_paths(production: Production) -> Iterator[tuple[Use, Expression]]:
    """The methods by which a ``Path`` makes what it names."""
    found = libraries.rows(WRITES_FILE, "folder of a path", "content")
    rows = {name.rpartition(".")[2]: (name, row) for name, row in found}
    for step in production.trace.calling(rows.__contains__):
        site = step.statement
        base = receiver(site.call)[0] if isinstance(site, CallSite) else None
        if base is None or not isinstance(site, CallSite) or not is_certain(step, site):
            continue
        if any(o.text for o in production.evaluator.outcomes(base, step.where)):  # a text itself has no such method
            yield Use(*rows[called(site.call)], site, step.where, step), base
