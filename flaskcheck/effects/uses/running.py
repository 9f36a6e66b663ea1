"""What the code of one deployment does that depends on the processes it runs in."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.known.meanings import STARTS, WAITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.uses.scripts import SetUp
    from flaskcheck.effects.uses.use import Use
    from flaskcheck.servers.processes import Processes


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

        found = only_as_script(self._production())
        if any(step.kind == "tables" for step in found) and makes_tables(self._production().code, self._files()):
            return tuple(step for step in found if step.kind != "tables")
        return found

    def schedulers(self) -> tuple[Use, ...]:
        """The schedulers of jobs that every start starts, unless something keeps all but one process from it."""
        from flaskcheck.effects.uses.use import at_start, is_locked

        production = self._production()
        return tuple(use for use in at_start(production, STARTS, "scheduler") if not is_locked(production.code, use))
