"""What a module does only when it is run as a script, which a server that imports it never does.

The module is followed in another world, in which it is the main one; what that start does besides, before it serves, is left out in this one.
"""

from __future__ import annotations

from flaskcheck.effects.rows import creates_all
from flaskcheck.effects.run import Entry, Trace
from flaskcheck.effects.serving import is_development_run, may_be_run
from flaskcheck.effects.uses.use import named
from flaskcheck.facts.expressions import Literal, Subscript, called, receiver
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import REGISTERS, STARTS
from flaskcheck.values.things import is_application, is_configuration, key_of_expression
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.code.modules import Code
    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.run import Step
    from flaskcheck.facts.expressions import Call, Expression
    from flaskcheck.facts.python import Statement
    from flaskcheck.ground.place import Place
    from flaskcheck.values.value import Ask

_ROUTES = libraries.last_words(REGISTERS, "route", "rule")
_SCHEDULERS = dict(libraries.rows(STARTS, "scheduler"))
_SCHEDULER_WORDS = libraries.last_words(STARTS, "scheduler")
_FOR_DEVELOPERS = ("flask_debugtoolbar", "flask_profiler", "livereload")
"""What people add to an application on their own machine."""


_LAUNCHERS = frozenset(("run.py", "app.py", "main.py", "server.py", "wsgi.py"))
"""What people call the file that they run on their own machine."""

_OF_DATABASES = ("migrations/env.py", "alembic/env.py", "alembic.ini", ".sql", ".db", ".sqlite", ".sqlite3")
"""Files that say that tables are made otherwise."""


class SetUp(Record):
    """One step of setting an application up. ``kind``: ``blueprint``, ``routes``, ``extension``, ``tables``, ``scheduler`` or ``setting``; ``what`` is what is set up, in the code's own words,
    ``place`` where the guarded code says so."""

    kind: str
    what: str
    place: Place


def only_as_script(production: Production, files: tuple[str, ...]) -> tuple[SetUp, ...]:
    """The set-up that production leaves out, because it stands under the main guard of a module that serves the application when it is run: of those that are loaded, and of ``files`` that have a launcher's name."""
    loaded = production.trace.loaded
    launchers = (path for path in files if path.rpartition("/")[2] in _LAUNCHERS and path not in loaded)
    return production.told(_only_as_script, tuple(launchers))


def _only_as_script(production: Production, launchers: tuple[str, ...]) -> Iterator[SetUp]:
    world = production.evaluator.world
    done: set[tuple[str, object]] | None = None
    for path in (*production.trace.loaded, *launchers):
        if path in world.mains or not _is_script(production, path):
            continue
        alone = production.evaluator.within(world.running(path))
        if all(_only_serves(statement, alone) for statement in _guarded_ones(production.code, path)):
            continue  # most launchers: nothing has to be followed
        if done is None:
            done = {key for step in production.trace.steps for key, _, _ in _set_up(step, production.evaluator)}
        trace = Trace(alone)
        trace.start(Entry(path, "__main__"))
        yield from _left_out(trace, path, done, production)


def makes_tables(code: Code, files: tuple[str, ...]) -> bool:
    """Whether tables may be made by something else than guarded code: a script or a command of the repository, migrations, SQL, a database that is in git."""
    if any(path.endswith(_OF_DATABASES) for path in code.tree.files):
        return True
    for path in files:
        module = code.module(path) if b"create_all" in code.tree.source(path).raw else None
        for site in module.calls if module else ():
            if creates_all(site.call) and not any(g.is_for_scripts for g in site.guards):
                return True
    return False


def _is_script(production: Production, path: str) -> bool:
    """Whether a module may serve when it is run."""
    statements = production.code.scope(path, "")
    return any(isinstance(s, CallSite) and any(g.is_for_scripts for g in s.guards) for s in statements)


def _guarded_ones(code: Code, path: str) -> list[Statement]:
    """The statements of a module that stand under its main guard, in whatever function."""
    module = code.module(path)
    every = (*module.imports, *module.assignments, *module.calls, *module.classes) if module else ()
    return [statement for statement in every if any(guard.is_for_scripts for guard in statement.guards)]


def _only_serves(statement: Statement, ask: Ask) -> bool:
    """Whether a statement is a call that serves by its name, and of nothing that is written in the repository."""
    if not isinstance(statement, CallSite) or not may_be_run(called(statement.call)):
        return False
    where = Where.of(statement)
    things = [outcome.value for outcome in ask.outcomes(statement.call.function, where)]
    return all(not isinstance(thing, Reference) or thing.kind in ("external", "instance") for thing in things)


def _left_out(trace: Trace, path: str, done: set[tuple[str, object]], production: Production) -> Iterator[SetUp]:
    """What stands under the guard before the application that production serves is served; nothing where it never is."""
    found: list[SetUp] = []
    for step in trace.steps:
        guarded = _guarded(step, path)
        if guarded is None or not step.sure:
            continue
        site = step.statement
        if isinstance(site, CallSite) and may_be_run(called(site.call)):
            if is_development_run(site.call, trace.evaluator, step.where):
                base, _ = receiver(site.call)
                made = trace.evaluator.outcomes(base, step.where) if base is not None else ()
                is_same = any(o.path in production.trace.loaded and o.path != path for o in made)
                yield from found if is_same or path in production.trace.loaded else ()
                return
        for key, kind, what in _set_up(step, trace.evaluator):
            if key not in done:
                done.add(key)
                found.append(SetUp(kind, what, guarded))


def _guarded(step: Step, path: str) -> Place | None:
    """Where the guarded code of a module leads to a step."""
    for at in reversed(step.way):
        if at.path == path and any(g.is_for_scripts for g in at.statement.guards):
            return at.statement.place
    return None


def _set_up(step: Step, ask: Ask) -> Iterator[tuple[tuple[str, object], str, str]]:
    """What a step sets up: what is the same elsewhere, its kind, and what it is called."""
    statement = step.statement
    if isinstance(statement, Assignment):
        key = _setting(statement.target, step.where, ask)
        if key:
            yield ("setting", key), "setting", key
    elif isinstance(statement, CallSite):
        yield from _called(statement, step.where, ask)


def _setting(target: Expression, where: Where, ask: Ask) -> str:
    if isinstance(target, Subscript) and isinstance(target.key, Literal):
        return str(target.key.value) if is_configuration(ask, target.base, where) else ""
    return key_of_expression(ask, target, where)


def _called(site: CallSite, where: Where, ask: Ask) -> Iterator[tuple[tuple[str, object], str, str]]:
    call, method = site.call, called(site.call)
    base, _ = receiver(call)
    if creates_all(call):
        yield ("tables", ""), "tables", f"{call.short}()"
    elif method == "register_blueprint" and base is not None and call.arguments:
        if is_application(ask, base, where) is not False:
            yield ("blueprint", _identity(call.arguments[0], where, ask)), "blueprint", _shown(call.arguments[0])
    elif method in _ROUTES and base is not None and call.arguments and is_application(ask, base, where):
        address = next((o.text for o in ask.outcomes(call.arguments[0], where)), "")
        if address.startswith("/"):
            yield ("routes", address), "routes", address
    elif method == "init_app" and base is not None:
        yield from _extension(call, base, where, ask)
    elif method in _SCHEDULER_WORDS and base is not None and named(ask, call, where, _SCHEDULERS):
        yield ("scheduler", _identity(base, where, ask)), "scheduler", f"{call.short}()"


def _extension(call: Call, base: Expression, where: Where, ask: Ask) -> Iterator[tuple[tuple[str, object], str, str]]:
    given = call.argument(0, "app")
    names = [o.value.name for o in ask.outcomes(base, where) if getattr(o.value, "kind", "") == "external"]
    if given is None or not names or is_application(ask, given, where) is False:
        return
    if not any(name.startswith(_FOR_DEVELOPERS) for name in names):
        yield ("extension", _identity(base, where, ask)), "extension", f"{call.short}()"


def _identity(value: Expression, where: Where, ask: Ask) -> object:
    """What is the same thing wherever it is named: where it was made; its last name where that is not known."""
    outcome = ask.outcomes(value, where)[0]
    return (outcome.place.path, outcome.place.line, outcome.place.column) if outcome.value else _shown(value)


def _shown(value: Expression) -> str:
    return value.dotted.rpartition(".")[2] or "…"
