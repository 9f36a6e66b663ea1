"""Where production uses something of a library, found by what it is rather than by what it is called there."""

from __future__ import annotations

from flaskcheck.effects.rows import writes_rows
from flaskcheck.effects.run import Step
from flaskcheck.effects.stops import UNSURE
from flaskcheck.facts.expressions import Call, Name, Not, called, owner_of, receiver
from flaskcheck.facts.python import CallSite
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import STARTS, Meaning
from flaskcheck.values.arguments import given
from flaskcheck.values.value import Outcome, Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.python import Guard, Statement
    from flaskcheck.values.value import Ask


_LOCKS = (b"lock(", b"lock.", b"flock", b"lockf", b".bind(", b"setnx", b"nx=true")


class Use(Record):
    """One call of a library. ``name`` is what is called as the table names it, ``step`` the step of the start that surely makes the call; ``None`` where it is made later, or perhaps."""

    name: str
    meaning: Meaning
    site: CallSite
    where: Where
    step: Step | None = None

    @property
    def shown(self) -> str:
        """What is called, as its library's pages write it: ``BackgroundScheduler().start()``."""
        owner, dot, last = self.name.rpartition("().")
        return f"{owner.rpartition('.')[2]}{dot}{last.rpartition('.')[2]}()"

    def is_caught(self, *errors: str) -> bool:
        """Whether the code goes on after one of these exceptions: it is caught here, or on the way here."""
        guards = (g for at in self.step.way for g in at.statement.guards) if self.step else self.site.guards
        caught = {*errors, "Exception", "BaseException", "?"}
        return any(g.kind == "try" and not g.negated and not caught.isdisjoint(g.catches) for g in guards)

    def argument(self, ask: Ask, role: str) -> tuple[Outcome, ...]:
        """What the call may be given for a role; nothing where it gives nothing."""
        return given(ask, self.site.call, *self.meaning.argument(role), self.where)

    def lacks(self, ask: Ask, role: str) -> bool:
        """Whether the call surely gives nothing for a role, or the memory of its process."""
        found = self.argument(ask, role)
        return all(o.value is None or (o.is_fixed and o.text.startswith("memory:")) for o in found)


def uses(production: Production, kind: str, *of: str) -> tuple[Use, ...]:
    """Every use of a kind that the start or a request can make, in order."""
    return production.told(_uses, kind, *of)


def at_start(production: Production, kind: str, *of: str) -> tuple[Use, ...]:
    """Those that every start surely makes itself, in the order of its steps, each place once."""
    return production.told(_at_start, kind, *of)


def beside_for_ever(production: Production) -> tuple[Use, ...]:
    """What a thread that every start starts does again and again for all: it runs the jobs that are due, or adds rows; one for each thread."""
    return production.told(_beside_for_ever)


def _beside_for_ever(production: Production) -> Iterator[Use]:
    rows = dict(libraries.rows(STARTS, "pending job"))
    seen: set[int] = set()
    for step in production.trace.steps:
        site = step.statement
        if not isinstance(site, CallSite) or not any(at.is_beside for at in step.way):
            continue
        started = next(at.statement for at in step.way if at.is_beside)
        is_endless = any(guard.is_endless for at in step.way for guard in at.statement.guards)
        if id(started) in seen or not is_endless or not isinstance(started, CallSite):
            continue
        is_due = called(site.call) == "run_pending" and named(production.evaluator, site.call, step.where, rows)
        if (is_due or writes_rows(site.call)) and comes_to(production, started):
            seen.add(id(started))
            yield Use(started.call.name, Meaning(STARTS, "pending job"), started, Where.of(started), step)


def comes_to(production: Production, statement: Statement, guards: tuple[Guard, ...] | None = None) -> bool:
    """Whether every start comes to where a statement stands, or to one of the tests around it, which stands under ``guards``."""
    path, scope, trace = statement.spans.path, statement.scope, production.trace
    is_entered = path in trace.loaded and (not scope or (path, scope) in trace.entered)
    around = statement.guards if guards is None else guards
    return is_entered and production.evaluator.runs(around, Where(path, scope)) is True


def _uses(production: Production, kind: str, *of: str) -> Iterator[Use]:
    rows = dict(libraries.rows(kind, *of))
    for site in production.calls_of({name.rpartition(".")[2] for name in rows}):
        where = Where.of(site)
        name = named(production.evaluator, site.call, where, rows)
        if name:
            yield Use(name, rows[name], site, where)


def _at_start(production: Production, kind: str, *of: str) -> Iterator[Use]:
    rows = dict(libraries.rows(kind, *of))
    words = {name.rpartition(".")[2] for name in rows}
    seen: set[int] = set()
    for step in production.trace.calling(words.__contains__):
        site = step.statement
        if not isinstance(site, CallSite) or not is_certain(step, site) or id(site) in seen:
            continue
        name = named(production.evaluator, site.call, step.where, rows)
        if name:
            seen.add(id(site))
            yield Use(name, rows[name], site, step.where, step)


def is_certain(step: Step, site: CallSite) -> bool:
    """Whether every start makes a call itself; a test that asks nothing but what is called (``if not scheduler.running``), or whether what it makes is there (``if not os.path.exists(…)``), holds the first time."""
    if step.runs_beside or not UNSURE.isdisjoint(site.context):
        return False
    if any(at.statement.guards and any(g.kind == "try" and g.negated for g in at.statement.guards) for at in step.way):
        return False  # the else of a try comes only where nothing failed
    base, _ = receiver(site.call)
    tests = [g for g in site.guards if g.kind == "if" and g.test is not None]
    asked = [g for g in tests if g.test and (_asks_only(g.test, base) or _asks_for_file(g.test, site.call))]
    is_certain = step.caller is None or step.caller.sure
    return step.sure or (bool(asked) and is_certain and len(asked) == len([g for g in site.guards if g.kind != "with"]))


def _asks_only(test: Expression, thing: Expression | None) -> bool:
    """Whether a test asks whether a thing runs, and nothing else."""
    asked = test.operand if isinstance(test, Not) else None
    owner = owner_of(asked) if asked is not None else None
    return owner is not None and thing is not None and owner.dotted == thing.dotted != ""


def _asks_for_file(test: Expression, call: Call) -> bool:
    """Whether a test asks whether the file or folder is missing that a call makes, and nothing else."""
    asked = test.operand if isinstance(test, Not) and not test.operand.dotted else None
    is_question = isinstance(asked, Call) and asked.name in ("os.path.exists", "os.path.isdir", "os.path.isfile")
    return is_question and isinstance(asked, Call) and asked.arguments[:1] == call.arguments[:1] != ()


def is_locked(code: Code, use: Use) -> bool:
    """Whether a file on the way to a call has what keeps all processes but one from going on: a lock, or a socket that only one can bind."""
    paths = {at.path for at in use.step.way} if use.step else {use.where.path}
    return any(lock in code.tree.source(path).raw.lower() for path in paths for lock in _LOCKS)


def named(ask: Ask, call: Call, where: Where, rows: dict[str, Meaning]) -> str:
    """What a call calls, as the rows name it; ``""`` where it is none of them. A builtin is meant where nothing of the module or the scope has its name."""
    word = called(call)
    if word in rows and isinstance(call.function, Name) and call.name == word:
        bound = ask.code.bindings(where.path)
        return "" if word in bound or "*" in bound else word
    things = (outcome.value for outcome in ask.outcomes(call.function, where))
    return next((t.name for t in things if isinstance(t, Reference) and t.kind == "external" and t.name in rows), "")
