"""Running a program as a whole process and telling what it took, as a shell would see it."""

from __future__ import annotations

import marshal
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.environments import CACHE

if TYPE_CHECKING:
    from typing_extensions import Self

UNIT = 1 if sys.platform == "darwin" else 1024
"""What ``ru_maxrss`` counts: bytes on macOS, KiB on Linux (getrusage(2))."""


@dataclass(frozen=True)
class Command:
    """A program with its arguments, run in the folder that is measured. ``ends`` are the exit codes of a run that did its work; ``note`` tells what is special."""

    name: str
    words: tuple[str, ...]
    ends: tuple[int, ...] = (0,)
    variables: dict[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Run:
    """One run: wall time in seconds, the largest resident memory of the process or a child it waited for in bytes, the exit code."""

    seconds: float
    memory: int
    code: int


@dataclass
class Series:
    """All runs of one command over one tree."""

    command: Command
    runs: list[Run] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median wall time in seconds."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def minimum(self) -> float:
        """The shortest wall time in seconds."""
        return min(run.seconds for run in self.runs)

    @property
    def memory(self) -> int:
        """The largest peak of resident memory in bytes."""
        return max(run.memory for run in self.runs)


class RunError(Exception):
    """A command did not do its work, so that its time means nothing."""


def surroundings() -> dict[str, str]:
    """The environment of every run: nothing of whoever measures but the search path."""
    home = CACHE / "home"
    home.mkdir(parents=True, exist_ok=True)
    return {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(home), "LC_ALL": "C.UTF-8"}


class Spawner:
    """Runs commands, by a small process of its own (``spawner.py`` tells why); to be used in a ``with`` statement."""

    def __enter__(self) -> Self:
        program = [sys.executable, "-I", "-S", str(Path(__file__).with_name("spawner.py"))]
        self._process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def run(self, command: Command, folder: Path) -> Run:
        """Run a command once in a folder, its output thrown away.

        Raises: RunError when it ends with a code that is not one of its ``ends``.
        """
        requests, answers = self._process.stdin, self._process.stdout
        if requests is None or answers is None:
            raise RunError("the spawner is not running")
        environment = {**surroundings(), **command.variables}
        marshal.dump((str(folder), list(command.words), environment, str(CACHE / "stderr")), requests)
        requests.flush()
        seconds, memory, status = marshal.load(answers)  # noqa: S302 (from our own child)
        code = os.waitstatus_to_exitcode(status)
        if code not in command.ends:
            raise RunError(f"{command.name}: exit code {code}: {_last_words()}")
        return Run(seconds, memory * UNIT, code)


def _last_words() -> str:
    text = (CACHE / "stderr").read_text(errors="replace").strip()
    return text.splitlines()[-1][:300] if text else "no message"


class Load:
    """How much else the machine had to do from here on."""

    def __init__(self) -> None:
        self.average = os.getloadavg()[0]
        self._all, self._busy = _ticks()
        self._own = _own_seconds()

    def others(self) -> float | None:
        """The share of all processors' time that other processes took since then; ``None`` where that cannot be told."""
        everything, busy = _ticks()
        total = everything - self._all
        if not total:
            return None
        own = (_own_seconds() - self._own) * os.sysconf("SC_CLK_TCK")
        return max(0.0, (busy - self._busy - own) / total)


def _ticks() -> tuple[float, float]:
    """All ticks of all processors, and those that were not idle (proc(5)); zeros without ``/proc``."""
    try:
        line = Path("/proc/stat").read_text().split("\n", 1)[0]
    except OSError:
        return 0.0, 0.0
    ticks = [float(word) for word in line.split()[1:9]]
    return sum(ticks), sum(ticks) - ticks[3] - ticks[4]


def _own_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system
