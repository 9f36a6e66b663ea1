"""What the Python scripts of a deployment lead to: programs that the project installs, commands that a script hands on, command lines that are Flask's."""

from __future__ import annotations

from flaskcheck.code.imports import Importer
from flaskcheck.facts.python import Import
from flaskcheck.facts.services import Command
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.run import Trace
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


class Scripts:
    """The Python scripts that commands of one deployment run."""

    def __init__(self, repository: Repository, view: View, environment: Environment) -> None:
        self._repository = repository
        self._view = view
        self._environment = environment

    # -- programs that the project installs --------------------------------------------------------

    def known(self, program: Invocation) -> Invocation:
        """A program with the file and the function that it runs, where the project itself installs it."""
        if program.script or program.builtin or program.absent:
            return program
        for path, file in self._repository.dependency_files.items():
            target = next((target for name, target in file.scripts if name == program.program), "")
            module, _, function = target.partition("[")[0].strip().partition(":")
            found = self._module(path.rpartition("/")[0], module.strip()) if function else ""
            if found:
                script, name = self._defining(found, function.strip(), path.rpartition("/")[0])
                return program.replaced(script=script, function=name)
        return program

    def _defining(self, path: str, name: str, root: str) -> tuple[str, str]:
        """The file that defines a function, and its name there, where another one only imports it (``from .main import cli``)."""
        bound = self._repository.code.bindings(path).get(name, ())
        last = bound[-1] if bound else None
        if not isinstance(last, Import) or not last.name:
            return path, name
        above = path.rsplit("/", last.level)[0] if last.level and path.count("/") >= last.level else root
        found = self._module(above, last.module) if last.module else ""
        return (found, last.name) if found else (path, name)

    def _module(self, root: str, module: str) -> str:
        """The file of a module of a project in a folder."""
        name = module.replace(".", "/")
        inside = (f"{folder}{name}{end}" for folder in ("", "src/") for end in (".py", "/__init__.py"))
        paths = (f"{root}/{path}".lstrip("/") for path in inside)
        return next((path for path in paths if self._repository.tree.has(path)), "")

    # -- what a script does ------------------------------------------------------------------------

    def started(self, program: Invocation, command: Command) -> Iterator[Started]:
        """The commands that a script runs, in order."""
        from flaskcheck.effects.processes import may_start, processes

        if not may_start(self._repository.tree.source(program.script)):
            return
        for process in processes(self._trace(program), program.script):
            here = self._view.join(program.cwd or "/", process.cwd or "")
            cwd = here if program.cwd else process.cwd or HOLE
            inner = Command(process.text, command.phase, process.place, exact=False, cwd=cwd)
            yield Started(inner, program, process.sure)

    def flask_command(self, program: Invocation) -> Invocation | None:
        """The command of Flask that a script's own command line makes of its words."""
        from flaskcheck.effects.flask_groups import group_of, may_be_group

        if not may_be_group(self._repository.tree.source(program.script)):
            return None
        found = group_of(self._trace(program), program.script, program.function)
        if found is None:
            return None
        own = 0 if program.function or program.module else self._words_of_python(program)
        named = f"{found.module}:{found.factory}" if found.module else "" if found.is_known else "${UNKNOWN}"
        return program.replaced(
            program="flask",
            arguments=program.arguments[own:],
            words=(program.words[0], *program.words[own + 1 :]),
            environment=(*program.environment, *((("FLASK_APP", named),) if named else ())),
            script="",
            function="",
            module=False,
            via=(*program.via, program.script),
        )

    def _words_of_python(self, program: Invocation) -> int:
        """How many words come before those of the script."""
        name = program.script.rpartition("/")[2]
        return next((i + 1 for i, word in enumerate(program.arguments) if word.rpartition("/")[2] == name), 0)

    def _trace(self, program: Invocation) -> Trace:
        from flaskcheck.effects.run import Entry, Trace
        from flaskcheck.values.evaluator import Evaluator
        from flaskcheck.values.world import World

        script, inside = program.script, self._view.locate(program.script) or ""
        folder = inside.rpartition("/")[0] or "/"
        here = program.cwd or self._view.cwd
        folders = (here, f"{here}/src") if program.module or program.function else (folder,)
        importer = Importer(self._repository.code, self._view, folders)
        mains = frozenset() if program.function else frozenset((script,))
        trace = Trace(Evaluator(self._repository.code, importer, World(self._environment.values, mains=mains)))
        name = importer.name_of(script) if program.function else "__main__"
        return trace.start(Entry(script, name, functions=functions_of(program)))


def functions_of(program: Invocation) -> tuple[tuple[str, str], ...]:
    """The function that a program of the project calls, with its file."""
    return ((program.script, program.function),) if program.function else ()
