"""Where an application is asked for what Flask 2.3 took away: ``app.env``, ``app.config["ENV"]`` and a few properties."""

from __future__ import annotations

from flaskcheck.effects.uses.use import comes_to
from flaskcheck.facts.expressions import Literal, Name, Subscript
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.values.things import is_application, is_configuration
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Guard, Statement

_KEYS = frozenset(("ENV",))
_PROPERTIES = frozenset(
    "env session_cookie_name send_file_max_age_default use_x_sendfile propagate_exceptions templates_auto_reload".split()
)
"""What applications had until Flask 2.2 (its changelog: "Version 2.3.0")."""
_SAID = tuple(word.encode() for word in (*(f".{name}" for name in _PROPERTIES), '"ENV"', "'ENV'"))


class Gone(Record):
    """A place where code reads a property or a setting that an application has no more. ``at_start``: every start comes to it."""

    place: Place
    name: str
    at_start: bool


def gone(production: Production) -> tuple[Gone, ...]:
    """Each such place that nothing catches, once."""
    return production.told(_gone)


def _gone(production: Production) -> Iterator[Gone]:
    written = {a.target.dotted.rpartition(".")[2] for a, _ in production.assignments() if isinstance(a.target, Name)}
    seen: set[Place] = set()
    for statement, guards, value in _read(production):
        name = _name(production, value, Where.of(statement))
        if name and name not in written and value.place not in seen and not any(g.kind == "try" for g in guards):
            seen.add(value.place)
            yield Gone(value.place, name, comes_to(production, statement, guards))


def _read(production: Production) -> Iterator[tuple[Statement, tuple[Guard, ...], Expression]]:
    """What the statements of modules that name such a thing read, in themselves and in the tests around them, each with the tests that come before."""
    sources = ((module.path, production.code.tree.source(module.path).raw) for module in production.facts())
    paths = {path for path, raw in sources if any(word in raw for word in _SAID)}
    for statement, _ in (*production.assignments(), *production.calls()) if paths else ():
        if statement.spans.path not in paths:
            continue
        values = [statement.value] if isinstance(statement, Assignment) else []
        values += statement.call.children if isinstance(statement, CallSite) else ()
        for value in values:
            yield from ((statement, statement.guards, part) for part in value.walk())
        for at, guard in enumerate(statement.guards):
            if guard.kind == "if" and guard.test is not None:
                yield from ((statement, statement.guards[:at], part) for part in guard.test.walk())


def _name(production: Production, value: Expression, where: Where) -> str:
    """What of an application an expression reads that is gone; ``""`` for anything else."""
    ask = production.evaluator
    if isinstance(value, Subscript) and isinstance(value.key, Literal) and value.key.value in _KEYS:
        return str(value.key.value) if is_configuration(ask, value.base, where) else ""
    base, _, name = value.name.rpartition(".") if isinstance(value, Name) else ("", "", "")
    is_one = bool(base) and name in _PROPERTIES and is_application(ask, value.replaced(name=base), where) is True
    return name if is_one else ""
