"""Redis and MariaDB, for one network: what Compose and hosts put beside an application besides PostgreSQL. Each is started when a plan first wants it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.rehearsal.plans import NotPlayableError
from tests.rehearsal.rooms import BESIDE, Network

PORTS = {"redis": 6379, "mysql": 3306}
"""The kinds of services, each with the port on which it answers."""

PROGRAMS = {"redis": "redis-server", "mysql": "mariadbd"}
LONGEST_START = 30.0


class Beside:
    """The services of one network; to be closed. Everyone may log in, with any password."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._folder = Path(tempfile.mkdtemp(prefix="rehearsal-"))
        self._folder.chmod(0o777)
        self._started: dict[str, subprocess.Popen[bytes]] = {}

    def have(self, kinds: Sequence[str], databases: Sequence[tuple[str, str]]) -> None:
        """Have these and no others, and empty them: ``databases`` are user and name of those that MariaDB is to have.

        Raises: NotPlayableError.
        """
        for kind in [kind for kind in self._started if kind not in kinds]:
            process = self._started.pop(kind)
            process.kill()
            process.wait()
        for kind in kinds:
            self._want(kind, databases)

    def _want(self, kind: str, databases: Sequence[tuple[str, str]]) -> None:
        program = shutil.which(PROGRAMS[kind], path="/usr/bin:/usr/sbin:/usr/local/bin")
        if program is None:
            raise NotPlayableError(f"{PROGRAMS[kind]} is not on this machine")
        if kind not in self._started:
            self._started[kind] = self._start(program, *(self._redis() if kind == "redis" else self._mariadb()))
        if kind == "redis":
            self._do("redis-cli", "-h", BESIDE, "flushall")
        for name in {name for _, name in databases} if kind == "mysql" else ():
            self._do(
                "mariadb",
                f"--socket={self._socket}",
                "-e",
                f"drop database if exists `{name}`; create database `{name}`",
            )

    def close(self) -> None:
        """End them, and leave nothing of them."""
        for process in self._started.values():
            process.kill()
            process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def _socket(self) -> str:
        return f"{self._folder}/mysql.sock"

    def _redis(self) -> tuple[str, ...]:
        return ("--port", str(PORTS["redis"]), "--bind", BESIDE, "--protected-mode", "no", "--save", "", "--dir", str(self._folder))  # fmt: skip

    def _mariadb(self) -> tuple[str, ...]:
        data = f"--datadir={self._folder}/mysql"
        shutil.rmtree(f"{self._folder}/mysql", ignore_errors=True)
        made = ["mariadb-install-db", "--no-defaults", data, "--user=mysql", "--skip-test-db"]
        subprocess.run(made, check=True, capture_output=True)
        return ("--no-defaults", data, "--user=mysql", f"--socket={self._socket}", f"--bind-address={BESIDE}", "--skip-grant-tables", "--skip-networking=0")  # fmt: skip

    def _start(self, program: str, *words: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [*self._network.within, program, *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
        )
        ends = time.monotonic() + LONGEST_START
        kind = next(kind for kind, name in PROGRAMS.items() if program.endswith(name))
        while not self._answers(kind):
            if process.poll() is not None or time.monotonic() > ends:
                process.kill()
                raise NotPlayableError(f"{program} does not start")
            time.sleep(0.1)
        return process

    def _answers(self, kind: str) -> bool:
        asked = ("redis-cli", "-h", BESIDE, "ping") if kind == "redis" else ("mariadb-admin", f"--socket={self._socket}", "ping")  # fmt: skip
        done = subprocess.run([*self._network.within, *asked], check=False, capture_output=True)
        return done.returncode == 0 and b"refused" not in done.stdout

    def _do(self, *words: str) -> None:
        subprocess.run([*self._network.within, *words], check=True, capture_output=True)
