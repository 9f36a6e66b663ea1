"""Names that everyone sees who sees a report, however little they look like words: of files, of distributions, and those in code that is shown."""

from __future__ import annotations

import re

from flaskcheck.known.distributions import is_known_name
from flaskcheck.known.extents import merged
from flaskcheck.known.harmless import is_harmless, is_hot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from flaskcheck.files.tree import Tree
    from flaskcheck.known.hiding import Spans

_LONG = re.compile(r"[A-Za-z0-9]{16}")
"""What a name has in it that may be taken for a key by its look."""

_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")

_WORDS = re.compile(r"[A-Za-z]+(?:[_ .-][A-Za-z]+)*[0-9]?")
_SCHEMES = ("bearer ", "basic ", "token ")
"""How a header begins that says who someone is (RFC 7235): a word that names a secret, and is followed by one."""


class KnownNames:
    """The names of files and folders of a tree, which everyone sees who sees a report, and those of distributions; gathered when a word is first asked for."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._known: set[str] | None = None

    def __contains__(self, word: object) -> bool:
        if self._known is None:
            parts = {part for path in self.tree.files for part in path.split("/")}
            self._known = parts | {part.partition(".")[0] for part in parts}
        return word in self._known or (isinstance(word, str) and not word.isalpha() and is_known_name(word))


class Also:
    """Some names, and all that others know."""

    def __init__(self, some: Container[str], others: Container[str]) -> None:
        self._some = some
        self._others = others

    def __contains__(self, word: object) -> bool:
        return word in self._some or word in self._others


def is_long(text: str) -> bool:
    """Whether a text may have a name in it that could be taken for a key."""
    return bool(_LONG.search(text))


def is_name_of_secret(text: str, before: str) -> bool:
    """Whether a literal behind some code is what a secret is called (a key, a label), and no secret that looks like a name: the value of one, a key that ends in ``pw``."""
    if not is_hot(text.replace(" ", "_")) or text.lower().startswith(_SCHEMES):
        return False
    return (
        bool(_WORDS.fullmatch(text))
        and is_harmless(text.replace(" ", "-"))
        and not before.rstrip().endswith(("=", ":"))
    )


def in_code(line: str, hidden: Spans) -> Iterator[str]:
    """The long names in a line of Python, whole and part by part, outside of its literals and of what is hidden of it."""
    at = 0
    for start, end in [*merged(hidden), (len(line), len(line))]:
        for found in _NAME.finditer(line, at, max(start, at)):
            yield from (name for name in (found.group(), *found.group().split(".")) if is_long(name))
        at = max(at, end)
