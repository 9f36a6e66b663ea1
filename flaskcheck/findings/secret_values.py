"""Values of secrets that another line or file tells of: a program that is started by the name that a variable holds, an image whose tag it is, a constant that something is looked for by."""

from __future__ import annotations

import re

from flaskcheck.ground.limits import MAX_SHOWN_SOURCE
from flaskcheck.known.extents import without
from flaskcheck.known.harmless import is_hot, is_of_messages, is_reference
from flaskcheck.known.hiding import HIDDEN
from flaskcheck.known.masking.calls import PUBLIC
from flaskcheck.known.masking.shells import handed_on, spans_of_handed
from flaskcheck.known.placeholders import asks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.files.tree import Tree

_PARTS = ("pass", "pwd", "secret", "token", "credential", "key", "_pw", "cookie", "salt")
"""One of these is in the name of each secret that is looked for here."""

_LITERAL = r"[rbuRBU]?\\?['\"](?P<quoted>[^'\"\n\\]{8,200})"
_NAME = r"(?P<name>[A-Za-z_][\w.-]{1,80})\\?['\"]?\]?"
_GIVEN = r"(?:\s{0,3}:\s{0,3}[\w.\[\]]{1,40}\s=\s|\s{0,3}(?:=>|[:?+]?=(?!=)|:(?!/))\s{0,3})"
_OF_CODE = re.compile(rf"{_NAME}{_GIVEN}{_LITERAL}")
_VALUE = rf"(?:[&!]\S{{1,60}}\s)?(?!\\?['\"]?[A-Za-z_]\w{{0,80}}=)(?:{_LITERAL}|(?P<bare>[^\s'\"`,;&|(){{}}\[\]<>\\]{{8,200}}))"
_OF_ENTRY = re.compile(rf"(?:{_NAME}{_GIVEN}|^\s{{0,8}}(?:ENV|ARG)\s+(?P<declared>\w{{2,80}})\s+){_VALUE}")
_BESIDE = re.compile(
    rf"\b(?:key|name)\\?['\"]?\s{{0,3}}[:=]\s{{0,3}}\\?['\"]?(?P<name>[\w.-]{{2,80}})\\?['\"]?[,\s-]{{1,40}}\\?['\"]?value\\?['\"]?\s{{0,3}}[:=]\s{{0,3}}{_VALUE}"
)
"""``- key: API_TOKEN`` and its ``value``, on a line or on two."""

_CODE = (".py", ".pyi")
_OF_BROWSERS = (".js", ".jsx", ".ts", ".tsx", ".mjs", ".html", ".htm", ".vue", ".css", ".svg", ".po", ".md", ".rst")
"""What is shown in excerpts alone: nothing that it holds reaches another file."""

_NAMING = ("name", "path", "file", "ref", "url", "uri", "id", "type", "class", "field", "header")
"""How names end whose values say where a secret is, or how something of one is called."""

_WORD = re.compile(r"[^\s'\"`;,()\[\]{}<>|]{8,}")
_PIECE = re.compile(r"[^:/.=@$]{8,}")
_LETTERS = 12
"""Letters alone from which on a value is no word that messages use."""


class SecretValues:
    """The values of a tree's secrets, gathered from the files that were read when a text is first asked for; ``names`` may be shown wherever they stand."""

    def __init__(self, tree: Tree, names: Container[str]) -> None:
        self._tree = tree
        self._names = names
        self._values: set[str] = set()
        self._looked = 0

    def left_out(self, text: str) -> str:
        """A text without them."""
        words = [word for found in _WORD.findall(text) for word in _pieces(found) if self._may_be(word)]
        known = self._known() if words else ()
        for word in words:
            if word in known:
                text = without(text, word, HIDDEN)
        return text

    def _may_be(self, word: str) -> bool:
        return word not in self._names and not word.startswith("-")

    def _known(self) -> set[str]:
        """What was found in all files that are read by now."""
        paths = self._tree.read_paths
        for path in list(paths)[self._looked :] if len(paths) > self._looked else ():
            self._looked += 1
            source = self._tree.source(path) if self._tree.has(path) else None
            if source is not None and not source.is_binary and not path.endswith(_OF_BROWSERS):
                self._values.update(value for value in values_of(source) if _is_telling(value))
        return self._values


def _pieces(word: str) -> Iterator[str]:
    word = word.strip(".:…")
    yield word
    pieces = _PIECE.findall(word)
    yield from pieces if pieces != [word] else ()


def _is_telling(value: str) -> bool:
    """Whether a value is one that a message never says in its own right."""
    if value.isalpha() and len(value) < _LETTERS:
        return False
    is_open = value.lower() in PUBLIC or "://" in value or value[0] in "/-" or is_of_messages(value)
    return not is_open and len(value) >= 8 and not is_reference(value) and not asks(value)


def values_of(source: Source) -> Iterator[str]:
    """What stands behind the names of secrets in a file."""
    text = source.text
    is_code = source.path.endswith(_CODE)
    pattern = _OF_CODE if is_code else _OF_ENTRY
    for start, end in _telling(text):
        line = text[start : min(end, start + MAX_SHOWN_SOURCE)]
        for found in pattern.finditer(line):
            yield from _given(found)
        if not is_code and "alue" in text[start : start + 2 * len(line) + 200]:
            for found in _BESIDE.finditer(text[start : min(end + 200, start + MAX_SHOWN_SOURCE)]):
                yield from _given(found)
    handed = handed_on(text) if "$" in text and not is_code else ()
    yield from (text[start:end] for start, end in (spans_of_handed(text, handed) if handed else ()))


def _given(found: re.Match[str]) -> Iterator[str]:
    name = found["name"] or found["declared"]
    if is_hot(name) and not name.lower().endswith(_NAMING):
        yield (found["quoted"] or ("" if found.re is _OF_CODE else found["bare"]) or "").strip()


def _telling(text: str) -> Iterator[tuple[int, int]]:
    """The lines in which the name of a secret may stand."""
    low = text.lower()
    begun = set()
    for part in _PARTS:
        at = low.find(part)
        while at >= 0:
            begun.add(low.rfind("\n", 0, at) + 1)
            line = low.find("\n", at)
            at = low.find(part, line) if line >= 0 else -1
    for start in sorted(begun):
        end = text.find("\n", start)
        yield start, len(text) if end < 0 else end
