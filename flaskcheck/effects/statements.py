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
    from collections.abc import Iterable

    from flaskcheck.code.modules import Code
    from flaskcheck.effects.reach import Production

_RUNNING = libraries.last_words(RUNS_SQL)
_WRITING = libraries.last_words(WRITES_ROWS, "frame") | {"commit"}
_READS = re.compile(r"\s*(SELECT|EXPLAIN|VALUES|WITH|PRAGMA\s+\w+\s*(\(|;|$))", re.IGNORECASE)
_CHANGES = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER)\b", re.IGNORECASE)


class Statements:
    """What the code of one production does with the connections that it opens."""

    def __init__(self, production: Production) -> None:
        self._production = production
        self._callers = Callers(production)
        self._read: dict[tuple[str, str], bool] = {}
        self._handed: dict[tuple[str, str], frozenset[str]] = {}

    def only_read(self, site: CallSite) -> bool:
        """Whether what the code does with the connection that a call opens only reads: at least one statement is seen, and none may write."""
        if not self._is_kept(site):
            return self._every_one_reads
        if (site.path, site.scope) not in self._read:
            self._read[site.path, site.scope] = self._all_read(_calls(self._production.code, site))
        return self._read[site.path, site.scope]

    def _is_kept(self, site: CallSite) -> bool:
        """Whether a function keeps the connection to itself that it opens: what it is called there is neither returned nor given to the repository's own code."""
        code, at = self._production.code, (site.path, site.scope)
        function = code.function(*at) if site.scope else None
        if function is None or function.is_generator:
            return False
        names = {name for name in code.once(_names, *at).get(site.call.at, ()) if "." not in name}
        if names and at not in self._handed:
            returned = (part for r in function.returns if r.value and type(r.value) is Name for part in r.value.walk())
            given = (p for c in _calls(code, site) if _is_own(self._production, c) for p in c.call.walk())
            self._handed[at] = frozenset(p.name for p in (*returned, *given) if isinstance(p, Name))
        return bool(names) and names.isdisjoint(self._handed[at])

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


def _calls(code: Code, site: CallSite) -> list[CallSite]:
    """The calls of the function that a call stands in."""
    return [s for s in code.scope(site.path, site.scope) if isinstance(s, CallSite)]


def _names(code: Code, path: str, scope: str) -> dict[int, list[str]]:
    """By where an expression stands, what is assigned that holds it."""
    found: dict[int, list[str]] = {}
    for statement in code.scope(path, scope):
        if isinstance(statement, Assignment):
            for part in statement.value.walk():
                found.setdefault(part.at, []).append(statement.target.dotted)
    return found


def _is_own(production: Production, site: CallSite) -> bool:
    """Whether a call may be of a function of the repository, which does what it likes with its arguments."""
    name = site.call.name
    if getattr(site.call.function, "imported", False):
        return production.evaluator.importer.split_name(site.path, name) is not None
    return production.code.function(site.path, name) is not None or "." in name and name.startswith("self.")
