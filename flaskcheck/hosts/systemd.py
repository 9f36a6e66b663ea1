"""systemd: a unit on your own server.

Sources: systemd.service(5) for command lines, systemd.exec(5) for the folder and the environment, systemd.unit(5) for specifiers, systemd.syntax(7).
"""

from __future__ import annotations

import re
from functools import cached_property

from flaskcheck.facts.services import Command, Folder, PlatformFile, Service, Variable
from flaskcheck.files.paths import folder_of_file
from flaskcheck.files.source import Source
from flaskcheck.ground.budget import Room
from flaskcheck.ground.encoded import encoded
from flaskcheck.hosts.host import ANY_FILE, Host
from flaskcheck.hosts.machine import command, home_of, kind_of
from flaskcheck.readers.sections import GivenWord, entries, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.readers.sections import Given

HOSTS = (
    Host(
        "systemd",
        "systemd",
        once_per_deploy="by hand on the machine, after each git pull",
        installs_from=ANY_FILE,
        own_commands_only=True,
        is_lasting=True,
        is_placed=True,
        variable_form="${{{}}}",  # systemd.service(5): "Command lines"
    ),
)

_PHASES = {"ExecStartPre": "release", "ExecStart": "start"}
_SPECIFIER = re.compile(r"%(?:([A-Z][A-Z0-9_]{2,})%|(.))")
"""A specifier, or a word that whoever installs the unit puts a path in place of (``%PREFIX%``)."""
_PUT_IN = re.compile(r"\{\{[^{}\n]*\}\}")
_BLOCK = re.compile(r"^[ \t]*\{%[^%\n]*%\}", re.MULTILINE)
_WHOLE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")
_INSIDE = re.compile(r"\$\$|\$\{(\w+)\}")
_FOLDERS = {"t": "/run", "S": "/var/lib", "C": "/var/cache", "L": "/var/log", "E": "/etc", "T": "/tmp", "V": "/var/tmp"}  # noqa: S108


def read(source: Source) -> PlatformFile:
    """The service of a unit that starts something. Never raises."""
    if "[Service]" not in source.text:
        return PlatformFile(source.path, "")
    unit = _Unit(_unfilled(source))
    commands = unit.commands()
    if not commands:
        return PlatformFile(source.path, "")
    once = unit.last("Type") == "oneshot"
    service = Service(
        "systemd",
        unit.name,
        "job" if once else kind_of(commands),
        next(c.place for c in commands if c.phase != "release"),
        folder_of_file(source.path),
        commands,
        tuple(unit.variables()),
        tuple(unit.env_files()),
        home=home_of(unit.folder, commands),
    )
    return PlatformFile(source.path, "systemd", (service,))


def _unfilled(source: Source) -> Source:
    """A unit in which whatever a template (Ansible's, Chef's) puts into it is a variable that nobody knows, of the same length, so that places stay."""
    if "{{" not in source.text:
        return source
    text = _BLOCK.sub(lambda found: "#" * len(found.group()), source.text)
    return Source(source.path, encoded(_PUT_IN.sub(_variable, text)))


def _variable(found: re.Match[str]) -> str:
    """``${app_dir___}`` for ``{{ app_dir }}``."""
    name = "".join(sign for sign in found.group() if sign.isalnum() or sign == "_")
    return f"${{{name.ljust(len(found.group()) - 3, '_')}}}"


class _Unit:
    """What the ``[Service]`` section says; an empty assignment forgets those before it."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._room = Room()
        self.name = source.path.rpartition("/")[2].partition(".service")[0]
        found = list(entries(source))
        self._is_of_system = any(e.section == "Install" and "multi-user.target" in e.value for e in found)
        given = [e for e in found if e.section == "Service"]
        forgotten = {entry.name: at for at, entry in enumerate(given) if not entry.value}
        self._given = [entry for at, entry in enumerate(given) if at > forgotten.get(entry.name, -1)]

    def last(self, name: str) -> str:
        """The last value of a name, its specifiers filled in, or ``""``."""
        values = [entry.value for entry in self._given if entry.name == name]
        return self._filled(values[-1]) if values else ""

    @property
    def folder(self) -> str:
        """The working directory: that of the root file system where the system's own manager is told of none, ``""`` where it cannot be known."""
        written = self.last("WorkingDirectory").strip("\"'").removeprefix("-")
        written = self._home if written == "~" else written
        if written.startswith("${"):
            return ""  # whoever installs the unit puts a path there
        return written or ("/" if self._is_of_system or self._user else "")

    @property
    def _user(self) -> str:
        return next((entry.value for entry in reversed(self._given) if entry.name == "User"), "")

    @property
    def _home(self) -> str:
        return "/root" if self._user == "root" else f"/home/{self._user or 'user'}"

    def _filled(self, text: str) -> str:
        return self._room.filled_or_left(_SPECIFIER, self._specifier, text)

    def _specifier(self, found: re.Match[str]) -> str:
        """What a specifier stands for; what only the machine knows becomes a variable."""
        if found.group(1):
            return f"${{{found.group(1)}}}"
        letter, (prefix, _, instance) = found.group(2), self.name.partition("@")
        known = {"%": "%", "n": f"{self.name}.service", "N": self.name, "p": prefix, "h": self._home, **_FOLDERS}
        if letter == "u":
            return self._user or "$USER"
        return known.get(letter) or (instance if letter in "iI" else "") or f"${{{letter}}}"

    # -- commands --------------------------------------------------------------------------------

    def commands(self) -> tuple[Command, ...]:
        """Those that are run before and at each start; ``()`` where nothing is started."""
        start = "cron" if self.last("Type") == "oneshot" else "start"
        found = []
        for entry in self._given:
            phase = _PHASES.get(entry.name)
            for line in _lines(self.source, entry) if phase else ():
                expanded = tuple(word for each in line for word in self._expanded(each))
                made = command(expanded, start if phase == "start" else "release", self.folder)
                found.extend([made] if made else [])
        return tuple(found) if any(c.phase == start for c in found) else ()

    def _expanded(self, word: GivenWord) -> list[GivenWord]:
        """The words that a word becomes: ``$X`` by itself is split, ``${X}`` never; what is not known stays."""
        text = self._filled(word.text)
        whole = _WHOLE.fullmatch(text)
        value = self._values.get(whole.group(2) or "") if whole else None
        if value is not None:
            return [word.replaced(text=part) for part in value.split()]
        values = self._values
        known = self._room.filled_or_left(
            _INSIDE, lambda m: values.get(m.group(1), m.group()) if m.group(1) else "$", text
        )
        return [word.replaced(text=known)]

    # -- variables -------------------------------------------------------------------------------

    def variables(self) -> Iterator[Variable]:
        """``Environment=A=x "B=y z"``; of ``PassEnvironment`` only the names."""
        for entry in self._given:
            for word in words(self.source, entry.start, entry.end) if entry.name.endswith("Environment") else ():
                name, equals, value = self._filled(word.text).partition("=")
                if entry.name == "Environment" and equals:
                    yield Variable(name, value if "${" not in value else None, word.place)
                elif entry.name == "PassEnvironment":
                    yield Variable(name, None, word.place, "reference")

    @cached_property
    def _values(self) -> dict[str, str]:
        """The variables that no file of variables may change."""
        if any(entry.name == "EnvironmentFile" for entry in self._given):
            return {}
        return {v.name: v.value for v in self.variables() if v.value is not None}

    def env_files(self) -> Iterator[Folder]:
        """The files of variables, by their place on the machine."""
        for entry in self._given:
            if entry.name == "EnvironmentFile":
                written = self._filled(entry.value).removeprefix("-").strip("\"'")
                yield Folder(written, written, "env-file", self.source.span(entry.start, entry.end))


def _lines(source: Source, entry: Given) -> Iterator[tuple[GivenWord, ...]]:
    """The command lines of one assignment, which ``;`` separates, without the signs before the program."""
    line: list[GivenWord] = []
    for word in (*words(source, entry.start, entry.end), None):
        if word is None or word.text == ";":
            yield tuple(line)
            line = []
        elif line:
            line.append(word)
        else:
            bare = word.text.lstrip("@-:+!|")
            place = word.place.replaced(column=word.place.column + len(word.text) - len(bare))
            line.append(GivenWord(bare, place if word.place.line == word.place.end_line else word.place))
