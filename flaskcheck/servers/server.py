"""The nouns: a server, where it binds, what surrounds it."""

from __future__ import annotations

import posixpath

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.services import Variable
from flaskcheck.ground.numbers import number
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.servers.options import CommandLine, GivenOption, Grammar
from flaskcheck.servers.target import TargetText, parse_target
from flaskcheck.shell.parser import default_of
from flaskcheck.shell.program import Invocation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from flaskcheck.code.modules import Code
    from flaskcheck.files.layout import View
    from flaskcheck.files.tree import Tree
    from flaskcheck.servers.refusals import Refusal


EVERYWHERE = "0.0.0.0"  # noqa: S104 (what servers are told, not what we listen on)


SETS = {
    "gunicorn": {"SERVER_SOFTWARE": "gunicorn"},  # gunicorn/arbiter.py, Arbiter.__init__: followed by its version
    "flask": {"FLASK_RUN_FROM_CLI": "true"},  # flask/cli.py, main
}
"""What servers write into the environment themselves."""


class Bind(Record):
    """An address that a server listens on.

    ``port`` is ``None`` when it is not known: ``port_text`` then holds the text (``$PORT``, ``${PORT:-8000}``). ``socket`` is the path of a UNIX socket (or ``fd://3``), else ``""``.
    ``origin``: ``command``, ``config``, ``environment``, ``default`` (nothing says it) or ``code``.
    """

    host: str
    port: int | None
    port_text: str
    socket: str
    place: Place
    origin: str

    def on_all(self, program: str, port: object) -> str:
        """How to make a program listen on every address, in the form of the place where the address stands; ``port`` may be ``$PORT``."""
        if program != "gunicorn":
            return f"Let it listen on 0.0.0.0, port {port}."
        if not self.place.path.endswith(".py"):
            return f"Bind all addresses: --bind 0.0.0.0:{port}"
        return 'Write: bind = "0.0.0.0:" + os.environ["PORT"]' if port == "$PORT" else f'Write: bind = "0.0.0.0:{port}"'

    @property
    def is_loopback(self) -> bool:
        """Whether only the machine itself can reach it."""
        host = self.host.strip("[]").lower()
        return not self.socket and (host in ("localhost", "::1", "ip6-localhost") or host.startswith("127."))

    @property
    def is_fixed(self) -> bool:
        """Whether the port is written as a number, so that no variable decides it."""
        return self.is_settled and self.origin in ("command", "config")

    @property
    def is_settled(self) -> bool:
        """Whether the port is known and no variable can change it."""
        return self.port is not None and not self.socket and "$" not in self.port_text

    @property
    def is_known_default(self) -> bool:
        """Whether the server listens there because nothing tells it otherwise, whatever PORT says."""
        return self.origin == "default" and self.port is not None and not self.is_loopback

    @property
    def default_port(self) -> int | None:
        """The port that is used when the variables in ``port_text`` are not set."""
        found = number(default_of(self.port_text))
        return self.port if found is None else found

    @property
    def address(self) -> str:
        """``127.0.0.1:8000`` or ``unix:/run/app.sock``."""
        if self.socket:
            return self.socket if self.socket.startswith("fd://") else f"unix:{self.socket}"
        host = f"[{self.host}]" if ":" in self.host and not self.host.startswith("[") else self.host
        return f"{host}:{self.port_text}"


class Server(Record):
    """A server, worker or Python program that a command starts.

    ``kind``: ``wsgi`` (serves requests with a production server, ASGI ones included), ``development`` (Flask's or Werkzeug's), ``script`` (a Python file or module of the
    repository: ``script``), ``worker`` (a task queue's). ``target`` is ``module:attribute`` for ``parse_target(target, program)``, ``""`` when there is
    none or it cannot be known (``target_text`` is as written); ``target_words`` are further words that the server ignores (``gunicorn run app:app``). ``factory``: the target is called to get the application.

    ``workers``, ``threads`` and ``timeout`` are ``None`` when they are not known. ``chdir`` is the absolute deployment folder that the server changes to, or ``""``; ``python_paths`` are
    further folders that it imports from. ``config`` is the repository path of the configuration file that it reads, ``config_missing`` one that it is given to read and that is not there.
    ``unknown`` are options that it would refuse; ``refused`` is what it surely ends for before it loads anything, in its own words, and ``strange`` an option that only a newer version could have. ``stays``: without an application it goes on and answers 500; ``by_file``: it loads ``script`` itself, whatever its name.
    """

    program: str
    kind: str
    invocation: Invocation
    target: str = ""
    target_place: Place = Place("")
    target_words: tuple[str, ...] = ()
    factory: bool = False
    binds: tuple[Bind, ...] = ()
    workers: int | None = None
    worker_class: str = ""
    threads: int | None = None
    preload: bool = False
    reload: bool = False
    daemon: bool = False
    timeout: int | None = None
    chdir: str = ""
    chdir_place: Place = Place("")
    python_paths: tuple[str, ...] = ()
    config: str = ""
    config_missing: str = ""
    loader: str = ""
    debug: bool = False
    options: tuple[GivenOption, ...] = ()
    script: str = ""
    target_text: str = ""
    need_app: bool = True
    stays: bool = False
    by_file: bool = False
    unknown: tuple[str, ...] = ()
    refused: Unreadable | None = None
    strange: Refusal | None = None

    @property
    def parsed(self) -> TargetText:
        """The target as this server reads it."""
        return parse_target(self.target, self.program)

    @property
    def is_bare_script(self) -> bool:
        """Whether it is a Python program to which the command says nothing more."""
        words = self.invocation.arguments
        return self.kind == "script" and (not words or words[-1].endswith(self.script.rpartition("/")[2]))

    @property
    def place(self) -> Place:
        """Where the server is started."""
        return self.invocation.place

    @property
    def loaded_before(self) -> Place:
        """Where it is said that it loads the application before it forks its workers."""
        told = ("preload", "preload_app", "preload-app", "workers", "processes", "master")
        return next((o.place for name in told for o in reversed(self.options) if o.name == name), self.place)

    @property
    def given(self) -> dict[str, str]:
        """The variables that the commands give it, as they write them, and those that it sets itself before it loads the application."""
        return {**dict(self.invocation.exports), **dict(self.invocation.environment), **SETS.get(self.program, {})}

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The variables that its own options set: ``gunicorn --env KEY=text``."""
        pairs = ((o.value.partition("="), o.place) for o in self.options if o.name in ("env", "raw_env"))
        return tuple(Variable(name, text, place) for (name, is_given, text), place in pairs if is_given)

    @property
    def is_of_one_process(self) -> bool:
        """Whether what the application makes at its start is made once: before the workers are, or for the only one, whatever the host's variables say."""
        says_workers = any(option.name == "workers" for option in self.options)
        return self.kind == "development" or self.preload or (self.workers == 1 and says_workers)

    @property
    def names_nothing(self) -> bool:
        """Whether it serves an application and is told of none, neither in its command nor in its configuration."""
        told = self.target or self.target_text or self.loader or self.config_missing or self.unknown or self.refused
        valued = tuple(option.value for option in self.options if option.value.find("$") > 0)  # 0.0.0.0:$PORT
        unread = (word for word in self.invocation.arguments if "$" in word and not (valued and word.endswith(valued)))
        return self.kind == "wsgi" and self.need_app and not told and not any(True for _ in unread)

    @property
    def folders(self) -> tuple[str, ...]:
        """The deployment folders that it imports the target from, in order; empty when that cannot be known."""
        start = "" if self.by_file else self.chdir or self.invocation.cwd
        own = (start,) if start else ()
        by_path = bool(self.target) and bool(self.parsed.folder)
        return (*self.python_paths, *own) if by_path else (*own, *self.python_paths)


class Surroundings(Record):
    """What a server finds where it is started: the deployment's files and variables, and the repository's Python."""

    view: View
    tree: Tree
    variables: Mapping[str, str | None]
    code: Code

    def file(self, invocation: Invocation, path: str, folder: str = "") -> str:
        """The repository path of the file that a path means in the folder where a program runs, or ``""``."""
        start = folder or invocation.cwd or ""
        if "$" in path or not (start or path.startswith("/")):
            return ""
        found = self.view.find(self.view.join(start or "/", path))
        return found if found is not None and self.tree.has(found) else ""

    def variable(self, invocation: Invocation, name: str) -> tuple[bool, str | None]:
        """Whether a variable is known to be set for a program, and its value (``None``: not known)."""
        own = dict(invocation.environment)
        if name in own:
            return True, own[name]
        return name in self.variables, self.variables.get(name)


def parse_address(
    text: str, place: Place, origin: str, default_port: str = "8000", default_host: str = EVERYWHERE
) -> Bind:
    """An address as gunicorn and most other servers read it: ``host``, ``host:port``, ``:port``, ``[::1]:port``, ``unix:path``, ``fd://3``.

    Verified with gunicorn 27.0.1. A text that is one variable is read by its default.
    """
    whole = default_of(text) if text.startswith("${") and text.endswith("}") and ":" in text else None
    if whole and ":" in whole:
        return parse_address(whole, place, origin, default_port, default_host)
    if text.startswith("unix:"):
        return Bind("", None, "", text[5:].removeprefix("//"), place, origin)
    if text.startswith("fd://"):
        return Bind("", None, "", text, place, origin)
    text = text.removeprefix("tcp://")
    if text.startswith("["):
        host, _, port = text[1:].partition("]")
        port = port.removeprefix(":")
    else:
        host, port = _at_colon(text)
    port = port or default_port
    return Bind((host if "$" in host else host.lower()) or default_host, number(port), port, "", place, origin)


def _at_colon(text: str) -> tuple[str, str]:
    """Split at the first colon that is not inside ``${…}``."""
    level = 0
    for index, char in enumerate(text):
        level += (char == "{") - (char == "}")
        if char == ":" and level == 0:
            return text[:index], text[index + 1 :].partition(":")[0] if "$" not in text else text[index + 1 :]
    return text, ""


_FLASK = Grammar("e|env-file= A|app= debug no-debug version help", abbreviates=False)


def flask_command(invocation: Invocation) -> tuple[str, bool, tuple[str, ...]]:
    """The ``--app`` of a ``flask`` command (``""`` without one), whether ``--debug`` is on, and the sub-command with its words."""
    options, at = flask_options(invocation)
    states = [option.name for option in options.options if option.name in ("debug", "no-debug")]
    return options.value("app"), states[-1:] == ["debug"], invocation.arguments[at:]


def flask_options(invocation: Invocation) -> tuple[CommandLine, int]:
    """The options before the sub-command, and the index of the sub-command."""
    at = 0
    while at < len(invocation.arguments) and invocation.arguments[at].startswith("-"):
        name = invocation.arguments[at]
        at += 2 if name in ("-A", "--app", "-e", "--env-file") else 1
    return _FLASK.parse(invocation.arguments[:at], invocation.words[1 : at + 1]), min(at, len(invocation.arguments))


def with_python_path(server: Server, around: Surroundings) -> Server:
    """Add what ``PYTHONPATH`` in the command's own environment names."""
    text = dict(server.invocation.environment).get("PYTHONPATH", "")
    start = server.chdir or server.invocation.cwd
    folders = [
        around.view.join(start or "/", f) for f in text.split(":") if f and "$" not in f and (start or f[0] == "/")
    ]
    return server.replaced(python_paths=(*server.python_paths, *folders)) if folders else server


def known_target(text: str, server_folder_known: bool) -> str:
    """The target when it can be determined: variables replaced by their defaults; ``""`` when the text or the folder is unknown."""
    known = default_of(text) if "$" in text else text
    return known if known and server_folder_known else ""


def script_of(path: str) -> str:
    """The module name of a Python file: ``src/wsgi.py`` → ``src.wsgi``."""
    return posixpath.normpath(path).removesuffix(".py").removesuffix(".wsgi").strip("/").replace("/", ".")
