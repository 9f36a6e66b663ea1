"""TOML files as nodes that know their places.

tomli says whether the file is TOML; what it accepts is read a second time here, for tomli gives no places. Newer versions of it take TOML 1.1, so
what TOML 1.0 does not know is found here: the verdict hangs on no version.
"""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.ground import numbers
from flaskcheck.ground.limits import MAX_TOML_BYTES
from flaskcheck.readers.markup.node import Node, not_utf_8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flaskcheck.files.source import Source


_BLANK = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRINGS = (
    ('"""', re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}', re.DOTALL)),
    ("'''", re.compile(r"'''.*?'{3,5}", re.DOTALL)),
    ('"', re.compile(r'"(?:[^"\\\n]|\\.)*"')),
    ("'", re.compile(r"'[^'\n]*'")),
)
_WORD = re.compile(r"[^,\]}\n#]+")
_NEW_ESCAPE = re.compile(r"(?:[^\\]|\\[^ex])*(\\[ex])", re.DOTALL)
_NO_SECONDS = re.compile(r"(?:\d{4}-\d\d-\d\d[Tt ])?\d\d:\d\d(?!:)")
_INTEGER = re.compile(r"[+-]?(?:[\d_]+|0[xob][\da-fA-F_]+)")


RECENT = "recent-toml"
"""The kind of what TOML 1.1 allows and Python's own readers (tomllib, pip) refuse."""


def load(source: Source, *, old: bool = False) -> tuple[Node | None, tuple[Unreadable, ...]]:
    """The root table of a TOML file and what is wrong with it; ``None`` for a file that is no TOML.

    ``old``: the file is read by Python's tomllib or pip, so that a byte-order mark and what is new in TOML 1.1 are ``recent-toml``. Errors: ``syntax`` (duplicate keys too, which TOML forbids), ``merge-markers``, ``encoding``, ``nested-too-deep``,
    ``too-large``. Never raises.
    """
    import tomli

    if len(source.raw) > MAX_TOML_BYTES:
        return None, (Unreadable("too-large", f"the file is larger than {MAX_TOML_BYTES} bytes", source.whole()),)
    if source.is_binary or not source.encoding.startswith("utf-8"):
        return None, (not_utf_8(source),)
    try:
        tomli.loads(source.text)
        scanner = _Scanner(source)
        root = scanner.document()
        return root, tuple(_recent(source, scanner)) if old else ()
    except ValueError as error:  # tomli's own error, or a number of more digits than Python reads
        is_plain = isinstance(error, tomli.TOMLDecodeError)
        return None, (_refusal(source, str(error) if is_plain else "a number of more digits than Python reads"),)
    except RecursionError:
        return None, (Unreadable("nested-too-deep", "the file is nested too deep", source.whole()),)


def _recent(source: Source, scanner: _Scanner) -> Iterator[Unreadable]:
    """The complaints about what only newer readers take, in the order in which the older ones meet it."""
    if source.encoding == "utf-8-sig":
        yield Unreadable(RECENT, "the file begins with a byte-order mark", source.line_place(1))
    for start, message in scanner.recent:
        yield Unreadable(
            RECENT, f"{message}, which TOML 1.0 does not know", source.line_place(source.position(start)[0])
        )


def _refusal(source: Source, message: str) -> Unreadable:
    for number, line in enumerate(source.lines, 1):
        if line.startswith(("<<<<<<< ", ">>>>>>> ")):
            return Unreadable("merge-markers", "an unresolved merge conflict", source.line_place(number))
    found = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", message)
    if not found:
        return Unreadable("syntax", message, source.whole())
    last = len(source.text.rstrip().split("\n"))
    return Unreadable("syntax", message[: found.start()], source.line_place(numbers.number(found.group(1)) or last))


class _Scanner:
    """Reads text that is known to be TOML. ``recent`` holds the offsets of what TOML 1.1 has brought."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.at = 0
        self.recent: list[tuple[int, str]] = []

    def document(self) -> Node:
        """The root table."""
        root = table = Node(self.source, "mapping", 0, len(self.text))
        self._blank()
        while self.at < len(self.text):
            if self.text.startswith("[[", self.at):
                table = self._header(root, 2)
            elif self.text.startswith("[", self.at):
                table = self._header(root, 1)
            else:
                self._pair(table)
            self._blank()
        return root

    def _header(self, root: Node, brackets: int) -> Node:
        start = self.at
        self.at += brackets
        keys = self._keys()
        self.at += brackets
        parent = self._descend(root, keys[:-1])
        known = parent.get(keys[-1].value)
        table = Node(self.source, "mapping", start, self.at)
        if brackets == 2:
            if known is None:
                known = Node(self.source, "sequence", start, self.at)
                parent.add(keys[-1], known)
            known.append(table)
            return table
        if known is not None:  # a sub-table came first
            return known
        parent.add(keys[-1], table)
        return table

    def _descend(self, table: Node, keys: list[Node]) -> Node:
        """The table below some keys, made where it is missing; the last one of an array of tables."""
        for key in keys:
            inner = table.get(key.value)
            if inner is None:
                inner = Node(self.source, "mapping", key.start, key.end)
                table.add(key, inner)
            table = list(inner)[-1] if inner.is_sequence else inner
        return table

    def _pair(self, table: Node) -> None:
        keys = self._keys()
        self.at += 1  # =
        self._space()
        value = self._value()
        self._descend(table, keys[:-1]).add(keys[-1], value)
        table.end = max(table.end, value.end)

    def _keys(self) -> list[Node]:
        keys = []
        while True:
            self._space()
            keys.append(self._string() if self.text[self.at] in "\"'" else self._word(_BARE, "str"))
            self._space()
            if not self.text.startswith(".", self.at):
                return keys
            self.at += 1

    def _value(self) -> Node:
        character = self.text[self.at]
        if character in "\"'":
            return self._string()
        if character == "[":
            return self._array()
        if character == "{":
            return self._inline_table()
        node = self._word(_WORD, "str")
        node.type = _word_type(node.value)
        if node.type == "timestamp" and _NO_SECONDS.match(node.value):
            self.recent.append((node.start, "a time has no seconds"))
        return node

    def _word(self, pattern: re.Pattern[str], type_: str) -> Node:
        found = pattern.match(self.text, self.at)
        word = found.group().rstrip() if found else ""
        start, self.at = self.at, self.at + len(word)
        return Node(self.source, type_, start, self.at, word)

    def _string(self) -> Node:
        for style, pattern in _STRINGS:
            found = pattern.match(self.text, self.at) if self.text.startswith(style, self.at) else None
            if found:
                break
        start, self.at = found.span()  # type: ignore[union-attr]  # tomli has accepted the string
        if style.startswith('"') and (new := _NEW_ESCAPE.match(self.text, start, self.at)):
            self.recent.append((new.start(1), f"a text holds the escape {new.group(1)}"))
        return Node(self.source, "str", start, self.at, _content(self.text[start : self.at], style), style)

    def _array(self) -> Node:
        node = Node(self.source, "sequence", self.at, self.at)
        self.at += 1
        self._blank()
        while not self.text.startswith("]", self.at):
            node.append(self._value())
            self._comma()
        self.at += 1
        node.end = self.at
        return node

    def _inline_table(self) -> Node:
        node = Node(self.source, "mapping", self.at, self.at)
        self.at += 1
        self._between(self._blank)
        while not self.text.startswith("}", self.at):
            self._pair(node)
            self._between(self._comma)
        self.at += 1
        node.end = self.at
        return node

    def _between(self, go_over: Callable[[], None]) -> None:
        """Go over what stands between the pairs of a table in braces: line ends and a comma behind the last pair are new."""
        start = self.at
        go_over()
        gap = self.text[start : self.at]
        if "\n" in gap:
            self.recent.append((start, "a table in braces goes over several lines"))
        elif "," in gap and self.text.startswith("}", self.at):
            self.recent.append((start, "a comma stands before the closing brace of a table"))

    def _comma(self) -> None:
        self._blank()
        if self.text.startswith(",", self.at):
            self.at += 1
            self._blank()

    def _space(self) -> None:
        while self.text.startswith((" ", "\t"), self.at):
            self.at += 1

    def _blank(self) -> None:
        """Go over white space, line ends and comments."""
        self.at = _BLANK.match(self.text, self.at).end()  # type: ignore[union-attr]  # matches always


def _content(written: str, style: str) -> str:
    inner = written[len(style) : -len(style)]
    if style in ("'", '"') and "\\" not in inner:
        return inner
    import tomli

    return str(tomli.loads(f"x = {written}")["x"])


def _word_type(word: str) -> str:
    if word in ("true", "false"):
        return "bool"
    if _INTEGER.fullmatch(word):
        return "int"
    return "timestamp" if (word[:4].isdigit() and word[4:5] == "-") or word[2:3] == ":" else "float"
