"""Long runs of combining marks. Unicode's normal form puts each run in order by comparing its marks with one another, so that a name of 100,000 of them takes minutes."""

from __future__ import annotations

import re

from flaskcheck.ground.limits import MAX_MARKS

_LONG = re.compile(rf"(?<![^\x00-\x7f])[^\x00-\x7f]{{{MAX_MARKS},}}")
"""Only within these can there be this many marks; the look behind keeps the search from trying the rest of each run again."""

_LETTERS = {2: "\u00df", 3: "\u4e00", 4: "\U00020000"}
"""A letter of names for each length in UTF-8, so that all columns stay what they are."""


def interrupted(text: str) -> str:
    """A text in which a letter stands after every ``MAX_MARKS`` marks that follow one another, in the place of the next one."""
    if text[::MAX_MARKS].isascii():  # no run is so long that it lies between two of these letters
        return text
    return _LONG.sub(_interrupt, text)


def _interrupt(found: re.Match[str]) -> str:
    from unicodedata import combining, normalize

    marks, out = 0, []
    for char in found.group():
        marks = marks + 1 if combining(normalize("NFKD", char)[0]) else 0
        if marks > MAX_MARKS:
            char, marks = _LETTERS[len(char.encode("utf-8", "surrogatepass"))], 0
        out.append(char)
    return "".join(out)
