"""The processes that ``honcho start`` and ``foreman start`` run: which Procfile they read, whatever it is called, and which of its lines."""

from __future__ import annotations

from flaskcheck.ground.record import Record
from flaskcheck.hosts import procfile

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flaskcheck.facts.services import Command
    from flaskcheck.files.source import Source
    from flaskcheck.shell.found import Field

PROGRAMS = frozenset(("honcho", "foreman"))
PORT = "5000"
"""What the first process finds in PORT where nothing else sets it."""

_VALUED = frozenset("-f --procfile -d --app-root --root -e --env -p --port -c --concurrency -m --formation".split())


class AskedProcesses(Record):
    """What a command asks for. ``names`` is empty when all processes are run, or when it cannot be known which."""

    file: str = "Procfile"
    folder: str = "."
    names: tuple[str, ...] = ()


def start(arguments: Sequence[Field]) -> AskedProcesses | None:
    """What the arguments of honcho mean, ``None`` when they start nothing."""
    file, folder, words, is_known = "", "", list[str](), True
    given = iter(arguments)
    for word in given:
        name, equals, value = word.text.partition("=")
        if name in _VALUED:
            value = value if equals else next((other.text for other in given), "")
            file = value if name in ("-f", "--procfile") else file
            folder = value if name in ("-d", "--app-root", "--root") else folder
        elif not word.text.startswith("-"):
            words.append(word.text)
            is_known = is_known and word.known
    if words[:1] != ["start"]:
        return None
    around = folder or file.rpartition("/")[0] or "."
    return AskedProcesses(file or f"{around}/Procfile", around, tuple(words[1:]) if is_known else ())


def processes(source: Source, names: tuple[str, ...]) -> Iterator[Command]:
    """The commands of a Procfile, of some processes or of all."""
    for service in procfile.read(source).services:
        if not names or service.name in names:
            yield from service.commands
