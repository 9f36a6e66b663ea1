"""What a host does with a repository: which files it takes, what it builds, releases and starts, and what it sets.

Commands and variables come from the host's files as ``flaskcheck.hosts`` reads them, and what the host provides from the same rows that the model uses. What the shell, Python, pip and
the server make of them is left to these themselves: that is what is rehearsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flaskcheck.facts.services import Command, Service, Variable
from flaskcheck.hosts.host import Host
from flaskcheck.known import base_images
from flaskcheck.project import Project
from flaskcheck.units.deployment import Deployment
from tests.rehearsal.database import PORT as DATABASE_PORT
from tests.rehearsal.rooms import BESIDE, PATH

SECRET = "5f0c2e7ab1d94d6f8e3c1a90"
"""What an owner sets in the dashboard where a secret is wanted; it is no secret of anything."""

FREE_PORT = 18080
"""The PORT of hosts that choose one."""

BUILDS = {
    "requirements.txt": "pip install -r requirements.txt",
    "Pipfile.lock": "pip install pipenv && pipenv install --system --deploy",
    "Pipfile": "pip install pipenv && pipenv install --system --skip-lock",
    "poetry.lock": "pip install poetry && poetry config virtualenvs.create false && poetry install --only main --no-interaction",
    "uv.lock": "pip install uv && uv export --frozen --no-dev --no-emit-project -o /tmp/locked.txt && pip install -r /tmp/locked.txt",
    "pyproject.toml": "pip install .",
}
"""What a host's own build runs for the first dependency file that it knows."""

SETS = {
    "render": {"GUNICORN_CMD_ARGS": "--preload --access-logfile - --bind=0.0.0.0:10000", "WEB_CONCURRENCY": "1"},
    "heroku": {"WEB_CONCURRENCY": "2"},
}
"""Values that hosts' documents give for variables whose names stand in their rows."""

KINDS = {"redis": "redis", "valkey": "redis", "mysql": "mysql", "mariadb": "mysql"}
"""What the names of images and of attached databases mean."""

_LINKED, ADDRESS_OF_SERVICES = "_SERVICE_HOST", "10.0.0.1"
"""How Kubernetes names the variables that tell a container of the services beside it ("Service", "Environment variables", kubernetes.io), and an address as it gives them."""

REDIS = f"redis://{BESIDE}:6379/0"

_REFERENCE = re.compile(r"\$\{([\w.-]+)\}")


class NotPlayableError(Exception):
    """The rig cannot play this host, or this Python is not on the machine: to be counted and named, not a result."""


class NothingServesError(Exception):
    """The host takes the files, and starts nothing that answers, or refuses to start: the outcome, in its own words."""


@dataclass(frozen=True)
class Step:
    """One command: the words that are run, and whether the host runs it by itself."""

    words: tuple[str, ...]
    cwd: str
    is_hosts: bool = False


@dataclass(frozen=True)
class Plan:
    """All that a host does for one service. ``names``: host names that lead to this machine; ``port``: the port that it asks, ``None``: whichever is open; ``databases``: user and name of those to be made first; ``disks``: the folders whose files outlive a deployment; ``workers``: the commands of the other processes that run beside it; ``beside``: the kinds of services that it has besides PostgreSQL."""

    host: Host
    python: str
    root: str
    home: str
    image: str
    context: str
    variables: Mapping[str, str]
    port: int | None
    builds: tuple[Step, ...] = ()
    releases: tuple[Step, ...] = ()
    start: Step | None = None
    arguments: tuple[str, ...] = ()
    databases: tuple[tuple[str, str], ...] = (("app", "app"),)
    names: tuple[str, ...] = ()
    disks: tuple[str, ...] = ()
    workers: tuple[Step, ...] = ()
    beside: tuple[str, ...] = ()


def plan_of(project: Project, dashboard: Mapping[str, str], unplayed: Sequence[str] = ()) -> Plan:
    """What happens to the web service of a repository. ``dashboard``: what its owner sets there besides, ``""`` for the address of the database; ``unplayed``: the files of hosts that are not asked.

    Raises: NotPlayableError, NothingServesError.
    """
    for deployment in project.web_deployments:
        if deployment.service.place.path in unplayed:
            continue
        is_whole = deployment.host.key != "compose" or deployment.service.image
        if not deployment.is_implied and is_whole:
            if lost := _lost_variables(project, deployment.service):
                raise NothingServesError(f"env file {lost} not found")
            return _Planner(project, deployment, dashboard).plan()
    if any(d.host.reads_procfile for d in project.deployments if not d.is_implied):
        raise NothingServesError("No web processes running")
    raise NotPlayableError("no file tells a web service")


def _lost_variables(project: Project, service: Service) -> str:
    """A file of variables without which Compose starts nothing, and of which nothing says that somebody makes it by hand: git ignores those."""
    tree = project.tree
    wanted = (f.path for f in service.env_files if f.role == "env-file")
    lost = (path for path in wanted if not (tree.has(path) or tree.is_ignored(path)))
    return next(lost, "") if service.host == "compose" else ""


class _Planner:
    def __init__(self, project: Project, deployment: Deployment, dashboard: Mapping[str, str]) -> None:
        self.project, self.deployment, self.service, self.host = (
            project,
            deployment,
            deployment.service,
            deployment.host,
        )
        self.dashboard = dashboard
        if not self.host.runs_python:
            raise NotPlayableError(f"{self.host.title} is not played")

    def plan(self) -> Plan:
        service, host = self.service, self.host
        home = "" if service.image else host.home or service.home or "/srv/app"
        below = f"{home}/{service.root}".rstrip("/") if not service.image else ""
        starts = self._steps("start", below)
        return Plan(
            host,
            self.deployment.python.version if self.deployment.python else "",
            service.root,
            home,
            service.image,
            service.context,
            {**_common(home), **self._variables()},
            self._port(),
            self._builds(below),
            (*self._steps("release", below), *self._releases(below)),
            starts[0] if starts else None,
            self._arguments(),
            _databases(service),
            tuple(s.name for f in self.deployment.repository.platform_files if f.host == "compose" for s in f.services),
            tuple(mount.path for mount in service.mounts),
            tuple(step for s in self._services() if s.kind == "worker" for step in self._steps("start", below, s)),
            self._beside(),
        )

    def _beside(self) -> tuple[str, ...]:
        """What the file puts beside the service: by the images of its other services, and by what it attaches."""
        files = [f for f in self.deployment.repository.platform_files if f.path == self.service.place.path]
        images = [base_images.parse(s.base).name.rpartition("/")[2] for f in files for s in f.services if s.base]
        attached = [variable.value or "" for variable in self.service.databases]
        return tuple(sorted({KINDS[name] for name in (*images, *attached) if name in KINDS}))

    def _services(self) -> list[Service]:
        return [d.service for d in self.project.deployments if d.host is self.host]

    def _steps(self, phase: str, cwd: str, service: Service | None = None) -> tuple[Step, ...]:
        commands = (service or self.service).commands
        return tuple(self._step(c, cwd) for c in commands if c.phase == phase and not c.as_arguments and not c.guessed)

    def _step(self, command: Command, cwd: str) -> Step:
        shell = "sh" if self.service.image else "bash"
        return Step(command.argv if command.argv is not None else (shell, "-c", command.text), command.cwd or cwd)

    def _arguments(self) -> tuple[str, ...]:
        """What Compose gives to the image's entrypoint in place of its CMD."""
        found = [c for c in self.service.commands if c.phase == "start" and c.as_arguments]
        return tuple(found[0].argv or ("sh", "-c", found[0].text)) if found else ()

    def _builds(self, cwd: str) -> tuple[Step, ...]:
        own = self._steps("build", cwd)
        if own or self.service.image or (self.host.own_commands_only and not self.host.is_lasting):
            return own
        has = self.project.tree.has
        if self.host.is_lasting:  # whoever set up the machine has done it
            return (Step(("bash", "-c", BUILDS["requirements.txt"]), cwd, True),) if has("requirements.txt") else ()
        known = next((name for name in self.host.installs_from if has(f"{self.service.root}/{name}".lstrip("/"))), "")
        if not known:
            return ()
        if known not in BUILDS:
            raise NotPlayableError(f"a build from {known} is not played")
        return (Step(("bash", "-c", BUILDS[known]), cwd, True),)

    def _releases(self, cwd: str) -> tuple[Step, ...]:
        """A Procfile's line ``release`` is a service of its own."""
        others = (
            s for s in self._services() if s.kind == "job" and s.root == self.service.root and s is not self.service
        )
        return tuple(step for other in others for step in self._steps("release", cwd, other))

    # -- what it sets ------------------------------------------------------------------------------

    def _variables(self) -> dict[str, str]:
        service, host = self.service, self.host
        found = {**dict(host.fixed_variables), **SETS.get(host.key, {})}
        port = self._port()
        if host.sets_port and port is not None:
            found["PORT"] = str(port)
        if host.has_dashboard and not host.file_is_complete:
            found.update((name, text or url(host)) for name, text in self.dashboard.items())
        found.update((v.name, text) for v in service.variables if (text := self._text(v)) is not None and v.name != "*")
        linked = [v.name for v in service.variables if v.source == "service" and v.name.endswith(_LINKED)]
        for name in linked if host.key == "kubernetes" else ():
            found[name] = ADDRESS_OF_SERVICES
            found.setdefault(f"{name.removesuffix(_LINKED)}_PORT", f"tcp://{ADDRESS_OF_SERVICES}:6379")
        return found

    def _text(self, variable: Variable) -> str | None:
        if variable.name in {v.name for v in self.service.databases} and variable.value is None:
            return REDIS if variable.name in self._of_redis() else url(self.host)
        if variable.value is not None:
            return _REFERENCE.sub(lambda found: url(self.host) if "DATABASE" in found[1] else SECRET, variable.value)
        if variable.source == "optional":
            return None
        return self.dashboard.get(variable.name, "" if "DATABASE" in variable.name else SECRET) or url(self.host)

    def _of_redis(self) -> set[str]:
        return {v.name for v in self.service.databases if KINDS.get(v.value or "") == "redis"}

    def _port(self) -> int | None:
        service, host = self.service, self.host
        forwarded = [p.number for p in service.ports if p.role in ("forward", "publish")]
        if forwarded:
            return forwarded[0]
        return None if host.detects_port or not host.sets_port else host.default_port or FREE_PORT


def url(host: Host) -> str:
    """The address of the database, in the form that a host gives it."""
    likeliest = (
        1 if host.stands_for_many else 0
    )  # of many that read a Procfile, Heroku alone gives the old one, and says by its other files that it is meant
    scheme = (*host.database_schemes, "postgresql", "postgresql")[likeliest]
    return f"{scheme}://app:{SECRET}@{BESIDE}:{DATABASE_PORT}/app"


def _common(home: str) -> dict[str, str]:
    return {"PATH": PATH, "HOME": home or "/root", "LANG": "C.UTF-8", "PYTHONUNBUFFERED": "1"}


_URL: Callable[[str], re.Match[str] | None] = re.compile(
    r"(?:postgres|mysql|mariadb)\w*(?:\+\w+)?://([^:@/]+)(?::[^@]*)?@[^/]+/(\w+)"
).match


def _databases(service: Service) -> tuple[tuple[str, str], ...]:
    """Those that addresses in the host's file name, and the one that the rig names itself."""
    found = [match for v in service.variables if v.value and (match := _URL(v.value))]
    return (("app", "app"), *((match[1], match[2]) for match in found if match[2] != "postgres"))
