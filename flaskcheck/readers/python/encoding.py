"""Whether Python itself could decode a source file (The Python Language Reference, "Encoding declarations")."""

from __future__ import annotations

import codecs

from flaskcheck.facts.broken import Unreadable
from flaskcheck.ground.place import Place

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.files.source import Source


def encoding_problem(source: Source) -> Unreadable | None:
    """Why Python would refuse the bytes of a file, or ``None``: they must be UTF-8, or what a ``coding`` comment in the first two lines says."""
    raw = source.raw
    if source.encoding.startswith(("utf-16", "utf-32")):
        return Unreadable("encoding", f"the file is {source.encoding.upper()}; Python reads UTF-8", source.whole())
    if b"\0" in raw:
        return Unreadable(
            "encoding", "the file holds NUL bytes, which Python refuses", _place(source, raw.index(b"\0"))
        )
    declared = _declared(raw)
    if not declared or declared.lower().replace("_", "-") in ("utf-8", "utf8"):
        return _not_utf8(source)
    try:
        codecs.lookup(declared)
        if source.encoding == "utf-8-sig":
            message = f"the file begins with a UTF-8 mark but declares the encoding {declared}"
            return Unreadable("encoding", message, source.line_place(1))
        raw.decode(declared)
    except UnicodeDecodeError as error:
        message = f"the file is not {declared}, the encoding that it declares"
        return Unreadable("encoding", message, _place(source, error.start))
    except (LookupError, ValueError, TypeError):
        return Unreadable("encoding", f"the declared encoding {declared} is unknown", source.find(declared))
    return None


def _not_utf8(source: Source) -> Unreadable | None:
    if source.encoding != "latin-1":
        return None
    try:
        source.raw.decode("utf-8")
    except UnicodeDecodeError as error:
        message = "the file is not UTF-8 and declares no other encoding"
        return Unreadable("encoding", message, _place(source, error.start))
    return None


def _declared(raw: bytes) -> str:
    """The encoding that a comment in the first or second line declares, else ``""``."""
    for line in raw[:1000].split(b"\n")[:2]:
        bare = line.removeprefix(codecs.BOM_UTF8).strip()
        if bare and not bare.startswith(b"#"):
            return ""
        for sign in (b"coding:", b"coding="):
            _, found, rest = bare.partition(sign)
            if found and rest.split():
                name = rest.split()[0].decode("ascii", "replace")
                return "".join([c for c in name if c.isalnum() or c in "-_."])
    return ""


def _place(source: Source, offset: int) -> Place:
    """The place of one byte."""
    before = source.raw[:offset]
    line = before.count(b"\n") + 1
    column = offset - (before.rfind(b"\n") + 1) + 1
    if not 0 < line <= len(source.lines) or column > len(source.lines[line - 1]):
        return source.line_place(min(line, len(source.lines)))
    return Place(source.path, line, column, line, column + 1)
