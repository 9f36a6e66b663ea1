"""The file of known findings: JSON with one finding a line, ordered by path.

Every such line ends in a comma and a constant last line closes the list, so that branches which add findings in different places merge, and what git has merged is valid.
By path, not by fingerprint: what one branch adds stays together, so it meets less of what another adds, and people can read it. Neither order nor repetition matters to
the reader: both sides of a conflict may be kept as they are, which ``merge=union`` in ``.gitattributes`` does by itself.

Paths are relative to a folder which the file names as seen from itself (``root``): the nearest that holds both the file and what was scanned. So a run over one folder or
file knows its findings too. A file that lies outside the repository speaks of the repository's top.
"""

from __future__ import annotations

import os

from flaskcheck.files.source import from_disk
from flaskcheck.ground import writing
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.errors import UsageError
from flaskcheck.ground.record import Record
from flaskcheck.ground.trust import is_below, real_path, top_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

VERSION = 1
ABOUT = "Findings that flaskcheck knows and does not report. Written by 'flaskcheck baseline'."


class KnownFinding(Record):
    """One known finding. ``text`` is only for people."""

    path: str
    rule: str
    text: str
    fingerprint: str


class Baseline(Record):
    """A file's entries; ``home`` is the folder that their paths are relative to."""

    file: str
    home: str
    entries: tuple[KnownFinding, ...]


def load(file: str, root: str, read: Callable[[str], bytes] = from_disk) -> Baseline:
    """Read a baseline, by ``read``, for a run over the folder ``root``.

    Raises: UsageError when it is missing, damaged or of another version.
    """
    import json

    try:
        raw = read(file)
        document = json.loads(raw.decode("utf-8-sig"))
    except FileNotFoundError:
        if os.path.lexists(file):
            raise UsageError(f"{file}: not staged in git") from None
        raise UsageError(f"{file}: no such baseline; 'flaskcheck baseline' writes one") from None
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({error.strerror})") from error
    except (ValueError, RecursionError) as error:
        raise UsageError(_damage(file, raw, str(error))) from error
    return _checked(file, document, root)


def _damage(file: str, raw: bytes, error: str) -> str:
    """What is wrong with a file that is no JSON; most often a merge was left unfinished."""
    lines = raw.split(b"\n")
    marked = next((number for number, line in enumerate(lines, 1) if line.startswith(b"<<<<<<< ")), 0)
    if marked:
        return f"{file}: line {marked}: a merge conflict; keep the findings of both sides and remove the marks"
    return f"{file}: this is no baseline of flaskcheck ({error})"


def _checked(file: str, document: Any, root: str) -> Baseline:
    version = document.get("version") if isinstance(document, dict) else None
    if not isinstance(document, dict) or "findings" not in document:
        raise UsageError(f"{file}: this is no baseline of flaskcheck; 'flaskcheck baseline' writes one")
    if version != VERSION:
        raise UsageError(f"{file}: a baseline of version {version!r}, this flaskcheck knows version {VERSION}")
    rows, below = document["findings"], document.get("root")
    if not isinstance(rows, list) or not (below is None or isinstance(below, str)):
        raise UsageError(f"{file}: damaged: 'findings' is no list, or 'root' no text")
    found = tuple(_entry(file, row) for row in rows if row is not None)
    folder = _folder(file)
    home = _top_of(root) if below is None or _is_elsewhere(file, root) else os.path.join(folder, below)
    return Baseline(file, os.path.normpath(home), found)


def _entry(file: str, row: Any) -> KnownFinding:
    values = [value for key in KnownFinding._fields if isinstance(row, dict) and isinstance(value := row.get(key), str)]
    if len(values) != len(KnownFinding._fields):
        raise UsageError(f"{file}: damaged: a finding without {', '.join(KnownFinding._fields)}")
    return KnownFinding(*values)


def fresh(file: str, root: str) -> Baseline:
    """A baseline without entries, to be written for a scanned folder."""
    scanned, folder = os.path.realpath(root), _folder(file)
    home = _top_of(root) if _is_elsewhere(file, root) else os.path.commonpath((scanned, folder))
    return Baseline(file, home, ())


def text(known: Baseline) -> str:
    """What the file of a baseline holds.

    Its lines are the same for the same findings, whatever the machine and the day.
    """
    elsewhere = _is_elsewhere(known.file, known.home)
    folder = _folder(known.file)
    root = None if elsewhere else os.path.relpath(os.path.realpath(known.home), folder).replace(os.sep, "/")
    rows = sorted({_order(entry): entry for entry in known.entries}.items())
    head = ["{", *(f"  {_json(k)}: {_json(v)}," for k, v in (("about", ABOUT), ("version", VERSION), ("root", root)))]
    lines = [*head, '  "findings": [', *(f"    {_row(entry)}," for _, entry in rows), "    null", "  ]", "}"]
    return "\n".join(lines) + "\n"


def _order(entry: KnownFinding) -> tuple[str, str, str]:
    return entry.path, entry.rule, entry.fingerprint


def _row(entry: KnownFinding) -> str:
    return _json(dict(zip(KnownFinding._fields, entry.values())))


def _json(value: object) -> str:
    """JSON on one line; ASCII alone where a character would not show or cannot be encoded."""
    import json

    plain = json.dumps(value, ensure_ascii=False)
    return plain if plain.isprintable() else json.dumps(value)


def store(known: Baseline) -> None:
    """Write a baseline; others see the old file or the new one.

    Raises: UsageError when that cannot be done.
    """
    try:
        writing.replace(known.file, encoded(text(known)), within=(known.home,))
    except OSError as error:
        raise UsageError(f"{known.file}: cannot be written ({error.strerror})") from error


def seen_from(root: str, file: str) -> str:
    """The file as a report may name it, seen from the repository's top: no path of this machine."""
    if _is_elsewhere(file, root):
        return os.path.basename(file)
    return os.path.relpath(os.path.join(_folder(file), os.path.basename(file)), _top_of(root)).replace(os.sep, "/")


def _is_elsewhere(file: str, root: str) -> bool:
    """Whether a file lies outside the repository (without git: neither in the scanned folder nor in one above it)."""
    folder, top = _folder(file), _top_of(root)
    has_git = os.path.lexists(os.path.join(top, ".git"))
    return not (is_below(folder, top) or (not has_git and is_below(top, folder)))


def _folder(file: str) -> str:
    """The folder that a file is written to: a link is replaced, not followed."""
    written = os.path.dirname(os.path.abspath(file))
    return real_path(written) or written


def _top_of(root: str) -> str:
    """The repository that a folder belongs to, or the folder itself."""
    return top_of(os.path.realpath(root)) or os.path.realpath(root)
