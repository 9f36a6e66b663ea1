"""Which pages may call an API from a browser (CORS): the origins that it is given, and the variables that they are read from."""

from __future__ import annotations

from flaskcheck.facts.expressions import EnvRead, Literal, Name
from flaskcheck.facts.python import Assignment
from flaskcheck.ground.limits import MAX_ORIGIN_STEPS
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.loopback import loopback_host
from flaskcheck.known.meanings import SETS
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import CallSite
    from flaskcheck.values.evaluator import Evaluator

_ROWS = dict(libraries.rows(SETS, "origins"))
LAST_WORDS = libraries.last_words(SETS, "origins")
"""What calls that are given origins are called."""


class LocalOrigin(Record):
    """The default of a variable that allows nothing but a developer's own front end, with the port of that."""

    variable: str
    place: Place
    port: int | None


class AllowedOrigins:
    """The origins that the code of one deployment allows."""

    def __init__(self, production: Callable[[], Production]) -> None:
        self._production = production

    def local_only(self, site: CallSite) -> Iterator[LocalOrigin]:
        """The variables whose defaults let a call allow nothing but a developer's own front end."""
        if getattr(site.call.function, "name", "").rpartition(".")[2] not in LAST_WORDS:
            return
        for read in origin_reads(site, self._production().evaluator):
            written = read.default.value if isinstance(read.default, Literal) else None
            origins = [loopback_host(part) for part in written.split(",")] if isinstance(written, str) else []
            first = origins[0] if origins and None not in origins else None
            if first is not None and read.default is not None:
                yield LocalOrigin(read.variable, read.default.place, first.port)


def origin_reads(site: CallSite, evaluator: Evaluator) -> Iterator[EnvRead]:
    """The reads of variables that make the origins which a call allows."""
    where = Where.of(site)
    things = (outcome.value for outcome in evaluator.outcomes(site.call.function, where))
    meaning = next((_ROWS[t.name] for t in things if isinstance(t, Reference) and t.name in _ROWS), None)
    for role in ("origins", "resources") if meaning else ():
        value = site.call.argument(*meaning.argument(role)) if meaning else None
        if value is not None:
            yield from _reads(value, site.path, site.scope, evaluator, MAX_ORIGIN_STEPS)


def _reads(value: Expression, path: str, scope: str, evaluator: Evaluator, steps: int) -> Iterator[EnvRead]:
    """The reads in an expression and in what the names in it are bound to."""
    for part in value.walk():
        if isinstance(part, EnvRead):
            yield part
        elif isinstance(part, Name) and steps:
            for module, name in _bound(part, path, evaluator):
                bound = evaluator.code.binders(module, scope if module == path else "", name)
                for statement in bound or evaluator.code.binders(module, "", name):
                    if isinstance(statement, Assignment):
                        yield from _reads(statement.value, module, statement.scope, evaluator, steps - 1)


def _bound(name: Name, path: str, evaluator: Evaluator) -> Iterator[tuple[str, str]]:
    """The module and the name there that a name stands for."""
    if not name.imported:
        yield path, name.name
        return
    split = evaluator.importer.split_name(path, name.name)
    if split and split[1] and split[0].path.endswith(".py"):
        yield split[0].path, split[1]
