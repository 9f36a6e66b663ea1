"""The ``flask`` commands of a deployment: which application they load, and whether they turn debug mode on."""

from __future__ import annotations

from flaskcheck.application.flask_app import FlaskApp
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record
from flaskcheck.servers.server import flask_command
from flaskcheck.shell.program import Invocation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.python import CallSite
    from flaskcheck.files.layout import View
    from flaskcheck.images.image import Image
    from flaskcheck.installed.installed import Installed
    from flaskcheck.units.commands import Commands
    from flaskcheck.units.environment import Environment
    from flaskcheck.units.start import Start


class StoppedCommand(Record):
    """A ``flask`` command that stops because it finds no application. ``words`` are its sub-command, ``missing`` why there are no files where it runs, ``told`` where FLASK_APP is set, if not by the command; ``sometimes``: only a start runs it that finds no file (``test -f x || flask …``)."""

    invocation: Invocation
    words: tuple[str, ...]
    found: FlaskApp
    missing: Place | str | None
    told: Place | None = None
    sometimes: bool = False


class FlaskCommands:
    """The ``flask`` commands among the programs of one deployment."""

    def __init__(
        self, commands: Commands, view: View, environment: Environment, start: Start, image: Image | None = None
    ) -> None:
        self._image = image
        self._commands = commands
        self._view = view
        self._environment = environment
        self._start = start

    def stopped(self) -> Iterator[StoppedCommand]:
        """Those that surely find no application."""
        for program in self._commands.programs("build", "release", "start"):
            sometimes = program.joiner == "||"
            if program.program != "flask" or program.cwd is None or (program.conditional and not sometimes):
                continue
            written, _, words = flask_command(program)
            named, place = (written, None) if written else self._start.flask_app_variable(program.environment)
            if not words or "$" in named or (not written and (self._is_set_elsewhere or self._has_others(program))):
                continue
            found = self._start.flask_app(named, program.cwd)
            if found.error and self._view.complete:
                missing = self._commands.missing_before(program.place, program.cwd)
                yield StoppedCommand(program, words, found, missing, place, sometimes)

    def optionless(self, installed: Installed) -> Iterator[tuple[Invocation, Place]]:
        """Those that are given ``--app``, which Flask has since 2.2, where an older one is installed, each with the place of that."""
        is_old = installed.must_be_below("flask", "2.2")
        for program in self._commands.programs("build", "release", "start") if is_old else ():
            at = next((n for n, word in enumerate(program.arguments) if word.split("=")[0] in ("--app", "-A")), -1)
            before = program.arguments[: max(at, 0)]
            if program.program == "flask" and at >= 0 and all(word.startswith("-") for word in before):
                if not program.conditional:
                    yield program, program.place_of(at)

    def missing(self, installed: Installed) -> Iterator[tuple[Invocation, Place, str]]:
        """Those whose sub-command nothing defines, with its place and name, where the application that they load is known and all that is ``installed``."""
        from flaskcheck.effects.subcommands import missing_subcommand

        for program in self._commands.programs("build", "release", "start"):
            if program.program != "flask" or program.cwd is None or _is_lost(program) or not installed.is_well_known:
                continue
            named = flask_command(program)[0] or self._start.flask_app_variable(program.environment)[0]
            found = self._start.flask_app(named, program.cwd)
            at, word = missing_subcommand(program, installed, self._start.repository.tree) if found.target else (0, "")
            if word and not found.error and self._view.complete:
                yield program, program.place_of(at), word

    def unregistered(self) -> Iterator[tuple[Invocation, Place, str, CallSite]]:
        """Those whose sub-command is a function of the repository that nothing gives to the application, with its place and name and the call that would."""
        from flaskcheck.effects.subcommands import unregistered_subcommand

        for program in self._commands.programs("build", "release", "start"):
            if program.program == "flask" and program.cwd is not None and not _is_lost(program) and self._view.complete:
                at, word, site = unregistered_subcommand(program, self._start.production)
                if site is not None:
                    yield program, program.place_of(at), word, site

    def _has_others(self, program: Invocation) -> bool:
        """Whether a program runs in a stage that the image only copies from: it has the variables of that stage."""
        runs = self._image.runs if self._image is not None else ()
        return program.phase == "build" and self._image is not None and program.origin not in [r.place for r in runs]

    @property
    def _is_set_elsewhere(self) -> bool:
        """Whether FLASK_APP is set to a value that only the host knows, or may be in a file or a map of variables that the repository does not have."""
        values = self._environment.values
        is_told = self._environment.may_have("FLASK_APP")
        return is_told and values.get("FLASK_APP") is None

    @property
    def heeds_debug(self) -> bool:
        """Whether FLASK_DEBUG decides about debug mode: a server for developers asks it whatever is configured, elsewhere a configuration that surely turns it off has the last word."""
        written = self._start.configuration.get("DEBUG")
        is_off = any(s.sure for s in written) and all(o.is_known and not o.value for s in written for o in s.outcomes)
        return self._start.is_development or not is_off

    def is_debugged(self, program: Invocation) -> bool:
        """Whether a program is ``flask --debug``, and surely runs."""
        return program.program == "flask" and flask_command(program)[1] and not program.conditional


def _is_lost(program: Invocation) -> bool:
    """Whether nobody is told where a program fails, or nothing tells when it runs: what follows ``||`` runs where the first attempt fails."""
    return program.ignored_failure or program.substituted or (program.conditional and program.joiner != "||")
