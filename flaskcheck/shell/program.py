"""One program that a command runs, and the names that programs go by."""

from __future__ import annotations

import re

from flaskcheck.facts.services import Variable
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_PYTHON = re.compile(r"(?:python|pypy)[\d.]*t?(?:\.exe)?|\$\{?(?=[A-Z_]*PYTHON)[A-Z_]+\}?")
_PIP = re.compile(r"pip[\d.]*(?:\.exe)?")
_PACKAGED = re.compile(r"(gunicorn|flask|celery|alembic|waitress-serve)-?3(?:\.\d+)?")
"""Names that distributions of Linux give to programs of Python 3: ``gunicorn3``, ``gunicorn-3``, ``flask-3.11``."""


_PREPARING = {
    "pip": ("install",),
    "poetry": ("install", "sync"),
    "pipenv": ("install", "sync"),
    "uv": ("sync", "install"),
    "pdm": ("install", "sync"),
    "flask": ("upgrade",),
    "alembic": ("upgrade",),
}
"""Programs with the words that make them prepare what comes behind them."""

_NEEDING = frozenset((*_PREPARING, "python", "npm", "yarn", "pnpm"))


class Invocation(Record):
    """One program that a command runs.

    ``program`` is its base name, ``python`` and ``pip`` without their version; for ``python -m x`` it is ``x`` and ``module`` is true. ``written`` is the word as
    written. ``words`` are the places of ``written`` and of each argument. ``environment`` is what the command itself sets (``K=V program``, ``env``, ``export``);
    ``exports`` are the variables that the commands before it surely export, each as its value is written; ``set_at`` is where commands before it have set some of that.
    ``cwd`` is an absolute deployment path, ``None`` when it cannot be known.

    ``joiner`` says how it follows the program before it (``&&``, ``||``, ``;``, ``|``, ``&``, ``newline``, ``then``); ``errexit``: ``set -e`` holds, so that a
    failure before it would have ended the script; ``ends``: its own failure does, by ``|| exit``. ``ignored_failure``: its own failure goes unnoticed (``|| true``, a pipe without ``pipefail``, ``-`` in a
    Makefile). ``tested``: it is the test of an ``if`` or ``while``; ``awaited``: of a loop that ends when it succeeds. ``conditional``: it depends on tests that cannot be decided, whose texts ``guard_text`` holds, with the variables that are known.

    ``place`` is where it stands, in the script if it stands in one (then ``script_place`` is the same and ``via`` lists the scripts passed through,
    outermost first), and in the caller's arguments when a script runs ``"$@"``; ``origin`` is the place of the platform file's command. ``text`` is the simple
    command's text. ``wrapper`` names the programs that run it (``poetry run``). ``substituted``: inside ``$(…)``. ``expands``: a shell has expanded its words.
    ``script`` is the repository path of the file that it executes (a shell script, whose own programs follow it in the list; a Python file, also as ``python -m``).
    ``function`` is the one of that file that runs, where it is a program that the project installs.
    ``absent`` is the absolute deployment path of the file that it is asked to execute where the repository has none there. ``builtin``: a
    command of the shell itself. ``unseen``: what ran before it may have set any variable, for nobody knows the text (``eval "$(program)"``). ``error`` is a syntax error that the shell would report for the whole text.
    """

    program: str
    written: str
    arguments: tuple[str, ...]
    words: tuple[Place, ...]
    environment: tuple[tuple[str, str], ...] = ()
    cwd: str | None = None
    place: Place = Place("")
    phase: str = "start"
    joiner: str = ""
    errexit: bool = False
    conditional: bool = False
    guard_text: str = ""
    background: bool = False
    via: tuple[str, ...] = ()
    script_place: Place | None = None
    wrapper: tuple[str, ...] = ()
    text: str = ""
    substituted: bool = False
    module: bool = False
    expands: bool = True
    ignored_failure: bool = False
    tested: bool = False
    awaited: bool = False
    ends: bool = False
    script: str = ""
    function: str = ""
    absent: str = ""
    builtin: bool = False
    error: str = ""
    origin: Place = Place("")
    set_at: tuple[tuple[str, Place], ...] = ()
    exports: tuple[tuple[str, str], ...] = ()
    unseen: bool = False

    @property
    def shown(self) -> str:
        """The program with its first two arguments, for people."""
        words = " ".join([self.program, *self.arguments[:2]])
        return words if len(words) < 40 else f"{words[:39]}…"

    @property
    def variables(self) -> tuple[Variable, ...]:
        """The variables that the command itself gives it, each where it is written: ``KEY=text program``, ``export``."""
        places = dict(self.set_at)
        return tuple(Variable(name, text, places.get(name, self.place)) for name, text in self.environment)

    def runs_despite(self, before: Invocation) -> bool:
        """Whether it runs although the program before it, in the same text, has failed."""
        if self.origin != before.origin or self.via != before.via or before.names_distribution(self.program):
            return False
        return self.joiner in (";", "newline") and not (before.errexit or before.ends or self.errexit)

    def is_instead_of(self, before: Invocation) -> bool:
        """Whether tests that cannot be decided choose one of the two: they stand in branches of one ``case`` or ``if``."""
        if self.origin != before.origin or self.via != before.via or not (self.guard_text and before.guard_text):
            return False
        own, others = self.guard_text.split("; "), before.guard_text.split("; ")
        at = next((n for n, (one, other) in enumerate(zip(own, others)) if one != other), None)
        if at is None:
            return False
        head = own[at].partition(" in ")[0]
        is_of_case = head.startswith("case ") and others[at].startswith(f"{head} in ")
        return is_of_case or own[at].startswith(("else", "elif "))

    def names_distribution(self, program: str) -> bool:
        """Whether it is asked to install a program by its name: where that fails, the program is not there."""
        wanted = (re.split(r"[=<>!~\[;@ ]", word, maxsplit=1)[0] for word in self.arguments[1:])
        return self.prepares == "packages" and program in wanted

    def is_wrongly_joined(self, before: Invocation) -> bool:
        """Whether it needs what the program before it prepares, and a sign that does not mean "and then" joins them: ``&``, ``||``, a pipe."""
        if self.origin != before.origin or self.via != before.via or not before.prepares:
            return False
        if before.tested or before.conditional or before.substituted or self.substituted:
            return False
        needs = self.program in _NEEDING or (self.phase == "start" and not self.builtin)
        is_another_try = self.joiner == "||" and self.prepares == before.prepares
        is_joined = self.joiner in ("||", "|") or (self.joiner == "&" and before.background)
        return needs and is_joined and not is_another_try

    @property
    def is_looked_up(self) -> bool:
        """Whether what it runs is looked for in the folders of programs, and nothing goes on as if nothing were where it is not found."""
        is_sure = not (self.conditional or self.ignored_failure or self.substituted or self.tested)
        return is_sure and not (self.script or self.builtin or "/" in self.written)

    @property
    def is_needed(self) -> bool:
        """Whether nothing goes on in a container without it: a loop waits for it, or its failure ends the start."""
        if self.phase == "build" or self.conditional or self.substituted:
            return False
        ends = not self.tested and (self.errexit or not self.via) and not self.ignored_failure
        return self.awaited or ends

    @property
    def prepares(self) -> str:
        """What it prepares for programs behind it: ``packages``, ``database``, or nothing."""
        if not set(_PREPARING.get(self.program, ())) & set(self.arguments):
            return ""
        return "database" if self.program in ("flask", "alembic") else "packages"

    def place_of(self, index: int) -> Place:
        """The place of an argument (from 0), or of the whole command."""
        return self.words[index + 1] if 0 <= index + 1 < len(self.words) else self.place


def base_name(written: str) -> str:
    """The name that a program goes by: ``/opt/venv/bin/python3.11`` → ``python``."""
    name = written.rpartition("/")[2] or written
    if name == "py" or (name.startswith(("python", "pypy", "$")) and _PYTHON.fullmatch(name)):
        return "python"
    packaged = _PACKAGED.fullmatch(name) if "3" in name else None
    if name.startswith("pip") and (name in ("pip", "pip3") or _PIP.fullmatch(name)):
        return "pip"
    return packaged.group(1) if packaged else name


def main_module(name: str) -> str:
    """The program behind a module that is run: ``gunicorn.app.wsgiapp`` → ``gunicorn``, ``flask.cli`` → ``flask``."""
    known = {
        "gunicorn.app.wsgiapp": "gunicorn",
        "flask.cli": "flask",
        "uvicorn.main": "uvicorn",
        "waitress.runner": "waitress",
    }
    return known.get(name, name.removesuffix(".__main__"))


def long_options(arguments: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Each argument with an abbreviated long option written out, as argparse and getopt accept them: ``--thread`` → ``--threads``."""
    return tuple(_written_out(argument, known) for argument in arguments)


def _written_out(argument: str, known: Sequence[str]) -> str:
    name, equals, value = argument.partition("=")
    if not name.startswith("--") or name in known or len(name) < 3:
        return argument
    longer = [option for option in known if option.startswith(name)]
    return longer[0] + equals + value if len(longer) == 1 else argument


def interpreter(line: str) -> tuple[str, ...]:
    """The program and options of a ``#!`` line, ``env`` and its options left out; ``()`` without one."""
    if not line.startswith("#!"):
        return ()
    words = line[2:].split()
    if words and words[0].endswith("/env"):
        words = [word for word in words[1:] if not word.startswith("-") and "=" not in word]
    return tuple(words)


def quoted(text: str) -> str:
    """A word as shell text."""
    return text if text.replace("-", "").replace("=", "").isalnum() else "'" + text.replace("'", "'\\''") + "'"
