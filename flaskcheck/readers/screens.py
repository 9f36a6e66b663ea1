"""What must stand in a file for a fact to be in it: looked for before the file is read in earnest.

A screen may let through what holds nothing, never the other way round: tests compare what is found behind all of them with what is found without any
(``is_open``), over whole repositories and over triggers in odd forms; ``python -m benchmarks.screens`` does it for any folder.
"""

from __future__ import annotations

import re
from functools import cache

from flaskcheck.ground.encoded import encoded
from flaskcheck.known.loopback import MARKS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typing_extensions import ParamSpec

    from flaskcheck.files.source import Source

    P = ParamSpec("P")

_WIDE = ("utf-16", "utf-32")
_LOOPBACK = tuple(mark.encode() for mark in MARKS)

_OF_URL = re.compile(rb"//[^\s/\"'`<>]*\Z")
_WITH_PORT = re.compile(rb"(?:localhost|127(?:\.[\d\x80-\xff]+){3}|0\.0\.0\.0):[\d\x80-\xff]")
_HOST_ENDS = 1500
"""Bytes from the slashes of a URL to the end of its host: readers take at most 300 characters."""

_BEFORE_A_DRIVE = frozenset((b" ", b"\t", b"\n", b"\r", b"\f", b"\v", b'"', b"'", b"="))

is_open = False
"""Set by who wants to know what the screens hold back: then they hold back nothing."""

SCREENS: list[Callable[..., bool]] = []
"""All of them, filled by the decorator."""


def screen(test: Callable[P, bool]) -> Callable[P, bool]:
    """A test of a file as a screen: it lets everything through while ``is_open`` is set."""

    def lets_through(*asked: P.args, **named: P.kwargs) -> bool:
        return is_open or test(*asked, **named)

    lets_through.__name__, lets_through.__doc__ = test.__name__, test.__doc__
    SCREENS.append(lets_through)
    return lets_through


@screen
def may_name_itself(source: Source) -> bool:
    """Whether a file may hold an address of the machine itself.

    Of a page's or script's addresses nothing else is asked for; looking for all of them took 0.6 of the 1.5 seconds of CTFd (200 scripts).
    """
    if source.encoding.startswith(_WIDE):
        return True
    raw = source.raw.lower()
    return any(mark in raw for mark in _LOOPBACK)


@screen
def may_lead_to_itself(source: Source) -> bool:
    """Whether a script or stylesheet may hold a URL of the machine itself, or its name with a port. Bundles hold the bare words, and to take three megabytes apart lasts."""
    if source.encoding.startswith(_WIDE):
        return True
    raw = source.raw.lower()
    return any(_is_address(raw, at) for mark in _LOOPBACK for at in _occurrences(raw, mark))


def _is_address(raw: bytes, at: int) -> bool:
    return bool(_WITH_PORT.match(raw, at) or _OF_URL.search(raw[max(0, at - _HOST_ENDS) : at]))


def _occurrences(raw: bytes, mark: bytes) -> Iterator[int]:
    at = raw.find(mark)
    while at >= 0:
        yield at
        at = raw.find(mark, at + 1)


@screen
def may_name_a_disk(source: Source) -> bool:
    """Whether a page may hold the place of a file on someone's disk: ``file:///…``, ``C:\\…``."""
    raw = source.raw
    marks = (at for mark in (b":/", b":\\") for at in _occurrences(raw, mark))
    return source.encoding.startswith(_WIDE) or any(_is_of_a_disk(raw, at) for at in marks)


def _is_of_a_disk(raw: bytes, at: int) -> bool:
    """Whether ``file`` stands before a colon and a slash, or the letter of a drive; a pattern for it looks at every blank of a page."""
    before = raw[max(at - 4, 0) : at]
    is_file = before.lower() == b"file" and raw.startswith(b":/", at)
    return is_file or (before[-1:].isalpha() and before[-2:-1] in _BEFORE_A_DRIVE)


def uses_one_of(source: Source, names: frozenset[str]) -> bool:
    """Whether Python may use one of these dotted names as an import gives them: the last part as a word of its own, the first part anywhere.

    ``flask.Flask`` needs both ``flask`` and ``Flask`` (``from flask import Flask as F`` has them too), and ``FlaskForm`` is not ``Flask``:
    of indico's 1,500 files 20 are read for their applications instead of 700.
    """
    if source.encoding.startswith(_WIDE):
        return True
    raw = source.normal
    for first, lasts in _needles(names):
        if first in raw:
            for last in lasts:
                if last in raw and has_word(raw, last):
                    return True
    return False


@screen
def names_one_of(source: Source, names: frozenset[str]) -> bool:
    """``uses_one_of`` as a screen before the reading of a file. Where nothing more can be read of it, ask that: it is all that is known."""
    return uses_one_of(source, names)


@cache
def _needles(names: frozenset[str]) -> tuple[tuple[bytes, tuple[bytes, ...]], ...]:
    """The last parts of some dotted names by their first parts, so that each is looked for once."""
    found: dict[bytes, list[bytes]] = {}
    for name in sorted(names):
        first, last = name.partition(".")[0], name.rpartition(".")[2]
        found.setdefault(encoded(first), []).append(encoded(last))
    return tuple((first, tuple(dict.fromkeys(lasts))) for first, lasts in found.items())


@screen
def holds_word(source: Source, *words: str) -> bool:
    """``mentions`` as a screen before the reading of a file."""
    return mentions(source, *words)


def mentions(source: Source, *words: str) -> bool:
    """Whether Python may find one of these words (names, parts of dotted names, keywords) anywhere in a file."""
    if source.encoding.startswith(_WIDE):
        return True
    if words not in source.known_words:
        raw = source.normal
        source.known_words[words] = any(has_word(raw, encoded(word)) for word in words)
    return source.known_words[words]


def has_word(raw: bytes, word: bytes) -> bool:
    """Whether a word stands somewhere with no letter, digit or underscore on either side; no word, which is what something without a name is called, stands nowhere."""
    at = raw.find(word) if word else -1
    while at >= 0:
        end = at + len(word)
        if not _continues(raw[at - 1 : at]) and not _continues(raw[end : end + 1]):
            return True
        at = raw.find(word, end)
    return False


def _continues(byte: bytes) -> bool:
    return byte.isalnum() or byte == b"_"
