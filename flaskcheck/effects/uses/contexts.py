"""What every start does outside an application context, although it works only in one."""

from __future__ import annotations

from flaskcheck.effects.run import Entry, Trace
from flaskcheck.effects.uses.use import Use, named
from flaskcheck.facts.expressions import Call, Not, called
from flaskcheck.facts.python import CallSite, Failure
from flaskcheck.known import libraries
from flaskcheck.known.meanings import CREATES_TABLES, DROPS_TABLES, TALKS, WRITES_ROWS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.run import Step
    from flaskcheck.facts.python import Guard
    from flaskcheck.shell.program import Invocation
    from flaskcheck.values.evaluator import Evaluator

_OWNER = "flask_sqlalchemy.SQLAlchemy()"
_KINDS = (CREATES_TABLES, DROPS_TABLES, WRITES_ROWS, TALKS)


def outside_context(production: Production) -> tuple[Use, ...]:
    """The calls of Flask-SQLAlchemy 3 that every start makes before any context is pushed."""
    return production.told(_outside)


def outside_context_of(production: Production, program: Invocation) -> tuple[Use, ...]:
    """The calls that a script makes before any context is pushed, where it surely runs and searches the folders of the server."""
    path, world, importer = program.script, production.evaluator.world, production.evaluator.importer
    is_reckoned = program.conditional or program.ignored_failure or program.tested or program.substituted
    if is_reckoned or program.function or not path.endswith(".py") or not world.mains <= {path}:
        return ()
    inside = importer.view.locate(path) or ""
    folder = program.cwd if program.module else inside.rpartition("/")[0]
    is_searched = folder is not None and (folder.rstrip("/") or "/") in importer.folders
    return production.told(_of_script, path) if is_searched else ()


def _of_script(production: Production, path: str) -> Iterator[Use]:
    alone = production.evaluator.within(production.evaluator.world.running(path))
    trace = Trace(alone).start(Entry(path, "__main__"))
    checked = (n for n, step in enumerate(trace.steps) if isinstance(step.statement, Failure))  # it may end there
    before = {id(step) for step in trace.steps[: next(checked, None)]}
    yield from (use for use in _left_outside(trace, alone) if id(use.step) in before)


def _outside(production: Production) -> Iterator[Use]:
    yield from _left_outside(production.trace, production.evaluator)


def _left_outside(trace: Trace, ask: Evaluator) -> Iterator[Use]:
    rows = {n: m for kind in _KINDS for n, m in libraries.rows(kind) if n.startswith(_OWNER)}
    words = {name.rpartition(".")[2] for name in rows} | {"push", "enter_context"}
    seen: set[int] = set()
    is_pushed = False
    for step in trace.calling(words.__contains__):
        site = step.statement
        if not isinstance(site, CallSite):
            continue
        is_pushed = is_pushed or called(site.call) in ("push", "enter_context")  # a context that stays
        may_work = (is_pushed or _is_within(step)) and not gives_app(site.call)
        if may_work or not _is_sure(step, ask):
            continue
        name = named(ask, site.call, step.where, rows)
        if name and id(site) not in seen:
            seen.add(id(site))
            yield Use(name, rows[name], site, step.where, step)


def gives_app(call: Call) -> bool:
    """Whether a call names the application, which Flask-SQLAlchemy 3 does not take any more."""
    return any(keyword.name == "app" for keyword in call.keywords)


def _is_within(step: Step) -> bool:
    """Whether a step may stand in a context, or in a function that a decorator gives one."""
    return any(guard.kind == "with" for at in step.way for guard in at.statement.guards)


def _is_sure(step: Step, ask: Evaluator) -> bool:
    """Whether every start takes a step and ends with it: tests on the way hold; where one asks for a file, as long as git has none of its name."""
    if step.runs_beside:
        return False
    for at in step.way:
        if isinstance(at.statement, CallSite) and "lambda" in at.statement.context:
            return False  # whoever calls it may have a context
        function = ask.code.function(at.where.path, at.where.scope)
        if function is not None and function.decorators:
            return False
        for guard in at.statement.guards:
            if guard.kind == "try" and guard.catches and not guard.negated:
                return False
            holds = guard.kind == "with" or _holds_at_first(guard, at, ask) or ask.runs((guard,), at.where)
            if not holds:
                return False
    return True


def _holds_at_first(guard: Guard, at: Step, ask: Evaluator) -> bool:
    """Whether a test holds where git's files alone are: ``if not os.path.exists("shop.db")``."""
    asked = guard.test.operand if guard.kind == "if" and not guard.negated and isinstance(guard.test, Not) else None
    if not isinstance(asked, Call) or asked.name not in ("os.path.exists", "os.path.isfile") or not asked.arguments:
        return False
    names = {o.text.rpartition("/")[2] for o in ask.outcomes(asked.arguments[0], at.where)}
    return bool(names) and all("." in name and not ask.code.tree.named(name) for name in names)
