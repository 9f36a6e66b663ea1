"""Files that the code names from the working directory, where the server's is another one than the one that holds them."""

from __future__ import annotations

import posixpath

from flaskcheck.effects.callers import Callers
from flaskcheck.effects.uses.data_files import MISSING, is_made, only_reads
from flaskcheck.effects.uses.use import uses
from flaskcheck.facts.expressions import Call, called, receiver
from flaskcheck.facts.python import CallSite
from flaskcheck.files.paths import relative
from flaskcheck.ground.record import Record
from flaskcheck.known.meanings import CONNECTS, OPENS
from flaskcheck.values.paths import path_of
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Guard
    from flaskcheck.files.layout import View

_OF_PATHS = ("read_text", "read_bytes", "open")
"""What reads a file that a ``Path`` names."""
_CATCHING = frozenset((*MISSING, "Exception", "BaseException", "?"))
_ASKING = frozenset("exists isfile is_file lexists access stat getsize".split())


class Elsewhere(Record):
    """A call that opens ``path``, an absolute one, in the working directory, where ``file`` of the repository is meant; ``at_start``: every start makes the call itself, ``makes``: where nothing is, it makes an empty database."""

    site: CallSite
    path: str
    file: str
    at_start: bool
    makes: bool

    @property
    def mended(self) -> str:
        """The path of the file as code beside it builds it."""
        path = relative(self.file, posixpath.dirname(self.site.path) or ".")
        above = path.count("../")
        return f'Path(__file__).parent{".parent" * above} / "{path[3 * above :]}"'


def opened_elsewhere(production: Production, view: View, folders: tuple[str, ...]) -> Iterator[Elsewhere]:
    """The files that are looked for in one of some working directories (absolute folders of the deployment), all of which lack them, and that are deployed beside the code that opens them or above it."""
    if production.calls_of(("chdir",)):
        return
    for site, value, makes in _opened(production):
        if _is_for_failures(site.guards) or _is_asked_for(site.guards) or _is_caught(production, site):
            continue
        for where in Callers(production).worlds(site, (value,)):
            found = [_relative(production, view, value, where, folder) for folder in folders]
            meant = _meant(production, view, site, found[0], folders[0]) if all(found) else ""
            if (
                meant
                and all(view.find(path) is None for path in found)
                and (makes or not is_made(production, meant, site.place))
            ):
                yield Elsewhere(site, found[0], meant, production.is_certain(site), makes)


def _opened(production: Production) -> Iterator[tuple[CallSite, Expression, bool]]:
    """The calls that surely open a file to read it, each with the path that it is given."""
    ask = production.evaluator
    for use in uses(production, OPENS, "data", "any file"):
        value = use.site.call.argument(*use.meaning.argument("file"))
        if value is not None and only_reads(use, ask):
            yield use.site, value, False
    for use in uses(production, CONNECTS, "sqlite"):
        value = use.site.call.argument(*use.meaning.argument("what"))
        if value is not None and use.name.startswith("sqlite3."):
            yield use.site, value, True
    for site in production.calls_of(_OF_PATHS):
        base = receiver(site.call)[0]
        mode = site.call.argument(0, "mode")
        found = ask.outcomes(base, Where.of(site)) if base is not None and mode is None else ()
        if base is not None and any(outcome.text for outcome in found):  # a text itself has no such method
            yield site, base, False


def _is_caught(production: Production, site: CallSite) -> bool:
    """Whether the code goes on where the file is missing: it catches that here, or where a function of this name is called."""
    todo, asked = [site], {""}
    while todo:
        at = todo.pop()
        if any(g.kind == "try" and not (g.negated or _CATCHING.isdisjoint(g.catches)) for g in at.guards):
            return True
        name = at.scope.rpartition(".")[2]
        if name not in asked:
            asked.add(name)
            todo.extend(production.calls_of((name,)))
    return False


def _is_for_failures(guards: tuple[Guard, ...]) -> bool:
    """Whether it is done only where something else failed first, which a deployment may never meet."""
    return any(guard.kind == "except" for guard in guards)


def _is_asked_for(guards: tuple[Guard, ...]) -> bool:
    """Whether a test asks for some file first."""
    tests = (part for guard in guards if guard.test is not None for part in guard.test.walk())
    return any(isinstance(part, Call) and called(part) in _ASKING for part in tests)


def _relative(production: Production, view: View, value: Expression, where: Where, folder: str) -> str:
    """The path that an expression is in a working directory; ``""`` where it is not known, or does not depend on that."""
    ask = production.evaluator
    found = ask.outcomes(value, where)
    if len(found) > 1 or found[0].variables or found[0].guessed or path_of(ask, value, where, view.locate):
        return ""
    return path_of(ask, value, where, view.locate, folder)


def _meant(production: Production, view: View, site: CallSite, path: str, folder: str) -> str:
    """The file of the repository that a path of the working directory would be in the folder of the code, or in one above it; ``""`` for none."""
    if not path.startswith(f"{folder.rstrip('/')}/"):
        return ""
    name, beside = path[len(folder.rstrip("/")) + 1 :], site.path
    while beside:
        beside = beside.rpartition("/")[0]
        meant = f"{beside}/{name}".lstrip("/")
        if production.code.tree.has(meant):
            return meant if view.locate(meant) is not None else ""
    return ""
