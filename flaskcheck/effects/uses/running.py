"""What the code of one deployment does that depends on the processes it runs in."""

from __future__ import annotations

from functools import cached_property

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.effects.reach import Production
    from flaskcheck.effects.uses.use import Use
    from flaskcheck.servers.processes import Processes


class Running:
    """The questions of one deployment; each imports what answers it."""

    def __init__(self, production: Callable[[], Production], processes: Callable[[], Processes]) -> None:
        self._production = production
        self._processes = processes

    @cached_property
    def processes(self) -> Processes:
        """The processes that answer for the service."""
        return self._processes()

    def waits(self) -> tuple[Use, ...]:
        """The calls of every start that wait for somebody at a keyboard."""
        from flaskcheck.effects.uses.use import at_start
        from flaskcheck.known.meanings import WAITS

        return at_start(self._production(), WAITS)
