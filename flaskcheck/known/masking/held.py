"""What a list or a mapping holds in one line that is the value of a secret: ``tokens: [a, b]``, ``{"SECRET_KEY": {"description": "x", "value": "y"}}``."""

from __future__ import annotations

import re

from flaskcheck.known.extents import FOLLOWED, closing
from flaskcheck.known.harmless import asks_to_be_replaced, is_reference

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

OPENING = frozenset("([{")
_CLOSING = frozenset(")]}")
_QUOTES = frozenset("'\"`")
_BEFORE = frozenset(":=>([{,")
"""What stands before a list or a mapping that is a value, or a part of one."""

_BARE = re.compile(r"\$\{\{[^{}]*\}\}|\$\{[^{}]*\}|(?:\\.|[^\s'\"`,:={}\[\]()\\])+")
_OPEN = frozenset("true false null none yes no on off secret generate sync string".split())
"""Values that say how a secret is made, or none."""


def is_a_value(text: str, at: int) -> bool:
    """Whether the list or mapping that begins here is what a name has before it."""
    before = text[max(at - 20, 0) : at].rstrip(" \t\n")[-1:]
    return before in _BEFORE if text[at] != "(" else before == "="


def enclosed(text: str, at: int, end: int) -> int:
    """Where a list or a mapping ends that begins here; ``end`` where it is not closed."""
    depth = 0
    while at < end:
        char = text[at]
        if char in _QUOTES:
            at = closing(text, char, at + 1, end)
        elif char in OPENING:
            depth += 1
        elif char in _CLOSING:
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    return end


def values_within(text: str, at: int, end: int) -> list[tuple[int, int]]:
    """All words and quoted texts in a part of a text but keys, and what is no secret anywhere."""
    return [span for span in _words(text, at, end) if not _is_open(text[span[0] : span[1]])]


def _words(text: str, at: int, end: int) -> Iterator[tuple[int, int]]:
    while at < end:
        if text[at] in _QUOTES:
            last = closing(text, text[at], at + 1, end)
            if not FOLLOWED.match(text, last):
                yield at + 1, last
            at = last + 1
        elif word := _BARE.match(text, at, end):
            if not FOLLOWED.match(text, word.end()):
                yield word.span()
            at = word.end()
        else:
            at += 1


def _is_open(value: str) -> bool:
    is_small = value.isdecimal() and len(value) < 6
    return not value or is_small or value.lower() in _OPEN or is_reference(value) or asks_to_be_replaced(value)
