"""Lines in files of settings that are a part of a value which a name far above says is secret: of a block of YAML, of a list, of a text over several lines."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from flaskcheck.ground.limits import MAX_SECRET_LINES, MAX_SHOWN_SOURCE
from flaskcheck.known.harmless import is_hot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENING = re.compile(r"[\s{,?-]*(?:export\s+)?['\"]?(?P<name>[A-Za-z_][\w.-]*)['\"]?\s*[:=]\s*(?P<rest>.*)")
_BLOCK = re.compile(r"(?:[!&]\S+\s+){0,4}[|>][-+\d]{0,2}\s*(?:#.*)?")
_ITEM = re.compile(r"\s*(?:- *)?(?:\"[^\"]*\"|'[^']*'|[^\s:=\[\]{}]+)\s*(?:,\s*)?(?:(?<=[\s,])#.*)?")
_EMPTY = ("", "[", "(")
_UNCLOSED = re.compile(r"(\"\"\"|'''|\"|')(?:(?!\1).)*")


class LongSecrets:
    """Looks at the lines of one file."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def hold(self, number: int) -> bool:
        """Whether a line (from 1) goes on with the value of a secret that begins some lines above."""
        first = max(number - 1 - MAX_SECRET_LINES, 0)
        at = bisect_left(self._openings, number - 1)
        return at > 0 and self._openings[at - 1] >= first and self._goes_on(number, first)

    @cached_property
    def _openings(self) -> list[int]:
        """The lines (from 0) that may begin a secret of several: most files have none."""
        found = ((at, _OPENING.match(line[:MAX_SHOWN_SOURCE])) for at, line in enumerate(self._lines))
        return [at for at, opening in found if opening and _may_go_on(opening["rest"]) and is_hot(opening["name"])]

    def _goes_on(self, number: int, first: int) -> bool:
        line = self._lines[number - 1][:MAX_SHOWN_SOURCE]
        level, is_item, between = _level(line), _ITEM.fullmatch(line) is not None, ""
        for above in reversed(self._lines[first : number - 1]):
            text = above[:MAX_SHOWN_SOURCE]
            if not text.strip():
                continue
            opening = _OPENING.match(text)
            goes_on = opening and _reaches(opening["rest"], _level(text), level, is_item, between)
            if opening and goes_on and is_hot(opening["name"]):
                return opening["name"].lower() != "secrets"  # where a service tells which of them it is given
            is_item = is_item and _ITEM.fullmatch(text) is not None
            level = min(level, _level(text))
            between += text
        return False


def _may_go_on(rest: str) -> bool:
    return bool(_BLOCK.fullmatch(rest) or _UNCLOSED.fullmatch(rest)) or rest.strip() in _EMPTY


def _reaches(rest: str, own: int, level: int, is_item: bool, between: str) -> bool:
    """Whether a value that begins so goes on as far as lines of an indentation, which are items of a list or not."""
    if _BLOCK.fullmatch(rest):
        return own < level
    if rest.strip() in _EMPTY:
        return is_item and own <= level
    unclosed = _UNCLOSED.fullmatch(rest)
    return unclosed is not None and unclosed[1] not in between


def _level(line: str) -> int:
    return len(line) - len(line.lstrip())
