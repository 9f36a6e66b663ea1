"""Making exact edits of one file's text, and a file's bytes after some edits.

Positions are those of ``Source.text``; what is written keeps the file's encoding, its byte-order mark and the line ends of the lines around.
"""

from __future__ import annotations

import codecs
import re

from flaskcheck.ground.place import Edit, Fix, Place
from flaskcheck.ground.words import is_of_word, words_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.files.source import Source

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")

_CODECS = {
    "utf-8-sig": ((codecs.BOM_UTF8, "utf-8"),),
    "utf-16": ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")),
    "utf-32": ((codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be")),
}
"""The marks of the encodings that have one, each with the codec of what follows it."""


class UneditableError(Exception):
    """Edits that a file does not take: its bytes are no text, or have no such place."""


class TextEdits:
    """The edits of one file; each answer is ``None`` where the text does not allow it."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def added(self, line: str) -> Fix:
        """A line more at the end, or a new file with it."""
        lines = self._source.lines
        last = Place(self._source.path, len(lines), len(lines[-1]) + 1, len(lines), len(lines[-1]) + 1)
        return Fix((Edit(last, f"\n{line}" if lines[-1] else f"{line}\n"),))

    def inserted(self, number: int, line: str) -> Fix | None:
        """A line more before a line (from 1)."""
        is_there = 0 < number <= len(self._source.lines)
        return Fix((Edit(Place(self._source.path, number, 1, number, 1), f"{line}\n"),)) if is_there else None

    def without(self, place: Place) -> Fix | None:
        """Without the lines of a place."""
        first, last, lines = place.line, max(place.line, place.end_line), self._source.lines
        if not 0 < first <= last <= len(lines):
            return None
        if last < len(lines):
            return Fix((Edit(Place(self._source.path, first, 1, last + 1, 1), ""),))
        start = (first - 1, len(lines[first - 2]) + 1) if first > 1 else (1, 1)
        return Fix((Edit(Place(self._source.path, *start, last, len(lines[-1]) + 1), ""),))

    def put(self, place: Place, text: str) -> Fix | None:
        """A text in place of all that stands at a place."""
        return Fix((Edit(place, text),)) if place.path == self._source.path and place.line else None

    def behind(self, place: Place, text: str) -> Fix | None:
        """A text more where a place ends."""
        end = Place(place.path, place.end_line, place.end_column, place.end_line, place.end_column)
        return self.put(end, text)

    def replaced(self, place: Place, old: str, new: str) -> Fix | None:
        """A new text in place of the only ``old`` one within a place; as a whole word where it begins or ends with one's letters."""
        span, text = self._span(place), self._source.text
        found = list(words_at(text, old, *span, _goes_on)) if span and old else []
        return self.put(self._source.span(found[0], found[0] + len(old)), new) if len(found) == 1 else None

    def substituted(self, place: Place, pattern: re.Pattern[str], name: str, new: str) -> Fix | None:
        """A new text in place of the only match of a pattern within a place whose group ``name`` is this name."""
        span = self._span(place)
        matches = pattern.finditer(self._source.text, *span) if span else ()
        found = [match.span() for match in matches if name == match["name"]]
        return self.put(self._source.span(*found[0]), new) if len(found) == 1 else None

    def rewritten(self, text: str) -> Fix:
        """Another text as a whole, with the line ends that it has."""
        return Fix((Edit(self._source.whole(), text),))

    def as_utf_8(self) -> Fix | None:
        """The same text as UTF-8; only where its encoding is beyond doubt."""
        source = self._source
        if not source.is_wide:
            return None
        try:
            return self.rewritten(_decoded(source)[2])
        except UneditableError:
            return None

    def text(self, place: Place) -> str:
        """What stands at a place; ``""`` where that is none of this file."""
        span = self._span(place)
        return self._source.text[slice(*span)] if span else ""

    def _span(self, place: Place) -> tuple[int, int] | None:
        source = self._source
        if place.path != source.path or not 0 < place.line <= place.end_line <= len(source.lines):
            return None
        start = source.offset(place.line) + place.column - 1
        end = source.offset(place.end_line) + place.end_column - 1
        return (start, end) if start <= end <= len(source.text) else None


def _goes_on(char: str) -> bool:
    """Whether a word, a version or a name with blanks' stand-ins goes on with a character."""
    return is_of_word(char) or char in ".-"


def edited(source: Source, edits: Iterable[Edit]) -> bytes:
    """The bytes of a file after edits that do not overlap; what is inserted at one place stands in the order given.

    Raises: UneditableError.
    """
    edits = list(edits)
    mark, codec, text = _decoded(source)
    whole = [edit for edit in edits if not edit.place.line]
    try:
        if whole:
            mark, codec = (b"", "utf-8") if source.is_wide else (mark, codec)
            return mark + whole[0].replacement.encode(codec)
        return mark + _with(text, edits).encode(codec)
    except UnicodeEncodeError as error:
        raise UneditableError(f"{source.encoding} has no {error.object[error.start]!r}") from error


def _decoded(source: Source) -> tuple[bytes, str, str]:
    """The byte-order mark, the codec of the rest, and the rest with its own line ends."""
    marks = _CODECS.get(source.encoding, ((b"", source.encoding),))
    mark, codec = next(((m, c) for m, c in marks if source.raw.startswith(m)), marks[0])
    raw = source.raw[len(mark) :]
    try:
        text = raw.decode(codec)
        is_same = text.encode(codec) == raw
    except UnicodeError:
        is_same = False
    if not is_same or source.is_binary:
        raise UneditableError("it is no text")
    return mark, codec, text


def _with(text: str, edits: list[Edit]) -> str:
    lines = _LINE.findall(text)
    lines = lines[:-1] if len(lines) > 1 and not lines[-1] and not text.endswith(("\n", "\r")) else lines
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    parts: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: _start(edit.place)):
        start, end = (_offset(lines, starts, *spot) for spot in (_start(edit.place), _end(edit.place)))
        if start < at or end < start:
            raise UneditableError("two edits overlap")
        parts += (text[at:start], _ended(edit.replacement, lines, edit.place.line))
        at = end
    return "".join((*parts, text[at:]))


def _start(place: Place) -> tuple[int, int]:
    return place.line, place.column


def _end(place: Place) -> tuple[int, int]:
    return place.end_line, place.end_column


def _offset(lines: list[str], starts: list[int], line: int, column: int) -> int:
    if not (0 < line <= len(lines) and 0 < column <= len(lines[line - 1].rstrip("\r\n")) + 1):
        raise UneditableError("no such place")
    return starts[line - 1] + column - 1


def _ended(text: str, lines: list[str], line: int) -> str:
    """A text with the line ends of the line that it stands on, or of the one before."""
    if "\n" not in text:
        return text
    near = (*lines[line - 1 : line], *reversed(lines[: line - 1]))
    end = next((each[len(each.rstrip("\r\n")) :] for each in near if each.endswith(("\r", "\n"))), "\n")
    return text.replace("\n", end)
