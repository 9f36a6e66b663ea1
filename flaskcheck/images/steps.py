"""What each instruction of a Dockerfile does to a stage, and the builder that runs them stage by stage."""

from __future__ import annotations

from flaskcheck.facts.services import Port, PythonVersion, Variable
from flaskcheck.ground import numbers
from flaskcheck.ground.limits import MAX_STAGES_IN_ONE_ANOTHER
from flaskcheck.ground.place import HOLE
from flaskcheck.images import copies as image_copies
from flaskcheck.images.files import ImageView, MadeFolder, UnknownFiles
from flaskcheck.images.image import Ran
from flaskcheck.images.mounts import mounted
from flaskcheck.images.programs import CHANGES, Process
from flaskcheck.images.projects import packaging
from flaskcheck.images.stage import Stage
from flaskcheck.known import base_images
from flaskcheck.readers.docker import dockerfile
from flaskcheck.readers.docker import words as dockerfile_words
from flaskcheck.readers.docker.places import span
from flaskcheck.shell.follow import follow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from flaskcheck.facts.docker import Dockerfile, Instruction
    from flaskcheck.facts.services import Command
    from flaskcheck.images.files import Files
    from flaskcheck.shell.found import Field
    from flaskcheck.shell.program import Invocation


class Builder:
    """Runs the stages that are needed, each once."""

    def __init__(
        self, dockerfile: Dockerfile, empty: Stage, args: dict[str, str], task_scripts: Mapping[str, str]
    ) -> None:
        self.dockerfile = dockerfile
        self.empty = empty
        self.args = args
        self.task_scripts = task_scripts
        self.built: dict[int, Stage] = {}
        self._nesting = 0
        self._numbers: dict[str, list[int]] = {}
        for number, name in enumerate(dockerfile.stages):
            self._numbers.setdefault(name, []).append(number)
        self._of_stage: dict[int, list[Instruction]] = {}
        for instruction in dockerfile.instructions:
            self._of_stage.setdefault(instruction.stage, []).append(instruction)

    def number(self, name: str, before: int | None = None) -> int | None:
        """The number of a stage by its name or number; ``None`` when there is none (before another one)."""
        last = len(self.dockerfile.stages) if before is None else before
        earlier = [number for number in self._numbers.get(name.lower(), ()) if number < last]
        if name and earlier:
            return earlier[-1]
        index = numbers.number(name)
        return index if index is not None and index < last else None

    def stage(self, number: int | None) -> Stage:
        """The finished stage of a number, the last one by default."""
        if number is None:
            number = len(self.dockerfile.stages) - 1
        if number < 0:
            return self.empty
        if number not in self.built:
            self._build(number)
        return self.built[number]

    def _build(self, number: int) -> None:
        """Run a stage, and before it those that it begins with or copies from; in a long chain all that stand above it, one after another."""
        self._nesting += 1
        is_long = self._nesting > MAX_STAGES_IN_ONE_ANOTHER
        for above in range(number if is_long else 0):
            self.stage(above)
        self.built[number] = run_stage(self, number, self._of_stage.get(number, []))
        self._nesting -= 1

    def named(self, name: str, before: int) -> Stage | None:
        """The finished stage that ``FROM name`` or ``--from=name`` in a later stage means, or ``None`` for an image."""
        number = self.number(name, before)
        return None if number is None else self.stage(number)

    def titles(self, before: int) -> Iterator[str]:
        """The names of the stages above one."""
        return (name for name, found in self._numbers.items() if name and found[0] < before)

    @property
    def global_instructions(self) -> list[Instruction]:
        """The ARG instructions before the first FROM."""
        return self._of_stage.get(-1, [])


_BASE_VARIABLES = (
    "PATH",
    "LANG",
    "HOSTNAME",
    "PYTHON_VERSION",
    "PYTHON_SHA256",
    "GPG_KEY",
    "NODE_VERSION",
    "YARN_VERSION",
    "NGINX_VERSION",
)
"""What base images set themselves: set to something that the Dockerfile does not tell."""


_PLATFORM_ARGUMENTS = (
    "TARGETPLATFORM",
    "TARGETOS",
    "TARGETARCH",
    "TARGETVARIANT",
    "BUILDPLATFORM",
    "BUILDOS",
    "BUILDARCH",
    "BUILDVARIANT",
)


def run_stage(builder: Builder, number: int, instructions: list[Instruction]) -> Stage:
    """Build one stage from its instructions, FROM first."""
    start, *rest = instructions
    stage = _from(builder, number, start)
    parent = builder.named(_base_text(builder, start), number)
    for instruction in parent.triggers if parent else _own_triggers(stage, start):
        _step(builder, stage, instruction)
    for instruction in rest:
        _step(builder, stage, instruction)
    return stage


def _step(builder: Builder, stage: Stage, instruction: Instruction) -> None:
    if instruction.name in ("COPY", "ADD"):
        image_copies.copy(
            stage, instruction, lambda name: builder.named(name, stage.number), builder.titles(stage.number)
        )
    elif instruction.name == "RUN":
        _run(builder, stage, instruction)
    elif instruction.name == "ARG":
        _arg(builder, stage, instruction)
    elif instruction.name in _STEPS:
        _STEPS[instruction.name](stage, instruction)


def _global_arguments(builder: Builder) -> dict[str, str | None]:
    known: dict[str, str | None] = dict.fromkeys(_PLATFORM_ARGUMENTS)
    for instruction in builder.global_instructions:
        for pair in dockerfile_words.pairs(instruction.text, legacy=False):
            default = (
                None if pair.value is None else dockerfile_words.expand(pair.value, known, room=builder.empty.room)
            )
            known[pair.name] = builder.args.get(pair.name, default)
    return known


def _base_text(builder: Builder, instruction: Instruction) -> str:
    written = instruction.text.split()[0] if instruction.text.split() else ""
    return dockerfile_words.expand(written, _global_arguments(builder))


def _from(builder: Builder, number: int, instruction: Instruction) -> Stage:
    text = _base_text(builder, instruction)
    parent = builder.named(text, number)
    if parent is not None:
        return parent.child(number)
    stage = builder.empty.child(number)
    stage.base = base_images.parse(text)
    written = dockerfile_words.arguments(instruction.text)
    place = span(instruction, written[0][1], written[0][2]) if written else instruction.place
    stage.base_place = place
    version = base_images.python_version(stage.base)
    if version is not None:
        stage.python = PythonVersion(text, "" if HOLE in text else version, "Dockerfile", place)
    _fill(stage, text)
    return stage


def _own_triggers(stage: Stage, start: Instruction) -> list[Instruction]:
    """What the base image itself has left to be done with the code of the image that begins with it."""
    given = base_images.triggers(stage.base)
    bare = [
        start.replaced(name=name, text=text, flags=(), argv=None, argv_places=(), heredocs=()) for name, text in given
    ]
    return [each.replaced(argv=tuple(each.text.split())) if each.name == "RUN" else each for each in bare]


def _fill(stage: Stage, text: str) -> None:
    """What the base image brings."""
    stage.known = dict.fromkeys(_BASE_VARIABLES)
    brought = base_images.supplied(stage.base)
    if brought is not None:
        stage.workdir = brought.workdir
        stage.files.add(MadeFolder(brought.workdir), *map(UnknownFiles, (*brought.files, *brought.scripts)))
        stage.closed = False
    elif HOLE in text or not base_images.is_runtime(stage.base):
        stage.files.add(UnknownFiles("/"))
        stage.closed = False


def _arg(builder: Builder, stage: Stage, instruction: Instruction) -> None:
    outer = _global_arguments(builder)
    for pair in dockerfile_words.pairs(instruction.text, legacy=False):
        value = None if pair.value is None else stage.expand(pair.value)
        if pair.value is None:
            value = outer.get(pair.name)
        value = builder.args.get(pair.name, value)
        stage.known[pair.name] = value
        place = span(instruction, pair.start, pair.end)
        stage.variables[pair.name, True] = Variable(pair.name, _shown(value), place, "build")


def _shown(value: str | None) -> str | None:
    """A value of which something is known, else ``None``."""
    return value if value is None or value.replace(HOLE, "") or not value else None


def _run(builder: Builder, stage: Stage, instruction: Instruction) -> None:
    command = dockerfile.command_of(instruction, stage.workdir)
    mounts = mounted(stage, instruction, lambda name: builder.named(name, stage.number))
    if command is None:
        return
    files = stage.files.snapshot()
    files.add(*mounts)
    before = len(files.layers)
    programs = _followed(builder, stage, command, files)
    stage.own_runs[command] = Ran(programs, ImageView(files.with_removed(before), stage.workdir), stage.user)
    stage.files.add(*files.layers[before:])  # the mounts are gone
    stage.files.install(*files.projects)


def _followed(builder: Builder, stage: Stage, command: Command, files: Files) -> tuple[Invocation, ...]:
    """Follow the command of a RUN, changing the files as it goes on."""
    known = {name: value for name, value in stage.known.items() if value is not None and HOLE not in value}
    defaults = {name: known.pop(name) for name in list(known) if _is_default(builder, stage, name)}
    return follow(
        command,
        ImageView(files, stage.workdir),
        files.tree,
        known,
        builder.task_scripts,
        defaults,
        Changes(files, stage.workdir),
    )


def _is_default(builder: Builder, stage: Stage, name: str) -> bool:
    """Whether a variable is an argument that nobody gives, as far as can be seen."""
    return (name, True) in stage.variables and (name, False) not in stage.variables and name not in builder.args


class Changes:
    """Is told what a command runs, and changes the files as each program does."""

    def __init__(self, files: Files, workdir: str) -> None:
        self.files = files
        self.workdir = workdir

    def program(self, invocation: Invocation, words: tuple[Field, ...]) -> None:
        """Do what a program does; one in a folder that flaskcheck does not know is taken to be in the first."""
        certain = not invocation.conditional and invocation.cwd is not None
        process = Process(self.files, invocation.cwd or self.workdir, certain)
        known = [word.text if word.known else HOLE for word in words[1:]]
        packaging(process, invocation.program, known)
        change = CHANGES.get(invocation.program)
        if change is not None:
            change(process, known)

    def written(self, path: str) -> None:
        """Note that the shell writes a file."""
        self.files.add(UnknownFiles(path))


def _env(stage: Stage, instruction: Instruction) -> None:
    before = dict(stage.known)  # all values of one ENV see the variables as they were ("Environment replacement")
    for pair in dockerfile_words.pairs(instruction.text):
        if not pair.name or pair.value is None:
            continue
        value = dockerfile_words.expand(pair.value, before, stage.closed, stage.room)
        place = span(instruction, pair.start, pair.end)
        stage.known[pair.name] = value
        source = "reference" if HOLE in value else "literal"
        stage.variables.pop((pair.name, False), None)
        stage.variables[pair.name, False] = Variable(pair.name, _shown(value), place, source)


def _workdir(stage: Stage, instruction: Instruction) -> None:
    text = stage.expand(instruction.text)
    if HOLE in text:
        stage.files.add(UnknownFiles("/"))
        return
    stage.workdir = stage.path(text)
    stage.files.add(MadeFolder(stage.workdir))


def _volume(stage: Stage, instruction: Instruction) -> None:
    written = instruction.argv or tuple(word for word, _, _ in dockerfile_words.arguments(instruction.text))
    paths = [stage.path(path) for word in written if HOLE not in (path := stage.expand(word))]
    stage.files.add(*map(MadeFolder, paths))
    stage.volumes += [(path, instruction.place) for path in paths]


def _user(stage: Stage, instruction: Instruction) -> None:
    stage.user, stage.user_place = stage.expand(instruction.text), instruction.place


def _expose(stage: Stage, instruction: Instruction) -> None:
    for word, start, end in dockerfile_words.arguments(instruction.text):
        port, _, protocol = stage.expand(word).partition("/")
        first = numbers.number(port.partition("-")[0])
        if first is not None and protocol.lower() in ("", "tcp"):
            stage.ports.append(Port(first, "expose", span(instruction, start, end)))


def _cmd(stage: Stage, instruction: Instruction) -> None:
    stage.cmd = dockerfile.command_of(instruction, stage.workdir)
    stage.has_own_cmd = True


def _entrypoint(stage: Stage, instruction: Instruction) -> None:
    stage.entrypoint = dockerfile.command_of(instruction, stage.workdir)
    if not stage.has_own_cmd:
        stage.cmd = None


def _healthcheck(stage: Stage, instruction: Instruction) -> None:
    stage.healthcheck = dockerfile.command_of(instruction, stage.workdir)


def _shell(stage: Stage, instruction: Instruction) -> None:
    stage.shell = instruction.argv or stage.shell


def _onbuild(stage: Stage, instruction: Instruction) -> None:
    inner = dockerfile.trigger_of(instruction)
    if inner is not None:
        stage.triggers.append(inner)


_STEPS: dict[str, Callable[[Stage, Instruction], None]] = {
    "ENV": _env,
    "WORKDIR": _workdir,
    "USER": _user,
    "VOLUME": _volume,
    "EXPOSE": _expose,
    "CMD": _cmd,
    "ENTRYPOINT": _entrypoint,
    "HEALTHCHECK": _healthcheck,
    "SHELL": _shell,
    "ONBUILD": _onbuild,
}
