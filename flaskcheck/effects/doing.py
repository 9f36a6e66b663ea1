"""What a deployment's programs, routes and modules do to its database."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.effects import seed_commands
from flaskcheck.effects.commands import is_command
from flaskcheck.effects.destruction import (
    DESTROYING,
    destroying_call,
    dropping_script,
    drops,
    drops_obsolete,
    scripts,
    writes_back,
)
from flaskcheck.effects.looks import copes_with_rows, is_asked_otherwise, looks_before, looks_for_tables
from flaskcheck.effects.processes import starts_service
from flaskcheck.effects.rows import (
    creates_all,
    is_seed_name,
    makes_application,
    pushes_context,
    top_level_calls,
    writes_rows,
)
from flaskcheck.effects.run import Chance
from flaskcheck.effects.seed_commands import of_kind
from flaskcheck.effects.summaries import Effect, Summaries
from flaskcheck.facts.python import CallSite
from flaskcheck.facts.services import Command
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.known.meanings import CREATES_TABLES, DELETES_ROWS, DROPS_TABLES, MIGRATES, WRITES_ROWS
from flaskcheck.shell.follow import follow
from flaskcheck.values.value import Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Literal

    from flaskcheck.effects.processes import Subprocess
    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.run import Entry
    from flaskcheck.facts.python import Statement
    from flaskcheck.files.layout import View
    from flaskcheck.servers.server import Server
    from flaskcheck.shell.program import Invocation


_WHOLE = (DROPS_TABLES, DELETES_ROWS, CREATES_TABLES, MIGRATES, WRITES_ROWS)
"""What is done to a database as a whole, the worst first."""

_RESETTING = ("reset_db", "init_db", "setup_db", "resetdb", "reset_database")
"""One of these is in the name of what sets a database up again."""


class Destruction(Record):
    """What a start deletes, where, and when it does; ``at_end``: what the start has registered does, when the process ends."""

    what: str
    place: Place
    chance: Chance
    at_end: bool = False


class Filling(Record):
    """What a module does to the database when it is imported: its first writing of rows, and its first deletion. ``looks_first``: it adds only what is not there yet;
    ``may_not_run``: an answer that cannot be determined decides; ``is_tested``: something decides; ``copes``: it goes on when the rows are there already."""

    written: Effect
    deletion: Effect | None
    looks_first: bool
    may_not_run: bool
    is_tested: bool
    copes: bool

    @property
    def deletes_always(self) -> bool:
        """Whether nothing decides about the deletion."""
        return self.deletion is not None and self.deletion.is_unconditional


class Doing:
    """The effects of one deployment: of its programs, and of the code that it reaches, ``production``.

    ``view`` tells what paths mean to commands, ``literal`` which variables have a known text; ``files`` may define commands of ``flask``. All are asked for when needed.
    """

    def __init__(
        self,
        view: View,
        literal: Callable[[], dict[str, str]],
        files: Callable[[], tuple[str, ...]],
        production: Callable[[], Production],
    ) -> None:
        self._view = view
        self._literal = literal
        self._files = files
        self._production = production

    @cached_property
    def code(self) -> Summaries:
        """What functions and modules do."""
        return Summaries(self._production(), self._files(), self._followed)

    # -- modules -------------------------------------------------------------------------------------

    def filling(self, start: str | Entry, importing: Statement | None = None) -> Filling | None:
        """How a module fills the database when it is imported, by a statement if one is told, or what production starts from: a module, as a script if it is one, and the factory that is called there. ``None`` where nothing is written."""
        if isinstance(start, str):
            return self._filling(self.code.of_module(start), importing)
        factory = start.factory
        made = self.code.of_function(factory.spans.path, factory.name) if factory is not None else ()
        return self._filling((*self.code.of_module(start.path, start.name == "__main__"), *made), importing)

    def _filling(self, effects: tuple[Effect, ...], importing: Statement | None) -> Filling | None:
        found = of_kind(effects, WRITES_ROWS, DELETES_ROWS)
        written = next((e for e in found if not any(g.is_endless for s in e.through for g in s.guards)), None)
        if written is None:
            return None
        ways = (*((importing,) if importing else ()), *written.through)
        deletion = next(iter(of_kind(effects, DROPS_TABLES, DELETES_ROWS)), None)
        tested = [step for step in written.through if any(guard.is_question for guard in step.guards)]
        evaluator = self._production().evaluator
        is_open = any(not evaluator.runs(step.guards, Where(step.spans.path, step.scope)) for step in tested)
        looks_first = looks_before(self._production().code, ways)
        may_not_run = is_asked_otherwise(ways) or is_open
        return Filling(written, deletion, looks_first, may_not_run, bool(tested), copes_with_rows(written.through))

    def second_application(self, path: str) -> Place | None:
        """Where a script for filling the database makes an application as soon as it is imported."""
        module = self._production().code.module(path)
        if module is None:
            return None
        run = list(top_level_calls(module))
        made = [site for site in run if makes_application(site.call)]
        is_named = is_seed_name(path) or "/scripts/" in f"/{path}"
        is_open = any(pushes_context(s.call) for s in made)  # else its functions open a context when they need one
        is_script = is_named or any(writes_rows(s.call) for s in (module.calls if is_open else run))
        return made[0].place if made and is_script else None

    # -- routes --------------------------------------------------------------------------------------

    def of_route(self, path: str, function: str, address: str) -> Effect | None:
        """What a route does to the database as a whole; ``None`` when it only serves: a page may well add a row, or delete some."""
        effects = self.code.of_function(path, function)
        name = f"{function.rpartition('.')[2]}/{address}".lower()
        is_named = is_seed_name(name) or any(word in name.replace("-", "_") for word in _RESETTING)
        for kind in _WHOLE:
            for effect in of_kind(effects, kind):
                if is_named or kind in (DROPS_TABLES, MIGRATES) or (kind != CREATES_TABLES and effect.is_whole):
                    return effect
        return None

    def may_look_first(self, effect: Effect) -> bool:
        """Whether an effect happens only after a question that the database may answer."""
        return looks_before(self._production().code, effect.through) or is_asked_otherwise(effect.through)

    # -- the start -----------------------------------------------------------------------------------

    def destructions(self) -> Iterator[Destruction]:
        """What starts delete surely, or where a variable is missing, in the order of their steps."""
        trace = self._production().trace
        told: set[int] = set()
        for step in trace.calling(DESTROYING.__contains__, skipped=True):
            site = step.statement
            if not isinstance(site, CallSite) or id(site) in told:
                continue
            what = destroying_call(site.call) or dropping_script(trace.evaluator, site)
            chance = trace.chance(site) if what else None
            code = trace.evaluator.code
            if chance is not None and not (drops_obsolete(code, site) or writes_back(code, site)):
                told.add(id(site))
                yield Destruction(what, site.place, chance, step.is_registered_for_the_end)

    @property
    def starts_services(self) -> bool:
        """Whether the code starts the server of a database or the like itself, beside which it then runs."""
        return bool(self._production().told(starts_service))

    def makes_all_tables(self, site: CallSite) -> bool:
        """Whether a call creates all tables without asking for anything first, wherever the application is loaded: not as a command that is run once."""
        if not creates_all(site.call) or looks_for_tables(site):
            return False
        function = self._production().code.function(site.path, site.scope) if site.scope else None
        return function is None or not is_command(function)

    # -- programs ------------------------------------------------------------------------------------

    def server_of(self, program: Invocation) -> Server | None:
        """The server, worker or Python program that a program of any command starts, if it does."""
        from flaskcheck.servers.which import server_of

        code = self._production().code
        return server_of(program, self._view, code.tree, self._literal(), code)

    def of(self, *programs: Invocation) -> tuple[Effect, ...]:
        """What programs of commands do."""
        return tuple(effect for program in programs for effect in self._of(program))

    def _of(self, program: Invocation) -> tuple[Effect, ...]:
        for name in scripts(program):
            path = self._view.find(self._view.join(program.cwd or self._view.cwd, name))
            if path and drops(self._production().code.tree, path):
                return (Effect(DROPS_TABLES, f"{program.program} with DROP TABLE in {path}", program.place, ()),)
        return self.code.of_program(program)

    def drops_itself(self, program: Invocation) -> str:
        """The tables that a program drops by itself, in words, rather than by the repository's code."""
        own = (effect.what for effect in of_kind(self._of(program), DROPS_TABLES) if not effect.through)
        return next(own, "")

    def deletes_at(self, program: Invocation, place: Place) -> bool:
        """Whether what stands at a place deletes data when a program runs."""
        effects = of_kind(self._of(program), DROPS_TABLES, DELETES_ROWS)
        return any(effect.through and effect.place == place for effect in effects)

    def deletion(self, program: Invocation, started: Iterable[Invocation]) -> Effect | None:
        """What of a program's code empties the database: of one that is named for seeding all that may, of others the tables that it surely drops, and the rows where it then
        writes the same ones each time."""
        effects = [effect for effect in self._of(program) if effect.through]
        if seed_commands.is_named_for_seeding(program):
            return next(iter(of_kind(effects, DROPS_TABLES, DELETES_ROWS)), None)
        fills = self._fills_anew(program, tuple(effects), started)
        dropping = of_kind(effects, DROPS_TABLES, *((DELETES_ROWS,) if fills else ()))
        return next((e for e in dropping if seed_commands.surely_happens(self._production(), e)), None)

    def is_seed(self, program: Invocation, started: Iterable[Invocation]) -> bool:
        """Whether a program fills the database and ends: not the service itself (of those that are ``started``), which writes rows as long as it runs."""
        effects = self._of(program)
        if seed_commands.is_named_for_seeding(program):
            return bool(of_kind(effects, WRITES_ROWS))
        return self._fills_anew(program, effects, started)

    def _fills_anew(self, program: Invocation, effects: tuple[Effect, ...], started: Iterable[Invocation]) -> bool:
        """Whether a program writes the same rows each time, and ends."""
        is_written = seed_commands.writes_the_same_again(self._production(), effects)
        return is_written and not seed_commands.is_service(program, started)

    def look_of(self, program: Invocation) -> Literal["", "database", "unknown"]:
        """Whether a program's writing of rows depends on what the ``database`` already holds, or on an answer of which that is ``unknown``."""
        return seed_commands.look_of(self._production(), of_kind(self._of(program), WRITES_ROWS))

    def _followed(self, process: Subprocess) -> tuple[Invocation, ...]:
        """The programs of a command that code starts."""
        command = Command(process.text, "request", process.place, exact=False, cwd=process.cwd)
        return follow(command, self._view, self._production().code.tree, self._literal())
