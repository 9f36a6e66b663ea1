"""What is known of programs, modules and routes that fill the database: whether they look first, and whether they surely run."""

from __future__ import annotations

import re

from flaskcheck.effects.looks import is_asked_otherwise, looks_before
from flaskcheck.effects.rows import is_seed_name
from flaskcheck.facts.python import CallSite
from flaskcheck.known import libraries
from flaskcheck.known.meanings import ASKS, DROPS_TABLES, WRITES_ROWS
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Literal

    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.summaries import Effect
    from flaskcheck.shell.program import Invocation

LOOKING = libraries.last_words(WRITES_ROWS, "merge", "if missing")
"""Calls that write only what is not there yet."""

_REPEATED = ("while", "except", "match")
_IS_THERE = re.compile(r"exists|is_?file")


def of_kind(effects: Iterable[Effect], *kinds: str) -> list[Effect]:
    """Those effects that are of some kinds."""
    return [effect for effect in effects if effect.kind in kinds]


def look_of(production: Production, effects: Iterable[Effect]) -> Literal["", "database", "unknown"]:
    """Whether the writing of rows depends on what the ``database`` already holds, or on an answer of which that is ``unknown``."""
    code, every = production.code, tuple(effects)
    statements = [statement for effect in every for statement in effect.through]
    if looks_before(code, statements):
        return "database"
    for site in (effect.through[-1] for effect in every if effect.through):
        for other in code.scope(site.spans.path, site.scope):
            if isinstance(other, CallSite) and other.call.name.rpartition(".")[2] in LOOKING:
                return "database"
    return "unknown" if is_asked_otherwise(statements) else ""


def _removes_what_is_there(effect: Effect) -> bool:
    """Whether an effect is a removal that waits for nothing but that there is something: ``if os.path.exists(FILE): os.remove(FILE)``."""
    guards = [g for statement in effect.through for g in statement.guards if g.is_question and g.test is not None]
    return effect.kind == DROPS_TABLES and all(g.test is not None and _IS_THERE.search(g.test.spelling) for g in guards)


def surely_happens(production: Production, effect: Effect) -> bool:
    """Whether nothing that cannot be determined decides whether an effect happens."""
    for statement in effect.through:
        if any(guard.kind in _REPEATED for guard in statement.guards):
            return False
        tests = tuple(g for g in statement.guards if g.kind == "if")
        if tests and production.evaluator.runs(tests, Where(statement.spans.path, statement.scope)) is not True:
            return False
    return True


def is_named_for_seeding(program: Invocation) -> bool:
    """Whether a program is called as those are that fill a database: its script, or the words of its command."""
    words = "_".join(w for w in program.arguments if not w.startswith("-"))
    is_run = program.program in ("flask", "python") or program.module
    return is_run and (is_seed_name(words) or is_seed_name(program.script.removesuffix("/__main__.py")))


def is_service(program: Invocation, started: Iterable[Invocation]) -> bool:
    """Whether a program is what the start is for: the last one, or one that goes on beside the others."""
    if program.phase != "start" or program.substituted:
        return False
    last = next((other for other in reversed(tuple(started)) if not other.builtin), None)
    return program.background or program == last


def writes_the_same_again(production: Production, effects: tuple[Effect, ...]) -> bool:
    """Whether a program surely writes rows, beside those that it has written before, and nothing that it writes may come from elsewhere, so that it writes the same ones each time."""
    is_asking = any(effect.kind == ASKS or _removes_what_is_there(effect) for effect in effects)
    return not is_asking and any(surely_happens(production, effect) for effect in of_kind(effects, WRITES_ROWS))
