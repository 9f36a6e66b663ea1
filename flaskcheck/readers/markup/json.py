"""JSON files as nodes that know their places. Trailing commas and comments are read over and reported."""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.ground.limits import MAX_JSON_BYTES, MAX_JSON_DEPTH
from flaskcheck.readers.markup.node import Node, not_utf_8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.files.source import Source


_SPACE = re.compile(r"\s*")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
_STRICT = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
_TAKEN = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*')
_WORD = re.compile(r"[-+.\w]+")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?")
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_CLOSING = {"{": "}", "[": "]"}


def load(source: Source, *, relaxed: bool = False) -> tuple[Node | None, tuple[Unreadable, ...]]:
    """The root value of a JSON file and what is wrong with it; ``None`` for a file that is no JSON at all.

    ``relaxed``: the host reads the file with comments and trailing commas (JSONC, JSON5), so they are no errors.
    Errors: ``syntax``, ``merge-markers``, ``encoding``, ``lost-key``, ``nested-too-deep``, ``too-large``. Never
    raises.
    """
    if len(source.raw) > MAX_JSON_BYTES:
        return None, (Unreadable("too-large", f"the file is larger than {MAX_JSON_BYTES} bytes", source.whole()),)
    if source.is_binary or source.is_wide:
        return None, (not_utf_8(source),)
    parser = _Parser(source, relaxed)
    try:
        node = parser.document()
    except _StopError:
        return None, tuple(parser.errors)
    return node, tuple(parser.errors)


class _StopError(Exception):
    """Ends the reading; the reason is among the parser's errors."""


class _Parser:
    def __init__(self, source: Source, relaxed: bool) -> None:
        self.source = source
        self.text = source.text
        self.relaxed = relaxed
        self.errors: list[Unreadable] = []
        self.at = 0
        self._depth = 0

    def document(self) -> Node:
        """The whole file."""
        self._skip()
        node = self._value()
        self._skip()
        if self.at < len(self.text):
            raise self._stop("something follows the end of the JSON value")
        return node

    def _value(self) -> Node:
        start, character = self.at, self.text[self.at : self.at + 1]
        if character in _CLOSING:
            return self._collection(character)
        if character == '"':
            return self._string()
        found = _WORD.match(self.text, start)
        if not found:
            raise self._stop("a value is missing" if character else "the file ends before the JSON value does")
        self.at, word = found.end(), found.group()
        return Node(self.source, self._word_type(word, start), start, self.at, word)

    def _word_type(self, word: str, start: int) -> str:
        if word in ("true", "false", "null"):
            return "null" if word == "null" else "bool"
        number = _NUMBER.fullmatch(word)
        if number:
            return "float" if number.group(1) or number.group(2) else "int"
        raise self._stop(f"{word[:40]} is no JSON value (text must stand in double quotes)", start)

    def _string(self) -> Node:
        start = self.at
        found = _STRING.match(self.text, start)
        if not found:
            raise self._stop("this text has no closing quote")
        self.at = found.end()
        if not self.relaxed and not _STRICT.match(self.text, start):
            self._refuse_part(start)
        value = found.group()[1:-1]
        return Node(self.source, "str", start, self.at, _unescaped(value) if "\\" in value else value, '"')

    def _refuse_part(self, start: int) -> None:
        """Refuse the first character or escape of a text that JSON does not know."""
        at = _TAKEN.match(self.text, start).end()  # type: ignore[union-attr]  # matches at least the quote
        if self.text[at] == "\\":
            message = f"JSON has no escape {self.text[at : at + 2]}: a backslash is written \\\\"
            self._refuse("syntax", message, at, at + 2)
        else:
            self._refuse("syntax", "a control character stands in a text: a tab is written \\t", at, at + 1)

    def _collection(self, opening: str) -> Node:
        self._depth += 1
        if self._depth > MAX_JSON_DEPTH:
            raise self._stop(f"the file is nested more than {MAX_JSON_DEPTH} levels deep", kind="nested-too-deep")
        node = Node(self.source, "mapping" if opening == "{" else "sequence", self.at, self.at)
        self.at += 1
        self._skip()
        names: set[str] = set()
        while not self._closes(_CLOSING[opening]):
            if node.is_mapping:
                self._pair(node, names)
            else:
                node.append(self._value())
            self._separator(_CLOSING[opening])
        self._depth -= 1
        node.end = self.at
        return node

    def _closes(self, closing: str) -> bool:
        if not self.text.startswith(closing, self.at):
            return False
        self.at += 1
        return True

    def _pair(self, node: Node, names: set[str]) -> None:
        if not self.text.startswith('"', self.at):
            raise self._stop("a key in double quotes is missing")
        key = self._string()
        if key.value in names:
            self._refuse(
                "lost-key", f'the key "{key.value}" is written twice: only the last counts', key.start, key.end
            )
        names.add(key.value)
        self._skip()
        if not self._closes(":"):
            raise self._stop(f'a colon is missing after "{key.value}"')
        self._skip()
        node.add(key, self._value())

    def _separator(self, closing: str) -> None:
        self._skip()
        comma = self.at
        if not self._closes(","):
            if not self.text.startswith(closing, self.at):
                raise self._stop(f"a comma or {closing} is missing")
            return
        self._skip()
        if self.text.startswith(closing, self.at) and not self.relaxed:
            self._refuse("syntax", "a comma before the closing bracket is not allowed in JSON", comma, comma + 1)

    def _skip(self) -> None:
        """Go over white space and comments."""
        self.at = _SPACE.match(self.text, self.at).end()  # type: ignore[union-attr]  # matches always
        while self.text.startswith("/", self.at) and (comment := _COMMENT.match(self.text, self.at)):
            if not self.relaxed:
                self._refuse("syntax", "JSON has no comments", comment.start(), comment.end())
            self.at = _SPACE.match(self.text, comment.end()).end()  # type: ignore[union-attr]

    def _refuse(self, kind: str, message: str, start: int, end: int) -> None:
        self.errors.append(Unreadable(kind, message, self.source.span(start, end)))

    def _stop(self, message: str, at: int = -1, kind: str = "syntax") -> _StopError:
        line = self.source.position(self.at)[0]
        if any(row.startswith(("<<<<<<< ", ">>>>>>> ")) for row in self.source.lines[line - 1 : line]):
            kind, message = "merge-markers", "an unresolved merge conflict"
        start = at if at >= 0 else self.at
        self._refuse(kind, message, start, self.at)
        return _StopError()


def _unescaped(text: str) -> str:
    def plain(found: re.Match[str]) -> str:
        code, letter = found.groups()
        return chr(int(code, 16)) if code else _ESCAPED.get(letter, letter)

    joined = _ESCAPE.sub(plain, text)
    try:  # two \u escapes may be one character
        return joined.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    except UnicodeError:
        return joined
