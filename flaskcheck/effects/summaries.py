"""What functions, modules and commands do to a database when they run: one summary for each, made once, with all that they call.

A call is followed to the repository's functions, through modules, methods and helpers; so are imports, modules and commands that are named in texts, threads and tasks.
"""

from __future__ import annotations

from flaskcheck.effects.commands import OwnCommands, commanded, is_under_one, left_off
from flaskcheck.effects.destruction import (
    destroying_call,
    destroying_program,
    dropping_script,
    removed_database,
    writes_back,
)
from flaskcheck.effects.processes import may_start, started_by
from flaskcheck.effects.rows import creates_all, deletes_rows, writes_rows
from flaskcheck.effects.run import Step
from flaskcheck.facts.expressions import Literal, Name, called, receiver
from flaskcheck.facts.python import CallSite, Import
from flaskcheck.ground.limits import MAX_EFFECTS, MAX_FRAMES
from flaskcheck.ground.record import Record
from flaskcheck.known import libraries
from flaskcheck.known.meanings import (
    ASKS,
    CREATES_TABLES,
    DELETES_ROWS,
    DROPS_TABLES,
    IMPORTS,
    MIGRATES,
    STARTS,
    WRITES_ROWS,
)
from flaskcheck.values.arguments import handed_on
from flaskcheck.values.classes import external_bases
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flaskcheck.effects.processes import Subprocess
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.python import Guard, Statement
    from flaskcheck.ground.place import Place
    from flaskcheck.shell.program import Invocation

_MIGRATING = libraries.named(MIGRATES)
_ASKING = libraries.named(ASKS)
_IMPORTING = libraries.last_words(IMPORTS, "module")
_MODULES = libraries.named(STARTS, "module")
_FILES = libraries.named(STARTS, "file")
_MODELS = libraries.named(WRITES_ROWS, "model")
_OF_MODELS = libraries.last_words(WRITES_ROWS, "model")
_LATER = libraries.last_words(STARTS, "task")


class Effect(Record):
    """One thing that is done. ``kind`` is one of ``known.meanings``, ``what`` says it in words; ``through`` are the statements that lead to it, outermost first,
    its own the last. ``is_whole``: a module that is imported, or a program that is run, does it, rather than a function that is called."""

    kind: str
    what: str
    place: Place
    through: tuple[Statement, ...]
    is_whole: bool = False

    @property
    def is_unconditional(self) -> bool:
        """Whether nothing decides about it."""
        return all(guard.kind == "with" for step in self.through for guard in step.guards)

    @property
    def imported(self) -> Place | None:
        """Where the module is imported that does it, if that leads to it."""
        return next((s.place for s in self.through if isinstance(s, Import)), None)


class Summaries:
    """The summaries of what one production runs, and may run. ``follow`` tells the programs of a command that code starts; ``files`` may define commands of ``flask``."""

    def __init__(
        self, production: Production, files: tuple[str, ...], follow: Callable[[Subprocess], Iterable[Invocation]]
    ) -> None:
        self._production = production
        self._code = production.code
        self._evaluator = production.evaluator
        self._files = files
        self._commands = OwnCommands(lambda: files)
        self._follow = follow
        self._kept: dict[tuple[str, str, bool], tuple[Effect, ...]] = {}
        self._open: list[tuple[str, str, bool]] = []
        self._names: set[str] = set()
        self._known: set[str] = set()
        for path in production.modules:
            self._learn(path)

    # -- questions -----------------------------------------------------------------------------------

    def of_function(self, path: str, name: str) -> tuple[Effect, ...]:
        """What a function does when it is called."""
        return self._of(path, name, False)

    def of_module(self, path: str, is_main: bool = False) -> tuple[Effect, ...]:
        """What a module does when it is imported, or run as a script."""
        return self._of(path, "", is_main)

    def of_program(self, program: Invocation) -> tuple[Effect, ...]:
        """What a program does that is Python's or Flask's, or a database's own."""
        destroyed = destroying_program(program)
        if destroyed:
            return (Effect(DROPS_TABLES, destroyed, program.place, ()),)
        words = tuple(w for w in program.arguments if not w.startswith("-"))
        if program.program in ("flask", "alembic") and "upgrade" in words:
            return (Effect(MIGRATES, program.shown, program.place, ()),)
        if program.program == "flask":
            return self._of_command(program, words)
        if program.script.endswith(".py") and (program.program == "python" or program.module):
            return (*self.of_module(program.script, True), *self._commanded(program))
        return ()

    def _commanded(self, program: Invocation) -> tuple[Effect, ...]:
        """What the command does that the words behind a script name: ``python manage.py seed``."""
        words = commanded(self._code.tree.source(program.script), program)
        if words and words[0] == "db":
            is_upgrade = "upgrade" in words
            return (Effect(MIGRATES, program.shown, program.place, ()),) if is_upgrade else ()
        return self._of_command(program, words)

    def _of_command(self, program: Invocation, words: tuple[str, ...]) -> tuple[Effect, ...]:
        """What the named command does as long as its flags are those of the command line."""
        found: list[Effect] = []
        for path, name in self._commands.of(self._evaluator, words):
            function = self._code.function(path, name)
            flags = left_off(function, program.arguments) if function is not None else frozenset()
            found += (e for e in self.of_function(path, name) if not is_under_one(e.through[0], flags))
        return tuple(found)

    # -- making them ---------------------------------------------------------------------------------

    def _of(self, path: str, scope: str, is_main: bool) -> tuple[Effect, ...]:
        key = path, scope, is_main
        if key in self._kept:
            return self._kept[key]
        if key in self._open or len(self._open) >= MAX_FRAMES or not self._code.tree.has(path):
            return ()
        self._learn(path)
        self._open.append(key)
        found = tuple(self._in_scope(path, scope, is_main))[:MAX_EFFECTS]
        self._open.pop()
        self._kept[key] = found
        return found

    def _learn(self, path: str) -> None:
        """Note the names of a module's functions and classes: only calls of such names are looked at in earnest."""
        if path in self._known:
            return
        self._known.add(path)
        module = self._code.module(path)
        if module is not None:
            names = (*(f.name for f in module.functions), *(c.name for c in module.classes))
            self._names.update(name.rpartition(".")[2] for name in names)

    def _in_scope(self, path: str, scope: str, is_main: bool) -> Iterator[Effect]:
        statements = [s for s in self._code.scope(path, scope) if self._runs(s.guards, path, scope, is_main)]
        for statement in statements:
            if isinstance(statement, CallSite):
                yield from (Effect(k, what, statement.place, (statement,)) for k, what in self._direct(statement))
                is_named = receiver(statement.call)[1] in _IMPORTING or statement.call.name in (*_MODULES, *_FILES)
                yield from _through(statement, self._called(statement), is_named)
            elif isinstance(statement, Import):
                yield from _through(statement, self._imported(statement), True)
        yield from self._started(path, statements)

    def _runs(self, guards: tuple[Guard, ...], path: str, scope: str, is_main: bool) -> bool:
        if any(guard.kind == "main" and guard.negated is is_main for guard in guards):
            return False
        others = tuple(guard for guard in guards if guard.kind != "main")
        return not others or self._evaluator.runs(others, Where(path, scope)) is not False

    def _direct(self, site: CallSite) -> Iterator[tuple[str, str]]:
        call = site.call
        last = called(call)
        evaluator = self._evaluator
        dropped = destroying_call(call) or dropping_script(evaluator, site) or removed_database(evaluator, site)
        deleted = dropped or deletes_rows(call)
        if deleted and not writes_back(self._evaluator.code, site):
            yield DROPS_TABLES if dropped else DELETES_ROWS, deleted
        if writes_rows(call) or self._is_of_model(site):
            yield WRITES_ROWS, f"{last}()"
        if creates_all(call):
            yield CREATES_TABLES, f"{last}()"
        if call.name in _MIGRATING:
            yield MIGRATES, f"{call.name}()"
        if call.name in _ASKING:
            yield ASKS, f"{call.name}()"

    def _is_of_model(self, site: CallSite) -> bool:
        """Whether a call writes a row by a class of the repository that derives from a library's: ``Town.create(name="Delft")``, ``Town(name="Delft").save()``."""
        base, method = receiver(site.call)
        if base is None or method not in _OF_MODELS:
            return False
        things = [o.value for o in self._evaluator.outcomes(base, self._where(site))]
        models = (t for t in things if isinstance(t, Reference) and t.kind in ("class", "instance"))
        made = {"class": "", "instance": "()"}
        return any(
            f"{name}{made[model.kind]}.{method}" in _MODELS
            for model in models
            for name in external_bases(self._evaluator, model.path, model.name)
        )

    # -- following -----------------------------------------------------------------------------------

    def _called(self, site: CallSite) -> Iterator[Effect]:
        call = site.call
        last = called(call)
        if last in _IMPORTING or call.name in _MODULES or call.name in _FILES:
            yield from self._named(site)
        elif last in _LATER:
            base, _ = receiver(call)
            yield from self._run(base, site) if base is not None else ()
        elif (handed := handed_on(self._evaluator, site, self._where(site))) is not None:
            yield from self._run(handed, site)
        elif last in self._names:
            yield from self._run(call.function, site)

    def _run(self, function: object, site: CallSite) -> Iterator[Effect]:
        """What a function does that an expression leads to; a class's constructor."""
        if isinstance(function, Name) and function.imported:
            if self._evaluator.importer.split_name(site.path, function.name) is None:
                return
        for outcome in self._evaluator.outcomes(function, self._where(site)):  # type: ignore[arg-type]
            thing = outcome.value
            if isinstance(thing, Reference) and thing.kind == "function":
                yield from self._of(thing.path, thing.name, False)
            elif isinstance(thing, Reference) and thing.kind == "class":
                yield from self._of(thing.path, f"{thing.name}.__init__", False)

    def _where(self, site: CallSite) -> Where:
        return Where.of(site)

    def _named(self, site: CallSite) -> Iterator[Effect]:
        """``import_module("shop.seed")``, ``runpy.run_module("shop.seed")``, ``runpy.run_path("seed.py")``."""
        value = site.call.arguments[0] if site.call.arguments else None
        name = site.call.argument(2, "run_name")
        is_run = isinstance(name, Literal) and name.value == "__main__"
        for outcome in self._evaluator.outcomes(value, Where(site.path, site.scope, (), site)) if value else ():
            if not outcome.text:
                continue
            path = self._file(outcome.text) if site.call.name in _FILES else self._module(outcome.text)
            if path:
                yield from self._of(path, "", is_run)

    def _module(self, dotted: str) -> str:
        located = self._evaluator.importer.locate(dotted)
        return located.path if located and located.path.endswith(".py") else ""

    def _file(self, text: str) -> str:
        tail = text.rpartition("\ufffc")[2].lstrip("./")
        return next((path for path in self._files if path == tail or path.endswith(f"/{tail}")), "") if tail else ""

    def _imported(self, statement: Import) -> Iterator[Effect]:
        """What a module does that is imported only here: what start-up has loaded is there already."""
        loaded = self._production.trace.loaded
        for located in self._evaluator.importer.targets(statement.spans.path, statement):
            if located.path.endswith(".py") and (statement.scope or located.path not in loaded):
                yield from self._of(located.path, "", False)

    def _started(self, path: str, statements: list[Statement]) -> Iterator[Effect]:
        """What the commands do that the statements run."""
        if not may_start(self._code.tree.source(path)):
            return
        steps = [Step(s, Where(path, s.scope, (), s, s.guards), True) for s in statements]
        by_place = {s.call.place: s for s in statements if isinstance(s, CallSite)}
        for process in started_by(self._evaluator, steps):
            for program in self._follow(process):
                yield from _through(by_place[process.place], self.of_program(program), True)


def _through(statement: Statement, effects: Iterable[Effect], is_whole: bool = False) -> Iterator[Effect]:
    for effect in effects:
        yield effect.replaced(through=(statement, *effect.through), is_whole=is_whole or effect.is_whole)
