"""How far a word, a quote and an address reach in a text of which parts are hidden."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_ENDS_VALUE = (" ,)]}\n;", " )]}\n;")
"""What stands behind a bracket, and behind a comma, that ends a value of a list."""

_ADDRESS_ENDS = re.compile(r"[\s'\"`<>|]")

FOLLOWED = re.compile(r"\\?['\"]?(?:\s*\])?\s*(?::(?!//)|=>|=(?!=))\s*")
"""Between a key and its value, the quote and the bracket that end the key included."""

COMPARED = re.compile(r"\\?['\"](?:\s*(?:[!=]==?|=~)\s|[ \t]+(?=['\"]))")
"""Behind the quote that ends a name: what it is compared with follows, or another quote."""

JOINING = frozenset(
    "= : => > == != =~ === !== := ?= += ::= ??= ||= != <<< - -> [ ! is by was es ist lautet est è".split()
)
"""Words that may stand between a name and its value."""

BETWEEN = re.compile("[:,]")
"""Between a user and a password."""

BLOCK = re.compile(r"[|>][-+]?\d?\s*")
"""What a value of YAML begins with that stands on the lines below."""

_OF_NAMES = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"
_MOST = 80
"""Characters of a name that leads to a value."""

BEGUN = 12
"""This many first characters of a hidden value are enough to hide what a message tells of it."""


def closing(text: str, sign: str, at: int, end: int) -> int:
    """Where what a quote holds ends that begins here, or ``end`` where the quote is not closed."""
    is_escaped = sign[0] == "\\"
    while at < end:
        if text[at] == "\\" and sign != "'" * len(sign) and not (is_escaped and text.startswith(sign, at)):
            at += 2
        elif text.startswith(sign, at):
            return at
        else:
            at += 1
    return end


def extent(text: str, is_command: bool, at: int, limit: int) -> int:
    """Where a word ends that begins here: at a blank that is not quoted, in a command at a sign that ends it as well; what a shell puts in its place (``$(echo x)``) is part of it."""
    depth = 0
    while at < limit:
        char = text[at]
        if depth and char != "\n":
            depth += (char == "(") - (char == ")")
            at += 1
        elif text.startswith("$(", at):
            depth, at = 1, at + 2
        elif char.isspace() or (is_command and char in ";|&"):
            return at
        if char == "\\" and text[at + 1 : at + 2] != "\n":
            at += 2
        elif char == "\\":
            return at
        elif char in "'\"`":
            at = min(closing(text, char, at + 1, limit) + 1, limit)
        elif char in ",)]}" and not is_command and (at + 1 >= limit or text[at + 1] in _ENDS_VALUE[char == ","]):
            return at
        else:
            at += 1
    return min(at, limit)


def glued(text: str, sign: str, start: int, limit: int, is_command: bool) -> tuple[int, int]:
    """Where a value ends that begins with a quote and goes on as far as its word does, and where what follows begins."""
    inner = closing(text, sign, start + len(sign), limit)
    behind = inner + len(sign)
    after = text[behind : behind + 1]
    if not after or after.isspace() or after in ")]},;" or len(sign) > 1:
        return inner, min(behind, limit)
    last = extent(text, is_command, start, limit)
    return (inner if last <= behind else last), min(last, limit)


def begins_a_key(text: str, at: int) -> bool:
    """Whether a key of YAML may stand here."""
    before = text[max(at - 80, 0) : at].rpartition("\n")[2].rstrip()
    return not before or before[-1] in "{,-"


def name_before_value(text: str, start: int, end: int) -> str:
    """The name that a part of a text ends in, where a value follows; ``""`` where none does."""
    part = text[start:end]
    before = part.rstrip("'\":=> \\")
    if not (":" in part[len(before) :] or "=" in part[len(before) :] or FOLLOWED.match(text, end)):
        return ""
    return before[len(before.rstrip(_OF_NAMES)) :][-_MOST:]


def address_end(text: str, start: int, limit: int, is_message: bool) -> int:
    """Where an address ends that begins here; signs behind it belong to the text around."""
    found = _ADDRESS_ENDS.search(text, start, limit)
    last = found.start() if found else limit
    ends = ").,;:]}" if is_message else ";,)]}"
    while last > start and text[last - 1] in ends and not text.endswith("]:", start, last):
        if text[last - 1] == "]" and "[" in text[start:last]:
            break
        last -= 1
    return last


_BEGINNING = re.compile(r"(?<![\w.])(?=[^\s'\"]{8})[A-Za-z]+[\W\d_][^\s'\":,;()]*[^\s'\":,;().]")
"""A word of letters and other signs, as much of a value as a reader takes for a word."""

_PIECE = re.compile(r"[\w+-]{9,}")


def merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            start, end = found[-1][0], max(found.pop()[1], end)
        found.append((start, end))
    return found


_TELLING = 8
"""Characters of a hidden value that is hidden wherever it stands, if it has more than letters."""

_MOST_REPEATED = 16


def repeated(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where else in a text the first of its hidden values stand: beside one that is hidden the same is shown by nothing."""
    found: list[tuple[int, int]] = []
    values = dict.fromkeys(text[start:end].strip("'\"") for start, end in spans)
    for value in [each for each in values if len(each) >= _TELLING and not each.isalpha()][:_MOST_REPEATED]:
        at = text.find(value)
        while at >= 0:
            found.append((at, at + len(value)))
            at = text.find(value, at + len(value))
    return found


def without_values(text: str, values: Iterable[str], is_open: Callable[[str], bool], hidden: str) -> str:
    """A text without some values, and without the words that are parts of one, as errors quote the part at which they stop."""
    whole = list(dict.fromkeys(values))
    for value in whole:
        text = without(text, value, hidden)

    def shown(found: re.Match[str]) -> str:
        word = found.group()
        return hidden if any(word in value for value in whole) and not is_open(word) else word

    def begun(found: re.Match[str]) -> str:
        return hidden if any(value.startswith(found.group()) for value in whole) else found.group()

    return _BEGINNING.sub(begun, _PIECE.sub(shown, text)) if whole else text


def without(text: str, value: str, hidden: str) -> str:
    """A text with ``hidden`` in place of a value, or of as much of its beginning as the text has."""
    at = text.find(value[:BEGUN]) if value else -1
    while at >= 0:
        end = at
        while end < len(text) and end - at < len(value) and text[end] == value[end - at]:
            end += 1
        text = f"{text[:at]}{hidden}{text[end:]}"
        at = text.find(value[:BEGUN], at + 1)
    return text
