"""What platform files declare: services with their commands, variables, mounts, ports and folders; and the variables of ``.env`` files."""

from __future__ import annotations

import posixpath

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.docker import Dockerfile
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record


class Variable(Record):
    """An environment variable that some file declares.

    ``value`` is ``None`` when the file names the variable and the value comes from elsewhere; ``source`` says from where:
    ``literal``, ``dashboard`` (``sync: false``, app.json without value), ``optional`` (app.json's ``"required": false``: perhaps nobody sets it), ``generated``, ``database``, ``service``, ``secret``, ``group``, ``reference`` (``${X}``), ``build`` (ARG), ``host`` (which may set it by itself).
    """

    name: str
    value: str | None
    place: Place
    source: str = "literal"


class Command(Record):
    """A command as a platform file writes it, before the shell is followed.

    ``phase``: ``build``, ``release`` (before the new version takes traffic, run once), ``start``, ``cron``, ``health``, ``ci`` (run by the
    workflow's own machine before it deploys: with other programs and files than the host's). ``text`` is the shell text; ``argv`` is set
    for the exec form, which no shell reads. ``place`` covers the text in the file; ``text_line``/``text_column`` is where ``text[0]`` stands, so that positions inside can be determined
    (only when ``exact``: the text stands in the file verbatim). ``cwd`` overrides the service's folder; a hole in it: nobody knows which. ``as_arguments``: an image's ENTRYPOINT, if it has one, is what runs,
    and gets this as its arguments. ``supplied``: the host's own, which it brings the program for; ``guessed``: it is what the host starts as long as nobody tells it, in a
    dashboard perhaps, what else to start.
    """

    text: str
    phase: str
    place: Place
    argv: tuple[str, ...] | None = None
    argv_places: tuple[Place, ...] = ()
    exact: bool = True
    cwd: str | None = None
    supplied: bool = False
    guessed: bool = False
    as_arguments: bool = False


class Mount(Record):
    """A disk that outlives a deploy; ``path`` is where the program sees it, ``source`` the repository path or volume name."""

    path: str
    source: str
    place: Place


class Port(Record):
    """A port that the platform forwards to. ``role``: ``forward`` (must be what the server binds), ``health``, ``expose``, ``publish``, ``anyone`` (all addresses of the internet are let in, whatever its number). ``is_local``: only the machine itself
    reaches what is published; ``published`` is the machine's port as written, ``""`` where the platform chooses one."""

    number: int
    role: str
    place: Place
    is_local: bool = False
    published: str = ""

    @property
    def is_open(self) -> bool:
        """Whether anyone who reaches the machine reaches it, by a number that is known."""
        return self.role == "publish" and bool(self.published) and not self.is_local


class Folder(Record):
    """A path that a platform file names (``rootDir``, build context, Dockerfile, env file …). ``role``: ``root``, ``context``, ``dockerfile``, ``env-file``,
    ``static``, ``script``, ``wsgi-script``, ``wsgi-script-of-folder`` (``servers.scripts``)."""

    path: str
    written: str
    role: str
    place: Place


class PythonVersion(Record):
    """A declared Python version as written (``python-3.11.4``, ``3.12-slim``) and as a version (``3.11.4``; ``""`` when it cannot be determined)."""

    written: str
    version: str
    source: str
    place: Place

    @property
    def is_two(self) -> bool:
        """Whether it is Python 2, whose language is another one."""
        return self.version.startswith("2")


class Service(Record):
    """One process group as one platform file declares it.

    ``host`` is a key of ``hosts.index.MODULES``. ``kind``: ``web``, ``worker``, ``job`` (release or cron), ``build`` (a part of another service's build), ``static``, ``database``, ``variables`` (a map of them that others name). ``root`` is the folder its commands start in.
    ``image`` is the Dockerfile it is built from, or ``""``; ``base`` a ready-made image's name. ``databases`` are the schemes of the databases that the file attaches
    (``postgres``, ``mysql``, ``redis``, ``mongodb``) with the variable that carries the URL. ``development``: a file for a developer's machine (compose override).
    ``health_paths``: URL paths that the host asks for, or what ``source`` names. ``shares_network``: it has the network of its machine or of other containers, whose services answer on the loopback address. ``home`` is the folder of a server of your own that holds the files, which people choose.
    ``unlinked``: it is told nothing of the services beside it (Kubernetes' ``enableServiceLinks: false``). ``waiting`` are the services beside it that start only once its health check passes.
    ``labels`` (``key=value``) are those of a pod, or those that a service of Kubernetes selects pods by.
    """

    host: str
    name: str
    kind: str
    place: Place
    root: str = ""
    commands: tuple[Command, ...] = ()
    variables: tuple[Variable, ...] = ()
    env_files: tuple[Folder, ...] = ()
    folders: tuple[Folder, ...] = ()
    python: PythonVersion | None = None
    mounts: tuple[Mount, ...] = ()
    ports: tuple[Port, ...] = ()
    health_paths: tuple[Variable, ...] = ()
    databases: tuple[Variable, ...] = ()
    image: str = ""
    context: str = ""
    target: str = ""
    base: str = ""
    depends_on: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    instances: int | None = None
    plan: str = ""
    proxied: bool = False
    development: bool = False
    home: str = ""
    shares_network: bool = False
    unlinked: bool = False
    labels: tuple[str, ...] = ()

    @property
    def binds(self) -> tuple[str, ...]:
        """The folders and files of the repository that are mounted into it."""
        return tuple(folder.path for folder in self.folders if folder.role == "bind")

    @property
    def mounts_code(self) -> bool:
        """Whether the folder that it is built from is mounted over what its image holds: someone works on the code there."""
        return self.root in self.binds


class Apart(Record):
    """A variable that gives ``service``, in the region ``here``, the internal address of ``other``, which stands in another region of the host, ``there``."""

    place: Place
    service: str
    here: str
    other: str
    there: str


class PlatformFile(Record):
    """All that one platform file declares. ``errors`` are what the host (or the format) refuses; ``dockerfiles`` are those that stand in the file, under the names by which its services
    tell their images. ``defines`` are the things beside services that its services, and those of other files, may name (``config settings.yml``)."""

    path: str
    host: str
    services: tuple[Service, ...] = ()
    variables: tuple[Variable, ...] = ()
    python: PythonVersion | None = None
    errors: tuple[Unreadable, ...] = ()
    addons: tuple[Variable, ...] = ()
    dockerfiles: tuple[Dockerfile, ...] = ()
    apart: tuple[Apart, ...] = ()
    defines: tuple[str, ...] = ()


class EnvFile(Record):
    """A dotenv file; ``source`` of its variables is always ``literal``."""

    path: str
    variables: tuple[Variable, ...] = ()
    errors: tuple[Unreadable, ...] = ()


class Upstream(Record):
    """What requests are passed on to: ``socket`` is the path of a UNIX socket, else ``host`` and ``port``. ``is_tls``: the file listens with TLS."""

    host: str
    port: int | None
    socket: str
    place: Place
    is_tls: bool = False


def same_socket(path: str) -> str:
    """The path of a socket in the one way of writing it: /var/run is /run."""
    path = posixpath.normpath(path.removeprefix("unix:"))
    return path.replace("/var/run/", "/run/", 1) if path.startswith("/var/run/") else path
