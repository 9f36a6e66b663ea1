"""uWSGI by itself, on your own server: a file of its settings that no command names is started as it is.

Source: "Configuring uWSGI" (uwsgi-docs): magic variables, placeholders, ``[uwsgi]``.
"""

from __future__ import annotations

import re

from flaskcheck.facts.services import Command, Folder, PlatformFile, Service, Variable
from flaskcheck.files.paths import folder_of_file
from flaskcheck.ground.budget import Room
from flaskcheck.ground.place import HOLE
from flaskcheck.hosts.host import ANY_FILE, Host
from flaskcheck.readers.sections import entries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.readers.sections import Given

HOSTS = (
    Host(
        "uwsgi",
        "uWSGI",
        once_per_deploy="by hand on the machine, after each git pull",
        installs_from=ANY_FILE,
        is_lasting=True,
        is_placed=True,
        is_spare=True,
    ),
)

_LOADS = ("module", "wsgi", "wsgi-file", "file", "mount")
_ENTERS = ("chdir", "chdir2", "pythonpath", "python-path", "pp")
"""Entries without which nobody knows where imports are looked for: a script's own folder is not searched."""

_PLACEHOLDER = re.compile(r"%\(([\w-]+)\)")


def read(source: Source) -> PlatformFile:
    """The service of a file that names an application. Never raises."""
    given = [e for e in entries(source) if e.section == "uwsgi"]
    if "{{" in source.text or not any(e.name in _LOADS and e.value for e in given):
        return PlatformFile(source.path, "")
    place = source.find("[uwsgi]")
    home = _home(given)
    cwd = HOLE if home and not any(entry.name in _ENTERS for entry in given) else None
    start = Command(f"uwsgi --ini {source.path}", "start", place, ("uwsgi", "--ini", source.path), (), False, cwd)
    service = Service(
        "uwsgi",
        "",
        "web",
        place,
        folder_of_file(source.path),
        (start,),
        tuple(_variables(source, given)),
        folders=tuple(_scripts(source, given)),
        home=home,
    )
    return PlatformFile(source.path, "uwsgi", (service,))


def _scripts(source: Source, given: list[Given]) -> Iterator[Folder]:
    """The script that it loads by its path."""
    for entry in given:
        written = entry.value.strip("\"'")
        if entry.name in ("wsgi-file", "file") and written:
            yield Folder(written.lstrip("./"), written, "script", source.span(entry.start, entry.end))


def _home(given: list[Given]) -> str:
    """The folder that it changes to, else the one around its script that is searched for imports, else the script's own, where that is an absolute path."""
    values: dict[str, str] = {}
    room = Room()
    for entry in given:
        text = room.filled(_PLACEHOLDER, lambda m: values.get(m.group(1), m.group()), entry.value.strip("\"'"))
        values[entry.name] = text or ""
    script, searched = values.get("wsgi-file", ""), values.get("pythonpath", "")
    around = searched if script.startswith(f"{searched}/") else ""
    for folder in (values.get("chdir", ""), around, script.rpartition("/")[0], searched):
        if folder.startswith("/") and not any(sign in folder for sign in "%$"):
            return folder.rstrip("/")
    return ""


def _variables(source: Source, given: list[Given]) -> Iterator[Variable]:
    """``env = NAME=value``."""
    for entry in given:
        name, equals, value = entry.value.partition("=")
        if entry.name == "env" and equals:
            known = value if not any(sign in value for sign in "%$") else None
            yield Variable(name.strip(), known, source.span(entry.start, entry.end))
