"""What every start does outside an application context, although it works only in one."""

from __future__ import annotations

from flaskcheck.effects.uses.use import Use, named
from flaskcheck.facts.expressions import called
from flaskcheck.facts.python import CallSite
from flaskcheck.known import libraries
from flaskcheck.known.meanings import CREATES_TABLES, DROPS_TABLES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.run import Step

_OWNER = "flask_sqlalchemy.SQLAlchemy()"
_SURE = ("with", "try")


def outside_context(production: Production) -> tuple[Use, ...]:
    """The calls of Flask-SQLAlchemy 3 that every start makes before any context is pushed."""
    return production.told(_outside)


def _outside(production: Production) -> Iterator[Use]:
    rows = {n: m for kind in (CREATES_TABLES, DROPS_TABLES) for n, m in libraries.rows(kind) if n.startswith(_OWNER)}
    words = {name.rpartition(".")[2] for name in rows} | {"push", "enter_context"}
    seen: set[int] = set()
    for step in production.trace.calling(words.__contains__):
        site = step.statement
        if not isinstance(site, CallSite):
            continue
        if called(site.call) in ("push", "enter_context"):
            return  # a context that stays
        name = "" if _is_inside(step, production) else named(production.evaluator, site.call, step.where, rows)
        if name and id(site) not in seen:
            seen.add(id(site))
            yield Use(name, rows[name], site, step.where, step)


def _is_inside(step: Step, production: Production) -> bool:
    """Whether a step may have a context, may not be made, or the start may go on when it fails."""
    if not step.sure or step.runs_beside:
        return True
    for at in step.way:
        if any(guard.kind not in _SURE or guard.negated for guard in at.statement.guards):
            return True
        if any(guard.kind == "try" and guard.catches for guard in at.statement.guards):
            return True
        if any(guard.kind == "with" for guard in at.statement.guards):
            return True
        function = production.code.function(at.where.path, at.where.scope)
        if function is not None and function.decorators:
            return True
    return False
