"""Terraform's files: which attribute has which text, in which blocks.

Only texts are read that stand there as they are; an expression is unknown. Source: "HCL native syntax specification" (hashicorp/hcl).
"""

from __future__ import annotations

import re

from flaskcheck.ground.limits import MAX_HCL_BYTES, MAX_HCL_DEPTH
from flaskcheck.ground.place import Place
from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source

_TOKEN = re.compile(
    r"(?P<comment>#[^\n]*|//[^\n]*|/\*.*?(?:\*/|\Z))"
    r"|(?P<heredoc><<-?(?P<mark>\w+)(?!\w)[^\n]*\n.*?(?:^[ \t]*(?P=mark)[ \t]*$|\Z))"
    r'|"(?P<text>(?:[^"\\\n]|\\.)*)"'
    r"|(?P<word>[A-Za-z_][\w.-]*)"
    r"|(?P<sign>[{}=:\n])|(?P<other>[^\s])",
    re.DOTALL | re.MULTILINE,
)


class HclAttribute(Record):
    """An attribute. ``blocks`` are the headers around it, the outermost first, each the words of it (``resource aws_lb web``). ``text`` is its text, ``""`` where an expression
    makes it; ``reference`` is then the name with which that begins (``var.path``)."""

    blocks: tuple[str, ...]
    name: str
    text: str
    reference: str
    place: Place


def attributes(source: Source) -> Iterator[HclAttribute]:
    """The attributes of a file with a text or a name for a value, in order. Never raises; what is no HCL gives whatever looks like one."""
    if len(source.raw) <= MAX_HCL_BYTES:
        yield from _Reader(source).attributes()


class _Reader:
    """One pass over the tokens: ``before`` are the words of a line so far, which head a block or are what a value is given to."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.blocks: list[str] = []
        self.before: list[str] = []
        self.given = ""

    def attributes(self) -> Iterator[HclAttribute]:
        for token in _TOKEN.finditer(self.source.text):
            kind = token.lastgroup
            if len(self.blocks) > MAX_HCL_DEPTH:
                return
            if kind == "sign":
                self._sign(token[0])
            elif kind in ("text", "word"):
                word = token[kind]
                if self.given:
                    yield self._attribute(kind, word, token)
                    self.given = ""
                else:
                    self.before.append(word)
            elif kind in ("other", "heredoc"):
                self.given = ""

    def _attribute(self, kind: str, word: str, token: re.Match[str]) -> HclAttribute:
        is_text = kind == "text" and "${" not in word and "\\" not in word
        place = self.source.span(token.start(kind), token.end(kind))
        return HclAttribute(
            tuple(self.blocks), self.given, word if is_text else "", word if kind == "word" else "", place
        )

    def _sign(self, sign: str) -> None:
        if sign in "=:":
            self.given = self.before[-1] if self.before else ""
            return
        if sign == "{":
            self.blocks.append(self.given or " ".join(self.before))
        elif sign == "}" and self.blocks:
            self.blocks.pop()
        self.before, self.given = [], ""
