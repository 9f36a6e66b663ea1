"""Procfile: one process type a line, ``name: command``.

Sources: "The Procfile" (Heroku Dev Center); foreman's pattern ``^([A-Za-z0-9_-]+):\\s*(.+)$``, which Heroku, Dokku and
honcho share. A line of another form declares nothing, and nobody says so.
"""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.facts.services import Command, PlatformFile, Service
from flaskcheck.files.paths import folder_of_file
from flaskcheck.ground.place import Place
from flaskcheck.hosts.host import ANY_FILE, Host

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.files.source import Source


HOSTS = (
    Host(  # a Procfile alone: Heroku, Dokku, Railway, DigitalOcean, Scalingo read it and all set PORT
        "procfile",
        "A host that reads the Procfile",
        lists_processes=True,
        has_command_fields=True,
        once_per_deploy='a line "release: flask db upgrade" of the Procfile',
        sets_port=True,
        ephemeral_disk=True,
        routed=True,
        docker=True,
        database_schemes=("postgres", "postgresql"),
        sets_variables=("PORT", "WEB_CONCURRENCY"),
        installs_from=ANY_FILE,
        home="/app",
        default_python="3.13",  # the oldest: Railway's; Heroku and Dokku take 3.14
        stands_for_many=True,
        reads_procfile=True,
        deploy_actions=("dokku/github-action",),
    ),
)

_LINE = re.compile(r"([A-Za-z0-9_-]+):\s*(.*)")
_ALMOST = re.compile(
    r"""["']?(web|worker|release|clock|beat|scheduler|cron)["']?(?:\s*[:=]\s*|\s+)(\S.*)""", re.IGNORECASE
)
"""A line that begins as if it named a process type: the colon is missing, has a blank before it, or is another sign."""
_STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
_CURLY = re.compile("[\u2018\u2019\u201c\u201d]")
_KINDS = {"web": "web", "release": "job"}


def read(source: Source) -> PlatformFile:
    """The process types of a Procfile as services of the host ``procfile``, those too whose line is none, as they are meant: once it is mended they are what runs. ``root`` is the Procfile's folder.

    Errors: ``procfile-line``, ``duplicate-key``, ``encoding``, ``merge-markers``. Never raises.
    """
    if source.is_binary:
        return PlatformFile(source.path, "procfile", errors=(_unreadable(source, "the file is not text"),))
    errors = _encoding_errors(source)
    services: dict[str, Service] = {}
    meant: dict[str, Service] = {}
    for number, line in enumerate(source.lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        begin, end = len(line) - len(line.lstrip()), len(line.rstrip())
        found = _LINE.match(line, begin, end)
        if not found or not found.group(2):
            errors.append(_refused(source, number, line))
            almost = _ALMOST.fullmatch(line, begin, end)
            if almost is not None:
                meant.setdefault(almost[1].lower(), _service(source, number, almost))
            continue
        made = _service(source, number, found)
        errors += _doubts(found[2], made, made.name in services)
        services[made.name] = made
    return PlatformFile(source.path, "procfile", tuple({**meant, **services}.values()), errors=tuple(errors))


def joined(files: list[PlatformFile]) -> list[PlatformFile]:
    """The files, of which a Procfile without a line that a host reads tells nothing of what runs where others do."""
    told = any(f.host != "procfile" and any(s.kind == "web" for s in f.services) for f in files)
    return [f.replaced(services=()) if told and f.host == "procfile" and _is_lost(f) else f for f in files]


def _is_lost(file: PlatformFile) -> bool:
    lines = {error.place.line for error in file.errors if error.kind == "procfile-line"}
    return bool(file.services) and lines.issuperset(service.place.line for service in file.services)


def _phase(name: str) -> str:
    return "release" if name == "release" else "start"


def _service(source: Source, number: int, found: re.Match[str]) -> Service:
    place = Place(source.path, number, found.start(2) + 1, number, found.end(2) + 1)
    name = found[1] if found.re is _LINE else found[1].lower()
    return Service(
        host="procfile",
        name=name,
        kind=_KINDS.get(name, "worker"),
        place=source.line_place(number),
        root=folder_of_file(source.path),
        commands=(Command(found[2], _phase(name), place),),
    )


def _refused(source: Source, number: int, line: str) -> Unreadable:
    place = source.line_place(number)
    if line.startswith(("<<<<<<< ", "=======", ">>>>>>> ")):
        return Unreadable("merge-markers", "an unresolved merge conflict", place)
    if _LINE.match(line.strip()):
        message = "This process type has no command, so it is not declared"
        return Unreadable("procfile-line", message, place, "Write its command behind the colon, or remove the line.")
    message = 'This line isn\'t "name: command", so the host skips it'
    return Unreadable("procfile-line", message, place, _mended(line))


def _mended(line: str) -> str:
    """The line as it was likely meant: its process type before the colon, ``web`` where it begins with a program."""
    words = line.strip()
    if words.startswith(("-", "&&", "|")):
        return "Write the whole command in one line: a Procfile has no line continuation."
    named = _ALMOST.fullmatch(words)
    name, command = (named[1].lower(), named[2]) if named else ("web", words)
    return f"Write: {name}: {command}"


def _doubts(command: str, service: Service, again: bool) -> list[Unreadable]:
    name, line, place = service.name, service.place, service.commands[0].place
    found = []
    if again:
        found.append(Unreadable("duplicate-key", f'the process type "{name}" is declared twice: one is lost', line))
    if name != name.lower() and name.lower() in _KINDS:
        message = (
            f'Process types are case-sensitive: "{name}" is not "{name.lower()}", which is what the host looks for'
        )
        found.append(Unreadable("procfile-line", message, line, f"Write: {name.lower()}: {command}"))
    if not command.isascii() and _CURLY.search(command):
        message = "Curly quotes are ordinary letters to the shell"
        mend = f"Write straight quotes: {name}: {command.translate(_STRAIGHT)}"
        found.append(Unreadable("procfile-line", message, place, mend))
    return found


def _encoding_errors(source: Source) -> list[Unreadable]:
    if source.encoding == "utf-8-sig":
        return [_unreadable(source, "a byte-order mark precedes the first process type and becomes part of its name")]
    if source.encoding.startswith(("utf-16", "utf-32")):
        return [
            _unreadable(source, f"the file is {source.encoding.upper()}: hosts read UTF-8 and find no process type")
        ]
    return []


def _unreadable(source: Source, message: str) -> Unreadable:
    return Unreadable("encoding", message, source.line_place(1))
