"""gunicorn's settings: command line > GUNICORN_CMD_ARGS > configuration file > PORT and WEB_CONCURRENCY > defaults.

The order, the options and the reading of addresses were verified with gunicorn 27.0.1.
"""

from __future__ import annotations

from flaskcheck.ground.numbers import number
from flaskcheck.ground.place import Place
from flaskcheck.servers.gunicorn_faults import fault
from flaskcheck.servers.gunicorn_file import GunicornFile, read
from flaskcheck.servers.options import CommandLine, GivenOption, Grammar, first_word
from flaskcheck.servers.refusals import refusal, strange
from flaskcheck.servers.server import Bind, Server, known_target, parse_address, with_python_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.servers.options import Positional
    from flaskcheck.servers.server import Surroundings
    from flaskcheck.shell.program import Invocation

GRAMMAR = Grammar(
    "c|config= b|bind= backlog= w|workers= k|worker-class= threads= worker-connections= max-requests= max-requests-jitter="
    " t|timeout= graceful-timeout= keep-alive= limit-request-line= limit-request-fields= limit-request-field_size= reload reload-engine="
    " reload-extra-file= spew check-config print-config preload no-sendfile reuse-port chdir= D|daemon e|env= p|pid= worker-tmp-dir="
    " u|user= g|group= m|umask= initgroups forwarded-allow-ips= access-logfile= disable-redirect-access-to-syslog access-logformat="
    " log-file|error-logfile= log-level= capture-output logger-class= log-config= log-config-json= log-syslog-to= log-syslog"
    " log-syslog-prefix= log-syslog-facility= R|enable-stdio-inheritance statsd-host= dogstatsd-tags= statsd-prefix= enable-backlog-metric"
    " n|name= pythonpath= paster|paste= proxy-protocol proxy-allow-from= protocol= uwsgi-allow-from= keyfile= certfile= ssl-version="
    " cert-reqs= ca-certs= suppress-ragged-eofs do-handshake-on-connect ciphers= http-protocols= http2-cleartext="
    " http2-max-concurrent-streams= http2-initial-window-size= http2-max-frame-size= http2-max-header-list-size= paste-global="
    " permit-obsolete-folding strip-header-spaces permit-unconventional-http-method permit-unconventional-http-version"
    " casefold-http-method forwarder-headers= header-map= asgi-loop= asgi-lifespan= asgi-disconnect-grace-period= http-parser="
    " websocket-max-message-size= root-path= dirty-app= dirty-workers= dirty-timeout= dirty-threads= dirty-graceful-timeout="
    " control-socket= control-socket-mode= no-control-socket h|help v|version",
    groups=True,
)

AUTOMATIC = "gunicorn.conf.py"
"""The only configuration file that is read without being named, from the folder where gunicorn is started."""


def server(invocation: Invocation, around: Surroundings) -> Server:
    """The gunicorn that an invocation starts."""
    command = GRAMMAR.parse(invocation.arguments, invocation.words[1:])
    environment = _from_environment(invocation, around)
    named = command.get("config") or environment.get("config")
    path, missing = _config_path(named.value if named else "", invocation, around)
    config = read(path, around, invocation) if path else _unread(named is None, invocation, around)
    settings = _Settings(command, environment, config)
    refused = refusal(GRAMMAR, invocation.place, command, environment)
    target, place, others = _target(command, settings, refused is not None, invocation.place)
    folder, chdir_place, chdir_known = _folder(settings, invocation, around)
    made = Server(
        program="gunicorn",
        kind="wsgi",
        invocation=invocation,
        target="" if command.get("paste") else known_target(_full(target), chdir_known),
        target_place=place,
        target_words=tuple(other.text for other in others),
        binds=() if refused else _binds(settings, invocation, around),
        workers=settings.number("workers", "workers", _web_concurrency(invocation, around)),
        worker_class=_class_name(settings.text("worker_class", "worker-class", invocation.place)[0] or "sync"),
        threads=settings.number("threads", "threads", 1),
        preload=settings.flag("preload_app", "preload"),
        reload=settings.flag("reload", "reload"),
        daemon=settings.flag("daemon", "daemon"),
        timeout=settings.number("timeout", "timeout", 30),
        chdir=folder,
        chdir_place=chdir_place,
        python_paths=_python_paths(settings, invocation, folder, around),
        config=path,
        config_missing=missing,
        loader="paste" if command.get("paste") else "",
        options=(*config.options, *environment.options, *command.options),
        target_text=target,
        need_app=config.is_read,
        unknown=(*command.unknown, *environment.unknown, *(word.text for word in command.stray)),
        refused=refused or fault(path, config.options, around.code),
        strange=strange("gunicorn", invocation.place, command, environment),
    )
    return with_python_path(made, around)


def _target(
    command: CommandLine, settings: _Settings, is_refused: bool, fallback: Place
) -> tuple[str, Place, tuple[Positional, ...]]:
    """The application as it is written, where that is, and the words behind it."""
    word, others = first_word(command, last=is_refused)
    text, place = (word.text, word.place) if word else settings.text("wsgi_app", "", fallback)
    return text, place, others


def _full(target: str) -> str:
    return target if ":" in target or not target or "$" in target else f"{target}:application"


def _folder(settings: _Settings, invocation: Invocation, around: Surroundings) -> tuple[str, Place, bool]:
    """The folder that gunicorn changes to (``""`` for none), where that is said, and whether it is known."""
    written, place = settings.text("chdir", "chdir", invocation.place)
    is_known = "$" not in written and (written.startswith("/") or invocation.cwd is not None)
    return around.view.join(invocation.cwd or "/", written) if written and is_known else "", place, is_known


class _Settings:
    """The three places that settings come from, the strongest first."""

    def __init__(self, command: CommandLine, environment: CommandLine, config: GunicornFile) -> None:
        self.given = (command, environment)
        self.config = config

    def text(self, name: str, option: str, fallback: Place) -> tuple[str, Place]:
        """A setting as text with its place; ``$name`` when the configuration file makes it in a way that cannot be read."""
        for options in self.given:
            found = options.get(option) if option else None
            if found:
                return found.value, found.place
        unreadable = self.config.unreadable(name)
        if unreadable:
            return f"${name}", unreadable
        value = self.config.option(name)
        return (value.value, value.place) if value else ("", fallback)

    def number(self, name: str, option: str, default: int | None) -> int | None:
        text, _ = self.text(name, option, Place(""))
        if not text:
            return default if self.config.is_read else None
        return number(text)

    def flag(self, name: str, option: str) -> bool:
        if any(options.get(option) for options in self.given):
            return True
        value = self.config.option(name)
        return value is not None and value.value == "True"


def _from_environment(invocation: Invocation, around: Surroundings) -> CommandLine:
    """What GUNICORN_CMD_ARGS says; its variables belong to the shell that set it."""
    _, text = around.variable(invocation, "GUNICORN_CMD_ARGS")
    if not text:
        return CommandLine()
    import shlex

    try:
        words = shlex.split(text)
    except ValueError:
        return CommandLine()
    return GRAMMAR.parse(words, [invocation.place] * len(words), "environment")


def _unread(is_unnamed: bool, invocation: Invocation, around: Surroundings) -> GunicornFile:
    """Of a configuration that the repository does not have: nothing is said where none is named, unless the build writes the file that is read without a name."""
    is_made = around.view.makes(around.view.join(invocation.cwd or "/", AUTOMATIC))
    return GunicornFile(is_read=is_unnamed and not is_made)


def _config_path(named: str, invocation: Invocation, around: Surroundings) -> tuple[str, str]:
    """The configuration file in the repository, and the name of one that is asked for but is not there."""
    if not named:
        return around.file(invocation, AUTOMATIC), ""
    paths: tuple[str, ...]
    if named.startswith("python:"):
        dotted = named.removeprefix("python:").replace(".", "/")
        paths = (f"{dotted}.py", f"{dotted}/__init__.py")
    else:
        paths = (named.removeprefix("file:"),)
    found = next((path for candidate in paths if (path := around.file(invocation, candidate))), "")
    decidable = "$" not in named and invocation.cwd is not None and around.view.complete
    inside = not paths[0].startswith("/") or paths[0].startswith(f"{around.view.home}/")
    return found, "" if found or not (decidable and inside) or named.startswith("python:") else named


def _binds(settings: _Settings, invocation: Invocation, around: Surroundings) -> tuple[Bind, ...]:
    for options in settings.given:
        given = options.all("bind")
        if given:
            return tuple(parse_address(option.value, option.place, option.origin) for option in given)
    unreadable = settings.config.unreadable("bind")
    if unreadable:
        return (Bind("$bind", None, "$bind", "", unreadable, "config"),)
    listed = [option for option in settings.config.options if option.name == "bind"]
    if listed:
        return tuple(parse_address(text, o.place, "config") for o in listed for text in _addresses(o))
    if not settings.config.is_read:
        return ()
    is_set, port = around.variable(invocation, "PORT")
    if is_set:
        return (parse_address(f"0.0.0.0:{port or '$PORT'}", invocation.place, "environment"),)
    return (parse_address("127.0.0.1:8000", invocation.place, "default"),)


def _addresses(option: GivenOption) -> list[str]:
    """A text setting may list addresses with commas between them."""
    return [text.strip() for text in option.value.split(",")] if "${" not in option.value else [option.value]


def _web_concurrency(invocation: Invocation, around: Surroundings) -> int | None:
    is_set, value = around.variable(invocation, "WEB_CONCURRENCY")
    if not is_set:
        return 1
    return number(value)


def _class_name(text: str) -> str:
    """The short name of one of gunicorn's own workers: ``gunicorn.workers.ggevent.GeventWorker`` → ``gevent``."""
    own = {
        "sync": "SyncWorker",
        "gthread": "ThreadWorker",
        "gevent": "GeventWorker",
        "eventlet": "EventletWorker",
        "tornado": "TornadoWorker",
    }
    last = text.rpartition(".")[2]
    named = next((short for short, name in own.items() if name == last), text)
    return named.removeprefix("egg:gunicorn#")


def _python_paths(settings: _Settings, invocation: Invocation, chdir: str, around: Surroundings) -> tuple[str, ...]:
    """``--pythonpath`` (separated by commas, seen from the folder changed to), and the folder where gunicorn was started."""
    text, _ = settings.text("pythonpath", "pythonpath", invocation.place)
    start = chdir or invocation.cwd or ""
    folders = [
        around.view.join(start or "/", part.strip()) for part in text.split(",") if part.strip() and "$" not in part
    ]
    if chdir and invocation.cwd and invocation.cwd != chdir:
        folders.append(invocation.cwd)
    return tuple(folders)
