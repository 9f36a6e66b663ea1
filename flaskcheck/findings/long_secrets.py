"""Lines in files of settings that are a part of a value which a name elsewhere says is secret: of a block of YAML, of a list, of a text over several lines, of an entry whose name stands beside its value."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from flaskcheck.ground.limits import MAX_SECRET_LINES, MAX_SHOWN_SOURCE
from flaskcheck.known.harmless import is_hot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OPENING = re.compile(
    r"[\s{,?-]*(?:export\s+|readonly\s+|declare\s+)?['\"]?(?P<name>[A-Za-z_][\w.-]*)['\"]?\s*[:=]\s*(?P<rest>.*)"
)
_BLOCK = re.compile(r"(?:[!&]\S+\s+){0,4}[|>][-+\d]{0,2}\s*(?:#.*)?")
_ITEM = re.compile(r"\s*(?:- *)?(?:\"[^\"]*\"|'[^']*'|[^\s:=\[\]{}]+)\s*(?:,\s*)?(?:(?<=[\s,])#.*)?")
_EMPTY = ("", "[", "(")
_UNCLOSED = re.compile(r"(\"\"\"|'''|\"|')(?:(?!\1).)*")
_SECTION = re.compile(r"\s*\[{1,2}\s*['\"]?([\w.\"'-]{1,200}?)['\"]?\s*\]{1,2}\s*(?:[#;].*)?")
_VALUE = re.compile(r"\b(?:value|content)\b", re.IGNORECASE)
_VALUES = ("value", "content")
_NAMING = re.compile(r"(?:key|name)['\"]?\s*[:=]\s*['\"]?([\w.-]+)", re.IGNORECASE)
_COLLECTIVE = ("credentials", "passwords", "tokens", "api_keys", "apikeys", "secret_keys", "private_keys", "stringdata")
"""What a mapping is called whose values are secrets whatever their keys are."""

_FAR = 60
"""Lines of an entry between its name and its value."""


class LongSecrets:
    """Looks at the lines of one file; ``is_shell``: of a script, in which a command follows a line that ends with an equals sign."""

    def __init__(self, lines: Sequence[str], is_shell: bool = False) -> None:
        self._lines = lines
        self._empty = ("(",) if is_shell else _EMPTY
        self._is_shell = is_shell

    def hold(self, number: int) -> bool:
        """Whether a line (from 1) goes on with the value of a secret that begins some lines above."""
        first = max(number - 1 - MAX_SECRET_LINES, 0)
        at = bisect_left(self._openings, number - 1)
        return at > 0 and self._openings[at - 1] >= first and self._goes_on(number, first)

    def name(self, number: int) -> bool:
        """Whether a line (from 1) holds a value whose secret's name stands beside or above it, in the same entry."""
        line = self._lines[number - 1][:MAX_SHOWN_SOURCE]
        if self._is_shell:
            return False
        if not _VALUE.search(line):
            return bool(_OPENING.match(line)) and any(name.endswith(_COLLECTIVE) for name in self._above(number, 1))
        near = self._lines[max(number - 3, 0) : number + 2]
        if any(is_hot(found[1]) for other in near for found in _NAMING.finditer(other[:2000])):
            return True
        if line.lstrip().startswith("<"):  # of a page: each line is an element
            return False
        return any(map(is_hot, self._above(number, 9))) or any(map(is_hot, self._beside(number)))

    def _above(self, number: int, most: int) -> Iterator[str]:
        """The names of the mappings and sections that a line stands in, ``most`` of them from within."""
        level = _level(self._lines[number - 1])
        for above in reversed(self._lines[max(number - 1 - _FAR, 0) : number - 1]):
            text = above[:MAX_SHOWN_SOURCE]
            if section := _SECTION.fullmatch(text):
                name = section[1].replace("'", "").replace('"', "").lower()
                yield "tokens" if name.startswith("secrets") else name.rpartition(".")[2]
                return
            if most and text.strip() and _level(text) < level:
                level = _level(text)
                opening = _OPENING.match(text)
                if opening and opening["rest"].strip() in ("", "{", "[", "[{"):
                    most -= 1
                    yield opening["name"].lower()

    def _beside(self, number: int) -> Iterator[str]:
        """What the entry is called that a line belongs to: lines of one indentation, up to the next of a list."""
        level = _inner(self._lines[number - 1])
        above = (
            [] if _is_item(self._lines[number - 1]) else reversed(self._lines[max(number - 1 - _FAR, 0) : number - 1])
        )
        for lines, is_upwards in ((above, True), (self._lines[number : number + _FAR], False)):
            for text in lines:
                is_item = _is_item(text)
                if (
                    (text.strip() and _inner(text) < level)
                    or _SECTION.fullmatch(text[:MAX_SHOWN_SOURCE])
                    or (is_item and not is_upwards and _inner(text) <= level)
                ):
                    break
                if _inner(text) == level:
                    yield from (found[1] for found in _NAMING.finditer(text[:2000]))
                    if is_item:
                        break

    @cached_property
    def _openings(self) -> list[int]:
        """The lines (from 0) that may begin a secret of several: most files have none."""
        found = ((at, _OPENING.match(line[:MAX_SHOWN_SOURCE])) for at, line in enumerate(self._lines))
        return [
            at
            for at, opening in found
            if opening
            and self._may_go_on(opening["rest"], at)
            and (is_hot(opening["name"]) or opening["name"] in _VALUES)
        ]

    def _may_go_on(self, rest: str, at: int) -> bool:
        if rest.strip() in self._empty or _UNCLOSED.fullmatch(rest):
            return True
        if self._is_shell or at + 1 >= len(self._lines):
            return False
        is_begun = _is_begun(rest) and _level(self._lines[at]) < _level(self._lines[at + 1])
        return is_begun or _BLOCK.fullmatch(rest) is not None

    def _goes_on(self, number: int, first: int) -> bool:
        line = self._lines[number - 1][:MAX_SHOWN_SOURCE]
        level, is_item, between = _level(line), _ITEM.fullmatch(line) is not None, ""
        is_plain = not _OPENING.match(line)
        for at in range(number - 2, first - 1, -1):
            text = self._lines[at][:MAX_SHOWN_SOURCE]
            if not text.strip():
                continue
            opening = _OPENING.match(text)
            goes_on = opening and self._reaches(opening["rest"], _level(text) - level, is_item, between)
            goes_on = goes_on or (
                opening and is_plain and not self._is_shell and _is_begun(opening["rest"]) and _level(text) < level
            )
            if opening and goes_on and opening["name"] in _VALUES and self.name(at + 1):
                return True
            if opening and goes_on and is_hot(opening["name"]):
                return opening["name"].lower() != "secrets"  # where a service tells which of them it is given
            is_item = is_item and _ITEM.fullmatch(text) is not None
            is_plain = is_plain and not opening
            level = min(level, _level(text))
            between += text
        return False

    def _reaches(self, rest: str, deeper: int, is_item: bool, between: str) -> bool:
        """Whether a value that begins so goes on as far as lines of an indentation, which are items of a list or not."""
        if not self._is_shell and _BLOCK.fullmatch(rest):
            return deeper < 0
        if rest.strip() in self._empty:
            return is_item and deeper <= 0
        unclosed = _UNCLOSED.fullmatch(rest)
        return unclosed is not None and unclosed[1] not in between


def _is_begun(rest: str) -> bool:
    """Whether a value without quotes begins here, which may go on below."""
    return bool(rest.strip()) and rest[0] not in "'\"[{(|>&*!#$"


def _level(line: str) -> int:
    return len(line) - len(line.lstrip())


def _inner(line: str) -> int:
    """The indentation of what stands in a line, behind the mark of an item."""
    return len(line) - len(line.lstrip(" \t-{"))


def _is_item(line: str) -> bool:
    return line.lstrip().startswith(("- ", "{"))
