"""What the code of one deployment does that depends on the processes it runs in."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.effects.reach import REQUEST, STARTUP
from flaskcheck.effects.uses.beside import Beside
from flaskcheck.known.meanings import KEEPS, MIGRATES, STARTS, WAITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.summaries import Effect
    from flaskcheck.effects.uses.accounts import Account
    from flaskcheck.effects.uses.bindings import UnboundExtension
    from flaskcheck.effects.uses.jobs import Queued
    from flaskcheck.effects.uses.scripts import SetUp
    from flaskcheck.effects.uses.state import Held
    from flaskcheck.effects.uses.uploads import Upload
    from flaskcheck.effects.uses.use import Use
    from flaskcheck.facts.python import Statement
    from flaskcheck.files.layout import View
    from flaskcheck.servers.processes import Processes
    from flaskcheck.shell.program import Invocation


class Running:
    """The questions of one deployment; each imports what answers it."""

    def __init__(
        self,
        production: Callable[[], Production],
        processes: Callable[[], Processes],
        files: Callable[[], tuple[str, ...]],
    ) -> None:
        self._production = production
        self._processes = processes
        self._files = files
        self.beside = Beside(production)

    @cached_property
    def processes(self) -> Processes:
        """The processes that answer for the service."""
        return self._processes()

    def waits(self) -> tuple[Use, ...]:
        """The calls of every start that wait for somebody at a keyboard."""
        from flaskcheck.effects.uses.use import at_start

        return at_start(self._production(), WAITS)

    def only_as_script(self) -> tuple[SetUp, ...]:
        """The set-up that production leaves out, because it stands under the main guard of a module that serves the application when it is run."""
        from flaskcheck.effects.uses.scripts import makes_tables, only_as_script

        found = only_as_script(self._production(), self._files())
        if any(step.kind == "tables" for step in found) and makes_tables(self._production().code, self._files()):
            return tuple(step for step in found if step.kind != "tables")
        return found

    def schedulers(self) -> tuple[Use, ...]:
        """The schedulers of jobs that every start starts, unless something keeps all but one process from it."""
        from flaskcheck.effects.uses.use import at_start, beside_for_ever, is_locked

        production = self._production()
        started = (*at_start(production, STARTS, "scheduler"), *beside_for_ever(production))
        return tuple(use for use in started if not is_locked(production.code, use))

    def upgrades(self) -> tuple[Use, ...]:
        """The calls by which every start applies migrations, unless something keeps all but one process from it."""
        from flaskcheck.effects.uses.use import at_start, is_locked

        production = self._production()
        return tuple(use for use in at_start(production, MIGRATES) if not is_locked(production.code, use))

    def held(self) -> tuple[Held, ...]:
        """What requests leave behind for others in the memory of the process."""
        from flaskcheck.effects.uses.state import held

        return held(self._production())

    def in_memory(self, of: str) -> tuple[Use, ...]:
        """The extensions that keep ``limits`` or ``sockets`` in the memory of their process, where none of the calls that make and bind them names a store that others share."""
        from flaskcheck.effects.uses.use import uses

        production = self._production()
        found = uses(production, KEEPS, of)
        if any(not use.lacks(production.evaluator, "store") for use in found):
            return ()
        return tuple(
            use for use in found if not use.name.endswith(".init_app") and production.phase(use.site) == STARTUP
        )

    def administrators(self, effects: Iterable[Effect]) -> tuple[Account, ...]:
        """The administrators' accounts that starts make, and those that programs make whose ``effects`` are given, with a password that stands in the code; of starts also others whose name does."""
        from flaskcheck.effects.uses.accounts import administrators

        return tuple(administrators(self._production(), effects))

    def session_writes(self) -> tuple[Statement, ...]:
        """Where requests write to Flask's own session, which only a signing key makes possible."""
        from flaskcheck.effects.uses.sessions import session_writes

        return session_writes(self._production())

    def uploads(self, view: View, every: bool = False, disks: tuple[str, ...] = ()) -> tuple[Upload, ...]:
        """The uploads that requests save beside the code: those that pages show and nothing removes again, or ``every`` one; where there are ``disks``, those that are surely on none of them."""
        from flaskcheck.effects.uses.uploads import past_disks, uploads, written_uploads

        found = (written_uploads if every else uploads)(self._production())
        return past_disks(self._production(), found, view, disks) if disks and found else found

    def added_jobs(self) -> tuple[Use, ...]:
        """The calls by which requests give a scheduler further jobs, where it keeps them in the memory of its process."""
        from flaskcheck.effects.uses.use import uses

        production = self._production()
        found = uses(production, STARTS, "job", "later job")
        is_kept = bool(found) and (uses(production, STARTS, "kept jobs") or b"jobstores" in _of_schedulers(production))
        return () if is_kept else tuple(use for use in found if production.phase(use.site) == REQUEST)

    def queued(self) -> tuple[Queued, ...]:
        """The calls by which requests hand jobs to queues, which the process of another program does."""
        from flaskcheck.effects.uses.jobs import queued

        return queued(self._production())

    def unbound_extensions(self) -> tuple[UnboundExtension, ...]:
        """The extensions that start-up makes without an application, and that nothing binds to one."""
        from flaskcheck.effects.uses.bindings import unbound_extensions

        return unbound_extensions(self._production(), self._files())

    def outside_context(self, programs: Iterable[Invocation]) -> Iterator[tuple[Use, Invocation | None]]:
        """What every start, and each of some programs that runs a script, asks of Flask-SQLAlchemy outside an application context."""
        from flaskcheck.effects.uses.contexts import outside_context, outside_context_of

        production, seen = self._production(), set[int]()
        ways = ((outside_context(production), None), *((outside_context_of(production, p), p) for p in programs))
        for found, program in ways:
            for use in found:
                if id(use.site) not in seen:
                    seen.add(id(use.site))
                    yield use, program

    def may_set_key(self) -> bool:
        """Whether code of the repository that no start is seen to run may set the key of sessions: something may run it."""
        from flaskcheck.effects.uses.sessions import sets_key

        return sets_key(self._production(), self._files())


def _of_schedulers(production: Production) -> bytes:
    """What stands in the modules that production loads, as far as a scheduler is in them."""
    texts = (production.code.tree.source(path).raw.lower() for path in production.modules)
    return b"".join(text for text in texts if b"schedul" in text)
