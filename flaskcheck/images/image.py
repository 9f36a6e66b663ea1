"""A Docker image as its Dockerfile makes it from the repository: what it holds, which variables it sets, what it starts.

Sources: "Dockerfile reference"; BuildKit's ``dockerfile2llb`` for what the reference leaves open (when ENTRYPOINT resets CMD, where COPY puts
a file, which stages are built).
"""

from __future__ import annotations

from flaskcheck.ground.record import Record
from flaskcheck.images.stage import Stage, run_stage
from flaskcheck.known import base_images

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from flaskcheck.facts.docker import Dockerfile, Instruction
    from flaskcheck.facts.services import Command, Port, PythonVersion, Variable
    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.place import Place
    from flaskcheck.images.files import Files, ImageView
    from flaskcheck.known.base_images import Reference


class Image(Record):
    """The image that one target of a Dockerfile gives.

    ``chain`` are the numbers of the stages it is made of, the first one first; ``reached`` adds those it copies from. ``base`` is the image the chain starts
    from, ``base_place`` where it is named. ``variables`` holds what ENV sets (last value of each name; ``HOLE`` where a part is unknown) and what
    ARG declares (source ``build``). ``runs`` are the RUN commands of the chain, ``builder_runs`` those of the stages copied from,
    ``installing_runs`` both in the order of the file. ``start`` is what a container runs: ENTRYPOINT and CMD joined, or what the base image is known
    to start (``supplied``). ``missing`` are the sources of COPY and ADD that the build context does not hold, with the reason: ``absent``, ``ignored``
    (by ``.dockerignore``) or ``untracked`` (on disk, but ignored by git).
    """

    path: str
    context: str
    stage: int
    chain: tuple[int, ...]
    reached: tuple[int, ...]
    stages: tuple[str, ...]
    base: Reference
    base_place: Place | None
    python: PythonVersion | None
    variables: tuple[Variable, ...]
    workdir: str
    user: str
    ports: tuple[Port, ...]
    shell: tuple[str, ...]
    entrypoint: Command | None
    cmd: Command | None
    start: Command | None
    healthcheck: Command | None
    runs: tuple[Command, ...]
    builder_runs: tuple[Command, ...]
    installing_runs: tuple[Command, ...]
    missing: tuple[tuple[str, str, Place], ...]
    files: Files
    ignore_file: str

    def view(self, binds: tuple[tuple[str, str], ...] = ()) -> ImageView:
        """What paths mean inside a container; ``binds`` are repository folders mounted over the image: (path in the container, repository
        path)."""
        from flaskcheck.images.files import ImageView

        return ImageView(self.files, self.workdir, binds)

    def start_for(self, command: Command) -> Command:
        """What a container runs when a platform gives it this command: the image's ENTRYPOINT stays in force when the command is meant
        as its arguments. Paths in it are meant from the image's WORKDIR unless the command has a folder of its own."""
        entrypoint = self.entrypoint if command.as_arguments else None
        found = joined(entrypoint, command, self.shell) or command
        return found.replaced(cwd=command.cwd or self.workdir, phase=command.phase)


def build(
    dockerfile: Dockerfile, tree: Tree, context: str, target: str = "", args: Mapping[str, str] | None = None
) -> Image:
    """The image of a Dockerfile built in a repository folder, up to a target stage (its name or number; the last one when there is no such), with build
    arguments. Never raises."""
    from flaskcheck.readers.docker import ignore as dockerignore

    ignore = dockerignore.for_build(tree, context, dockerfile.path)
    builder = _Builder(dockerfile, Stage.empty(tree, context, ignore), dict(args or {}))
    final = builder.stage(builder.number(target))
    reached = tuple(sorted(builder.built))
    made = [builder.built[number] for number in reached]
    own = set(final.chain)
    return Image(
        path=dockerfile.path,
        context=context,
        stage=final.number,
        chain=final.chain,
        reached=reached,
        stages=dockerfile.stages,
        base=final.base,
        base_place=final.base_place,
        python=final.python,
        variables=tuple(final.variables.values()),
        workdir=final.workdir,
        user=final.user,
        ports=tuple(final.ports),
        shell=final.shell,
        entrypoint=final.entrypoint,
        cmd=final.cmd,
        start=start_of(final),
        healthcheck=final.healthcheck,
        runs=tuple(run for stage in made if stage.number in own for run in stage.own_runs),
        builder_runs=tuple(run for stage in made if stage.number not in own for run in stage.own_runs),
        installing_runs=tuple(run for stage in made for run in stage.own_runs),
        missing=tuple(item for stage in made for item in stage.missing),
        files=final.files,
        ignore_file=ignore.path,
    )


class _Builder:
    """Runs the stages that are needed, each once."""

    def __init__(self, dockerfile: Dockerfile, empty: Stage, args: dict[str, str]) -> None:
        self.dockerfile = dockerfile
        self.empty = empty
        self.args = args
        self.built: dict[int, Stage] = {}
        self._of_stage: dict[int, list[Instruction]] = {}
        for instruction in dockerfile.instructions:
            self._of_stage.setdefault(instruction.stage, []).append(instruction)

    def number(self, name: str, before: int | None = None) -> int | None:
        """The number of a stage by its name or number; ``None`` when there is none (before another one)."""
        last = len(self.dockerfile.stages) if before is None else before
        stages = self.dockerfile.stages[:last]
        if name and name.lower() in stages:
            return len(stages) - 1 - stages[::-1].index(name.lower())
        if name.isdigit() and int(name) < last:
            return int(name)
        return None

    def stage(self, number: int | None) -> Stage:
        """The finished stage of a number, the last one by default."""
        if number is None:
            number = len(self.dockerfile.stages) - 1
        if number < 0:
            return self.empty
        if number not in self.built:
            self.built[number] = run_stage(self, number, self._of_stage.get(number, []))
        return self.built[number]

    def named(self, name: str, before: int) -> Stage | None:
        """The finished stage that ``FROM name`` or ``--from=name`` in a later stage means, or ``None`` for an image."""
        number = self.number(name, before)
        return None if number is None else self.stage(number)

    @property
    def global_instructions(self) -> list[Instruction]:
        """The ARG instructions before the first FROM."""
        return self._of_stage.get(-1, [])


def start_of(stage: Stage) -> Command | None:
    """What a container runs by itself."""
    if stage.entrypoint is None and stage.cmd is None:
        return _supplied(stage)
    found = joined(stage.entrypoint, stage.cmd, stage.shell)
    return None if found is None else found.replaced(cwd=stage.workdir)


def joined(entrypoint: Command | None, cmd: Command | None, shell: tuple[str, ...]) -> Command | None:
    """ENTRYPOINT and CMD put together: exec forms become one list, a shell form of ENTRYPOINT ignores CMD, a shell form of CMD reaches
    an exec ENTRYPOINT as ``/bin/sh -c text`` ("Understand how CMD and ENTRYPOINT interact"). An empty list is nothing."""
    if entrypoint is None or entrypoint.argv == ():
        return cmd if cmd is not None and cmd.argv != () else None
    if entrypoint.argv is None or cmd is None or cmd.argv == ():
        return entrypoint
    more, places = cmd.argv, cmd.argv_places
    if more is None:
        more, places = (*shell, cmd.text), (*(cmd.place for _ in shell), cmd.place)
    argv = (*entrypoint.argv, *more)
    return entrypoint.replaced(text=" ".join(argv), argv=argv, argv_places=(*entrypoint.argv_places, *places))


def _supplied(stage: Stage) -> Command | None:
    """What a base image that runs applications starts."""
    from flaskcheck.facts.services import Command

    brought = base_images.supplied(stage.base)
    if brought is None or stage.base_place is None:
        return None
    text = brought.command
    if "{module}" in text:
        package = stage.files.lookup(f"{brought.workdir}/app/main.py").path is not None
        text = text.replace("{module}", "app.main" if package else "main")
    elif stage.files.lookup(f"{brought.workdir}/uwsgi.ini").path is None:
        text = "uwsgi --http 0.0.0.0:80 --module main --callable app"
    return Command(text, "start", stage.base_place, exact=False, cwd=stage.workdir, supplied=True)
