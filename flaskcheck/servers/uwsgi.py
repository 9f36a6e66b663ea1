"""uWSGI's options, from the command line and from its ini, yaml, json and xml files (uWSGI 2.0 documentation: "Options", "Configuring uWSGI")."""

from __future__ import annotations

import posixpath
import re

from flaskcheck.ground.budget import Room
from flaskcheck.ground.place import Place
from flaskcheck.servers.options import CommandLine, GivenOption, Grammar
from flaskcheck.servers.server import Bind, Server, known_target, parse_address, script_of, with_python_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.servers.server import Surroundings
    from flaskcheck.shell.program import Invocation

GRAMMAR = Grammar(
    "M|master p|workers= processes= threads= enable-threads T|thread lazy lazy-apps need-app vacuum die-on-term single-interpreter i|one thunder-lock"
    " s|uwsgi-socket= socket= http= http-socket= https= https-socket= fastcgi-socket= w|module= wsgi= wsgi-file= file= callable= mount= manage-script-name"
    " chdir= chdir2= pythonpath= pp= H|home= virtualenv= venv= pyhome= ini= yaml= yml= xml= json= d|daemonize= daemonize2= py-autoreload= python-autoreload="
    " b|buffer-size= z|harakiri= harakiri-verbose r|max-requests= m|memory-report L|disable-logging log-4xx log-5xx uid= gid= env= plugins= plugin= stats="
    " gevent= asyncio= gevent-monkey-patch protocol= chmod-socket= chown-socket= pidfile= touch-reload= logto= logto2= log-master log-date= catch-exceptions"
    " strict no-orphans auto-procname procname= procname-prefix= static-map= check-static= offload-threads= cheaper= cheaper-initial= cheaper-step="
    " cheaper-algo= reload-on-rss= reload-mercy= worker-reload-mercy= max-worker-lifetime= ignore-sigpipe ignore-write-errors disable-write-exception"
    " http-keepalive http-auto-chunked http-timeout= http-workers= http-processes= so-keepalive so-reuseport listen= post-buffering= master-fifo= py-call-osafterfork"
    " buffer-size= pass-env= set= set-placeholder= include= inherit= emperor= route= shared-socket= attach-daemon= smart-attach-daemon= mule= spooler= cron= honour-stdin"
    " skip-atexit skip-atexit-teardown add-header= logformat= logger= req-logger= log-format= master-as-root wsgi-disable-file-wrapper close-on-exec metric="
)
_FILES = (".ini", ".yaml", ".yml", ".json", ".xml")
_INI = re.compile(r"([\w-]+)(?:\s*=\s*(.*))?")
_YAML = re.compile(r"(?<![\w-])(?:-\s*)?([\w-]+)\s*:\s*(.*)")
_JSON = re.compile(r'"([\w-]+)"\s*:\s*("(?:[^"\\]|\\.)*"|true|false|[\d.]+)')
_XML = re.compile(r"<([\w-]+)\s*(?:/>|>([^<]*)</\1\s*>)")
_PLACEHOLDER = re.compile(r"%\(([\w-]+)\)|%([dnpsx])|\$\((\w+)\)")
_SOCKETS = ("http", "http-socket", "https", "https-socket", "socket", "uwsgi-socket", "fastcgi-socket")


def server(invocation: Invocation, around: Surroundings) -> Server | None:
    """The uWSGI that an invocation starts; ``None`` for its other uses (``--version``, ``--stop``)."""
    command = GRAMMAR.parse(invocation.arguments, invocation.words[1:])
    named = _named_files(command)
    found = [(path, section) for text, section in named if (path := around.file(invocation, text))]
    files = [path for path, _ in found]
    missing = [text for text, _ in named if not around.file(invocation, text)] if invocation.cwd else []
    read = [option for path, section in found for option in read_options(path, section, around, invocation)]
    options = CommandLine((*read, *command.options, *_loaded_words(command)))
    if not options.options and any(
        word in invocation.arguments for word in ("--version", "--help", "--stop", "--reload")
    ):
        return None
    return with_python_path(_made(invocation, around, options, files, missing, command.unknown), around)


def _made(
    invocation: Invocation,
    around: Surroundings,
    options: CommandLine,
    files: list[str],
    missing: list[str],
    unknown: tuple[str, ...],
) -> Server:
    changed = options.value("chdir", "chdir2")
    chdir_known = "$" not in changed and (changed.startswith("/") or invocation.cwd is not None)
    chdir = around.view.join(invocation.cwd or "/", changed) if changed and chdir_known else ""
    folder = chdir or invocation.cwd or ""
    target, place, script = _target(options, invocation, around, folder)
    complete = (chdir_known or bool(script and not changed)) and options.get("emperor", "paste") is None
    return Server(
        program="uwsgi",
        kind="wsgi",
        invocation=invocation,
        target=known_target(target, complete),
        target_place=place,
        binds=tuple(_binds(options)),
        workers=options.number("processes", "workers") if options.get("processes", "workers") else 1,
        worker_class="gevent" if options.get("gevent") else "asyncio" if options.get("asyncio") else "sync",
        threads=options.number("threads") if options.get("threads") else 1,
        preload=bool(options.get("master")) and not options.get("lazy-apps", "lazy"),
        reload=bool(options.get("py-autoreload", "python-autoreload")),
        daemon=bool(options.get("daemonize", "daemonize2")),
        timeout=options.number("harakiri"),
        chdir=chdir,
        python_paths=tuple(_python_paths(options, folder, around)),
        config=files[0] if files else "",
        config_missing=missing[0] if missing and "$" not in missing[0] else "",
        options=options.options,
        script=script,
        target_text=target,
        need_app=bool(options.get("need-app")),
        stays=not options.get("need-app"),
        unknown=unknown,
    )


def _named_files(command: CommandLine) -> list[tuple[str, str]]:
    """The configuration files of the command line, each with the section to read: ``--ini x``, ``--ini x:production``, or a plain ``x.ini``."""
    named = [_with_section(option.value) for option in command.all("ini", "yaml", "yml", "json", "xml")]
    words = [_with_section(word.text) for word in (*command.words, *command.stray)]
    return [*named, *(word for word in words if word[0].endswith(_FILES))]


def _with_section(text: str) -> tuple[str, str]:
    path, _, section = text.partition(":")
    return path, section or "uwsgi"


def _loaded_words(command: CommandLine) -> tuple[GivenOption, ...]:
    """``uwsgi app.py``: a plain Python file is the application's."""
    words = (*command.words, *command.stray)
    return tuple(
        GivenOption("wsgi-file", word.text, word.place) for word in words if word.text.endswith((".py", ".wsgi"))
    )


def read_options(path: str, section: str, around: Surroundings, invocation: Invocation) -> tuple[GivenOption, ...]:
    """The options in a section of a configuration file, with their places; placeholders are filled in where they are known."""
    source = around.tree.source(path)
    suffix = posixpath.splitext(path)[1]
    patterns = {".json": _JSON, ".xml": _XML}
    found = _in_text(source, patterns[suffix]) if suffix in patterns else _in_lines(source, suffix, section)
    values: dict[str, str] = {}
    room = Room(around.tree.notes, path)
    options = []
    folder = posixpath.dirname(around.view.locate(path) or "")
    for name, value, place in found:
        text = room.filled(_PLACEHOLDER, lambda m: _filled(m, values, folder, around, invocation), value)
        if text is None:
            continue
        values.setdefault(name, text)
        options.append(GivenOption(GRAMMAR.names.get(f"--{name}", name), text, place, "config"))
    return tuple(
        option for option in options if option.value.lower() not in ("false", "0") or option.name == "py-autoreload"
    )


def _filled(
    found: re.Match[str], values: dict[str, str], folder: str, around: Surroundings, invocation: Invocation
) -> str:
    if found.group(1):
        return values.get(found.group(1), f"${{{found.group(1)}}}")
    if found.group(2):
        return f"{folder}/" if found.group(2) == "d" else found.group()
    value = around.variable(invocation, found.group(3))[1]
    return value if value is not None else f"${found.group(3)}"


def _in_lines(source: Source, suffix: str, section: str) -> Iterator[tuple[str, str, Place]]:
    """``key = value`` in a section, ``[uwsgi]`` unless another is named; ``key: value`` below ``uwsgi:``."""
    inside = False
    pattern = _INI if suffix == ".ini" else _YAML
    for number, line in enumerate(source.lines, 1):
        bare = line.strip()
        if suffix == ".ini" and bare.startswith("["):
            inside = bare == f"[{section}]"
        elif suffix != ".ini" and bare and not line[0].isspace():
            inside = bare.startswith(f"{section}:")
        elif inside and bare and bare[0] not in "#;":
            found = pattern.fullmatch(line, line.find(bare), len(line.rstrip()))
            if found:
                value = (found.group(2) or "").strip("\"'") if suffix != ".ini" else found.group(2) or ""
                start = line.find(value, found.end(1)) if value else found.start(1)
                end = start + len(value) if value else found.end(1)
                yield found.group(1), value, Place(source.path, number, start + 1, number, end + 1)


def _in_text(source: Source, pattern: re.Pattern[str]) -> Iterator[tuple[str, str, Place]]:
    for found in pattern.finditer(source.text):
        value = (found.group(2) or "").strip()
        group = 2 if found.group(2) else 1
        quoted = value.startswith('"')
        yield found.group(1), value.strip('"'), source.span(found.start(group) + quoted, found.end(group) - quoted)


def _target(options: CommandLine, invocation: Invocation, around: Surroundings, folder: str) -> tuple[str, Place, str]:
    """``module:callable`` however it is said, with its place, and the file of ``wsgi-file``."""
    attribute = options.value("callable") or "application"
    module = options.get("module", "wsgi")
    if module:
        return (module.value if ":" in module.value else f"{module.value}:{attribute}"), module.place, ""
    file = options.get("wsgi-file", "file")
    mount = options.get("mount")
    if file is None and mount and "=" in mount.value:
        app = mount.value.partition("=")[2]
        if not app.endswith((".py", ".wsgi")):
            return (app if ":" in app else f"{app}:{attribute}"), mount.place, ""
        file = GivenOption("wsgi-file", app, mount.place, mount.origin)
    if file is None:
        return "", invocation.place, ""
    name = file.value
    if name.startswith("/") and folder and name.startswith(f"{folder}/"):
        name = name[len(folder) + 1 :]
    script = around.file(invocation, file.value, folder)
    if script and not folder:  # it is loaded by its path, wherever uWSGI is started
        name = posixpath.basename(name)
    target = "" if name.startswith(("/", "..")) else f"{script_of(name)}:{attribute}"
    return target, file.place, script


def _binds(options: CommandLine) -> Iterator[Bind]:
    for option in options.options:
        if option.name not in _SOCKETS or not option.value:
            continue
        value = option.value.partition(",")[0]
        if "/" in value or value.endswith((".sock", ".socket")):
            yield Bind("", None, "", value, option.place, option.origin)
        else:
            address = f":{value}" if value.isdecimal() else value
            yield parse_address(address, option.place, option.origin, default_port="")


def _python_paths(options: CommandLine, folder: str, around: Surroundings) -> Iterator[str]:
    for option in options.all("pythonpath", "pp"):
        if "$" not in option.value and (folder or option.value.startswith("/")):
            yield around.view.join(folder or "/", option.value)
