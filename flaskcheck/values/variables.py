"""What a read of an environment variable gives in a world."""

from __future__ import annotations

from flaskcheck.facts.expressions import Compare, EnvRead, Literal, Name, Not
from flaskcheck.facts.python import Assignment
from flaskcheck.ground.place import HOLE, start
from flaskcheck.known.environment_readers import variables_by_key
from flaskcheck.values import operations
from flaskcheck.values.value import UNKNOWN, Outcome, Unknown, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from flaskcheck.code.given_variables import VariableWrite
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Statement
    from flaskcheck.values.value import Ask
    from flaskcheck.values.world import World

ENVIRONMENT = variables_by_key()


def read(ask: Ask, value: EnvRead, where: Where, world: World) -> tuple[Outcome, ...]:
    """The variable's text, where it is declared or the code has set it; else whatever the host may give it, and what the code falls back to."""
    for given in _written_before(ask, value.variable, value, where):
        runs = ask.runs(given.statement.guards, Where(where.path, given.statement.scope))
        if runs is not False:
            return _set_by(ask, given, where.path, value, where, bool(runs))
    elsewhere = world.write_of(value.variable)
    if elsewhere is not None and not _asks(elsewhere, value):
        return _set_by(ask, elsewhere, elsewhere.statement.spans.path, value, where, True)
    default = ask.outcomes(value.default, where) if value.default is not None else None
    return _read(value, default, where, world)


def is_missing(ask: Ask, name: str, value: Expression, where: Where) -> bool:
    """Whether a variable is surely not there when it is read: nobody sets it, nor has the code done so."""
    is_lacking = ask.world.lacks(name) and ask.world.write_of(name) is None
    return is_lacking and not _written_before(ask, name, value, where)


def _written_before(ask: Ask, name: str, value: Expression, where: Where) -> list[VariableWrite]:
    """The writes of a variable in the same file that are made before a read, the last first."""
    written = ask.code.index(where.path).variables.get(name, ())
    return [given for given in reversed(written) if _is_before(given, value, where)] if written else []


def _is_before(given: VariableWrite, value: Expression, where: Where) -> bool:
    """Whether a write of the same file is made before a read, unless it asks for the variable itself."""
    statement = given.statement
    if statement.scope == where.scope:
        return start(statement) < start(value) and not _asks(given, value)
    return not statement.scope and not _asks(given, value)


def _asks(given: VariableWrite, value: Expression) -> bool:
    """Whether what is written comes of the read itself: ``os.environ["X"] = os.environ["X"].strip()``."""
    return any(part is value for part in given.value.walk())


def _set_by(
    ask: Ask, given: VariableWrite, path: str, value: EnvRead, where: Where, is_sure: bool
) -> tuple[Outcome, ...]:
    """What a read gives after a write that was perhaps made."""
    statement = given.statement
    at = Where(path, statement.scope, (), statement, statement.guards)
    found = tuple(_cast(outcome, value) for outcome in ask.outcomes(given.value, at))
    if given.is_default or statement.is_asked_for(given.name.lower()):  # if "X" not in os.environ: os.environ["X"] = …
        return _read(value, found, where, ask.world)
    if is_sure:
        return found
    default = ask.outcomes(value.default, where) if value.default is not None else None
    return (*found, *_read(value, default, where, ask.world))


def _cast(outcome: Outcome, value: EnvRead) -> Outcome:
    is_text = value.cast and outcome.is_literal
    return outcome.replaced(value=operations.cast(outcome.text, value.cast)) if is_text else outcome


_OF_JSON: dict[str | None, object] = {"true": True, "false": False, "null": None}
"""What Flask's ``from_prefixed_env`` makes of words (``json.loads``); other words stay texts."""


def _read(value: EnvRead, default: tuple[Outcome, ...] | None, where: Where, world: World) -> tuple[Outcome, ...]:
    name = value.variable
    names = frozenset({name})
    if world.has(name):
        given = world.text(name)
        known = Unknown("" if value.cast else "set") if given is None else operations.cast(given, value.cast)
        if value.via == "from_prefixed_env":
            known = _OF_JSON.get(given, known)
        return (Outcome(known, value, where.path, frozenset(), names),)
    fallback: list[Outcome] = []
    if default is not None:
        for outcome in default:
            fallback.append(outcome.replaced(unset=outcome.unset | names, variables=outcome.variables | names))
    elif not value.required:
        fallback.append(Outcome(None, value, where.path, names, names))
    if fallback and world.lacks(name):
        return tuple(fallback)
    return (Outcome(Unknown("environment"), value, where.path, frozenset(), names), *fallback)


def named_by(
    ask: Ask, name: Expression, default: Expression | None, required: bool, made: Expression, where: Where
) -> tuple[Outcome, ...]:
    """What a read gives whose variable is named by an expression: ``os.getenv(name)`` in a helper."""
    results: tuple[Outcome, ...] = ()
    for found in ask.outcomes(name, where):
        if found.text and HOLE not in found.text:
            read_of_it = EnvRead(*made.mark, found.text, default, required, "named")
            results += tuple(o.given(found) for o in ask.outcomes(read_of_it, where))
        else:
            results += (Outcome(UNKNOWN, made, where.path),)
    return results


def member(name: Outcome, world: World) -> tuple[tuple[bool | Unknown, frozenset[str]], ...]:
    """Whether a variable is there (``"X" in os.environ``), with what must be missing for each answer."""
    if not name.text or HOLE in name.text:
        return ((UNKNOWN, frozenset()),)
    if world.has(name.text) or world.write_of(name.text) is not None:
        return ((True, frozenset()),)
    missing = frozenset({name.text})
    if world.lacks(name.text):
        return ((False, missing),)
    return (Unknown("environment"), frozenset()), (False, missing)


def unread(statement: Statement, beside: list[Statement]) -> frozenset[str]:
    """The variables whose missing leads to a handler: those that the same thing is given in the ``try``, by a read that raises."""
    if not isinstance(statement, Assignment) or not any(guard.kind == "except" for guard in statement.guards):
        return frozenset()
    given = (s for s in beside if isinstance(s, Assignment) and s.target.spelling == statement.target.spelling)
    tried = (s.value for s in given if any(guard.kind == "try" for guard in s.guards))
    return frozenset(
        p.variable for v in tried for p in v.walk() if isinstance(p, EnvRead) and p.required and p.variable
    )


def tested_for_absence(test: Expression, negated: bool) -> Expression | None:
    """What a test finds missing when it holds: ``x`` of ``not x``, ``x is None``, ``x == ""``, or of a plain ``x`` in the else branch."""
    if isinstance(test, Not):
        return test.operand if not negated else None
    if isinstance(test, Compare) and isinstance(test.right, Literal) and test.right.value in (None, ""):
        absent = test.operator in ("is", "==")
        return test.left if absent is not negated else None
    if isinstance(test, Compare) and test.right.dotted in ENVIRONMENT:
        return test if (test.operator == "not in") is not negated else None
    return test if negated and isinstance(test, (Name, EnvRead)) else None


def chosen_by(ask: Ask, statement: Statement, where: Where) -> tuple[Outcome, ...]:
    """The answers of open tests about variables (``if os.getenv("STORE") == "own": …``) with which alone a statement runs: those of a variable that is there, which whoever sets it chooses, or of a missing one."""
    found: tuple[Outcome, ...] = ()
    for guard in statement.guards:
        if guard not in where.guards and guard.kind == "if" and guard.test is not None:
            at = where.replaced(before=guard)
            given = answers(ask.outcomes(guard.test, at), guard.negated)
            found += given if given and ask.truth(guard.test, at) is None else ()
    return found


def answers(found: tuple[Outcome, ...], negated: bool) -> tuple[Outcome, ...]:
    """Those of a test that lead to one of its branches, where it is sure what it answers without its variables."""
    without = {bool(o.value) if o.is_known else None for o in found if o.unset}
    if len(without) != 1 or None in without:
        return ()  # most tests ask for no variable
    is_without = without != {negated}
    return tuple(o for o in found if (bool(o.unset) if is_without else o.variables and not o.unset))


Branch: TypeAlias = "tuple[tuple[Outcome, ...], tuple[Outcome, ...]]"
"""What a branch gives, and the answers with which alone it is taken."""


def together(branches: list[Branch]) -> tuple[Outcome, ...]:
    """What several branches give: a constant is a fallback for a missing variable only where no other branch gives one, which would be as likely."""
    given: tuple[Outcome, ...] = ()
    for found, by in branches:
        others = (o for other, _ in branches if other is not found for o in other)
        is_even = any(o.unset for o in by) and any(o.is_known and not o.unset for o in others)
        given += tuple(o.given(*by) if o.is_known else o for o in found) if by and not is_even else found
    return given
