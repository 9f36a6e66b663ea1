"""Whether code looks before it writes: what it adds, only where the database does not hold it yet."""

from __future__ import annotations

import re

from flaskcheck.facts.expressions import Call, Comprehension, EnvRead, Name, Opaque, called
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.ground.limits import MAX_LOOK_DEPTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Guard, Statement

_READS = re.compile(
    r"query|exists|filter|scalar|session\.get|fetchone|fetchall|selectinload|(?<![a-z])(?:first|counts?|select)(?![a-z])"
)
"""What is in the spelling of an expression that reads the database; short words only where they are words: ``account`` counts nothing."""

_ASKS = re.compile(r"(?<![a-z])get")
"""What is in the spelling of a question (``settings.get("filled")``, ``get_flag()``), and not in ``target``."""

_TABLE_QUESTIONS = ("inspect", "has_table", "sqlite", "exists", "dialect", "drivername", "backend_name")
"""What is in the spelling of a test that asks for tables, or for the kind of database."""


def looks_before(code: Code, statements: Iterable[Statement]) -> bool:
    """Whether any of the statements runs only when something is not in the database yet (``if not User.query.first()``, also through a variable), or for what is not."""
    every = tuple(statements)
    asked = (*_tests(every), *(pair for s in every if isinstance(s, CallSite) for pair in _left_over(code, s)))
    return any(_reads(code, statement, test, 0) for statement, test in asked)


def _left_over(code: Code, site: CallSite) -> Iterator[tuple[Statement, Expression]]:
    """What a loop around a call leaves out of what it goes through: ``for name in WANTED - there``."""
    for left in _comprehensions(code, site):
        yield from _differences(code, site, left.parts[0], 0)
        yield from ((site, test) for test in left.parts[1:-1])
    for argument in site.call.arguments:
        for name in {part.name for part in argument.walk() if isinstance(part, Name) and not part.imported}:
            for binder in code.binders(site.path, site.scope, name):
                value = binder.value if isinstance(binder, Assignment) else None
                if isinstance(value, Opaque) and value.kind == "loop":
                    yield from _differences(code, binder, value, 0)


def _comprehensions(code: Code, site: CallSite) -> Iterator[Comprehension]:
    """Those that a call is given, written out or by a name that is bound once."""
    for argument in site.call.arguments:
        binders = code.binders(site.path, site.scope, argument.name) if isinstance(argument, Name) else []
        bound = binders[0].value if len(binders) == 1 and isinstance(binders[0], Assignment) else argument
        if isinstance(bound, Comprehension):
            yield bound


def _differences(
    code: Code, statement: Statement, value: Expression, depth: int
) -> Iterator[tuple[Statement, Expression]]:
    """The differences of collections in an expression, and in what its names are bound to."""
    for part in value.walk():
        is_arithmetic = isinstance(part, Opaque) and part.kind == "arithmetic"
        if is_arithmetic or (isinstance(part, Call) and called(part) == "difference"):
            yield statement, part
        elif isinstance(part, Name) and not part.imported and not depth:
            binders = code.binders(statement.spans.path, statement.scope, part.name)
            for binder in (b for b in binders if isinstance(b, Assignment)):
                yield from _differences(code, binder, binder.value, depth + 1)


def is_asked_otherwise(statements: Iterable[Statement]) -> bool:
    """Whether any of the statements depends on an answer that may come from the database or from elsewhere (``if not settings.get("filled")``)."""
    return any(_ASKS.search(test.spelling) for _, test in _tests(statements))


def copes_with_rows(statements: Iterable[Statement]) -> bool:
    """Whether what adds rows goes on where they are there already: whoever was first has won (``except IntegrityError: rollback()``), or it tries again and sees them."""
    return any(_copes(statement.guards) for statement in statements)


def _copes(guards: tuple[Guard, ...]) -> bool:
    is_repeated = False
    for guard in guards:
        is_repeated = is_repeated or guard.kind in ("for", "while")
        caught = (
            {name.rpartition(".")[2] for name in guard.catches} if guard.kind == "try" and not guard.negated else set()
        )
        if caught & _THERE_ALREADY or (is_repeated and caught & _NOT_NOW):
            return True
    return False


_THERE_ALREADY = frozenset(("IntegrityError", "UniqueViolation", "UniqueViolationError", "DuplicateKeyError"))
"""What a driver raises for a row that is there already (SQLAlchemy and DB-API 2; psycopg; asyncpg; PyMongo)."""

_NOT_NOW = frozenset(("OperationalError", "DBAPIError", "SerializationFailure", "DeadlockDetected", "StaleDataError"))
"""What is raised where another transaction was faster (PostgreSQL, "Serialization Failure Handling"): the next try finds what that has written."""


def looks_for_tables(statement: Statement) -> bool:
    """Whether a statement that makes tables runs only after a question: for the tables (``inspect(engine).has_table``), for SQLite, for a variable."""
    tests = [test for _, test in _tests((statement,))]
    reads = any(isinstance(part, EnvRead) for test in tests for part in test.walk())
    return reads or any(word in test.spelling for word in _TABLE_QUESTIONS for test in tests)


def _tests(statements: Iterable[Statement]) -> Iterator[tuple[Statement, Expression]]:
    for statement in statements:
        for guard in statement.guards:
            if guard.is_question and guard.test is not None:
                yield statement, guard.test
        for argument in statement.call.arguments if isinstance(statement, CallSite) else ():
            if isinstance(argument, Comprehension):  # add_all(Model(name) for name in NAMES if name not in known)
                yield from ((statement, test) for test in argument.parts[1:-1])


def _reads(code: Code, statement: Statement, test: Expression, depth: int) -> bool:
    if _READS.search(test.spelling):
        return True
    if depth >= MAX_LOOK_DEPTH:
        return False
    names = {part.name for part in test.walk() if isinstance(part, Name) and not part.imported}
    return any(
        isinstance(binder, Assignment) and _reads(code, binder, binder.value, depth + 1)
        for name in names
        for scope in dict.fromkeys((statement.scope, ""))
        for binder in code.binders(statement.path, scope, name)
    )
