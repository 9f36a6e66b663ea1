"""The variables without which a deployment does not start, or answers requests with an error: what stops in a world where nobody sets what is not declared."""

from __future__ import annotations

import re
from functools import cached_property

from flaskcheck.effects.run import Entry, Trace
from flaskcheck.effects.stops import set_by_code, stops, stops_without
from flaskcheck.facts.expressions import EnvRead, text_in
from flaskcheck.facts.python import Assignment, CallSite
from flaskcheck.ground.limits import MAX_STOPS
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.ground.words import is_one_slip
from flaskcheck.known.services import SIDECARS, may_be_read_by
from flaskcheck.known.settings import NEEDED, READ
from flaskcheck.readers.docker.ignore import ignored
from flaskcheck.values.value import Reference, Where

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from flaskcheck.application.settings import Setting
    from flaskcheck.code.misspelt_variables import MisspeltVariable
    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.expressions import Expression
    from flaskcheck.facts.services import Variable
    from flaskcheck.hosts.host import Host
    from flaskcheck.images.image import Image
    from flaskcheck.installed.installed import Installed
    from flaskcheck.servers.server import Server
    from flaskcheck.units.env_files import EnvFiles
    from flaskcheck.units.start import Start
    from flaskcheck.values.evaluator import Evaluator
    from flaskcheck.values.value import Ask, Outcome


class Need(Record):
    """A variable that is needed and that nobody declares. ``places`` are where it is asked for, ``error`` is what Python says; ``by_request``: the start goes on without it."""

    names: tuple[str, ...]
    places: tuple[Place, ...]
    kind: str
    error: str
    by_request: bool = False


class Absence(Record):
    """What happens where a variable is missing. ``kind``: ``stops`` (the start ends), ``fails`` (a request is answered with an error), ``default`` (the code has a
    value of its own), ``none`` (the code goes on without); ``error`` is what Python says, ``place`` where that happens or the default is written."""

    kind: str
    error: str = ""
    default: Outcome | None = None
    place: Place | None = None


class Confused(Record):
    """A variable that is given and not read, and the one that is read in its place, there."""

    given: Variable
    read: str
    place: Place


class Needs:
    """The variables that one deployment needs and nobody gives it. ``may_be_set`` tells of those that may come from where nothing can be seen."""

    def __init__(
        self,
        start: Start,
        host: Host,
        image: Image | None,
        env_files: EnvFiles,
        installed: Callable[[], Installed],
        may_be_set: Callable[[str], bool],
    ) -> None:
        self._start = start
        self._host = host
        self._image = image
        self._env_files = env_files
        self._installed = installed
        self._may_be_set = may_be_set

    @cached_property
    def all(self) -> tuple[Need, ...]:
        """What it needs and lacks, by its variables: at its start, before it in the configuration of its server, and while it answers."""
        found: dict[tuple[str, ...], Need] = {}
        if self._may_bring_file or any(server.invocation.unseen for server in self._start.commands.servers):
            return ()
        written = set_by_code(self._start.production.trace)
        production = self._start.production
        bare = production.evaluator.within(production.evaluator.world.bare())
        for need in (*self._at_start(), *self._in_settings(bare), *self._by_requests(), *self._in_commands()):
            if any(self._may_be_set(name) or name in written for name in need.names) or "*" in written:
                continue
            known = found.get(need.names)
            if known is None or known.by_request == need.by_request:
                found[need.names] = need.replaced(places=(*(known.places if known else ()), *need.places))
        return tuple(found.values())

    def asks_for(self, key: str) -> bool:
        """Whether anything may ask for a setting: code, a page, Flask or a package that reads its own, as far as it is known what is installed."""
        from flaskcheck.code.mentions import asks_for

        installed = self._installed()
        is_theirs = key in READ or may_be_read_by((requirement.name for requirement in installed.requirements), key)
        is_told = key.isupper() and installed.complete and not is_theirs
        return not is_told or asks_for(self._start.repository.code, key)

    def without(self, name: str) -> Absence:
        """What happens where one variable is missing, and all others are as they are."""
        production = self._start.production
        for trace in (*self._of_servers, production.trace):
            ask = trace.evaluator.within(trace.evaluator.world.without((name,)))
            stop = next(stops_without(trace, frozenset((name,)), ask, skipped=True), None)
            if stop is not None:
                return Absence("stops", stop.error, place=stop.place)
        ask = production.evaluator.within(production.evaluator.world.without((name,)))
        setting = next((need for need in self._in_settings(ask) if name in need.names), None)
        if setting is not None:
            return Absence("stops", setting.error, place=setting.places[0])
        read, phase = self._required.get(name, (None, ""))
        if read is not None:
            return Absence("fails" if phase == "request" else "stops", f"KeyError: '{name}'", place=read.place)
        default = next(self._defaults(name, ask), None)
        return Absence("default", default=default, place=default.place) if default else Absence("none")

    def _defaults(self, name: str, ask: Ask) -> Iterator[Outcome]:
        """The values that the code has in the place of a variable that is missing."""
        for value, where in self._read.get(name, ()):
            yield from (o for o in ask.outcomes(value, where) if name in o.unset and o.is_known and o.value is not None)

    @cached_property
    def _required(self) -> dict[str, tuple[EnvRead, str]]:
        """The first read of each variable that raises wherever it is missing, with its phase; none where the code may have set it."""
        found: dict[str, tuple[EnvRead, str]] = {}
        written = set_by_code(self._start.production.trace)
        for site, phase in self._start.production.of_kind("environment"):
            is_set = "*" in written or site.read.variable in written
            if site.read.required and site.read.default is None and not site.guards and not is_set:
                found.setdefault(site.read.variable, (site.read, phase))
        return found

    @cached_property
    def _read(self) -> dict[str, list[tuple[Expression, Where]]]:
        """The expressions that read each variable."""
        production = self._start.production
        read: dict[str, list[tuple[Expression, Where]]] = {}
        for step in production.trace.steps:
            statement = step.statement
            values: tuple[Expression, ...] = (statement.value,) if isinstance(statement, Assignment) else ()
            if isinstance(statement, CallSite):
                values = (*statement.call.arguments, *(keyword.value for keyword in statement.call.keywords))
            for value in values:
                for name in _variables_of(value):
                    read.setdefault(name, []).append((value, step.where))
        for site, _ in production.of_kind("environment"):
            read.setdefault(site.read.variable, []).append((site.read, Where.of(site)))
        for setting, own in self.looked_for:
            read.setdefault(own.variable, []).append((own, Where(setting.path)))
        return read

    def has_beside(self, port: int | None) -> bool:
        """Whether the code reads where a sidecar listens on the very machine, which may be what has a port (``None``: one that cannot be told)."""
        return any(name in self._read for name, usual in SIDECARS.items() if port in (None, usual))

    @property
    def looked_for(self) -> Iterator[tuple[Setting, EnvRead]]:
        """The settings that ``from_prefixed_env`` replaces where the variable of their name is set, with its read of it."""
        configuration = self._start.configuration
        for setting in (setting for key in configuration.keys for setting in configuration.get(key)):
            read = setting.value
            if not isinstance(read, EnvRead) or read.via != "from_prefixed_env" or read.default is None:
                continue
            if read.variable not in _variables_of(read.default):  # FLASK_APP and the like, which no other line writes
                yield setting, read

    @property
    def named(self) -> Iterator[tuple[str, Place]]:
        """The variables whose names reached code hands to functions of its own that read them, with the places of the names."""
        from flaskcheck.code.variable_readers import variable_readers

        production = self._start.production
        ask = production.evaluator
        for module in production.facts():
            for reader in ask.code.once(variable_readers, module.path, ""):
                for site in production.calls_of((reader.function.rpartition(".")[2],)):
                    name = site.call.argument(reader.position, reader.parameter)
                    called = ask.outcomes(site.call.function, Where.of(site)) if text_in(name) else ()
                    if name is not None and any(_is_function(o, module.path, reader.function) for o in called):
                        yield text_in(name), name.place

    def confused(self, given: Iterable[Variable]) -> tuple[Confused, ...]:
        """The given variables that nobody reads, where the code reads one with nearly their name that nothing sets, and goes on without it."""
        found = _confused(self._start.production, given, self._may_be_set)
        return tuple(pair for pair in found if self.without(pair.read).kind not in ("stops", "fails"))

    def misspelt(self, given: Iterable[str]) -> tuple[MisspeltVariable, ...]:
        """The reads of variables whose names have a slip, as others show that are read beside them, ``given`` or in an example."""
        from flaskcheck.code.misspelt_variables import misspelt_variables

        production = self._start.production
        reads = tuple(site.read for site, _ in production.of_kind("environment") if site.read.variable)
        told = {*given, *self._env_files.names, *(variable.name for variable in self._env_files.shown)}
        found = misspelt_variables(self._start.repository.code, reads, told)
        return tuple(each for each in found if each.read.variable not in told)

    @cached_property
    def without_default(self) -> tuple[Need, ...]:
        """The variables that every start gets without a default and uses as if they were set, where no file declares them: the start fails wherever they are not."""
        written = set_by_code(self._start.production.trace)
        return tuple(n for n in self._at_start() if n.kind == "none" and written.isdisjoint((*n.names, "*")))

    @property
    def _may_bring_file(self) -> bool:
        """Whether the image takes along the ``.env`` of the person who builds it, which the code loads."""
        image = self._image
        if image is None or not self._env_files.is_made_there:
            return False
        patterns = self._start.repository.tree.source(image.ignore_file) if image.ignore_file else None
        return patterns is None or not ignored(patterns, ".env")

    def _at_start(self) -> Iterator[Need]:
        for trace in (*self._of_servers, self._start.production.trace):
            world = trace.evaluator.world.bare()
            for _ in range(MAX_STOPS):
                found = list(stops(trace, trace.evaluator.within(world)))
                for stop in found:
                    yield Need(tuple(sorted(stop.variables)), (stop.place,), stop.kind, stop.error)
                if not found:
                    break
                # behind what stops others may stop
                world = world.having(name for stop in found for name in stop.variables)

    @cached_property
    def _of_servers(self) -> tuple[Trace, ...]:
        """What the configuration files of servers do, which are read before the application is loaded."""
        start = self._start
        first: dict[str, Server] = {}
        for server in start.commands.servers:
            if server.config:
                first.setdefault(server.config, server)
        askers = ((path, start.resolver(start.folders(server)).evaluator) for path, server in first.items())
        return tuple(Trace(asker).start(Entry(path, "__config__")) for path, asker in askers)

    def _in_settings(self, bare: Evaluator) -> Iterator[Need]:
        """Settings that an extension insists on, and that are ``None`` in a world where a variable is missing."""
        configuration = self._start.configuration
        for distribution, since, error, written in self._insisted_on:
            found = [o for setting in written for o in configuration.written.again(bare, setting)]
            names = tuple(sorted({name for o in found for name in o.unset}))
            if self._installed().must_be_below(distribution, since):
                continue
            if names and all(o.value is None for o in found):
                yield Need(names, (written[0].place,), "setting", error)

    @cached_property
    def _insisted_on(self) -> list[tuple[str, str, str, list[Setting]]]:
        """What production writes under the keys that the extensions insist on which it makes: each with its distribution, since which version, and the error."""
        made = {site.call.name for site, _ in self._start.production.calls()}
        given = self._start.configuration.get
        return [
            (distribution, since, error, [setting for key in keys for setting in given(key)])
            for maker, distribution, since, keys, error in NEEDED
            if maker in made
        ]

    def _in_commands(self) -> Iterator[Need]:
        """Variables that a server's command takes a number from: where one is missing, the shell leaves nothing there."""
        for server in self._start.commands.servers:
            invocation = server.invocation
            known = {name for name, _ in (*invocation.environment, *invocation.exports)}
            if server.program != "gunicorn" or invocation.conditional or not invocation.expands:
                continue
            for at, (option, name) in _numbers_of(invocation.arguments):
                if name not in known:
                    yield Need((name,), (invocation.place_of(at),), "command", f"{option} gets no number")

    def _by_requests(self) -> Iterator[Need]:
        """Reads that raise in what answers requests, on hosts whose file is all that sets variables."""
        production = self._start.production
        if not self._host.file_is_complete:
            return
        for site, phase in production.of_kind("environment"):
            read, world = site.read, production.evaluator.world
            is_needed = read.required and read.default is None and world.lacks(read.variable)
            if phase == "request" and is_needed and not site.guards:
                yield Need((read.variable,), (read.place,), "missing", f"KeyError: '{read.variable}'", True)


def _variables_of(value: Expression) -> set[str]:
    """The variables that an expression reads itself."""
    return {part.variable for part in value.walk() if isinstance(part, EnvRead)}


_OPTIONS = (
    "-w",
    "--workers",
    "--threads",
    "-t",
    "--timeout",
    "--graceful-timeout",
    "--keep-alive",
    "--backlog",
    "--max-requests",
)
_ALONE = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


def _numbers_of(arguments: tuple[str, ...]) -> Iterator[tuple[int, tuple[str, str]]]:
    """The options of gunicorn that take a number from a variable, each with its position, and that variable's name."""
    for at, word in enumerate(arguments):
        option, sign, text = word.partition("=")
        if option in _OPTIONS:
            position = at if sign else at + 1
            value = text if sign else "".join(arguments[at + 1 : at + 2])
            if found := _ALONE.fullmatch(value):
                yield position, (option, found[1] or found[2])


_SAME = {
    "URI": "URL",
    "PASS": "PASSWORD",
    "PASSWD": "PASSWORD",
    "PWD": "PASSWORD",
    "USERNAME": "USER",
    "DB": "DATABASE",
    "HOSTNAME": "HOST",
    "SERVER": "HOST",
    "EMAIL": "MAIL",
}
"""Words of names that say the same."""
_FRAMES = frozenset(("APP", "FLASK", "SQLALCHEMY"))
"""Words before a name that some readers ask for, and others do not."""
_SHORTEST = 6
"""Letters from which one slip is no other word."""


def _confused(
    production: Production, given: Iterable[Variable], may_be_set: Callable[[str], bool]
) -> Iterator[Confused]:
    """Those of the variables that a file gives which the code surely does not read, where exactly one that it reads has a name like theirs, and nothing sets that."""
    reads = {site.read.variable: site.read for site, _ in production.of_kind("environment") if site.read.variable}
    wanted = {name: read for name, read in reads.items() if not may_be_set(name)}
    for variable in given:
        if variable.name in reads or variable.source in ("build", "host", "group"):
            continue
        near = [name for name in wanted if is_confused(variable.name, name)]
        if len(near) == 1:
            yield Confused(variable, near[0], wanted[near[0]].place)


def is_confused(one: str, other: str) -> bool:
    """Whether people take one name of a variable for another: one slip, other words for the same, a frame more or less."""
    if one.replace("_", "").upper() == other.replace("_", "").upper() or _meant(one) == _meant(other):
        return True
    is_long = min(len(one), len(other)) >= _SHORTEST
    is_counted = any(letter.isdigit() for letter in {*one} ^ {*other})
    return is_long and not is_counted and is_one_slip(one, other)


def _meant(name: str) -> tuple[str, ...]:
    words = [_SAME.get(word, word) for word in name.upper().split("_") if word]
    return tuple(words[1:] if len(words) > 2 and words[0] in _FRAMES else words)


def _is_function(outcome: Outcome, path: str, name: str) -> bool:
    """Whether a value is a function of the repository."""
    thing = outcome.value
    return isinstance(thing, Reference) and thing.kind == "function" and (thing.path, thing.name) == (path, name)
