"""Apache with mod_wsgi on your own server: which script answers, and where it finds its modules.

Source: "Configuration Directives" (modwsgi.readthedocs.io): WSGIScriptAlias, WSGIDaemonProcess, WSGIPythonPath.
"""

from __future__ import annotations

import re

from flaskcheck.facts.services import Folder, PlatformFile, Service, Variable
from flaskcheck.files.paths import folder_of_file, path_below
from flaskcheck.hosts.host import ANY_FILE, Host

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source

HOSTS = (
    Host(
        "apache",
        "Apache",
        once_per_deploy="by hand on the machine, after each git pull",
        installs_from=ANY_FILE,
        supplies_server=True,
        own_commands_only=True,
        is_lasting=True,
        is_placed=True,
    ),
)

_ALIAS = re.compile(r"^[ \t]*WSGIScriptAlias[ \t]+\S+[ \t]+\"?([^\s\"]+\.(?:wsgi|py))\"?", re.M)
_PATH = re.compile(
    r"^[ \t]*WSGIDaemonProcess[ \t].*?(?<![\w-])python-path=\"?([^\s\"]+)|^[ \t]*WSGIPythonPath[ \t]+(\S+)", re.M
)
_HOME = re.compile(r"^[ \t]*WSGIDaemonProcess[ \t].*?(?<![\w-])home=\"?([^\s\"]+)", re.M)

_OTHER_OBJECT = re.compile(r"^[ \t]*WSGICallableObject[ \t]+(?!application\b)\S", re.M)


def read(source: Source) -> PlatformFile:
    """One service a script; without the lines that a template fills in, and where another object than ``application`` is called. Never raises."""
    if "{{" in source.text or _OTHER_OBJECT.search(source.text):
        return PlatformFile(source.path, "")
    return PlatformFile(source.path, "apache", tuple(_services(source)))


def _services(source: Source) -> Iterator[Service]:
    folders = [
        group for pattern in (_PATH, _HOME) for m in pattern.finditer(source.text) for group in m.groups() if group
    ]
    path = ":".join(dict.fromkeys(folder for text in folders for folder in text.split(":")))
    for alias in _ALIAS.finditer(source.text):
        place = source.span(*alias.span(1))
        script = Folder(alias.group(1), alias.group(1), "wsgi-script", place)
        found = Variable("PYTHONPATH", path, place)
        yield Service("apache", "", "web", place, folder_of_file(source.path), (), (found,), folders=(script,))


def joined(files: list[PlatformFile]) -> list[PlatformFile]:
    """What Apache says of a script that the repository has, with that script; one that only uWSGI loads is not Apache's, nor are those beside it where nothing speaks of Apache."""
    told = [s for f in files if f.host == "apache" for s in f.services if not s.place.path.endswith(".wsgi")]
    loaded = {f.path for file in files if file.host == "uwsgi" for s in file.services for f in s.folders}
    loaded |= {path for file in files for s in file.services for path in _loaded_by_command(s)}
    others = {path.rpartition("/")[2] for path in loaded} - {_name(service) for service in told}
    beside = set() if told else {folder_of_file(path) for path in loaded if path.endswith(".wsgi")}
    found = []
    for file in files:
        if file.host == "apache":
            is_script = file.path.endswith(".wsgi")
            own = [_told(s, told) if is_script else s for s in file.services if is_script or not _is_there(s, files)]
            is_other = file.path.rpartition("/")[2] in others or folder_of_file(file.path) in beside
            own = [] if is_script and is_other else own
            file = file.replaced(services=tuple(own))
        found.append(file)
    return found


def _loaded_by_command(service: Service) -> Iterator[str]:
    """The scripts that a command gives to uWSGI, in the folder that it runs in."""
    for command in service.commands:
        words = command.text.split() if "uwsgi" in command.text and ".wsgi" in command.text else ()
        yield from (
            path_below(service.root, word.strip("'\"")) for word in words if word.strip("'\"").endswith(".wsgi")
        )


def _name(service: Service) -> str:
    return service.folders[0].written.rpartition("/")[2]


def _is_there(service: Service, files: list[PlatformFile]) -> bool:
    return any(f.path.endswith(".wsgi") and f.path.rpartition("/")[2] == _name(service) for f in files)


def _told(script: Service, told: list[Service]) -> Service:
    """A script with the search path that Apache gives it, where it lies on the machine."""
    conf = next((service for service in told if _name(service) == _name(script)), None)
    if conf is None:
        return script
    written, path = conf.folders[0].written, script.folders[0].path
    home = written[: -len(path) - 1] if written.endswith(f"/{path}") else ""
    file = script.folders[0]
    return script.replaced(
        variables=conf.variables, home=home, folders=(file.replaced(written=written if home else file.written),)
    )
