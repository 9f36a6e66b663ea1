"""Lines of Python that are not all code: a text without quotes, with those of a word processor, a command that was pasted. What is no literal there may be a secret all the same."""

from __future__ import annotations

import re

from flaskcheck.ground.words import is_of_word
from flaskcheck.known import hiding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container

    from flaskcheck.files.source import Source
    from flaskcheck.known.hiding import Spans

_TORN = re.compile(r"(?!(?:and|or|if|in|is|else|for|not)\b)\w")
"""What stands behind a string only where quotes in it have ended it: then what is between strings is no code."""

_PASTED = re.compile(r"(?<!\w)export [A-Za-z_]\w*=")
"""A command between what is code: Python has no such statement."""


def is_torn_off(line: str, at: int) -> bool:
    """Whether what stands behind a string tells that quotes in it have ended it."""
    return is_of_word(line[at : at + 1]) and bool(_TORN.match(line, at))


def is_pasted(line: str) -> bool:
    """Whether a command of a shell stands in a line of Python."""
    return _PASTED.search(line) is not None


class BrokenCode:
    """What is to be hidden outside of the strings of files that Python does not read; each file is parsed once, if a line of it that is shown may hold such a thing."""

    def __init__(self, names: Container[str]) -> None:
        self._names = names
        self._is_broken: dict[str, bool] = {}

    def spans(self, source: Source, line: str, strings: Spans) -> Spans:
        """What is to be hidden of a line besides its ``strings``."""
        if self._is_broken.get(source.path) is False:
            return []
        if source.path not in self._is_broken:
            from flaskcheck.readers.python.module import parse

            self._is_broken[source.path] = isinstance(parse(source.text), Exception)
        if not self._is_broken[source.path]:
            return []
        found = hiding.spans(line, hiding.CODE, self._names)
        return [span for span in found if not any(start <= span[0] and span[1] <= end for start, end in strings)]
