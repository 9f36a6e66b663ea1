"""What statements of SQL the code runs on a connection: whether all of them only read."""

from __future__ import annotations

import re
from functools import cached_property

from flaskcheck.effects.callers import Callers
from flaskcheck.facts.expressions import Name, called
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.known import libraries
from flaskcheck.known.meanings import RUNS_SQL, WRITES_ROWS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Call

_RUNNING = libraries.last_words(RUNS_SQL)
_WRITING = libraries.last_words(WRITES_ROWS, "frame") | {"commit"}
_READS = re.compile(r"\s*(SELECT|EXPLAIN|VALUES|WITH|PRAGMA\s+\w+\s*(\(|;|$))", re.IGNORECASE)
_CHANGES = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b", re.IGNORECASE)


class Statements:
    """What the code of one production does with the connections that it opens."""

    def __init__(self, production: Production) -> None:
        self._production = production
        self._callers = Callers(production)

    def only_read(self, site: CallSite) -> bool:
        """Whether what the code does with the connection that a call opens only reads: at least one statement is seen, and none may write."""
        own = _own(self._production, site)
        return self._all_read(own) if own else self._every_one_reads

    @cached_property
    def _every_one_reads(self) -> bool:
        return self._all_read(call for call, _ in self._production.calls())

    def _all_read(self, statements: Iterable[CallSite]) -> bool:
        seen = False
        for statement in statements:
            last = called(statement.call)
            if last in _WRITING or (last in _RUNNING and not _reads(self._production, self._callers, statement)):
                return False
            seen = seen or last in _RUNNING
        return seen


def _reads(production: Production, callers: Callers, statement: CallSite) -> bool:
    value = statement.call.argument(0, "sql")
    if value is None:
        return False
    worlds = callers.worlds(statement, (value,))
    found = [outcome for where in worlds for outcome in production.evaluator.outcomes(value, where)]
    return all(_READS.match(o.text) and not _CHANGES.search(o.text) for o in found)


def _own(production: Production, site: CallSite) -> list[CallSite]:
    """The calls of the function that keeps the connection to itself; none where others may have it."""
    code = production.code
    function = code.function(site.path, site.scope) if site.scope else None
    names = {name for name in _names(code.scope(site.path, site.scope), site.call) if "." not in name}
    if function is None or function.is_generator or not names:
        return []
    calls = [s for s in code.scope(site.path, site.scope) if isinstance(s, CallSite)]
    returned = (part for r in function.returns if r.value and type(r.value) is Name for part in r.value.walk())
    given = (part for call in calls if _is_own(production, call) for part in call.call.walk())
    return [] if _mentions((*returned, *given), names) else calls


def _names(statements: Iterable[object], call: Call) -> Iterator[str]:
    for statement in statements:
        if isinstance(statement, Assignment) and any(part.at == call.at for part in statement.value.walk()):
            yield statement.target.dotted


def _mentions(parts: Iterable[object], names: set[str]) -> bool:
    return any(isinstance(part, Name) and part.name in names for part in parts)


def _is_own(production: Production, site: CallSite) -> bool:
    """Whether a call may be of a function of the repository, which does what it likes with its arguments."""
    name = site.call.name
    if getattr(site.call.function, "imported", False):
        return production.evaluator.importer.split_name(site.path, name) is not None
    return production.code.function(site.path, name) is not None or "." in name and name.startswith("self.")
