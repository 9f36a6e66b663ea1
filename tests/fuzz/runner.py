"""Workers that try inputs one after another, and who watches them: one that hangs where no signal reaches it is ended, and its input is kept."""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
import time
from pathlib import Path
from typing import Any, NamedTuple

from tests.fuzz import properties, store
from tests.fuzz.inputs import COMMAND, READER, REPOSITORY, Input, Maker, chance_of

REPOSITORIES, COMMANDS = 40, 400
"""Every so many inputs one is a whole repository, and of these some are put on a disk."""

MEMORY = 6 << 30
"""Bytes that a worker may take."""

HANGS, WAITS = 60, 1800
"""Seconds of the processor, and by the clock, after which a worker is given up: no bound of an input is so long, nor any machine so busy."""

STARTED = multiprocessing.get_context("spawn")


class Asked(NamedTuple):
    """What to run: how long (or, where that is 0, how many inputs), from which seed and number on, by how many workers; ``further`` repositories to mutate; where to keep what is found."""

    minutes: float
    inputs: int
    seed: str
    jobs: int = 1
    first: int = 0
    only: str = ""
    further: tuple[str, ...] = ()
    folder: Path = store.FOUND


def kind_of(number: int, only: str = "") -> str:
    """What an input is given to."""
    if only:
        return only
    return COMMAND if number % COMMANDS == 0 else REPOSITORY if number % REPOSITORIES == 0 else READER


def one(asked: Asked, maker: Maker, number: int) -> Input:
    """An input of a run."""
    return maker.one(kind_of(number, asked.only), chance_of(asked.seed, number))


class Worker:
    """A process that tries each ``jobs``-th input; ``number`` is the one that it is at, ``counts`` how many of each kind it has done."""

    def __init__(self, asked: Asked, first: int, until: float, found: Any) -> None:
        self.number = STARTED.Value("q", first)
        self.counts = STARTED.Array("q", 3)
        self.process = STARTED.Process(target=_work, args=(asked, self.number, until, self.counts, found), daemon=True)
        self.process.start()
        self._seen = first, *self._spent()

    @property
    def hangs(self) -> bool:
        """Whether it has been at one input for too long, or ended over it."""
        number, spent, now = self.number.value, *self._spent()
        if number != self._seen[0]:
            self._seen = number, spent, now
        is_late = spent - self._seen[1] > HANGS or now - self._seen[2] > WAITS
        return is_late or self.process.exitcode not in (None, 0)

    def _spent(self) -> tuple[float, float]:
        """The processor's time that it has taken, where Linux tells it, and the time of the clock."""
        try:
            words = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
            return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK"), time.monotonic()
        except (OSError, IndexError):
            return 0, time.monotonic()


class Run:
    """A run: ``counts`` are the inputs of each kind that were tried, ``found`` the first input of each fault, with how often it was met."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self._until = time.time() + asked.minutes * 60
        self.found: dict[str, Path] = {}
        self.times: dict[str, int] = {}
        self._queue = STARTED.Queue()
        self._ended: list[Worker] = []
        self._workers = [Worker(asked, asked.first + job, self._until, self._queue) for job in range(asked.jobs)]

    @property
    def counts(self) -> dict[str, int]:
        workers = [*self._workers, *self._ended]
        return {kind: sum(w.counts[at] for w in workers) for at, kind in enumerate((READER, REPOSITORY, COMMAND))}

    def wait(self) -> None:
        """Until all is tried, or somebody interrupts it."""
        try:
            self._watch()
        except KeyboardInterrupt:
            for worker in self._workers:
                worker.process.kill()

    def _watch(self) -> None:
        while any(worker.process.exitcode != 0 for worker in self._workers) or not self._queue.empty():
            self._take()
            for at, worker in enumerate(self._workers):
                if worker.hangs:
                    self._replace(at, worker)

    def _take(self) -> None:
        try:
            what, path = self._queue.get(timeout=0.5)
        except Exception:  # nothing new
            return
        self.times[what] = self.times.get(what, 0) + 1
        if path:
            self.found.setdefault(what, Path(path))

    def _replace(self, at: int, worker: Worker) -> None:
        """End a worker, keep what it was at, and go on behind that."""
        worker.process.kill()
        worker.process.join()
        number = worker.number.value
        broken = properties.Broken("never ends, or ends Python", f"exit code {worker.process.exitcode}")
        path = store.store(
            self.asked.folder, one(self.asked, Maker(self.asked.further), number), broken, self.asked.seed, number
        )
        self._queue.put((broken.what, str(path)))
        properties.clear()
        self._ended.append(worker)
        self._workers[at] = Worker(self.asked, number + self.asked.jobs, self._until, self._queue)


def _work(asked: Asked, number: Any, until: float, counts: Any, found: Any) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who watches ends it
    maker = Maker(asked.further)
    known: set[str] = set()
    while (number.value < asked.first + asked.inputs) if asked.inputs else (time.time() < until):
        given = one(asked, maker, number.value)
        broken = properties.verdict(given)
        if broken:
            _tell(asked, number.value, given, broken, known, found)
        counts[(READER, REPOSITORY, COMMAND).index(given.kind)] += 1
        number.value += asked.jobs


def _tell(asked: Asked, number: int, given: Input, broken: properties.Broken, known: set[str], found: Any) -> None:
    """Report a fault, and keep the first input that shows it, made small."""
    path = ""
    if broken.what not in known:
        known.add(broken.what)
        path = str(store.store(asked.folder, store.smaller(given, broken), broken, asked.seed, number))
    found.put((broken.what, path))
