"""Texts by a grammar: the shape that a format has, filled by chance.

A grammar maps names to alternatives. In an alternative ``‹name›`` stands for one of that name's, ``‹name?›`` for one or none, ``‹name*›`` and ``‹name+›`` for several, ``‹name,›`` for
several with commas between. What stands alone on its line makes lines, each indented as deep.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import NamedTuple

Rules = Mapping[str, Sequence[str]]
Maker = Callable[[Random], str]

MOST_DEPTH = 14
MOST_PARTS = 400
"""Where a text has grown so much, the shortest ways to an end are taken."""

_REFERENCE = re.compile(r"‹([a-z_]+)([*+?,]?)›")


class _Part(NamedTuple):
    """Some text, and what stands behind it; ``indent`` is what it stands behind where it is alone on its line."""

    before: str
    name: str
    repeated: str
    indent: str | None


class Grammar:
    """A format. ``makers`` are names whose texts a function makes; every other text is calm: then ``calm`` ones make some of them."""

    def __init__(self, rules: Rules, makers: Mapping[str, Maker], calm: Mapping[str, Maker]) -> None:
        self._both = {**makers}, {**makers, **calm}
        self._rules = {name: [_parts(text) for text in alternatives] for name, alternatives in rules.items()}
        self._short = {name: self._shortest(name) for name in self._rules}

    def text(self, chance: Random, name: str = "file") -> str:
        """A text of this format."""
        self._left = MOST_PARTS
        self._makers = chance.choice(self._both)
        return self._one(chance, name, 0)

    def _one(self, chance: Random, name: str, depth: int) -> str:
        if name in self._makers:
            return self._makers[name](chance)
        self._left -= 1
        is_long = depth > MOST_DEPTH or self._left < 0
        parts = chance.choice(self._short[name] if is_long else self._rules[name])
        return "".join(part.before + self._part(chance, part, depth, is_long) for part in parts)

    def _part(self, chance: Random, part: _Part, depth: int, is_long: bool) -> str:
        if not part.name:
            return ""
        found = [self._one(chance, part.name, depth + 1) for _ in range(_count(chance, part.repeated, is_long))]
        if part.indent is None:
            return (", " if part.repeated == "," else "").join(found)
        return f"\n{part.indent}".join("\n".join(found).split("\n"))

    def _shortest(self, name: str) -> list[list[_Part]]:
        """The alternatives with the fewest parts that must be filled."""
        fewest = min(len(_needed(parts)) for parts in self._rules[name])
        return [parts for parts in self._rules[name] if len(_needed(parts)) == fewest]


def names(rules: Rules) -> set[str]:
    """What the alternatives of a grammar speak of."""
    return {found[1] for alternatives in rules.values() for text in alternatives for found in _REFERENCE.finditer(text)}


def _parts(text: str) -> list[_Part]:
    found, at = [], 0
    for reference in _REFERENCE.finditer(text):
        line = text[text.rfind("\n", 0, reference.start()) + 1 : reference.start()]
        is_alone = not line.strip() and text[reference.end() : reference.end() + 1] in ("", "\n")
        found.append(_Part(text[at : reference.start()], reference[1], reference[2], line if is_alone else None))
        at = reference.end()
    return [*found, _Part(text[at:], "", "", None)]


def _needed(parts: list[_Part]) -> list[_Part]:
    return [part for part in parts if part.name and part.repeated in ("", "+")]


def _count(chance: Random, repeated: str, is_long: bool) -> int:
    if not repeated:
        return 1
    least = int(repeated == "+")
    return least if is_long else chance.randint(least, 1 if repeated == "?" else 4)
