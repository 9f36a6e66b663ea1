"""Patterns of paths with wildcards, matched in time that grows with the length of both only.

A regular expression of two stars tries all ways to share a text among them. Here a text is read once, and all places of the pattern that it may have come to are kept at
once, as bits of a number.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


STAR, STARS, FOLDERS = "*", "**", "**/"
"""Wildcards for any text without ``/``, for any text, and for nothing or any text that ends with ``/``; each other token is a character or a class of them."""

_EITHER = ""
"""Stands before ``FOLDERS``: what follows may be skipped."""


class Wildcards:
    """A pattern as its tokens: wildcards, and what stands for one character each as a regular expression writes it.

    Raises: re.error.
    """

    def __init__(self, tokens: Iterable[str]) -> None:
        self._tokens = _without_repetition(tokens)
        self._singles = [
            re.compile(token, re.DOTALL) if token[:2] not in (_EITHER, STAR, STARS) else None for token in self._tokens
        ]
        self._skips_one = sum(1 << at for at, token in enumerate(self._tokens) if token in (_EITHER, STAR, STARS))
        self._skips_two = sum(1 << at for at, token in enumerate(self._tokens) if token == _EITHER)
        self._known: dict[str, tuple[int, int]] = {}

    def matches(self, text: str) -> bool:
        """Whether the pattern matches a text, all of it."""
        reached = self._opened(1)
        for char in text:
            if not reached:
                return False
            stay, move = self._known.get(char) or self._of(char)
            reached = self._opened(reached & stay | (reached & move) << 1)
        return bool(reached >> len(self._tokens) & 1)

    def _opened(self, reached: int) -> int:
        """The places with those behind them that need no character."""
        before = -1
        while reached != before:
            before = reached
            reached |= (reached & self._skips_one) << 1 | (reached & self._skips_two) << 2
        return reached

    def _of(self, char: str) -> tuple[int, int]:
        """The places that a character leaves as they are, and those that it leads one further."""
        stay = move = 0
        for at, (token, single) in enumerate(zip(self._tokens, self._singles)):
            stay |= (token in (STARS, FOLDERS) or (token == STAR and char != "/")) << at
            move |= bool(single.match(char) if single else token == FOLDERS and char == "/") << at
        self._known[char] = stay, move
        return stay, move


def in_class(text: str) -> str:
    """What stands between the brackets of a class of characters, as a regular expression writes it: two signs in a row, and a bracket at the beginning, are no more than that."""
    made = ""
    for char in text:
        is_doubled = char in "-&~|" and made.endswith(char)
        made += "\\" + char if is_doubled or (char == "[" and made in ("", "^")) else char
    return made


def _without_repetition(tokens: Iterable[str]) -> list[str]:
    """The tokens without wildcards that another beside them makes needless."""
    found: list[str] = []
    for token in tokens:
        before = found[-1] if found else None
        if token == FOLDERS:
            found += [] if before == FOLDERS else [_EITHER, FOLDERS]
        elif token in (STAR, STARS) and before in (STAR, STARS):
            found[-1] = STARS if STARS in (token, before) else STAR
        else:
            found.append(token)
    return found


def holds_in_order(text: str, parts: Sequence[str], least: int = 0) -> bool:
    """Whether a text is some parts, two at least, one after another with anything between: at least so many characters. No pattern: of many gaps one would try all ways."""
    first, *inner, last = parts
    at, end = len(first) + least, len(text) - len(last)
    if not (text.startswith(first) and text.endswith(last)):
        return False
    for part in inner:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part) + least
    return at <= end
