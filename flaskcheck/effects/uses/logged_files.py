"""Logs that go into files and nowhere else."""

from __future__ import annotations

from flaskcheck.effects.uses.use import at_start
from flaskcheck.facts.expressions import receiver
from flaskcheck.files.tree import says
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record
from flaskcheck.known.meanings import WRITES_FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.effects.reach import Production
    from flaskcheck.facts.python import Statement

_ELSEWHERE = (
    b"StreamHandler",
    b"SysLogHandler",
    b"SocketHandler",
    b"HTTPHandler",
    b"stdout",
    b"stderr",
    b"gunicorn.error",
)
"""What sends the same lines elsewhere, too."""
_DEVICES = ("/dev/", "/proc/")


class LoggedFile(Record):
    """A statement by which a log goes into a file; ``name`` is its path as far as it is written."""

    statement: Statement
    name: str


def logged_files(production: Production) -> tuple[LoggedFile, ...]:
    """The files that every start opens for its log; none where something in the code that is loaded may send the log elsewhere, too."""
    return production.told(_logged)


def _logged(production: Production) -> Iterator[LoggedFile]:
    ask = production.evaluator
    if says(production.code.tree, production.modules, _ELSEWHERE):
        return
    for use in at_start(production, WRITES_FILE, "log", "root log"):
        if use.meaning.of == "log" and _has_own_stream(production):
            continue
        value = use.site.call.argument(*use.meaning.argument("what"))
        found = ask.outcomes(value, use.where) if value is not None else ()
        if len(found) == 1 and not found[0].variables:
            yield from _named(use.site, found[0].text)
    if any(production.calls_of(("dictConfig",))):
        for text, _ in production.texts():
            beside = (t for t, _ in production.texts() if t.path == text.path and "item:class" in t.context)
            if "item:filename" in text.context and any(t.text.endswith("FileHandler") for t in beside):
                yield from _named(text, text.text)


def _has_own_stream(production: Production) -> bool:
    """Whether a handler is added to the application's own logger: asked for the first time, that gets one for standard error (Flask 3.1, ``create_logger``)."""
    bases = (receiver(site.call)[0] for site in production.calls_of(("addHandler",)))
    return any(base is not None and base.dotted.endswith(".logger") for base in bases)


def _named(statement: Statement, text: str) -> Iterator[LoggedFile]:
    name = text.rpartition(HOLE)[2].lstrip("/") if text.startswith(HOLE) else text
    if name and HOLE not in name and not name.startswith(_DEVICES):
        yield LoggedFile(statement, name)
