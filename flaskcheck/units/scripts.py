"""What a Python script of a deployment starts: the commands that it hands to a shell or to the system."""

from __future__ import annotations

from flaskcheck.facts.services import Command
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.layout import View
    from flaskcheck.shell.program import Invocation
    from flaskcheck.units.environment import Environment
    from flaskcheck.units.repository import Repository


class Started(Record):
    """A command that a script runs, and the script that runs it."""

    command: Command
    script: Invocation
    sure: bool

    def around(self, program: Invocation) -> Invocation:
        """A program of the command as the one that the script has started."""
        outer = self.script
        return program.replaced(
            via=(*outer.via, outer.script, *program.via),
            environment=(*outer.environment, *program.environment),
            conditional=program.conditional or outer.conditional or not self.sure,
            origin=outer.origin,
            joiner=program.joiner or "newline",
            errexit=True,
        )


def started(
    program: Invocation, command: Command, repository: Repository, view: View, environment: Environment
) -> Iterator[Started]:
    """The commands that a script runs, in order."""
    from flaskcheck.effects.processes import may_start, processes

    script = program.script
    if not may_start(repository.tree.source(script)):
        return
    from flaskcheck.code.imports import Importer
    from flaskcheck.effects.run import Entry, Trace
    from flaskcheck.values.evaluator import Evaluator
    from flaskcheck.values.world import World

    inside = view.locate(script) or ""
    folder = program.cwd or view.cwd if program.module else inside.rpartition("/")[0] or "/"
    importer = Importer(repository.code, view, (folder,))
    world = World(environment.values, mains=frozenset((script,)))
    trace = Trace(Evaluator(repository.code, importer, world)).start(Entry(script, "__main__"))
    for process in processes(trace, script):
        cwd = view.join(program.cwd or "/", process.cwd or "") if program.cwd else process.cwd or HOLE
        inner = Command(process.text, command.phase, process.place, exact=False, cwd=cwd)
        yield Started(inner, program, process.sure)
