"""A Dockerfile, played without Docker: each stage is a room, COPY copies into it, RUN runs in it.

The base is not fetched: a room has this machine's programs and a Python of the version that the base names. Programs of the base's package manager do nothing, so what they would install is
not there; a room of an image that needs one of them says so by itself.
"""

from __future__ import annotations

import os
import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from flaskcheck.facts.docker import Instruction
from flaskcheck.files.source import Source
from flaskcheck.known import base_images
from flaskcheck.readers.docker import dockerfile, words
from flaskcheck.readers.docker.ignore import ignored, patterns_of
from tests.rehearsal import pythons
from tests.rehearsal.plans import NotPlayableError
from tests.rehearsal.rooms import PATH, ROOT, Network, Ran, Room

PREPARING = "apt-get apt apk addgroup groupadd npm".split()
"""Programs of a base that prepare the machine itself."""

NAMING = """#!/bin/sh
home= last=
for word; do
    case $last in -d | --home-dir | --home) home=$word ;; esac
    case $word in -m | --create-home) mkdir -p /home/new ;; esac
    last=$word
done
home=${home:-/home/$last}
echo "$last:x:1000:1000::$home:/bin/sh" >>/etc/passwd
echo "$last:x:1000:" >>/etc/group
[ ! -d /home/new ] || mv /home/new "$home"
[ ! -d "$home" ] || chown 1000:1000 "$home"
"""
"""What makes an account: the last word is its name."""

LONGEST_BUILD = 120.0
"""Seconds until a step of a build is taken never to end."""


@dataclass
class Stage:
    """A stage as far as it is built."""

    room: Room
    variables: dict[str, str]
    cwd: str = "/"
    entrypoint: tuple[str, ...] = ()
    command: tuple[str, ...] = ()
    ports: list[int] = field(default_factory=list)
    user: str = ""


class FailedBuildError(Exception):
    """What ``docker build`` would have ended with."""

    def __init__(self, log: str, is_endless: bool = False) -> None:
        super().__init__(log)
        self.log, self.is_endless = log, is_endless


class Builder:
    """Builds the images of one checkout in a folder. ``names``: host names that lead to this machine."""

    def __init__(self, checkout: Path, folder: Path, network: Network, names: tuple[str, ...]) -> None:
        self._checkout, self._folder, self._network, self._names = checkout, folder, network, names
        self._stages: list[Stage] = []
        self._titles: list[str] = []
        self._arguments: dict[str, str | None] = {}
        self.log = ""

    def build(self, path: str, context: str) -> Stage:
        """The final stage of a Dockerfile.

        Raises: FailedBuildError, NotPlayableError.
        """
        self._context = self._checkout / context
        read = dockerfile.read(Source(path, (self._checkout / path).read_bytes()))
        if read.errors:
            raise FailedBuildError(read.errors[0].message)
        ignore = next(
            (f for f in (self._checkout / f"{path}.dockerignore", self._context / ".dockerignore") if f.is_file()), None
        )
        self._ignored = patterns_of(Source(ignore.name, ignore.read_bytes())) if ignore else ()
        for instruction in read.instructions:
            getattr(self, f"_{instruction.name.lower()}", self._nothing)(instruction)
        return self._stages[-1]

    @property
    def _stage(self) -> Stage:
        return self._stages[-1]

    def _nothing(self, instruction: Instruction) -> None:
        """LABEL, EXPOSE's like: nothing that is played."""

    def _text(self, text: str) -> str:
        known = {**self._arguments, **(self._stage.variables if self._stages else {})}
        return words.expand(text, known)

    def _from(self, instruction: Instruction) -> None:
        base, *rest = self._text(instruction.text).split()
        earlier = self._named(base)
        if earlier is None:
            reference = base_images.parse(base)
            if reference.name.rpartition("/")[2] != "python":
                raise NotPlayableError(f"an image from {base} is not played")
            room = Room(
                self._folder / f"stage{len(self._stages)}",
                self._network,
                pythons.find(reference.tag.partition("-")[0]),
                self._names,
                any(word in reference.tag for word in ("slim", "alpine")),
            )
            _prepare(room)
            stage = Stage(room, {"PATH": PATH, "HOME": "/root", "LANG": "C.UTF-8"}, command=("python3",))
        else:
            room = Room(self._folder / f"stage{len(self._stages)}", self._network, pythons.find(""), self._names)
            for old, new in ((earlier.room.root, room.root), (earlier.room.local, room.local)):
                shutil.copytree(old, new, symlinks=True, dirs_exist_ok=True)
            for known, copied in zip(earlier.room.accounts, room.accounts, strict=True):
                shutil.copy(known, copied)
            inherited = (earlier.cwd, earlier.entrypoint, earlier.command)
            stage = Stage(room, dict(earlier.variables), *inherited, user=earlier.user)
        self._stages.append(stage)
        self._titles.append(rest[1] if len(rest) > 1 else "")

    def _named(self, name: str) -> Stage | None:
        if name in self._titles:
            return self._stages[self._titles.index(name)]
        return self._stages[int(name)] if name.isdecimal() and int(name) < len(self._stages) else None

    def _arg(self, instruction: Instruction) -> None:
        name, _, text = instruction.text.partition("=")
        value = self._text(text.strip("\"'")) if text else self._arguments.get(name)
        self._arguments[name] = value

    def _env(self, instruction: Instruction) -> None:
        for pair in words.pairs(instruction.text):
            self._stage.variables[pair.name] = self._text(pair.value)

    def _workdir(self, instruction: Instruction) -> None:
        self._stage.cwd = str(PurePosixPath(self._stage.cwd) / self._text(instruction.text.strip()))
        self._stage.room.inside(self._stage.cwd).mkdir(parents=True, exist_ok=True)

    def _user(self, instruction: Instruction) -> None:
        self._stage.user = self._text(instruction.text.strip())
        if home := self._stage.room.account(self._stage.user)[1]:
            self._stage.variables["HOME"] = home

    def _expose(self, instruction: Instruction) -> None:
        found = (self._text(word).partition("/")[0] for word in instruction.text.split())
        self._stage.ports += [int(word) for word in found if word.isdecimal()]

    def _entrypoint(self, instruction: Instruction) -> None:
        self._stage.entrypoint, self._stage.command = _words(instruction), ()

    def _cmd(self, instruction: Instruction) -> None:
        self._stage.command = _words(instruction)

    def _run(self, instruction: Instruction) -> None:
        command = dockerfile.command_of(instruction)
        if command is None:
            return
        given = ("sh", "-c", command.text) if command.argv is None else command.argv
        arguments = {name: text for name, text in self._arguments.items() if text is not None}
        told = become(self._stage)
        if told:
            raise FailedBuildError(told)
        installs = self._stage.room.user != ROOT and "pip" in command.text
        if installs and self._stage.room.inside(self._stage.variables["HOME"]).is_dir():
            raise NotPlayableError("pip of a user who is not root is not played")
        ran: Ran = self._stage.room.run(
            given, self._stage.cwd, {**arguments, **self._stage.variables}, LONGEST_BUILD, online=True
        )
        self.log += ran.log
        if ran.code != 0:
            raise FailedBuildError(self.log, ran.code is None)

    # -- COPY ----------------------------------------------------------------------------------------

    def _add(self, instruction: Instruction) -> None:
        self._copy(instruction)

    def _copy(self, instruction: Instruction) -> None:
        flags = dict(flag.lstrip("-").partition("=")[::2] for flag in instruction.flags)
        given = instruction.argv or tuple(shlex.split(instruction.text))
        *sources, goal = (self._text(word) for word in given)
        stage = self._named(flags["from"]) if "from" in flags else None
        if "from" in flags and stage is None and any(self._titles) and flags["from"].isalnum():
            raise FailedBuildError(f"pull access denied for {flags['from']}, repository does not exist")
        if "from" in flags and stage is None:
            raise NotPlayableError(f"COPY --from={flags['from']} is not played")
        to = self._stage.room.inside(str(PurePosixPath(self._stage.cwd) / goal))
        for source in sources:
            found = self._found(source, stage)
            if not found:
                raise FailedBuildError(f'failed to calculate checksum: "/{source.lstrip("./")}": not found')
            many = goal.endswith("/") or goal in (".", "./") or len(sources) > 1 or len(found) > 1 or to.is_dir()
            for path in found:
                goal_of = to / path.name if many and not path.is_dir() else to
                self._place(path, goal_of, None if stage else self._context)
                self._give(goal_of, flags)

    def _give(self, to: Path, flags: dict[str, str]) -> None:
        """``--chown`` and ``--chmod``."""
        owner = self._stage.room.account(self._text(flags.get("chown", "")))[0]
        if flags.get("chown") and not owner:
            raise FailedBuildError(f"invalid user index: -1: {flags['chown']}")
        for path in (to, *to.rglob("*")) if flags.keys() & {"chown", "chmod"} else ():
            if owner:
                os.chown(path, *map(int, owner.split(":")), follow_symlinks=False)
            if flags.get("chmod", "").isdecimal() and not path.is_symlink():
                path.chmod(int(flags["chmod"], 8))

    def _found(self, source: str, stage: Stage | None) -> list[Path]:
        if stage:
            return [path for path in (stage.room.inside(source),) if path.exists()]
        pattern = str(PurePosixPath("/") / source).lstrip("/") or "."
        if pattern == ".":
            return [self._context]
        return [path for path in sorted(self._context.glob(pattern)) if path.is_dir() or not self._leaves_out(path)]

    def _leaves_out(self, path: Path) -> bool:
        return bool(self._ignored) and ignored(self._ignored, path.relative_to(self._context).as_posix())

    def _place(self, path: Path, to: Path, context: Path | None) -> None:
        if not path.is_dir():
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, to)
            return

        def left_out(folder: str, names: list[str]) -> list[str]:
            full = [Path(folder) / name for name in names]
            return [p.name for p in full if context is not None and not p.is_dir() and self._leaves_out(p)]

        shutil.copytree(path, to, symlinks=True, dirs_exist_ok=True, ignore=left_out)


def become(stage: Stage) -> str:
    """Let the user of a stage run what is run in it; what Docker says where nobody has that name, ``""`` where somebody has."""
    user = stage.room.account(stage.user)[0] if stage.user else ROOT
    stage.room.user = user or ROOT
    return "" if user else f"unable to find user {stage.user}: no matching entries in passwd file"


def _words(instruction: Instruction) -> tuple[str, ...]:
    return instruction.argv if instruction.argv is not None else ("/bin/sh", "-c", instruction.text)


def _prepare(room: Room) -> None:
    for name in PREPARING:
        program = room.inside(f"/usr/local/bin/{name}")
        program.write_text("#!/bin/sh\nexit 0\n")
        program.chmod(0o755)
    for name in ("adduser", "useradd"):
        program = room.inside(f"/usr/local/bin/{name}")
        program.write_text(NAMING)
        program.chmod(0o755)
