"""What is known of one stage of a Dockerfile while it is built, and when it is finished."""

from __future__ import annotations

from posixpath import join, normpath

from flaskcheck.facts.services import Port, PythonVersion, Variable
from flaskcheck.files.paths import is_in
from flaskcheck.ground.budget import Budget, Room
from flaskcheck.ground.limits import MAX_LAYER_STEPS
from flaskcheck.ground.place import HOLE, Place
from flaskcheck.images.files import Files
from flaskcheck.images.paths import SYSTEM_FOLDERS
from flaskcheck.known.base_images import ImageReference, has_only_system_folders
from flaskcheck.readers.docker import words as dockerfile_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.facts.docker import Instruction
    from flaskcheck.facts.services import Command
    from flaskcheck.files.tree import Tree
    from flaskcheck.images.image import Ran
    from flaskcheck.readers.docker.ignore import Ignore
    from flaskcheck.shell.program import Invocation


def _never(_: str) -> bool:
    return False


class Stage:
    """The state of a stage while it is built, and when it is finished."""

    def __init__(self, number: int, files: Files, room: Room) -> None:
        self.number = number
        self.files = files
        self.room = room
        self.chain: tuple[int, ...] = ()
        self.base = ImageReference("")
        self.base_place: Place | None = None
        self.python: PythonVersion | None = None
        self.known: dict[str, str | None] = {}  # variables by name; None: set to something unknown
        self.closed = True  # whether variables that are not known are surely not set
        self.variables: dict[tuple[str, bool], Variable] = {}  # by name and whether it is an argument
        self.workdir = "/"
        self.user = ""
        self.user_place: Place | None = None
        self.ports: list[Port] = []
        self.volumes: list[tuple[str, Place]] = []
        self.shell: tuple[str, ...] = ("/bin/sh", "-c")
        self.entrypoint: Command | None = None
        self.cmd: Command | None = None
        self.healthcheck: Command | None = None
        self.own_runs: dict[Command, Ran] = {}
        self.missing: list[tuple[str, str, Place]] = []
        self.is_filled = False  # whether it takes packages along that are not in git: its context holds more
        self.triggers: list[Instruction] = []  # ONBUILD
        self.has_own_cmd = False
        self.may_be_made: Callable[[str], bool] = _never
        """Whether those who build the image put a file or folder of its context there, by its path in the repository."""

    @classmethod
    def empty(cls, tree: Tree, context: str, ignore: Ignore, path: str) -> Stage:
        """A stage of the Dockerfile at a path, without anything in it."""
        said = f"{path}: moves so much inside the image that not all of its files are followed"
        files = Files(tree, context, ignore, budget=Budget(MAX_LAYER_STEPS, tree.notes, said))
        return cls(-1, files, Room(tree.notes, path))

    def child(self, number: int) -> Stage:
        """A stage that begins with what this one ended with."""
        made = Stage(number, self.files.snapshot(), self.room)
        made.chain = (*self.chain, number)
        made.base, made.base_place, made.python = (self.base, self.base_place, self.python)
        made.known, made.closed = dict(self.known), self.closed
        made.variables = dict(self.variables)
        made.workdir, made.shell = self.workdir, self.shell
        made.user, made.user_place = self.user, self.user_place
        made.may_be_made = self.may_be_made
        made.ports = list(self.ports)
        made.volumes = list(self.volumes)
        made.entrypoint, made.cmd, made.healthcheck = (self.entrypoint, self.cmd, self.healthcheck)
        return made

    def expand(self, text: str) -> str:
        """A word with the stage's variables replaced; ``HOLE`` for unknown parts."""
        return dockerfile_words.expand(text, self.known, self.closed, self.room)

    def path(self, written: str) -> str:
        """A path as the stage means it, absolute."""
        path = normpath(join(self.workdir, written))
        return path[1:] if path.startswith("//") else path

    def lacks(self, path: str) -> bool:
        """Whether the finished stage surely has nothing at a path: its files come from the repository alone, and no program that it runs makes others there."""
        programs = [program for ran in self.own_runs.values() for program in ran.programs]
        given = [_written_into(i) if i.program in _MAKE_NOTHING else None for i in programs]
        is_known = len(self.chain) == 1 and has_only_system_folders(self.base)
        if not is_known or None in given or "/".join(path.split("/")[:2]) in SYSTEM_FOLDERS:
            return False
        hit = self.files.lookup(path)
        is_there = hit.path is not None or hit.maybe or self.files.is_folder(path) or bool(self.files.names(path))
        folders = [self.path(folder) for each in given for folder in each or ()]
        return not is_there and not any(is_in(path, folder) or is_in(folder, path) for folder in folders)


_MAKE_NOTHING = frozenset(
    "apt-get apt apk pip mkdir chmod chown rm cp mv ln ls echo cd export set true useradd adduser groupadd addgroup".split()
)
"""Programs that make no files but those that are followed, or the system's."""


def _written_into(invocation: Invocation) -> tuple[str, ...] | None:
    """The folders that an option of a command says it writes into (``pip install --prefix=/install``); ``None`` where it may write elsewhere."""
    words, found = invocation.arguments, list[str]()
    for at, word in enumerate(words):
        option, equals, value = word.partition("=")
        if option in _INTO:
            found.append(value if equals else words[at + 1] if at + 1 < len(words) else HOLE)
        elif option == "--user":
            found += ["/root", "/home"]
        elif option in ("-e", "--editable"):
            return None
    is_named = bool(found) or words[:1] not in (("wheel",), ("download",))
    return (
        tuple(found)
        if is_named and all(folder and HOLE not in folder and "$" not in folder for folder in found)
        else None
    )


_INTO = frozenset("-t --target --prefix --root -w --wheel-dir -d --dest --home-dir --home".split())
