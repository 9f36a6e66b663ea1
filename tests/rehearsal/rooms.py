"""Where a deployment is played: a network, and in it a root folder of its own, made with ``unshare`` and ``chroot``.

A room sees the machine's programs and its own files, nothing else. What runs in it is in a process namespace: when its first process is ended, by its id, all of it ends.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

HERE = Path(__file__).parent
ADDRESS = "10.77.0.2"
"""Where visitors come from outside: a server that listens on the loopback address does not answer here."""

BESIDE = "10.77.0.3"
"""Where the database is, and all that a host name leads to: on another machine, as hosts have it."""

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
SPACES = ("unshare", "--mount", "--pid", "--fork", "--kill-child")
LOCAL = "/usr/local"
BUNDLED = {"python3.9": "setuptools==58.1.0", "python3.10": "setuptools==65.5.0", "python3.11": "setuptools==65.5.0"}
"""What these Pythons put into every environment; later ones put nothing there."""

LONGEST_LOG, ROOT = 400_000, "0:0"


def reason_against() -> str:
    """Why no rooms can be made here, ``""`` where they can."""
    try:
        tried = subprocess.run(
            [*SPACES, "--net", "sh", "-c", "mount -t tmpfs none /mnt && ip link set lo up"],
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    except OSError as error:
        return str(error)
    return tried.stderr.strip() if tried.returncode else ""


@dataclass(frozen=True)
class Ran:
    """How a command ended: its exit code (``None``: it was stopped for lack of time) and what it wrote."""

    code: int | None
    log: str


class Network:
    """A network of its own, held by a process that sleeps; to be closed."""

    def __init__(self) -> None:
        script = f"ip link set lo up && echo 0 >/proc/sys/net/ipv4/ip_unprivileged_port_start && ip address add {ADDRESS}/32 dev lo && ip address add {BESIDE}/32 dev lo && echo up && exec sleep infinity"
        self.compiled = Path(tempfile.mkdtemp(prefix="rehearsal-"))
        """What Python compiled in its rooms, so that libraries are compiled once."""
        self.jar: dict[str, str] = {}
        """The cookies of the visitor."""
        self._holder = subprocess.Popen(["unshare", "--net", "sh", "-c", script], stdout=subprocess.PIPE, text=True)
        assert self._holder.stdout is not None
        if self._holder.stdout.readline() != "up\n":
            self.close()
            raise OSError("no network namespace could be made")

    @property
    def within(self) -> tuple[str, ...]:
        """The words before a command that runs in it."""
        return ("nsenter", f"--net=/proc/{self._holder.pid}/ns/net")

    def visit(self, paths: Sequence[str], port: int | None, wait: float = 1, besides: Sequence[int] = ()) -> Visit:
        """Ask for pages from outside. ``port``: ``None`` for whichever is open, but for those of ``besides``."""
        asked = {"address": ADDRESS, "port": port, "paths": list(paths), "wait": wait, "besides": list(besides)}
        asked["jar"] = self.jar
        words = [*self.within, sys.executable, str(HERE / "visitor.py"), json.dumps(asked)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=60 + 15 * len(paths), check=True)
        told = json.loads(done.stdout)
        self.jar = told["jar"]
        return Visit(
            told["port"], told["listens"], {path: (status, body) for path, (status, body) in told["answers"].items()}
        )

    def forget(self) -> None:
        """Take away what Python compiled of applications: Alembic runs it where the file itself is gone."""
        for folder in self.compiled.iterdir():
            if folder.name not in ("usr", "root"):  # where libraries are, and Python's own
                shutil.rmtree(folder)

    def close(self) -> None:
        """Give it up."""
        self._holder.kill()
        self._holder.wait()
        shutil.rmtree(self.compiled, ignore_errors=True)


@dataclass(frozen=True)
class Visit:
    """What a visitor got: the port that is open to the outside, ``None`` for none, whether any port is open at all, and of each path the status (0: no answer) and the body."""

    port: int | None
    listens: bool
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)


class Process:
    """A command that goes on in a room."""

    def __init__(self, words: Sequence[str], variables: dict[str, str], log: Path) -> None:
        self._log = log
        with log.open("wb") as file:
            self._process = subprocess.Popen(
                words, env=variables, stdout=file, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL
            )

    @property
    def log(self) -> str:
        """What it has written so far."""
        return self._log.read_bytes()[-LONGEST_LOG:].decode("utf-8", "replace")

    @property
    def code(self) -> int | None:
        """Its exit code, ``None`` as long as it runs."""
        return self._process.poll()

    def stop(self, patience: float = 5) -> None:
        """SIGTERM as a host sends it, to the first process of the room; after ``patience`` seconds the end of all of them."""
        if self.code is None:
            for inner in _children(self._process.pid):
                os.kill(inner, signal.SIGTERM)
            ends = time.monotonic() + patience
            while self.code is None and time.monotonic() < ends:
                time.sleep(0.05)
        self._process.kill()
        self._process.wait()


def _children(process: int) -> list[int]:
    try:
        return [int(word) for word in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


class Room:
    """A root folder with a Python of its own in /usr/local.

    ``python``: the interpreter of the machine that it is made from; ``names``: host names that lead to this machine, as Compose gives them to services; ``is_bare``: it has no compilers, and what was built elsewhere does not count.
    """

    def __init__(
        self, folder: Path, network: Network, python: Path, names: Sequence[str] = (), is_bare: bool = False
    ) -> None:
        self.network, self._is_bare = network, is_bare
        self.root, self.local = folder / "root", folder / "local"
        self.root.mkdir(parents=True)
        self.local.mkdir()
        self._hosts, self._log = folder / "hosts", folder / "log"
        self.accounts = folder / "passwd", folder / "group"
        for file in self.accounts:
            shutil.copy(f"/etc/{file.name}", file)
        self._hosts.write_text(f"127.0.0.1 localhost\n::1 localhost\n{BESIDE} database {' '.join(names)}\n")
        uv, self._cache = Path(_uv()), Path(os.environ.get("UV_CACHE_DIR") or Path.home() / ".cache" / "uv")
        self._shared = ":".join(
            map(str, dict.fromkeys((python.parent.parent, uv.parent, self._cache, network.compiled)))
        )
        subprocess.run(
            [uv, "venv", "--quiet", "--clear", "--python", python, self.local], check=True, capture_output=True
        )
        if bundled := BUNDLED.get(next(self.local.glob("lib/python3*")).name):
            given = {**os.environ, **_downloads(self._cache)}
            words = [uv, "pip", "install", "--quiet", "--python", self.local / "bin" / "python", bundled]
            subprocess.run(words, check=True, capture_output=True, env=given)
        self._shim(uv)
        self.readonly = ""
        self.user = ROOT

    def account(self, name: str) -> tuple[str, str]:
        """User and group (``0:0``) and home of an account, by its name or number; ``""`` where there is none of that name."""
        user, _, group = name.partition(":")
        for line in self.accounts[0].read_text().splitlines():
            known, _, number, of, _, home, _ = line.split(":")
            if user in (known, number):
                return f"{number}:{group if group.isdecimal() else of}", home
        return (f"{user}:{group if group.isdecimal() else 0}", "/") if user.isdecimal() else ("", "")

    def _shim(self, uv: Path) -> None:
        """A pip that lets uv do it, which is quick; what uv refuses is tried with pip itself, so that its word counts. It alone goes out to the machine's network."""
        python = "/usr/local/bin/python"
        given = _downloads(self._cache)
        bare = " --no-build" if self._is_bare else ""
        out = f"nsenter --net=/run/outside env {' '.join(f'{n}={t}' for n, t in given.items())}"
        plain = 'for word; do shift; [ "$word" = --no-cache-dir ] || set -- "$@" "$word"; done'
        turns = 'slow=; for file in requirements*.txt; do [ ! -f "$file" ] || ! grep -q "^-[rc] *$file" "$file" || slow=1; done'  # uv reads on
        quick = f'{turns}; if [ "$1$slow" = install ]; then shift; {plain}; {out} {uv} pip install{bare} --python {python} "$@" && exit; set -- install "$@"; fi'
        real = f'{out} {uv} pip install --quiet --python {python} --target /tmp/pip pip setuptools && PYTHONPATH=/tmp/pip exec {out} {python} -m pip "$@"'
        package = next(self.local.glob("lib/python3*/site-packages")) / "pip"
        package.mkdir()
        (package / "__main__.py").write_text(
            'import os, sys\n\nos.execv("/usr/local/bin/pip", ["pip", *sys.argv[1:]])\n'
        )
        for name in ("pip", "pip3"):
            shim = self.local / "bin" / name
            shim.write_text(f"#!/bin/sh\n{quick}\n{real}\n")
            shim.chmod(0o755)

    def inside(self, path: str) -> Path:
        """Where a path of the room lies on this machine."""
        inner = PurePosixPath("/") / path
        return (
            self.local / inner.relative_to(LOCAL) if inner.is_relative_to(LOCAL) else self.root / inner.relative_to("/")
        )

    def run(
        self, words: Sequence[str], cwd: str, variables: dict[str, str], seconds: float = 120, online: bool = False
    ) -> Ran:
        """Run a command to its end; ``online``: with the machine's network, as a build has it."""
        given = {**_downloads(self._cache), **variables} if online else variables
        process = self._process(words, cwd, given, online)
        ends = time.monotonic() + seconds
        while process.code is None and time.monotonic() < ends:
            time.sleep(0.02)
        code = process.code
        process.stop(0)
        return Ran(code, process.log)

    def start(self, words: Sequence[str], cwd: str, variables: dict[str, str], log: str = "") -> Process:
        """Start a command that is to go on; to be stopped. ``log``: the name of a log of its own, where another one goes on in the room."""
        return self._process(words, cwd, variables, False, log)

    def _process(
        self, words: Sequence[str], cwd: str, variables: dict[str, str], online: bool, log: str = ""
    ) -> Process:
        given = {"PYTHONPYCACHEPREFIX": str(self.network.compiled), **variables}
        return Process(self._words(words, cwd, online), given, self._log.with_name(log) if log else self._log)

    def _words(self, words: Sequence[str], cwd: str, online: bool) -> list[str]:
        outside = f"/proc/{os.getpid()}/ns/net"
        place: Iterable[str] = map(str, (self.root, self.local, self._hosts, self._shared, outside, cwd, self.readonly))
        place = (*place, "bare" if self._is_bare else "", self.user)
        return [*(() if online else self.network.within), *SPACES, "sh", str(HERE / "room.sh"), *place, *words]


def _uv() -> str:
    from uv import find_uv_bin

    return str(find_uv_bin())


def _downloads(cache: Path) -> dict[str, str]:
    """What pip and uv need of this machine's own settings: one shared cache, certificates, an index."""
    kept = {name: text for name, text in os.environ.items() if name.startswith(("PIP_", "UV_", "SSL_CERT"))}
    return {**kept, "UV_CACHE_DIR": str(cache), "UV_LINK_MODE": "symlink", "UV_PYTHON_DOWNLOADS": "never"}
