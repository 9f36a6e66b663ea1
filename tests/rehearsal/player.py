"""Plays a host: checkout, build, release, start, visitors, and the same again for a second deployment."""

from __future__ import annotations

import fcntl
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from flaskcheck.files.discover import discover
from flaskcheck.project import Project
from tests.rehearsal import pythons, rooms
from tests.rehearsal.database import BINARIES, PostgreSQL
from tests.rehearsal.database import PORT as DATABASE_PORT
from tests.rehearsal.images import LONGEST_BUILD, Builder, FailedBuildError, become
from tests.rehearsal.plans import NothingServesError, Plan, Step, plan_of
from tests.rehearsal.rooms import PATH, Network, Process, Ran, Room
from tests.rehearsal.services import PORTS, Beside
from tests.rehearsal.sites import anchors, by_harm, is_read, links, routes

LONGEST_SILENCE, LONGEST_START, LONGEST_WORKER = 5.0, 45.0, 10.0
"""Seconds that a server may listen elsewhere, until it must answer, and until a worker that runs is taken to work."""

VERSIONS = (
    "flask",
    "werkzeug",
    "gunicorn",
    "sqlalchemy",
    "flask-sqlalchemy",
    "flask-migrate",
    "alembic",
    "psycopg2-binary",
)

SERVICES, WEB_PORT = [DATABASE_PORT, *PORTS.values()], 80
"""The ports of what stands beside an application, and nginx's own."""

_TURN = Path(tempfile.gettempdir()) / "rehearsal.lock"
"""One deployment at a time on this machine: a slow start must not be taken for none."""

PLANTED = "Marzipan"
"""What visitors write, to see whether it is still there after the next deployment."""

_ROWS = (
    "select table_name, (xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %I.%I', table_schema, table_name), false, true, '')))[1]::text "
    "from information_schema.tables where table_schema = 'public'"
)


@dataclass(frozen=True)
class Outcome:
    """What a person would have seen. ``failed``: ``build``, ``release``, ``start`` (the process ended), ``silence`` (it runs, and does not answer), ``worker`` (a process beside it ended with an error), ``endless`` (the build does not end), or ``""``.

    ``shows``: the pages that show what a visitor had written (``PLANTED``); ``rows``: how many each table of PostgreSQL holds at the end.
    """

    failed: str
    log: str
    answers: Mapping[str, tuple[int, str]] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    again: Outcome | None = None
    shows: frozenset[str] = frozenset()
    rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def lost(self) -> str:
        """What a second deployment does to what the first one held, ``""`` where it keeps it."""
        if self.again is None or self.again.failed:
            return ""
        if gone := sorted(self.shows - self.again.shows):
            return f"{gone[0]} no longer shows what was written"
        for table, count in self.rows.items():
            now = self.again.rows.get(table, 0)
            if now != count:
                return f"rows of {table} are {'lost' if now < count else 'doubled'}"
        return ""


def reason_against() -> str:
    """Why nothing can be deployed on this machine, ``""`` where it can."""
    return rooms.reason_against() or ("" if BINARIES else "PostgreSQL's server programs are not here")


class Player:
    """A network with a database, in which one deployment after the other is played; to be closed."""

    def __init__(self) -> None:
        self._plays = 1_000_000_000
        self.network = Network()
        try:
            self.database = PostgreSQL(self.network)
            self.beside = Beside(self.network)
        except BaseException:
            self.network.close()
            raise

    def close(self) -> None:
        """End all that it started."""
        self.beside.close()
        self.database.close()
        self.network.close()

    def play(
        self,
        repository: Path,
        paths: Sequence[str],
        dashboard: Mapping[str, str],
        again: bool = False,
        target: str = "",
        told: bool = False,
        workers: bool = False,
        proxy: str = "",
        by_hand: Sequence[str] = (),
        unplayed: Sequence[str] = (),
    ) -> Outcome:
        """Deploy what git has of a repository, and ask for some paths and for what their pages link to.

        ``again``: deploy the same files a second time, with the same database. ``target``: ask besides for every route without an argument of the application there. ``told``: tell the versions of what was installed; ``workers``: run the other processes first, to see whether they start; ``proxy``: nginx's file that stands before the server; ``by_hand``: what the owner runs before the first start; ``unplayed``: files of hosts that are not asked.

        Raises: NotPlayableError.
        """
        folder = Path(tempfile.mkdtemp(prefix="rehearsal-"))
        turn = _TURN.open("w")
        fcntl.flock(turn, fcntl.LOCK_EX)
        try:
            checkout = folder / "checkout"
            plan = plan_of(Project(discover(str(repository))), dashboard, unplayed)
            _check_out(repository, checkout, plan.host.sends)
            self._date(checkout)
            self.network.forget()
            self.network.jar = {}
            for user, name in plan.databases:
                self.database.make(user, name)
            self.beside.have(plan.beside, plan.databases)
            play = _Play(self, plan if workers else replace(plan, workers=()), checkout, folder, proxy)
            return play.outcome(paths, again, target, told, by_hand)
        except NothingServesError as error:
            return Outcome("start", str(error))
        finally:
            turn.close()
            shutil.rmtree(folder, ignore_errors=True)

    def _date(self, checkout: Path) -> None:
        """Files of no two plays have one date, so that what Python compiled of one is never taken for another's."""
        self._plays += 1
        for path in checkout.rglob("*"):
            os.utime(path, (self._plays, self._plays), follow_symlinks=False)


def _check_out(repository: Path, checkout: Path, sends: str) -> None:
    """The files that a host gets: what git has, or the folder as it lies on the disk, with or without what git ignores."""
    words = ["git", "-C", str(repository)]
    if sends == "git":
        subprocess.run([*words, "checkout-index", "--all", f"--prefix={checkout}/"], check=True, capture_output=True)
        return
    shown = [] if sends == "folder" else ["--exclude-standard"]
    listed = subprocess.run(
        [*words, "ls-files", "-z", "-co", *shown], check=True, capture_output=True, text=True
    ).stdout
    for path in filter(None, listed.split("\0")):
        if (repository / path).is_file():
            (checkout / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(repository / path, checkout / path)


class _Play:
    """One deployment of one plan."""

    def __init__(self, player: Player, plan: Plan, checkout: Path, folder: Path, proxy: str = "") -> None:
        self._player, self._plan, self._checkout, self._folder = player, plan, checkout, folder
        self._proxy = proxy
        self._variables = dict(plan.variables)
        self._start = plan.start
        self._ports = () if plan.port is None else (plan.port,)

    def outcome(self, paths: Sequence[str], again: bool, target: str, told: bool, by_hand: Sequence[str]) -> Outcome:
        """How the first deployment went, and the second of the same files, if asked for one."""
        try:
            room = self._image() if self._plan.image else self._own()
        except FailedBuildError as error:
            return Outcome("endless" if error.is_endless else "build", error.log)
        room.readonly = self._plan.home if self._plan.host.read_only_disk else ""
        if target and self._start is not None:
            found = routes(room, target, self._start.cwd, self._variables)
            filled = [path for path in found if not is_read(path) and path not in paths]
            written = [path for path in paths if not is_read(path)]
            paths = [*sorted({*filter(is_read, found), *filter(is_read, paths)}), *written, *by_harm(filled)]
        for disk in self._plan.disks:
            room.inside(disk).mkdir(parents=True, exist_ok=True)
        fresh = self._folder / "fresh"
        if again:
            shutil.copytree(room.root, fresh, symlinks=True)
        first = replace(self._served(room, paths, by_hand), versions=_versions(room) if told else {})
        if not again or first.failed:
            return first
        if self._plan.host.disk != "lasting":
            self._replace(room, fresh)
        return replace(first, again=self._served(room, [path for path in paths if is_read(path)]))

    def _replace(self, room: Room, fresh: Path) -> None:
        """The next deployment brings the files as they were built; disks alone stay."""
        for disk in self._plan.disks:
            inner = disk.lstrip("/")
            shutil.rmtree(fresh / inner, ignore_errors=True)
            (fresh / inner).parent.mkdir(parents=True, exist_ok=True)
            (room.root / inner).rename(fresh / inner)
        shutil.rmtree(room.root)
        fresh.rename(room.root)

    def _image(self) -> Room:
        plan = self._plan
        stage = Builder(self._checkout, self._folder, self._player.network, plan.names).build(plan.image, plan.context)
        self._variables = {
            **plan.variables,
            **stage.variables,
            **{n: t for n, t in plan.variables.items() if n not in ("PATH", "HOME")},
        }
        if told := become(stage):
            raise NothingServesError(told)
        if self._start is None:
            self._start = Step((*stage.entrypoint, *(plan.arguments or stage.command)), stage.cwd)
        elif not self._start.cwd:
            self._start = replace(self._start, cwd=stage.cwd)
        if not self._ports and not plan.host.detects_port and len(set(stage.ports)) == 1:
            self._ports = (stage.ports[0],)
        return stage.room

    def _own(self) -> Room:
        plan = self._plan
        room = Room(self._folder / "room", self._player.network, pythons.find(plan.python), plan.names)
        self._lay(room)
        log = ""
        for step in plan.builds:
            ran = room.run(step.words, step.cwd, self._variables, LONGEST_BUILD, online=step.is_hosts)
            log += ran.log
            if ran.code != 0:
                raise FailedBuildError(log, ran.code is None)
        return room

    def _lay(self, room: Room) -> None:
        """The files, as git has them, where the host has them."""
        home = room.inside(self._plan.home)
        shutil.copytree(self._checkout, home, symlinks=True, dirs_exist_ok=True)
        if self._plan.host.is_lasting:
            self._set_up(room, home)

    def _set_up(self, room: Room, home: Path) -> None:
        """What the owner of a machine does by hand: a virtual environment where the command looks for it, and the file of variables that an example shows."""
        for name in re.findall(r"(/\S+)/bin/\w", " ".join(self._start.words) if self._start else ""):
            place = room.inside(name)
            if not place.exists() and not name.startswith("/usr"):
                place.parent.mkdir(parents=True, exist_ok=True)
                place.symlink_to("/usr/local")
        if (home / ".env.example").is_file():
            shutil.copy(home / ".env.example", home / ".env")

    def _served(self, room: Room, paths: Sequence[str], by_hand: Sequence[str] = ()) -> Outcome:
        log = ""
        for step in self._plan.releases:
            ran: Ran = room.run(step.words, step.cwd, self._variables)
            log += ran.log
            if ran.code != 0:
                return Outcome("release", log)
        if self._start is None or not self._start.words:
            return Outcome("start", log + "nothing names a start command")
        for command in by_hand:
            log += room.run(("bash", "-c", command), self._start.cwd, self._variables).log
        if told := self._worked(room):
            return Outcome("worker", log + told)
        process = room.start(self._start.words, self._start.cwd, self._variables)
        front = None
        try:
            front = self._fronted(room, process) if self._proxy else None
            outcome = replace(self._visited(process, paths, log), rows=self._rows())
            return replace(outcome, log=outcome.log + front.log) if front else outcome
        finally:
            process.stop()
            if front:
                front.stop()

    def _fronted(self, room: Room, process: Process) -> Process:
        """nginx with the repository's file, once the server behind it has had time to listen: visitors ask it from then on."""
        ends = time.monotonic() + LONGEST_SILENCE
        while process.code is None and time.monotonic() < ends:
            if self._player.network.visit([], None, besides=SERVICES).port is not None:
                break
        folder = room.inside("/tmp/nginx")
        folder.mkdir(parents=True)
        shutil.copy(self._checkout / self._proxy, folder / "site.conf")
        kept = "".join(
            f"{kind}_temp_path /tmp/nginx/{kind};" for kind in ("client_body", "proxy", "uwsgi", "fastcgi", "scgi")
        )
        text = f"user root; pid /tmp/nginx/pid; error_log stderr; events {{}} http {{ access_log off; {kept} include /tmp/nginx/site.conf; }}"
        (folder / "nginx.conf").write_text(text)
        self._ports = (WEB_PORT,)
        words = ("/usr/sbin/nginx", "-c", "/tmp/nginx/nginx.conf", "-g", "daemon off;")
        return room.start(words, "/tmp", {"PATH": PATH}, "nginx.log")

    def _worked(self, room: Room) -> str:
        """What a worker wrote that ended with an error."""
        for step in self._plan.workers:
            ran = room.run(step.words, step.cwd, self._variables, LONGEST_WORKER)
            if ran.code:
                return ran.log
        return ""

    def _rows(self) -> dict[str, int]:
        """How many rows the tables of its databases hold."""
        found = {}
        for name in {name for _, name in self._plan.databases}:
            for line in self._player.database.ask(_ROWS, name).splitlines():
                table, _, count = line.partition("|")
                found[table] = found.get(table, 0) + int(count)
        return found

    def _visited(self, process: Process, paths: Sequence[str], log: str) -> Outcome:
        network, port = self._player.network, self._ports[0] if self._ports else None
        reads = list(filter(is_read, paths)) or paths
        ends, silent = time.monotonic() + LONGEST_START, 0.0
        while process.code is None and time.monotonic() < ends and silent < LONGEST_SILENCE:
            visit = network.visit(reads, port, besides=SERVICES)
            silent += 1 if visit.port is None and visit.listens else 0
            if process.code is None and any(status for status, _ in visit.answers.values()):
                linked = [path for path in links(visit.answers.values()) if path not in visit.answers]
                later = [*(path for path in paths if path not in reads), *linked]
                written = network.visit(later, visit.port).answers if later else {}
                behind = anchors({**visit.answers, **written})
                written |= network.visit(behind, visit.port).answers if behind else {}
                seen = (
                    network.visit(reads, visit.port).answers if any("POST" in path for path in later) else visit.answers
                )
                shows = frozenset(path for path, (_, body) in seen.items() if PLANTED in body)
                return Outcome("", log + process.log, {**visit.answers, **written}, shows=shows)
        return Outcome("silence" if process.code is None else "start", log + process.log)


def _versions(room: Room) -> dict[str, str]:
    """The versions of what was installed, and Python's own."""
    code = (
        "import json, platform\nfrom importlib.metadata import distributions\n"
        "print(json.dumps({'python': platform.python_version(), **{d.name.lower(): d.version for d in distributions()}}))"
    )
    ran = room.run(("/usr/local/bin/python", "-c", code), "/tmp", {"PATH": PATH})
    found: dict[str, str] = json.loads(ran.log) if ran.code == 0 else {}
    return {name: found[name] for name in ("python", *VERSIONS) if name in found}
