"""Servers with few options, task workers, Flask's development server and Python programs."""

from __future__ import annotations

from flaskcheck.ground.numbers import number
from flaskcheck.ground.place import Place
from flaskcheck.servers.options import CommandLine, GivenOption, Grammar, first_word
from flaskcheck.servers.refusals import refused_by_waitress, second_application, strange
from flaskcheck.servers.server import (
    EVERYWHERE,
    Bind,
    Server,
    flask_command,
    flask_options,
    known_target,
    parse_address,
    script_of,
    with_python_path,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from flaskcheck.servers.server import Surroundings
    from flaskcheck.shell.program import Invocation

_WAITRESS = Grammar(
    "help call host= port= ipv4 no-ipv4 ipv6 no-ipv6 listen= threads= trusted-proxy= trusted-proxy-count= trusted-proxy-headers="
    " log-untrusted-proxy-headers no-log-untrusted-proxy-headers clear-untrusted-proxy-headers no-clear-untrusted-proxy-headers url-scheme="
    " url-prefix= backlog= recv-bytes= send-bytes= outbuf-overflow= outbuf-high-watermark= inbuf-overflow= connection-limit= cleanup-interval="
    " channel-timeout= log-socket-errors no-log-socket-errors max-request-header-size= max-request-body-size= expose-tracebacks"
    " no-expose-tracebacks unix-socket= unix-socket-perms= sockets= ident= asyncore-loop-timeout= asyncore-use-poll no-asyncore-use-poll channel-request-lookahead="
    " server-name= app=",
    stops=True,
)
_UVICORN = Grammar(
    "host= port= uds= fd= reload reload-dir= reload-include= reload-exclude= reload-delay= workers= loop= http= http2 ws= ws-max-size= ws-max-queue="
    " ws-ping-interval= ws-ping-timeout= ws-per-message-deflate= lifespan= interface= env-file= log-config= log-level= access-log no-access-log"
    " use-colors no-use-colors proxy-headers no-proxy-headers server-header no-server-header date-header no-date-header forwarded-allow-ips="
    " root-path= limit-concurrency= backlog= limit-max-requests= limit-max-requests-jitter= timeout-keep-alive= timeout-graceful-shutdown="
    " timeout-worker-healthcheck= ssl-keyfile= ssl-certfile= ssl-keyfile-password= ssl-version= ssl-cert-reqs= ssl-ca-certs= ssl-ciphers="
    " header= version app-dir= h11-max-incomplete-event-size= reset-contextvars factory help",
    abbreviates=False,
)
_HYPERCORN = Grammar(
    "access-log= access-logfile= access-logformat= backlog= b|bind= ca-certs= certfile= cert-reqs= ciphers= c|config= D|daemon debug"
    " error-log= error-logfile= log-file= graceful-timeout= read-timeout= max-requests= max-requests-jitter= g|group= k|worker-class="
    " keep-alive= keyfile= keyfile-password= insecure-bind= log-config= log-level= p|pid= quic-bind= reload root-path= server-name="
    " statsd-host= statsd-prefix= m|umask= u|user= verify-mode= websocket-ping-interval= w|workers= h|help"
)
_GRANIAN = Grammar(
    "host= port= uds= uds-permissions= interface= http= ws no-ws workers= blocking-threads= blocking-threads-idle-timeout= runtime-threads="
    " runtime-blocking-threads= runtime-mode= loop= task-impl= backlog= backpressure= http1-buffer-size= http1-header-read-timeout="
    " http1-keep-alive no-http1-keep-alive http1-pipeline-flush no-http1-pipeline-flush http2-adaptive-window no-http2-adaptive-window"
    " http2-initial-connection-window-size= http2-initial-stream-window-size= http2-keep-alive-interval= http2-keep-alive-timeout="
    " http2-max-concurrent-streams= http2-max-frame-size= http2-max-headers-size= http2-max-send-buffer-size= log no-log log-level= log-config="
    " access-log no-access-log access-log-fmt= ssl-certificate= ssl-keyfile= ssl-keyfile-password= ssl-protocol-min= ssl-ca= ssl-crl="
    " ssl-client-verify no-ssl-client-verify url-path-prefix= respawn-failed-workers no-respawn-failed-workers respawn-interval="
    " rss-sample-interval= rss-samples= workers-lifetime= workers-max-rss= workers-kill-timeout= factory no-factory working-dir= env-files="
    " static-path-route= static-path-mount= static-path-dir-to-file= static-path-expires= metrics no-metrics metrics-scrape-interval="
    " metrics-address= metrics-port= reload no-reload reload-paths= reload-ignore-dirs= reload-ignore-patterns= reload-ignore-paths="
    " reload-tick= reload-ignore-worker-failure no-reload-ignore-worker-failure process-name= pid-file= version help",
    abbreviates=False,
)
_DAPHNE = Grammar(
    "p|port= b|bind= websocket_timeout= websocket_connect_timeout= u|unix-socket= fd= e|endpoint= v|verbosity= t|http-timeout= access-log="
    " log-fmt= ping-interval= ping-timeout= application-close-timeout= root-path= proxy-headers proxy-headers-host= proxy-headers-port= s|server-name= no-server-name h|help"
)
_CHEROOT = Grammar(
    "bind= server-name= threads= max-threads= timeout= shutdown-timeout= request-queue-size= accepted-queue-size= accepted-queue-timeout="
)
_MOD_WSGI = Grammar(
    "host= port= processes= threads= user= group= log-to-terminal reload-on-changes application-type= entry-point= callable-object= working-directory="
    " python-path= url-alias= mount-point= server-root= debug-mode enable-debugger log-level= request-timeout= startup-log access-log url= setup-only"
    " document-root= include-file= https-port= server-name= max-clients= initial-workers= allow-localhost trust-proxy-header= trust-proxy= httpd-executable= process-name=",
)
_FLASK_RUN = Grammar(
    "h|host= p|port= cert= key= reload no-reload debugger no-debugger debug no-debug with-threads without-threads extra-files= exclude-patterns= A|app= e|env-file=",
    abbreviates=False,
)


def server(invocation: Invocation, around: Surroundings) -> Server | None:
    """The server, worker or program that an invocation starts, or ``None``."""
    found = _MAKERS.get(invocation.program)
    if found is not None:
        made = found(invocation, around)
    elif invocation.program in _WORKERS:
        made = _worker(invocation, around)
    elif invocation.function:
        made = _program(
            invocation.program, invocation, invocation.script, invocation.words[0]
        )  # the project installs it
    elif invocation.module:
        made = _module(invocation, around)
    else:
        made = None
    return with_python_path(made, around) if made else None


# -- WSGI and ASGI servers -----------------------------------------------------------------------------


def _waitress(invocation: Invocation, _: Surroundings) -> Server:
    """``waitress-serve``: 0.0.0.0:8080 unless it is given another address; PORT is ignored (verified with waitress 3.0.2)."""
    options = _parsed(_WAITRESS, invocation)
    listen = [o.replaced(value=text) for o in options.all("listen") for text in o.value.split()]
    binds = tuple(parse_address(o.value.replace("*:", ":", 1), o.place, o.origin, "8080") for o in listen)
    if unix := options.get("unix-socket"):
        binds = (Bind("", None, "", unix.value, unix.place, "command"),)
    refused = second_application(options) or refused_by_waitress(options)
    if not binds and refused is None and not options.unknown:
        binds = _host_and_port(options, invocation, EVERYWHERE, "8080")
    return _server("waitress", invocation, options, binds).replaced(
        refused=refused,
        factory=options.get("call") is not None,
        threads=options.number("threads") if options.get("threads") else 4,
        workers=1,
    )


def _uvicorn(invocation: Invocation, around: Surroundings) -> Server:
    """``uvicorn``: 127.0.0.1:8000; options also come from ``UVICORN_…`` variables (verified with uvicorn 0.54.0)."""
    options = _with_environment(
        _UVICORN, invocation, around, "UVICORN_", ("host", "port", "workers", "reload", "factory", "app-dir")
    )
    made = _asgi("uvicorn", invocation, options)
    folder = options.value("app-dir")
    paths = (
        (around.view.join(invocation.cwd or "/", folder),) if folder and invocation.cwd and "$" not in folder else ()
    )
    return made.replaced(python_paths=(*paths, *made.python_paths))


def _granian(invocation: Invocation, around: Surroundings) -> Server:
    """``granian``: 127.0.0.1:8000; every option has a ``GRANIAN_…`` variable (verified with granian 2.8.7)."""
    names = ("host", "port", "workers", "interface", "factory", "working-dir", "reload", "uds")
    options = _with_environment(_GRANIAN, invocation, around, "GRANIAN_", names)
    made = _asgi("granian", invocation, options)
    folder = options.value("working-dir")
    known = folder and invocation.cwd and "$" not in folder
    made = made.replaced(chdir=around.view.join(invocation.cwd or "/", folder) if known else "")
    return _with_target_folder(made, around)


def _asgi(program: str, invocation: Invocation, options: CommandLine) -> Server:
    socket = options.get("uds") or options.get("fd")
    if socket:
        binds: tuple[Bind, ...] = (Bind("", None, "", socket.value, socket.place, socket.origin),)
    else:
        binds = _host_and_port(options, invocation, "127.0.0.1", "8000")
    return _server(program, invocation, options, binds).replaced(
        factory=options.get("factory") is not None,
        workers=options.number("workers") if options.get("workers") else 1,
        worker_class=options.value("interface"),
        reload=options.get("reload") is not None,
    )


def _hypercorn(invocation: Invocation, around: Surroundings) -> Server:
    """``hypercorn``: 127.0.0.1:8000 (read in hypercorn 0.18.0)."""
    options = _parsed(_HYPERCORN, invocation)
    given = options.all("bind", "insecure-bind", "quic-bind")
    binds = tuple(parse_address(o.value, o.place, o.origin) for o in given)
    made = _server(
        "hypercorn",
        invocation,
        options,
        binds or (parse_address("127.0.0.1:8000", invocation.place, "default"),),
    )
    named = options.value("config").removeprefix("file:")
    config = around.file(invocation, named) if named and not named.startswith("python:") else ""
    if named and not binds:
        made = made.replaced(binds=())  # the file may set them: it is not read
    return _with_target_folder(made, around).replaced(
        workers=options.number("workers") if options.get("workers") else 1,
        worker_class=options.value("worker-class"),
        reload=options.get("reload") is not None,
        daemon=options.get("daemon") is not None,
        config=config,
    )


def _daphne(invocation: Invocation, _: Surroundings) -> Server:
    """``daphne``: 127.0.0.1:8000 (its documentation)."""
    options = _parsed(_DAPHNE, invocation)
    socket = options.get("unix-socket")
    binds = (Bind("", None, "", socket.value, socket.place, "command"),) if socket else ()
    return _server(
        "daphne", invocation, options, binds or _host_and_port(options, invocation, "127.0.0.1", "8000", "bind")
    )


def _cheroot(invocation: Invocation, _: Surroundings) -> Server:
    options = _parsed(_CHEROOT, invocation)
    given = options.get("bind")
    place = given.place if given else invocation.place
    bind = parse_address(given.value if given else "127.0.0.1:8000", place, "command" if given else "default", "8000")
    return _server("cheroot", invocation, options, (bind,))


def _mod_wsgi(invocation: Invocation, around: Surroundings) -> Server | None:
    """``mod_wsgi-express start-server wsgi.py``: every address, port 8000, object ``application`` (its documentation)."""
    if invocation.arguments[:1] not in (("start-server",), ("setup-server",)):
        return None
    options = _MOD_WSGI.parse(invocation.arguments[1:], invocation.words[2:])
    binds = _host_and_port(options, invocation, EVERYWHERE, "8000")
    made = _server("mod_wsgi", invocation, options, binds)
    attribute = options.value("callable-object") or options.value("entry-point") or "application"
    by_module = options.value("application-type") == "module"
    script = "" if by_module else around.file(invocation, made.target_text)
    text = f"{made.target_text if by_module else script_of(made.target_text)}:{attribute}" if made.target_text else ""
    workers = options.number("processes") if options.get("processes") else 1
    return made.replaced(target=known_target(text, bool(invocation.cwd)), script=script, workers=workers)


def _server(program: str, invocation: Invocation, options: CommandLine, binds: tuple[Bind, ...]) -> Server:
    """What these servers have in common: the first word is the target."""
    word, others = first_word(options)
    return Server(
        program=program,
        kind="wsgi",
        invocation=invocation,
        target=known_target(word.text, invocation.cwd is not None) if word else "",
        target_place=word.place if word else invocation.place,
        target_words=tuple(other.text for other in others),
        binds=binds,
        options=options.options,
        target_text=word.text if word else "",
        unknown=options.unknown,
        strange=strange(program, invocation.place, options),
    )


def _with_target_folder(made: Server, around: Surroundings) -> Server:
    """hypercorn and granian take ``src/app:app`` and import from ``src``."""
    folder = made.parsed.folder if made.target else ""
    start = made.chdir or made.invocation.cwd
    if not folder or not start:
        return made
    return made.replaced(python_paths=(around.view.join(start, folder), *made.python_paths))


def _parsed(grammar: Grammar, invocation: Invocation) -> CommandLine:
    return grammar.parse(invocation.arguments, invocation.words[1:])


def _with_environment(
    grammar: Grammar, invocation: Invocation, around: Surroundings, prefix: str, names: tuple[str, ...]
) -> CommandLine:
    """The options of the command line, preceded by those that variables give."""
    options = _parsed(grammar, invocation)
    given = []
    for name in names:
        variable = prefix + name.upper().replace("-", "_")
        is_set, value = around.variable(invocation, variable)
        if is_set and (value or "").lower() not in ("false", "0", "no", "off"):
            given.append(
                GivenOption(name, value if value is not None else f"${variable}", invocation.place, "environment")
            )
    return options.replaced(options=(*given, *options.options))


def _host_and_port(
    options: CommandLine, invocation: Invocation, host: str, port: str, host_option: str = "host"
) -> tuple[Bind, ...]:
    """A host option and a port option as one address; the place is the port's where it is given, else the host's."""
    given_host, given_port = options.get(host_option), options.get("port")
    chosen = given_port or given_host
    text = given_port.value if given_port else port
    place = chosen.place if chosen else invocation.place
    origin = chosen.origin if chosen else "default"
    return (Bind((given_host.value if given_host else host).strip("[]"), number(text), text, "", place, origin),)


# -- Flask, Python, workers ----------------------------------------------------------------------------


def _flask(invocation: Invocation, around: Surroundings) -> Server | None:
    """``flask run``: 127.0.0.1:5000, or FLASK_RUN_HOST and FLASK_RUN_PORT; PORT is ignored (verified with Flask 3.1.3)."""
    app, debug, words = flask_command(invocation)
    if words[:1] != ("run",):
        return None
    group, at = flask_options(invocation)
    options = _FLASK_RUN.parse(invocation.arguments[at + 1 :], invocation.words[at + 2 :])
    given = []
    for name in ("host", "port"):
        is_set, value = around.variable(invocation, f"FLASK_RUN_{name.upper()}")
        if is_set:
            given.append(GivenOption(name, value or f"$FLASK_RUN_{name.upper()}", invocation.place, "environment"))
    joined = options.replaced(options=(*given, *options.options))
    states = [option.name for option in options.options if option.name in ("debug", "no-debug")]
    named = group.get("app")
    return Server(
        program="flask",
        kind="development",
        invocation=invocation,
        target=app if "$" not in app else "",
        target_place=named.place if named else invocation.place,
        binds=_host_and_port(joined, invocation, "127.0.0.1", "5000"),
        workers=1,
        reload=options.get("reload") is not None,
        debug=states[-1:] == ["debug"] if states else debug,
        options=(*group.options, *joined.options),
        target_text=app,
        unknown=options.unknown,
    )


def _python(invocation: Invocation, _: Surroundings) -> Server | None:
    """``python file.py`` when the file is the repository's."""
    if not invocation.script:
        return None
    name = invocation.script.rpartition("/")[2]
    index = next((i for i, word in enumerate(invocation.arguments) if word.rpartition("/")[2] == name), 0)
    return _program("python", invocation, invocation.script, invocation.place_of(index))


def _module(invocation: Invocation, around: Surroundings) -> Server | None:
    """``python -m package.module`` when it is the repository's."""
    path = invocation.program.replace(".", "/")
    for candidate in (f"{path}.py", f"{path}/__main__.py"):
        script = around.file(invocation, candidate)
        if script:
            return _program("python", invocation, script, invocation.words[0])
    return None


def _program(program: str, invocation: Invocation, script: str, place: Place) -> Server:
    return Server(program=program, kind="script", invocation=invocation, target_place=place, script=script, workers=1)


_WORKERS = {
    "celery": "worker beat flower",
    "rq": "worker worker-pool",
    "huey_consumer": "",
    "huey_consumer.py": "",
    "dramatiq": "",
    "arq": "",
    "taskiq": "worker scheduler",
    "saq": "",
    "rqscheduler": "",
    "rqworker": "",
    "flower": "",
}
"""Programs of task queues, with the sub-commands that make them one that stays."""

_WORKER_OPTIONS = Grammar(
    "A|app= config= P|pool= c|concurrency= Q|queues= l|loglevel= workdir= b|broker= n|hostname=", abbreviates=False
)


_RQ_OPTIONS = Grammar(
    "c|config= u|url= P|path= w|worker-class= j|job-class= queue-class= connection-class= serializer= n|name= pid= results-ttl=",
    abbreviates=False,
)
"""``-c`` is a module of settings, which rq imports before it connects (rq/cli/helpers.py, ``read_config_file``)."""


def _worker(invocation: Invocation, around: Surroundings) -> Server | None:
    wanted = _WORKERS[invocation.program].split()
    if wanted and not any(word in wanted for word in invocation.arguments):
        return None
    is_of_rq = invocation.program.startswith("rq")
    options = _parsed(_RQ_OPTIONS if is_of_rq else _WORKER_OPTIONS, invocation)
    word, _ = first_word(options)
    named = options.get("app") or (options.get("config") if is_of_rq and not options.get("path") else None)
    target = named.value if named else word.text if word and not wanted else ""
    place = named.place if named else word.place if word and not wanted else invocation.place
    folder = options.value("workdir")
    chdir = around.view.join(invocation.cwd or "/", folder) if folder and invocation.cwd and "$" not in folder else ""
    return Server(
        program=invocation.program.removesuffix(".py"),
        kind="worker",
        invocation=invocation,
        target=target if "$" not in target else "",
        target_place=place,
        workers=options.number("concurrency"),
        chdir=chdir,
        options=options.options,
        target_text=target,
    )


if TYPE_CHECKING:
    Maker = Callable[[Invocation, Surroundings], Server | None]

_MAKERS: dict[str, Maker] = {
    "waitress-serve": _waitress,
    "waitress": _waitress,
    "uvicorn": _uvicorn,
    "hypercorn": _hypercorn,
    "granian": _granian,
    "daphne": _daphne,
    "cheroot": _cheroot,
    "mod_wsgi-express": _mod_wsgi,
    "flask": _flask,
    "python": _python,
}
