"""Words of Dockerfile instructions: ``NAME=value`` pairs, lists of arguments, and variables in them.

Sources: ``parseWords``, ``parseNameVal`` (line_parsers.go) and ``shell/lex.go`` of BuildKit. Which instructions have their variables
replaced: "Dockerfile reference", section "Environment replacement".
"""

from __future__ import annotations

import re

from flaskcheck.ground.budget import Room
from flaskcheck.ground.limits import MAX_SHELL_NESTING
from flaskcheck.ground.place import HOLE
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_WORD = re.compile(r"(?:[^\s'\"\\]|\\.|\\$|'[^']*(?:'|$)|\"(?:\\.|[^\"\\])*(?:\"|\\?$))+")
_LEGACY = re.compile(r"([^\t\v\f\r ]+)(?:[\t\v\f\r ]+(.*))?$", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_]\w*|\d+|[@*#?$!-]", re.ASCII)
_OPERATOR = re.compile(r":?[-+?]|##?|%%?|//?")


class Pair(Record):
    """``name=value`` as written (quotes kept); ``value`` is ``None`` for a bare name. ``start`` and ``end`` are offsets of the whole."""

    name: str
    value: str | None
    start: int
    end: int


def words(text: str) -> list[tuple[str, int, int]]:
    """The blank-separated words of a text as written, with their offsets; quotes hold words together."""
    if any(sign in text for sign in "'\"\\"):
        return [(found.group(), found.start(), found.end()) for found in _WORD.finditer(text)]
    found, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        found.append((word, start, at))
    return found


def arguments(text: str) -> list[tuple[str, int, int]]:
    """Like ``words`` for instructions where quotes mean nothing to the splitting (COPY, FROM, EXPOSE)."""
    return [(found.group(), found.start(), found.end()) for found in re.finditer(r"[^\t\v\f\r ]+", text)]


def pairs(text: str, legacy: bool = True) -> list[Pair]:
    """The pairs of ENV and LABEL, or of ARG (not ``legacy``: a word without ``=`` is a bare name).

    ``ENV NAME the rest`` is one pair. A word without ``=`` behind others has the value ``None``.
    """
    found = words(text)
    if legacy and found and "=" not in found[0][0]:
        whole = _LEGACY.match(text)
        return [Pair(whole.group(1), whole.group(2), 0, len(text))] if whole else []
    made = []
    for word, start, end in found:
        name, equals, value = word.partition("=")
        made.append(Pair(name, value if equals else None, start, end))
    return made


def expand(text: str, known: Mapping[str, str | None], closed: bool = True, room: Room | None = None) -> str:
    """A word without its quotes and with its variables replaced.

    ``known`` maps names to values, to ``None`` where the value is unknown: ``HOLE`` stands for it in what is returned. Other variables are empty when
    the environment is ``closed``, else unknown. What has no ``room`` is unknown, too.
    """
    return _Expansion(text, known, closed, room or Room()).until("")


def refusal(word: str) -> str:
    """What Docker says against a word whose variables it cannot replace (an open quotation mark, an open brace), or ``""``.

    What is written for another program, which fills in ``{{ names }}`` before Docker sees the file, is not judged.
    """
    if "{{" in word:
        return ""
    reading = _Expansion(word, {}, False, Room())
    reading.until("")
    return reading.problem


class _Expansion:
    """One word on its way through Docker's lexer. ``problem`` is the first thing that it refuses."""

    def __init__(self, text: str, known: Mapping[str, str | None], closed: bool, room: Room) -> None:
        self.problem = ""
        self.text = text
        self.at = 0
        self.nesting = 0
        self.known = known
        self.closed = closed
        self.room = room

    def until(self, stop: str) -> str:
        """The expansion up to an unquoted stop character (consumed) or the end."""
        made = []
        while self.at < len(self.text):
            char = self.text[self.at]
            self.at += 1
            if char == stop:
                break
            if char == "\\":
                made.append(self.text[self.at : self.at + 1])
                self.at += 1
            elif char == "'":
                made.append(self._single())
            elif char == '"':
                made.append(self._double())
            else:
                made.append(self._dollar() if char == "$" else char)
        else:
            if stop:
                self._refuse("syntax error: missing '}'")
        return self._joined(made)

    def _joined(self, made: list[str]) -> str:
        text = self.room.joined(made)
        return HOLE if text is None else text

    def _skipped(self) -> str:
        """Go over what stands in one pair of braces too many."""
        level = 1
        while level and self.at < len(self.text):
            level += {"{": 1, "}": -1}.get(self.text[self.at], 0)
            self.at += 1
        return HOLE

    def _refuse(self, problem: str) -> None:
        self.problem = self.problem or problem

    def _single(self) -> str:
        end = self.text.find("'", self.at)
        if end < 0:
            self._refuse("unexpected end of statement while looking for matching single-quote")
        end = len(self.text) if end < 0 else end
        inside = self.text[self.at : end]
        self.at = end + 1
        return inside

    def _double(self) -> str:
        made = []
        while self.at < len(self.text):
            char = self.text[self.at]
            self.at += 1
            if char == '"':
                break
            if char == "\\" and self.text[self.at : self.at + 1] in ('"', "$", "\\"):
                made.append(self.text[self.at])
                self.at += 1
            else:
                made.append(self._dollar() if char == "$" else char)
        else:
            self._refuse("unexpected end of statement while looking for matching double-quote")
        return self._joined(made)

    def _dollar(self) -> str:
        braced = self.text.startswith("{", self.at)
        name = _NAME.match(self.text, self.at + braced)
        if not name:
            if braced:
                self._refuse(
                    "syntax error: bad substitution" if self.at + 1 < len(self.text) else "syntax error: missing '}'"
                )
            return "$"
        self.at = name.end()
        value = self.known.get(name.group(), "" if self.closed else None)
        is_set = name.group() in self.known
        if not braced:
            return HOLE if value is None else value
        operator = _OPERATOR.match(self.text, self.at)
        if operator:
            self.at = operator.end()
        elif not self.text.startswith("}", self.at):
            self._refuse(_unsupported(self.text[self.at : self.at + 2]))
        self.nesting += 1
        argument = self.until("}") if self.nesting <= MAX_SHELL_NESTING else self._skipped()
        self.nesting -= 1
        return _substituted(value, is_set, operator.group() if operator else "", argument)


def _unsupported(behind: str) -> str:
    """The complaint about what stands behind a name in braces."""
    if not behind:
        return "syntax error: missing '}'"
    return f"unsupported modifier ({behind if behind[0] == ':' else behind[0]}) in substitution"


def _substituted(value: str | None, is_set: bool, operator: str, argument: str) -> str:
    """``${name operator argument}``."""
    mark = operator.lstrip(":")
    if mark not in ("-", "+"):
        unchanged = mark in ("", "?") and value is not None
        return str(value) if unchanged else "" if value == "" else HOLE
    if value is None:
        return HOLE
    filled = bool(value) if operator.startswith(":") else is_set
    if mark == "-":
        return value if filled else argument
    return argument if filled else ""
