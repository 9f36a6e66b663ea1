"""What a deployment's programs, routes and modules do to its database."""

from __future__ import annotations

from functools import cached_property

from flaskcheck.effects.destruction import drops, scripts
from flaskcheck.effects.summaries import Effect, Summaries
from flaskcheck.facts.services import Command
from flaskcheck.known.meanings import DROPS_TABLES
from flaskcheck.shell.follow import follow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.effects.processes import Subprocess
    from flaskcheck.effects.reach import Production
    from flaskcheck.files.layout import View
    from flaskcheck.shell.program import Invocation


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

    def of_program(self, program: Invocation) -> tuple[Effect, ...]:
        """What a program of a command does."""
        for name in scripts(program):
            path = self._view.find(self._view.join(program.cwd or self._view.cwd, name))
            if path and drops(self._production().code.tree, path):
                return (Effect(DROPS_TABLES, f"{program.program} with DROP TABLE in {path}", program.place, ()),)
        return self.code.of_program(program)

    def _followed(self, process: Subprocess) -> tuple[Invocation, ...]:
        """The programs of a command that code starts."""
        command = Command(process.text, "request", process.place, exact=False, cwd=process.cwd)
        return follow(command, self._view, self._production().code.tree, self._literal())
