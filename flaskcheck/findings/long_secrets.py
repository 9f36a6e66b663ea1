"""Lines in files of settings that are a part of a value which a name far above says is secret: of a block of YAML, of a list, of a text over several lines."""

from __future__ import annotations

import re

from flaskcheck.ground.limits import MAX_SECRET_LINES, MAX_SHOWN_SOURCE
from flaskcheck.known.harmless import is_hot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENING = re.compile(r"[\s{,?-]*(?:export\s+)?['\"]?(?P<name>[A-Za-z_][\w.-]*)['\"]?\s*[:=]\s*(?P<rest>.*)")
_BLOCK = re.compile(r"(?:[!&]\S+\s+){0,4}[|>][-+\d]{0,2}\s*(?:#.*)?")
_ITEM = re.compile(r"\s*(?:- *)?(?:\"[^\"]*\"|'[^']*'|[^\s:=\[\]{}]+)\s*(?:,\s*)?(?:(?<=[\s,])#.*)?")
_UNCLOSED = re.compile(r"(\"\"\"|'''|\"|')(?:(?!\1).)*")


def is_part_of_a_secret(lines: Sequence[str], number: int) -> bool:
    """Whether a line (from 1) goes on with the value of a secret that begins some lines above."""
    line = lines[number - 1][:MAX_SHOWN_SOURCE]
    level, is_item, between = _level(line), _ITEM.fullmatch(line) is not None, ""
    for above in reversed(lines[max(number - 1 - MAX_SECRET_LINES, 0) : number - 1]):
        text = above[:MAX_SHOWN_SOURCE]
        if not text.strip():
            continue
        opening = _OPENING.match(text)
        goes_on = opening and _reaches(opening["rest"], _level(text), level, is_item, between)
        if opening and goes_on and is_hot(opening["name"]):  # asked last: of few lines
            return opening["name"].lower() != "secrets"  # where a service tells which of them it is given
        is_item = is_item and _ITEM.fullmatch(text) is not None
        level = min(level, _level(text))
        between += text
    return False


def _reaches(rest: str, own: int, level: int, is_item: bool, between: str) -> bool:
    """Whether a value that begins so goes on as far as lines of an indentation, which are items of a list or not."""
    if _BLOCK.fullmatch(rest):
        return own < level
    if rest.strip() in ("", "[", "("):
        return is_item and own <= level
    unclosed = _UNCLOSED.fullmatch(rest)
    return unclosed is not None and unclosed[1] not in between


def _level(line: str) -> int:
    return len(line) - len(line.lstrip())
