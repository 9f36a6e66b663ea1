"""What the terminal (or file, or pipe) at the other end can take."""

from __future__ import annotations

import os
import sys

from flaskcheck.ground.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import FrameType

    from typing_extensions import Self

SLOW_SECONDS = 1.0
AGAIN_SECONDS = 0.2


def use_colour(wanted: bool | None) -> bool:
    """Whether to colour standard output: the option, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal."""
    if wanted is not None:
        return wanted
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """Columns to write in; 80 where there is no terminal, and never so many that lines are hard to read.

    The same answer as ``shutil.get_terminal_size``, whose import loads compression libraries (1.6 ms).
    """
    from flaskcheck.ground.limits import MAX_WIDTH
    from flaskcheck.ground.numbers import number

    given = number(os.environ.get("COLUMNS"))
    if given:
        return min(given, MAX_WIDTH)
    try:
        found = os.get_terminal_size(sys.__stdout__.fileno()).columns if sys.__stdout__ else 0
    except (OSError, ValueError):
        found = 0
    return min(found or 80, MAX_WIDTH)


def stand_in() -> None:
    """Put something in the place of the standard streams that are closed, so that no file that is opened becomes one of them.

    What is written to standard error is lost then; reading standard input and writing standard output fail as they should.
    """
    from contextlib import suppress

    for number, name, mode in ((0, "stdin", "w"), (1, "stdout", "r"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            with suppress(OSError):
                os.close(number)
            setattr(sys, name, open(os.open(os.devnull, os.O_RDWR), mode, encoding="utf-8", closefd=False))  # noqa: SIM115 (open to the end)


def show_all_letters() -> None:
    """Let the standard streams write in another form what their encoding lacks (``…`` in Latin-1), whoever prints."""
    for stream in (sys.stdout, sys.stderr):
        if getattr(stream, "errors", "") in ("strict", "surrogateescape"):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def near(path: str) -> str:
    """A path as seen from here, when it lies below; ``""`` for here itself."""
    from flaskcheck.files.listing import shown

    below = os.path.relpath(path)
    return shown(path if below.startswith("..") else "" if below == "." else below.replace(os.sep, "/"))


def put(text: str, is_for_runners: bool = False) -> None:
    """Print whatever standard output can show of a text. When its reader (``head``, ``less``) has gone, that is no failure.

    Runners find no commands in it, but those of a report that ``is_for_runners``.

    Raises: UsageError when it cannot be written: a full disk, a closed stream.
    """
    encoding = sys.stdout.encoding or "utf-8"
    text = _printable(text)
    if "##" in text or "::" in text:
        from flaskcheck.ground.cleaning import without_commands, without_services

        text = without_services(text) if is_for_runners else without_commands(text)
    try:
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # or Python complains when it flushes at its end
    except OSError as error:
        raise UsageError(f"standard output cannot be written ({error.strerror or 'it is closed'})") from error


def clear() -> None:
    """Empty the screen of a terminal."""
    if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
        sys.stdout.write("\x1b[2J\x1b[3J\x1b[H")
        sys.stdout.flush()


def complain(text: str, colour: bool = False) -> None:
    """Print a text on standard error, where runners look for commands as well; ``colour``: flaskcheck's own colours may be in it."""
    text = _printable(text, colour)
    if "::" in text or "##" in text:
        from flaskcheck.ground.cleaning import without_commands

        text = without_commands(text)
    from contextlib import suppress

    with suppress(OSError):  # full or gone: then nothing can be said, and the exit code tells
        sys.stderr.write(f"{text}\n")


_OWN = str.maketrans("→…–·", "-.--")
"""What flaskcheck itself writes beside ASCII."""


def _printable(text: str, colour: bool = True) -> str:
    """A text with nothing that acts in a terminal but flaskcheck's own colours, if there may be any."""
    if text.translate(_OWN).isascii() and all(map(str.isprintable, text.split("\n"))):
        return text
    from flaskcheck.ground.cleaning import printable

    return printable(text, colour)


class Progress:
    """A line on the terminal that tells what is done, once a run takes long. A timer writes it, so that no step has to think of it."""

    def __init__(self) -> None:
        self.step = ""
        self.is_shown = False

    def __call__(self, step: str) -> None:
        """Note what is done now."""
        self.step = step

    def __enter__(self) -> Self:
        if sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and hasattr(os, "posix_spawn"):
            self._set_timer(SLOW_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        if self.step and sys.stderr.isatty():
            self._set_timer(0)
        if self.is_shown:
            _show("\r\x1b[K")

    def _set_timer(self, seconds: float) -> None:
        import signal

        try:
            signal.signal(signal.SIGALRM, self._tell if seconds else signal.SIG_IGN)
            signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN_SECONDS if seconds else 0)
        except ValueError:
            pass  # not the main thread: then without

    def _tell(self, _signal: int, _frame: FrameType | None) -> None:
        self.is_shown = True
        _show(f"\r\x1b[Kflaskcheck: {self.step} …")


def _show(text: str) -> None:
    from contextlib import suppress

    with suppress(OSError, UnicodeError):  # a terminal that is gone, or that has no such character
        sys.stderr.write(text)
        sys.stderr.flush()
