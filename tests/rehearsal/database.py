"""A real PostgreSQL, for one network."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.rehearsal.rooms import BESIDE, Network

BINARIES = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
PORT = 5432


class PostgreSQL:
    """A server on port 5432 of a network, and of an address of its own; to be closed. Everyone may log in, with any password."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._folder = Path(tempfile.mkdtemp(prefix="rehearsal-"))
        self._folder.chmod(0o777)
        self._programs = BINARIES[-1]
        try:
            self._do("initdb", "-D", self._data, "-U", "postgres", "--auth=trust", "-N")
            with Path(self._data, "pg_hba.conf").open("a") as rules:
                rules.write("host all all 0.0.0.0/0 trust\n")
            options = f"-p {PORT} -c listen_addresses={BESIDE} -c unix_socket_directories={self._folder} -c fsync=off"
            self._do("pg_ctl", "-D", self._data, "-w", "-o", options, "-l", f"{self._folder}/log", "start")
        except subprocess.CalledProcessError:
            self.close()
            raise

    @property
    def _data(self) -> str:
        return f"{self._folder}/data"

    def make(self, user: str, name: str) -> None:
        """Make an empty database, and its user; one of that name is gone."""
        self.ask(f'drop database if exists "{name}" with (force)', "template1")
        self.ask(
            f'do $$ begin create role "{user}" superuser login; exception when duplicate_object then null; end $$',
            "template1",
        )
        self.ask(f'create database "{name}" owner "{user}"', "template1")

    def ask(self, statement: str, name: str) -> str:
        """What psql answers, one row a line."""
        words = ("psql", "-h", str(self._folder), "-p", str(PORT), "-U", "postgres", "-Atqc", statement, name)
        return self._do(*words)

    def close(self) -> None:
        """Stop the server, and leave nothing of it."""
        words = [
            *self._network.within,
            *_as_nobody(),
            str(self._programs / "pg_ctl"),
            "-D",
            self._data,
            "-m",
            "immediate",
            "stop",
        ]
        subprocess.run(words, check=False, capture_output=True)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _do(self, program: str, *words: str) -> str:
        done = subprocess.run(
            [*self._network.within, *_as_nobody(), str(self._programs / program), *words],
            check=True,
            stdout=subprocess.PIPE if program == "psql" else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd="/",
        )
        return done.stdout or ""


def _as_nobody() -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] if os.geteuid() == 0 else []
