"""Values of Compose files: variables that Compose itself puts in, and commands that it splits without a shell.

Sources: ``template`` of compose-spec/compose-go (``$X``, ``${X:-default}``, ``$$``); mattn/go-shellwords, which compose-go splits
``command`` and ``entrypoint`` with; "Interpolation" (Compose file reference).
"""

from __future__ import annotations

import re

from flaskcheck.ground.place import HOLE, Place
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.readers.markup.node import Node

_VARIABLE = re.compile(r"\$(?:(?P<escaped>\$)|(?P<named>[_a-z][_a-z0-9]*)|\{)", re.IGNORECASE)
_BRACED = re.compile(r"([_a-z][_a-z0-9]*)(?:(:?[-+?])|(?=\}))", re.IGNORECASE)
_OPERATORS = ";&|<>"


class Interpolated(Record):
    """A text with Compose's variables put in: their defaults, ``HOLE`` where there is none. ``origins`` are the offsets in the written text that
    each character comes from. ``invalid``: Compose refuses it."""

    value: str
    origins: tuple[int, ...]
    is_reference: bool = False
    invalid: bool = False


class CommandWord(Record):
    """One word of a command, with the offsets it stands at in the text (quotes included when ``start`` is a quote)."""

    value: str
    start: int
    end: int


def elsewhere(context: str) -> str:
    """A build context that is none of the repository's folders: another repository, or a folder of the machine; else ``""``."""
    return context if "://" in context or context.startswith(("git@", "/")) else ""


def interpolated(text: str) -> Interpolated:
    """The text as Compose sees it when no variable is set."""
    if "$" not in text:
        return Interpolated(text, tuple(range(len(text))))
    return _Interpolation(text).run()


class _Interpolation:
    def __init__(self, text: str) -> None:
        self.text = text
        self.made: list[str] = []
        self.origins: list[int] = []
        self.is_reference = False
        self.invalid = False

    def run(self) -> Interpolated:
        self._take(0, len(self.text), True)
        return Interpolated("".join(self.made), tuple(self.origins), self.is_reference, self.invalid)

    def _add(self, text: str, origin: int) -> None:
        self.made.append(text)
        self.origins.extend([origin] * len(text))

    def _take(self, at: int, end: int, wanted: bool, depth: int = 0) -> None:
        """Add ``text[at:end]``; nothing when it is not ``wanted``."""
        while at < end:
            found = _VARIABLE.search(self.text, at, end)
            stop = found.start() if found else end
            if wanted:
                self.made.append(self.text[at:stop])
                self.origins.extend(range(at, stop))
            if found is None:
                return
            at = found.end()
            if found.group("escaped"):
                if wanted:
                    self._add("$", found.start())
            elif found.group("named"):
                self.is_reference = True
                if wanted:
                    self._add("." if found.group("named") == "PWD" else HOLE, found.start())  # where Compose is started
            else:
                at = self._braced(found.start(), at, end, wanted, depth)

    def _braced(self, start: int, at: int, end: int, wanted: bool, depth: int) -> int:
        """``${name:-default}``, whose opening brace is behind; returns where the text goes on."""
        close = _closing(self.text, at, end)
        name = _BRACED.match(self.text, at, end)
        if close < 0 or name is None or name.end() > close or depth > 20:
            self.invalid = True
            if wanted:
                self._add(HOLE, start)
            return end if close < 0 else close + 1
        self.is_reference = True
        operator = name.group(2) or ""
        if operator.endswith("-"):
            self._take(name.end(), close, wanted, depth + 1)
        elif wanted and not operator.endswith("+"):
            self._add(HOLE, start)
        return close + 1


def _closing(text: str, at: int, end: int) -> int:
    """Where the brace that is open before ``at`` closes; -1 when it does not."""
    depth = 1
    while at < end:
        if text.startswith("${", at):
            depth += 1
        elif text[at] == "}":
            depth -= 1
            if depth == 0:
                return at
        at += 1
    return -1


def value_of(node: Node | None) -> tuple[str | None, str]:
    """The value of a scalar as the container gets it, and its source: ``literal``, or ``reference`` when a variable of the machine
    is in it (its default stands for it; ``None`` when nothing of it is known) or when there is no value at all."""
    if node is None or not node.is_scalar or node.is_null:
        return None, "reference"
    if node.type in ("bool", "float"):
        return _printed(node), "literal"
    text = interpolated(node.value)
    known = text.value if text.value.replace(HOLE, "") or not text.value else None
    return known, "reference" if text.is_reference else "literal"


def text_of(node: Node | None) -> str:
    """The text of a scalar with variables put in; ``""`` for none."""
    return interpolated(node.value).value if node is not None and node.is_scalar and not node.is_null else ""


def _printed(node: Node) -> str:
    """A boolean or a number as Go prints what YAML 1.2 reads: ``True`` → ``true``, ``3.10`` → ``3.1``, but ``yes`` is a word."""
    if node.type == "bool":
        return node.value.lower() if node.value.lower() in ("true", "false") else node.value
    try:
        number = float(node.value)
    except ValueError:
        return node.value
    return f"{number:.0f}" if number.is_integer() and abs(number) < 1e21 else repr(number)


def split(text: str) -> tuple[list[CommandWord], int | None, bool]:
    """The words of a command without a shell; the offset of a shell operator, where Compose stops reading; and whether Compose takes the text
    at all (an open quote or a bare parenthesis it does not)."""
    return _Splitter(text).run()


class _Splitter:
    """``quote`` is the quote that is open, ``substitution`` whether ``$(`` is; ``start`` is where the word begins, -1 between words."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[CommandWord] = []
        self.buffer: list[str] = []
        self.start = -1
        self.quote = ""
        self.substitution = False

    def run(self) -> tuple[list[CommandWord], int | None, bool]:
        at = 0
        while at < len(self.text):
            char = self.text[at]
            is_bare = not self.quote and not self.substitution
            if char == "\\" and self.quote != "'":
                if not self._escape(at):
                    return self.words, None, False
                at += 1
            elif is_bare and char in " \t\r\n":
                self._end(at)
            elif is_bare and char in _OPERATORS:
                break
            elif not self._take(char, at):
                return self.words, None, False
            at += 1
        self._end(at)
        return self.words, at if at < len(self.text) else None, not self.quote and not self.substitution

    def _end(self, at: int) -> None:
        if self.start >= 0:
            self.words.append(CommandWord("".join(self.buffer), self.start, at))
        self.buffer, self.start = [], -1

    def _begin(self, at: int) -> None:
        self.start = at if self.start < 0 else self.start

    def _escape(self, at: int) -> bool:
        """The character behind a backslash; whether there is one."""
        self._begin(at)
        escaped = self.text[at + 1 : at + 2]
        self.buffer.append({"t": "\t", "n": "\n"}.get(escaped, escaped))
        return bool(escaped)

    def _take(self, char: str, at: int) -> bool:
        """A character of a word; whether it may stand there."""
        self._begin(at)
        if not self.quote and char in "()":
            may_stand = self.substitution if char == ")" else not self.substitution and self.buffer[-1:] == ["$"]
            if not may_stand:
                return False
            self.substitution = char == "("
        opens = not self.substitution and self.quote in ("", char)
        if opens and char in "'\"`":
            self.quote = "" if self.quote else char
        if not opens or char not in "'\"":
            self.buffer.append(char)
        return True


def place_in(node: Node, text: Interpolated, start: int, end: int) -> Place:
    """The place of ``text.value[start:end]`` in the file; the whole scalar when it does not stand there word for word."""
    whole = node.text_place
    if not node.verbatim or end <= start or end > len(text.origins):
        return whole
    behind = text.origins[end] if end < len(text.origins) else len(node.value.rstrip())
    line, column = _position(whole, node.value, text.origins[start])
    end_line, end_column = _position(whole, node.value, max(behind - 1, text.origins[start]))
    return Place(whole.path, line, column, end_line, end_column + 1)


def word_place(node: Node, text: Interpolated, word: CommandWord) -> Place:
    """The place of a word, without the quotes around the whole of it."""
    written = text.value[word.start : word.end]
    inner = len(written) >= 2 and written[0] in "'\"" and written == written[0] + word.value + written[0]
    return place_in(node, text, word.start + inner, word.end - inner)


def _position(whole: Place, value: str, offset: int) -> tuple[int, int]:
    """Line and column of a character of a scalar whose content stands in the file as it is."""
    before = value[:offset]
    return whole.line + before.count("\n"), whole.column + offset - (before.rfind("\n") + 1)


def shares_network(name: str, mode: Node | None, joined: frozenset[str]) -> bool:
    """Whether a service has the network of its machine or of another container, or another has its own."""
    return name in joined or text_of(mode).startswith(("host", "service:", "container:"))


def joined_networks(services: Iterable[Node]) -> frozenset[str]:
    """The services whose network another one has (``network_mode``)."""
    modes = (text_of(service.get("network_mode")) for service in services)
    return frozenset(mode[len("service:") :] for mode in modes if mode.startswith("service:"))


def unnamed(items: Iterable[Node]) -> list[Node]:
    """The env files of a service whose path nobody knows here: the person who starts it says which one."""
    return [item for item in items if HOLE in text_of(item.get("path") if item.is_mapping else item)]
