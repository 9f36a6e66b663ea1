"""One file: its bytes, its text, and where things stand in it."""

from __future__ import annotations

import codecs
import os
import stat

from flaskcheck.ground.place import Place
from flaskcheck.ground.reading import UnreadableError, read, read_stream
from flaskcheck.ground.trust import is_below, real_path, top_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Source:
    """A file's content.

    ``path`` is relative to the scanned root. ``text`` has ``\\n`` line ends whatever the file has; ``encoding`` names what it was decoded
    with (``utf-16-le`` without a mark when NUL bytes give it away; ``latin-1`` as the last resort, which never fails).
    """

    __slots__ = ("_lines", "_normal", "_starts", "_text", "encoding", "known_words", "path", "raw")

    def __init__(self, path: str, raw: bytes) -> None:
        self.path = path
        self.raw = raw
        self.encoding = _encoding(raw)
        self._text: str | None = None
        self._lines: list[str] | None = None
        self._normal = raw if raw.isascii() else b""
        self._starts: list[int] | None = None
        self.known_words: dict[tuple[str, ...], bool] = {}
        """Whether one of some words stands in it, as far as that was asked."""

    @property
    def text(self) -> str:
        """The decoded text without a byte-order mark; undecodable bytes become U+FFFD."""
        if self._text is None:
            text = self.raw.decode(self.encoding, errors="replace")
            self._text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
        return self._text

    @property
    def normal(self) -> bytes:
        """The text with all letters in the form that Python gives to names (The Python Language Reference, "Identifiers": NFKC), as UTF-8."""
        if not self._normal:
            from unicodedata import normalize

            from flaskcheck.ground.marks import interrupted

            self._normal = normalize("NFKC", interrupted(self.text)).encode("utf-8", "surrogatepass")
        return self._normal

    @property
    def lines(self) -> list[str]:
        """The lines without their ends; ``lines[0]`` is line 1."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines

    @property
    def has_crlf(self) -> bool:
        """Whether any line ends in CR LF."""
        return b"\r\n" in self.raw

    @property
    def names_interpreter(self) -> bool:
        """Whether the system can tell how to run the file: a first line such as ``#!/bin/sh``, or no text at all."""
        return self.raw.startswith(b"#!") or not self.raw.strip() or b"\0" in self.raw

    @property
    def is_wide(self) -> bool:
        """Whether the text is UTF-16 or UTF-32, as PowerShell writes it: most programs read UTF-8 only."""
        return self.encoding.startswith(("utf-16", "utf-32"))

    @property
    def is_binary(self) -> bool:
        """Whether this is no text: NUL bytes that are not UTF-16's."""
        return b"\0" in self.raw[:8192] and not self.is_wide

    def whole(self) -> Place:
        """The file as a place."""
        return Place(self.path)

    def line_place(self, line: int) -> Place:
        """A line without its indentation, as a place (from 1)."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        bare = text.rstrip()
        start = len(bare) - len(bare.lstrip()) + 1
        return Place(self.path, line, start, line, max(len(bare) + 1, start))

    def span(self, start: int, end: int) -> Place:
        """The place of ``text[start:end]``."""
        line, column = self.position(start)
        end_line, end_column = self.position(max(start, end))
        return Place(self.path, line, column, end_line, end_column)

    def offset(self, line: int) -> int:
        """Where a line (from 1) begins in ``text``."""
        self.position(0)
        return self._starts[line - 1] if self._starts else 0

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column (from 1) of an offset into ``text``."""
        from bisect import bisect_right

        if self._starts is None:
            starts = [0]
            for text in self.lines:
                starts.append(starts[-1] + len(text) + 1)
            self._starts = starts
        line = bisect_right(self._starts, offset, 0, len(self.lines))
        return line, offset - self._starts[line - 1] + 1

    def find(self, words: str, start: int = 0) -> Place:
        """The place of the first occurrence of some text, or the whole file."""
        at = self.text.find(words, start)
        return self.span(at, at + len(words)) if at >= 0 else self.whole()


def _encoding(raw: bytes) -> str:
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return name
    if b"\0" in raw[:512]:
        head = raw[:512]
        if head[1::2].count(0) > len(head) // 3:
            return "utf-16-le"
        if head[::2].count(0) > len(head) // 3:
            return "utf-16-be"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1"
    return "utf-8"


def from_disk(path: str) -> bytes:
    """The content of a file.

    Raises: OSError.
    """
    return read(path)


def reader(root: str, named: tuple[str, ...] = ()) -> Callable[[str], bytes]:
    """What reads the files by their full paths that say how to judge a folder: those of its repository only from within it, whatever their links say.

    Files that lie elsewhere are the user's own; one that is ``named`` on the command line may be a pipe. It raises OSError.
    """
    real = os.path.realpath(root)
    bound = top_of(real) or real

    def read_one(path: str) -> bytes:
        if is_below(real_path(os.path.dirname(path)), bound):
            return read(path, inside=bound)
        try:
            return read(path)
        except UnreadableError:
            if path not in named or not stat.S_ISFIFO(os.stat(path).st_mode):
                raise
        return read_stream(path)

    return read_one
