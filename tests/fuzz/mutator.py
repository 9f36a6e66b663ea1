"""Small changes of a file, as slips of the hand, merges and malice make them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from tests.fuzz.words import ODD

MOST_BYTES = 60_000
"""No change makes a file larger: growth is tested by itself."""

_WORD = re.compile(r"\w+")

Change = Callable[[Random, str, Sequence[str]], str]


def mutated(chance: Random, raw: bytes, others: Sequence[bytes]) -> bytes:
    """A file after one or several changes, some of which take a part of another file."""
    texts = [other.decode("utf-8", "surrogateescape") for other in others]
    text = raw.decode("utf-8", "surrogateescape")
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        text = chance.choice(CHANGES)(chance, text, texts)[:MOST_BYTES]
    return encoded(chance, text)


def encoded(chance: Random, text: str) -> bytes:
    """Its bytes, once in a while in an unusual encoding, cut off or with one of them changed."""
    raw = bytearray(text.encode("utf-8", "surrogatepass"))
    way = chance.randrange(40)
    if way == 0:
        return text.encode(chance.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32")), "surrogatepass")
    if way == 1:
        return text.replace("\n", chance.choice(("\r\n", "\r"))).encode("utf-8", "surrogatepass")
    if way == 2:
        return b"\xef\xbb\xbf" + raw
    if way == 3 and raw:
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    if way == 4:
        return bytes(raw[: chance.randrange(len(raw) + 1)])
    return bytes(raw)


def _span(chance: Random, text: str) -> tuple[int, int]:
    start = chance.randrange(len(text) + 1)
    return start, min(len(text), start + chance.choice((1, 1, 2, 5, 20, 200)))


def _cut(chance: Random, text: str, _: Sequence[str]) -> str:
    start, end = _span(chance, text)
    return text[:start] + text[end:]


def _insert(chance: Random, text: str, _: Sequence[str]) -> str:
    at = chance.randrange(len(text) + 1)
    return text[:at] + chance.choice(ODD) + text[at:]


def _repeat(chance: Random, text: str, _: Sequence[str]) -> str:
    start, end = _span(chance, text)
    return text[:end] + text[start:end] * chance.choice((1, 2, 5, 50, 400)) + text[end:]


def _splice(chance: Random, text: str, others: Sequence[str]) -> str:
    other = chance.choice(others) if others else text
    at, start = chance.randrange(len(text) + 1), chance.randrange(len(other) + 1)
    return text[:at] + other[start : start + chance.choice((3, 20, 100, 1000))] + text[at:]


def _lines(chance: Random, text: str, others: Sequence[str]) -> str:
    """A line left out, said twice, moved, indented otherwise, or another's."""
    lines = text.split("\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    way = chance.randrange(5)
    if way == 0:
        del lines[at]
    elif way == 1:
        lines.insert(to, lines[at])
    elif way == 2:
        lines[at], lines[to] = lines[to], lines[at]
    elif way == 3:
        lines[at] = chance.choice(("", " ", "  ", "    ", "\t")) + lines[at].lstrip()
    elif others:
        lines[at] = chance.choice(chance.choice(others).split("\n"))
    return "\n".join(lines)


def _word(chance: Random, text: str, others: Sequence[str]) -> str:
    """A word in another's place."""
    found = list(_WORD.finditer(text))
    if not found:
        return text
    old = chance.choice(found)
    pool = [match[0] for match in found] if chance.randrange(2) or not others else _WORD.findall(chance.choice(others))
    new = chance.choice(ODD) if chance.randrange(4) == 0 else chance.choice(pool or ["x"])
    return text[: old.start()] + new + text[old.end() :]


def _everywhere(chance: Random, text: str, _: Sequence[str]) -> str:
    """A word replaced wherever it stands, so that what belongs together still does."""
    found = _WORD.findall(text)
    return text.replace(chance.choice(found), chance.choice((*found, *ODD))) if found else text


def _nest(chance: Random, text: str, _: Sequence[str]) -> str:
    """Something put into brackets, deep."""
    start, end = _span(chance, text)
    left, right = chance.choice(
        (
            ("(", ")"),
            ("[", "]"),
            ("{", "}"),
            ("$(", ")"),
            ("${X:-", "}"),
            ("{{", "}}"),
            ("'", "'"),
            ('"', '"'),
            ("not ", ""),
            ("- ", ""),
            ("f'{", "}'"),
        )
    )
    times = chance.choice((1, 2, 10, 60, 300, 1200))
    return text[:start] + left * times + text[start:end] + right * times + text[end:]


CHANGES: tuple[Change, ...] = (_cut, _insert, _insert, _repeat, _splice, _lines, _lines, _word, _word, _word, _everywhere, _nest)  # fmt: skip
