"""Rows that get their number from the code, in tables whose other rows are numbered by the database."""

from __future__ import annotations

import re

from flaskcheck.effects.reach import REQUEST
from flaskcheck.effects.rows import STATEMENTS
from flaskcheck.facts.expressions import Call, Literal, called
from flaskcheck.facts.python import CallSite
from flaskcheck.ground.record import Record
from flaskcheck.known.meanings import WRITES_ROWS
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.application.schema.models import Table
    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.summaries import Effect

_NUMBERS = frozenset(("Integer", "BigInteger", "SmallInteger", "INTEGER", "BIGINT"))
_MOVES = re.compile(rb"\bsetval\s*\(|pg_get_serial_sequence|\bRESTART\s+(?:WITH|IDENTITY)\b", re.IGNORECASE)
"""What a text says where the counter of a table is moved."""
_INSERT = re.compile(r'\s*INSERT\s+INTO\s+"?(\w+)"?\s*\(\s*"?(\w+)"?\s*,[^)]*\)\s*VALUES\s*\(\s*\d', re.IGNORECASE)


_SAYING = STATEMENTS | {"text"}


class Numbered(Record):
    """A row that the code numbers itself; ``later`` is where a request adds one to the same table without a number."""

    table: Table
    key: str
    site: CallSite
    later: CallSite


def explicit_ids(production: Production, tables: Iterable[Table], effects: Iterable[Effect]) -> tuple[Numbered, ...]:
    """The first such row of each table among what a start does and what programs do whose ``effects`` are given; none where anything moves the counters."""
    keys = {table.name: (table, key) for table in tables if (key := _key(table))}
    if not keys:
        return ()
    later = {n: s for n, s, _ in _made(production, production.calls_of(keys), keys) if production.phase(s) == REQUEST}
    found: dict[str, Numbered] = {}
    for name, site, is_numbered in _made(production, _run(production, effects), keys) if later else ():
        if is_numbered and name in later and name not in found:
            found[name] = Numbered(*keys[name], site, later[name])
    return () if found and _is_moved(production) else tuple(found.values())


def _key(table: Table) -> str:
    """The one column that PostgreSQL numbers, ``""`` where there is none."""
    keys = [column for column in table.columns if column.says("primary_key") is True]
    if len(keys) != 1 or keys[0].kind not in _NUMBERS or keys[0].says("autoincrement") is False:
        return ""
    given = keys[0].call
    is_filled = given.argument(-1, "default") is not None or keys[0].is_filled
    is_foreign = any(isinstance(part, Call) and called(part) == "ForeignKey" for part in given.arguments)
    return "" if is_filled or is_foreign else keys[0].name


def _run(production: Production, effects: Iterable[Effect]) -> Iterator[CallSite]:
    """The calls of the start, and of the functions that programs run for what they write."""
    scopes = dict.fromkeys(production.trace.entered)
    written = (effect.through[-1] for effect in effects if effect.kind == WRITES_ROWS and effect.through)
    scopes.update(((last.spans.path, last.scope), None) for last in written)
    for path, scope in scopes:
        yield from (s for s in production.code.scope(path, scope) if isinstance(s, CallSite))


def _made(
    production: Production, sites: Iterable[CallSite], keys: dict[str, tuple[Table, str]]
) -> Iterator[tuple[str, CallSite, bool]]:
    """The rows that calls make, by their model, with whether a number is written there: those of which neither can be determined are left out."""
    by_table = {table.table: name for name, (table, _) in keys.items()}
    for site in sites:
        call, where = site.call, Where.of(site)
        name = called(call)
        if name in _SAYING and call.arguments:
            texts = (o.text for o in production.evaluator.outcomes(call.arguments[0], where) if o.is_literal)
            found = next(filter(None, map(_INSERT.match, texts)), None)
            model = by_table.get(found[1], "") if found else ""
            if found and model and found[2] == keys[model][1]:
                yield model, site, True
        elif name in keys and _is_model(production, call, where, keys[name][0]):
            given = {keyword.name: keyword.value for keyword in call.keywords}
            number = given.get(keys[name][1])
            if number is None and "" not in given:
                yield name, site, False
            elif isinstance(number, Literal) and type(number.value) is int:
                yield name, site, True


def _is_model(production: Production, call: Call, where: Where, table: Table) -> bool:
    things = (outcome.value for outcome in production.evaluator.outcomes(call.function, where))
    return any(isinstance(t, Reference) and t.kind == "class" and t.path == table.place.path for t in things)


def _is_moved(production: Production) -> bool:
    """Whether anything in the repository moves the counter of a table."""
    tree = production.code.tree
    told = (*production.code.paths, *(path for path in tree.files if path.endswith((".sql", ".sh"))))
    return any(_MOVES.search(tree.source(path).raw) for path in told)
