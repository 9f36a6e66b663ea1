"""A Docker image as its Dockerfile makes it from the repository: what it holds, which variables it sets, what it starts.

Sources: "Dockerfile reference"; BuildKit's ``dockerfile2llb`` for what the reference leaves open (when ENTRYPOINT resets CMD, where COPY puts
a file, which stages are built).
"""

from __future__ import annotations

import re
from posixpath import join, normpath

from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record
from flaskcheck.known import base_images

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from flaskcheck.facts.docker import Dockerfile
    from flaskcheck.facts.services import Command, Port, PythonVersion, Variable
    from flaskcheck.files.tree import Tree
    from flaskcheck.ground.place import Place
    from flaskcheck.images.files import Files, ImageView
    from flaskcheck.known.base_images import ImageReference
    from flaskcheck.shell.program import Invocation


class Ran(Record):
    """What a RUN ran: its programs in order, what paths mean when it is done, and the user that it ran as (``""`` for the base's own)."""

    programs: tuple[Invocation, ...]
    view: ImageView
    user: str = ""


class Foreign(Record):
    """``copied`` is the COPY that brings packages which were installed for the Python ``built``, ``place`` where the Python ``used`` is chosen that doesn't find them."""

    place: Place
    copied: Place
    built: str
    used: str


class Image(Record):
    """The image that one target of a Dockerfile gives.

    ``chain`` are the numbers of the stages it is made of, the first one first; ``reached`` adds those it copies from. ``base`` is the image the chain starts
    from, ``base_place`` where it is named. ``variables`` holds what ENV sets (last value of each name; ``HOLE`` where a part is unknown) and what
    ARG declares (source ``build``). ``runs`` are the RUN commands of the chain,
    ``installing_runs`` also those of the stages copied from, in the order of the file, ``ran`` what each of them ran. ``start`` is what a container runs: ENTRYPOINT and CMD joined, or what the base image is known
    to start (``supplied``). ``missing`` are the sources of COPY and ADD that the build context does not hold, with the reason: ``absent``, ``ignored``
    (by ``.dockerignore``), ``untracked`` (on disk, but ignored by git), ``made`` (ignored by git, and not here) or ``stage`` (the stage that it is copied from has no such path). ``importable`` are the folders that installed projects are imported from; ``foreign`` are packages of another Python.
    """

    path: str
    context: str
    stage: int
    chain: tuple[int, ...]
    reached: tuple[int, ...]
    stages: tuple[str, ...]
    base: ImageReference
    base_place: Place | None
    python: PythonVersion | None
    variables: tuple[Variable, ...]
    workdir: str
    user: str
    user_place: Place | None
    ports: tuple[Port, ...]
    shell: tuple[str, ...]
    entrypoint: Command | None
    cmd: Command | None
    start: Command | None
    healthcheck: Command | None
    runs: tuple[Command, ...]
    installing_runs: tuple[Command, ...]
    ran: Mapping[Command, Ran]
    missing: tuple[tuple[str, str, Place], ...]
    volumes: tuple[tuple[str, Place], ...]
    files: Files
    importable: tuple[str, ...]
    ignore_file: str
    foreign: tuple[Foreign, ...] = ()

    @property
    def given(self) -> frozenset[str]:
        """The variables that RUN instructions have."""
        return frozenset(variable.name for variable in self.variables)

    @property
    def is_bare(self) -> bool:
        """Whether it is one stage upon a plain base image, in which no distribution is installed."""
        return len(self.reached) == 1 and base_images.is_runtime(self.base)

    @property
    def pip(self) -> str:
        """The pip that its base brings at least, or ``""``."""
        return base_images.pip_version(self.base)

    def starts_nothing(self, tree: Tree) -> bool:
        """Whether a container of it that nobody tells what to run ends at once: the base's own CMD is Python without a terminal, or an ENTRYPOINT runs what it is given and there is no CMD."""
        if self.cmd is not None or not base_images.is_runtime(self.base):
            return False
        words = self.entrypoint.argv if self.entrypoint is not None else ()
        found = self.files.lookup(normpath(join(self.workdir, words[-1]))).path if words else None
        hands_on = found is not None and any(word in tree.source(found).raw for word in (b'exec "$@"', b"exec $@"))
        return self.start is None or hands_on

    def lacks_user(self, tree: Tree) -> bool:
        """Whether surely nobody has made the user that a container runs as: Docker's own image of Python has none of that name, and nothing else in the Dockerfile, or in a script that it runs, names one so."""
        name = self.user.partition(":")[0]
        if (
            not name
            or HOLE in name
            or name.isdecimal()
            or name in _USERS
            or not base_images.is_official_python(self.base)
        ):
            return False
        scripts = {i.script for ran in self.ran.values() for i in ran.programs if i.script}
        texts = [tree.source(path).text for path in scripts if path != self.path and tree.has(path)]
        lines = [line for line in tree.source(self.path).lines if not _GIVEN.search(line)]
        return not any(name in text or "passwd" in text for text in (*texts, *lines))

    def view(self, binds: tuple[tuple[str, str], ...] = (), mounts: tuple[str, ...] = ()) -> ImageView:
        """What paths mean inside a container; ``binds`` are repository folders mounted over the image: (path in the container, repository
        path); ``mounts`` are all paths where something is mounted."""
        from flaskcheck.images.files import ImageView

        return ImageView(self.files, self.workdir, binds, mounts)

    def unaided(self, programs: Iterable[Invocation], written: Dockerfile) -> Iterator[Invocation]:
        """Those programs of its build whose failure ends it and that have nothing but the image's own variables: no others, no secret, no network of the machine."""
        for program in programs:
            is_handed = program.environment or written.hands_over(program.place)
            if not (is_handed or program.ignored_failure):
                yield program

    def stop_before(self, place: Place, source: str = "") -> Place | None:
        """The COPY or ADD that ends the build because it misses this source, or the last such one before something at a place runs."""
        known = [(written, at) for written, _, at in self.missing if "$" not in written and HOLE not in written]
        named = [at for written, at in known if written == source]
        above = [at for _, at in known if at.path != place.path or at.line < place.line]
        return next(iter((*named, *reversed(above))), None)

    def start_for(self, command: Command) -> Command:
        """What a container runs when a platform gives it this command: the image's ENTRYPOINT stays in force when the command is meant
        as its arguments. Paths in it are meant from the image's WORKDIR unless the command has a folder of its own."""
        found = command
        if command.as_arguments and self.entrypoint is not None and self.entrypoint.argv != ():
            found = joined(self.entrypoint, _split(command), self.shell) or command
        return found.replaced(cwd=command.cwd or self.workdir, phase=command.phase)


def _split(command: Command) -> Command:
    """A command as the words that an ENTRYPOINT gets: no shell reads it (flyctl splits it with ``shlex``)."""
    if command.argv is not None:
        return command
    import shlex

    from flaskcheck.shell.origin import Origin
    from flaskcheck.shell.parser import parse
    from flaskcheck.shell.syntax import Simple

    try:
        argv = tuple(shlex.split(command.text))
    except ValueError:  # a quote is left open
        return command
    places = (command.place,) * len(argv)
    nodes = parse(command.text).nodes
    if len(nodes) == 1 and isinstance(nodes[0], Simple) and tuple(word.text for word in nodes[0].words) == argv:
        origin = Origin(command.place, command.text if command.exact else None)
        places = tuple(origin.of_word(word) for word in nodes[0].words)
    return command.replaced(argv=argv, argv_places=places)


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


_GIVEN = re.compile(r"^\s*(?:USER|LABEL)\s|--chown=|^\s*#", re.IGNORECASE)
"""Lines that name a user and make none."""

_USERS = frozenset(
    "root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats _apt nobody adm shutdown halt operator postmaster cron ftp sshd at squid xfs cyrus vpopmail ntp smmsp guest".split()
)
"""Those that Debian and Alpine have (python:3.13-slim, 3.13-alpine3.22)."""
