"""Ignore comments put into a text, where each speaks for its finding and changes nothing that the file says."""

from __future__ import annotations

import re

from flaskcheck.files.source import Source
from flaskcheck.findings.comment_styles import style_of
from flaskcheck.findings.ignores import HEAD_LINES, ignores_in
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from flaskcheck.findings.comment_styles import Style

NO_COMMENTS = "the file has no comments"
NO_PLACE = "no comment can stand there"
NOT_TEXT = "the file is not UTF-8 text"

WIDEST = 100
"""Columns of a line with a comment behind it; where it would be longer, the comment stands above it."""

_BRACKET = re.compile(r"(flaskcheck:\s*(?:ignore-file|ignore)\s*\[[^\]\n]*)\]", re.IGNORECASE)
_HEAD = re.compile(
    r"#!|#[^\n]{0,80}?coding[:=]|#\s*(?:syntax|escape|check)\s*=|<!doctype|<\?xml|---|%|@charset|[\"']use strict",
    re.IGNORECASE,
)
"""Lines that have to stay at the top of a file."""


class Commented(Record):
    """What became of a file: its content with the comments, the lines (0: the whole file) that have one now, and why others have none."""

    raw: bytes
    lines: tuple[int, ...] = ()
    refused: Mapping[int, str] = {}


def with_comments(source: Source, wanted: Mapping[int, Iterable[str]], reason: str = "") -> Commented:
    """A file with an ignore comment for each line (0: the whole file) that names the rules; ``reason`` is written behind them."""
    if source.encoding not in ("utf-8", "utf-8-sig") or source.is_binary or re.search(r"\r(?!\n)", _text(source)):
        return Commented(source.raw, (), dict.fromkeys(wanted, NOT_TEXT))
    style = style_of(source.path, source.text)
    if style is None:
        return Commented(source.raw, (), dict.fromkeys(wanted, NO_COMMENTS))
    text, done, refused = _text(source), [], {}
    for line in sorted(wanted, reverse=True):  # from the end, so that the numbers of the lines before stay
        made = _with_one(text, source, style, line, tuple(dict.fromkeys(wanted[line])), reason)
        if made:
            text = made
            done.append(line)
        else:
            refused[line] = NO_PLACE
    return Commented(text.encode(source.encoding, "replace"), tuple(sorted(done)), refused)


def _text(source: Source) -> str:
    """The text with the line ends that it has."""
    return source.raw.decode(source.encoding, errors="replace")


def _with_one(text: str, source: Source, style: Style, line: int, names: tuple[str, ...], reason: str) -> str:
    """A text with a comment for one line, ``""`` where none can stand."""
    lines = text.split("\n")
    if line > len(lines):
        return ""
    for candidate, shift in _candidates(lines, source.path, style, line, names, reason):
        made = "\n".join(candidate)
        at = line + shift if line else 0
        if _speaks(made, source.path, at, names) and style.same(_plain(text), _plain(made)):
            return made
    return ""


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def _speaks(text: str, path: str, line: int, names: tuple[str, ...]) -> bool:
    """Whether the comments of a text ignore all of some names at a line, or in the whole file."""
    found = ignores_in(Source(path, text.encode("utf-8", "surrogatepass")))
    return {name for each in found if each.speaks_for(line) for name in each.names}.issuperset(names)


def _candidates(
    lines: list[str], path: str, style: Style, line: int, names: tuple[str, ...], reason: str
) -> Iterator[tuple[list[str], int]]:
    """The ways to write a comment, the best first, each with how far the line has moved."""
    yield from _extended(lines, path, line, names)
    verb = "ignore" if line else "ignore-file"
    comment = f"{style.opening}flaskcheck: {verb}[{', '.join(names)}]{' ' + reason if reason else ''}{style.closing}"
    ways = [_above(lines, style, line, comment)]
    if line and style.behind:
        own = lines[line - 1].rstrip("\r")
        space = "  " if style.opening == "# " else " "
        behind = [*lines[: line - 1], f"{own.rstrip()}{space}{comment}{lines[line - 1][len(own) :]}", *lines[line:]]
        ways.insert(0 if len(own) + len(space) + len(comment) <= WIDEST else 1, (behind, 0))
    yield from ways


def _extended(lines: list[str], path: str, line: int, names: tuple[str, ...]) -> Iterator[tuple[list[str], int]]:
    """The names added to a comment that speaks for the line already."""
    for each in ignores_in(Source(path, "\n".join(lines).encode("utf-8", "surrogatepass"))):
        if each.names and each.speaks_for(line):
            new = [name for name in names if name not in each.names]
            at = each.place.line - 1
            found = _BRACKET.search(lines[at])
            if not (new and found):
                continue
            written = f"{lines[at][: found.end(1)].rstrip()}, {', '.join(new)}{lines[at][found.end(1) :]}"
            yield [*lines[:at], written, *lines[at + 1 :]], 0


def _above(lines: list[str], style: Style, line: int, comment: str) -> tuple[list[str], int]:
    """A comment on a line of its own: above a line, or at the top of the file."""
    at = line - 1 if line else _head(lines)
    if at >= len(lines):
        at = len(lines) - 1
    here = lines[at]
    bare = here.lstrip(" \t")
    indent = "" if style.margin or not line else here[: len(here) - len(bare)]
    end = "\r" if here.endswith("\r") else ""
    return [*lines[:at], f"{indent}{comment}{end}", *lines[at:]], 1


def _head(lines: list[str]) -> int:
    """How many lines have to stay at the top of a file."""
    at = 0
    while at < min(len(lines), HEAD_LINES - 1) and _HEAD.match(lines[at]):
        at += 1
    return at
