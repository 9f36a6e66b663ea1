"""Ignore comments put into a text, where each speaks for its finding and changes nothing that the file says."""

from __future__ import annotations

import re
from bisect import bisect_right

from flaskcheck.files.source import Source
from flaskcheck.findings.comment_styles import style_of
from flaskcheck.findings.ignores import HEAD_LINES, ignores_in
from flaskcheck.ground.limits import MAX_TRIED_IGNORES
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from flaskcheck.findings.comment_styles import Style
    from flaskcheck.findings.ignores import IgnoreComment

NO_COMMENTS = "the file has no comments"
NO_PLACE = "no comment can stand there"
NOT_TEXT = "the file is not UTF-8 text"
TOO_MANY = "too many lines of the file take no comment"

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
    writer = _Writer(source, style, reason)
    names = {line: tuple(dict.fromkeys(each)) for line, each in wanted.items()}
    writer.write(sorted(names), names)
    return Commented(
        writer.text.encode(source.encoding, "replace"), tuple(sorted(names.keys() - writer.refused)), writer.refused
    )


def _text(source: Source) -> str:
    """The text with the line ends that it has."""
    return source.raw.decode(source.encoding, errors="replace")


class _Writer:
    """Comments put into one text: those of many lines at once, and where that does not do, of each half of the lines, so that a file is read again but for what is refused."""

    def __init__(self, source: Source, style: Style, reason: str) -> None:
        self.text = _text(source)
        self.refused: dict[int, str] = {}
        self._path, self._style, self._reason = source.path, style, reason
        self._tries = 0

    def write(self, numbers: list[int], names: Mapping[int, tuple[str, ...]]) -> None:
        """Write a comment for each of some lines; the others of the text keep their numbers above them."""
        groups = [numbers]
        while groups:
            group = groups.pop()
            if self._tries >= MAX_TRIED_IGNORES:
                self.refused.update(dict.fromkeys(group, TOO_MANY))
            elif not self._together(group, names):
                half = len(group) // 2
                if half:
                    groups += [group[:half], group[half:]]  # from the end, so that the numbers of the lines before stay
                else:
                    self.refused.update(dict.fromkeys(group, NO_PLACE))

    def _together(self, group: list[int], names: Mapping[int, tuple[str, ...]]) -> bool:
        """Whether there is a way to write the comments of all of some lines, which then are in the text."""
        lines = self.text.split("\n")
        if not group or group[-1] > len(lines):
            return not group
        spoken = _spoken(self.text, self._path)
        ways = [self._ways(lines, spoken.get(line, ()), line, names[line]) for line in group]
        asked = {line: {name for each in found for name in each.names} for line, found in spoken.items()}
        for line in group:
            asked[line] = asked.get(line, set()).union(names[line])
        for rank in range(max(map(len, ways))):
            edits = [each[min(rank, len(each) - 1)] for each in ways]
            if len({edit.at for edit in edits}) == len(edits) and self._is_written(lines, edits, asked):
                return True
        return False

    def _is_written(self, lines: list[str], edits: list[_Edit], asked: Mapping[int, set[str]]) -> bool:
        """Whether a text with some edits says the same, and its comments speak for all the names that are asked for at lines; then it is the text."""
        self._tries += 1
        made = "\n".join(_with(lines, edits))
        moved = sorted(edit.at for edit in edits if not edit.replaces)
        spoken = _spoken(made, self._path)
        speaks = all(
            {
                name
                for each in spoken.get(line + bisect_right(moved, line - 1) if line else 0, ())
                for name in each.names
            }.issuperset(names)
            for line, names in asked.items()
        )
        if not (speaks and self._style.same(_plain(self.text), _plain(made))):
            return False
        self.text = made
        return True

    def _ways(
        self, lines: list[str], spoken: Iterable[IgnoreComment], line: int, names: tuple[str, ...]
    ) -> list[_Edit]:
        """The ways to write a comment, the best first."""
        style, verb = self._style, "ignore" if line else "ignore-file"
        reason = " " + self._reason if self._reason else ""
        comment = f"{style.opening}flaskcheck: {verb}[{', '.join(names)}]{reason}{style.closing}"
        ways = [_above(lines, style, line, comment)]
        if line and style.behind:
            own = lines[line - 1].rstrip("\r")
            space = "  " if style.opening == "# " else " "
            behind = _Edit(line - 1, f"{own.rstrip()}{space}{comment}{lines[line - 1][len(own) :]}", True)
            ways.insert(0 if len(own) + len(space) + len(comment) <= WIDEST else 1, behind)
        return [*_extended(lines, spoken, names), *ways]


class _Edit(Record):
    """One line more at a place among the lines, or in place of the one there."""

    at: int
    line: str
    replaces: bool = False


def _with(lines: list[str], edits: Iterable[_Edit]) -> list[str]:
    by_place, made = {edit.at: edit for edit in edits}, []
    for at, line in enumerate(lines):
        edit = by_place.get(at)
        made += [line] if edit is None else [edit.line] if edit.replaces else [edit.line, line]
    return made


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n")


def _spoken(text: str, path: str) -> dict[int, list[IgnoreComment]]:
    """The ignore comments of a text by each line that they speak for, 0 for the whole file."""
    found: dict[int, list[IgnoreComment]] = {}
    for each in ignores_in(Source(path, text.encode("utf-8", "surrogatepass"))):
        for line in dict.fromkeys(each.lines or (0,)):
            if each.speaks_for(line):
                found.setdefault(line, []).append(each)
    return found


def _extended(lines: list[str], spoken: Iterable[IgnoreComment], names: tuple[str, ...]) -> Iterator[_Edit]:
    """The names added to a comment that speaks for the line already."""
    for each in spoken:
        new = [name for name in names if name not in each.names]
        at = each.place.line - 1
        found = _BRACKET.search(lines[at])
        if each.names and new and found:
            written = f"{lines[at][: found.end(1)].rstrip()}, {', '.join(new)}{lines[at][found.end(1) :]}"
            yield _Edit(at, written, True)


def _above(lines: list[str], style: Style, line: int, comment: str) -> _Edit:
    """A comment on a line of its own: above a line, or at the top of the file."""
    at = line - 1 if line else _head(lines)
    if at >= len(lines):
        at = len(lines) - 1
    here = lines[at]
    bare = here.lstrip(" \t")
    indent = "" if style.margin or not line else here[: len(here) - len(bare)]
    end = "\r" if here.endswith("\r") else ""
    return _Edit(at, f"{indent}{comment}{end}")


def _head(lines: list[str]) -> int:
    """How many lines have to stay at the top of a file."""
    at = 0
    while at < min(len(lines), HEAD_LINES - 1) and _HEAD.match(lines[at]):
        at += 1
    return at
