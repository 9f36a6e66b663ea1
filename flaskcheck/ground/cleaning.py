"""Texts made harmless: nothing that a repository says may act in a terminal, in the log of a pipeline or on a page.

Every text of a report is cleaned where it is made; what is printed is looked over once more.
"""

from __future__ import annotations

import re

from flaskcheck.ground.about import RULES_URL

REPLACED = "\ufffd"
"""Stands for what cannot be shown."""

_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0").union(
    map(chr, (*range(0x180B, 0x1810), *range(0xFE00, 0xFE0F), *range(0xE0100, 0xE01F0)))
)
"""Letters and marks that nobody sees, though Unicode counts them among those that are printed: fillers, joiners, selectors of variants (of which pictures need U+FE0F)."""

_PICTURE = "\ufe0f"
_STRAY = re.compile("(?<![^\\0-\u05ff\ufe0f])\ufe0f(?!\u20e3)")
"""The selector of a picture behind a letter of the West, which has none, or behind another: nobody sees it."""

_SERVICE = re.compile(r"##(?=[\w.]*\[)")
"""How runners begin a command wherever it stands in a line: ``##[`` (GitHub's older form), ``##vso[`` (Azure Pipelines), ``##teamcity[``."""

_COMMAND = re.compile(r"^(?P<before>[^\S\n]*):(?=:)", re.MULTILINE)
"""A line of a log that GitHub's runner may take for a command, whatever blanks stand before it (``ActionCommand.TryParseV2``)."""

_COLOUR = re.compile(
    rf"\x1b\[[\d;]*m|\x1b\]8;;(?:{re.escape(RULES_URL)}(?:preview/)?\w{{1,60}}\.py|https?://[\w.:/~-]{{1,200}}/rules/[a-z-]{{1,60}}/)?\x1b\\"
)
"""A colour, and a link to a rule's page: nothing else that a report holds may act."""


def clean(text: str) -> str:
    """A text in one line without characters that act or hide (escapes, controls, bidirectional marks, lone surrogates) and without commands to a runner."""
    if not is_seen(text):
        text = "".join(
            REPLACED if c in _UNSEEN else c if c.isprintable() else " " if c in "\n\t\r" else REPLACED
            for c in _without_strays(text)
        )
    return without_services(text)


def is_seen(text: str) -> bool:
    """Whether every character of a text is one that people see, and none acts."""
    if not text.isprintable() or text.isascii():
        return text.isprintable()
    return _UNSEEN.isdisjoint(text) and not (_PICTURE in text and _STRAY.search(text))


def _without_strays(text: str) -> str:
    return _STRAY.sub(REPLACED, text) if _PICTURE in text else text


def without_services(text: str) -> str:
    """A text in which no runner finds a command in the middle of a line."""
    return _SERVICE.sub("## ", text) if "##" in text else text


def without_commands(text: str) -> str:
    """A text of several lines with nothing in it that a runner would carry out: what a repository says must not add masks, or stop the commands of others."""
    text = without_services(text)
    return _COMMAND.sub(r"\g<before>: ", text) if "::" in text else text


def printable(text: str, colour: bool = False) -> str:
    """A text of several lines as it may be printed; ``colour``: with flaskcheck's own colours in it."""
    if all(map(is_seen, text.split("\n"))):
        return text
    lines = (_COLOUR.sub("", line) if colour else line for line in text.split("\n"))
    if all(map(is_seen, lines)):
        return text
    return "".join(_visible(part) for part in re.split(f"({_COLOUR.pattern})", text)) if colour else _visible(text)


def _visible(text: str) -> str:
    if _COLOUR.fullmatch(text):
        return text
    return "".join(
        REPLACED if c in _UNSEEN else c if c.isprintable() or c == "\n" else " " if c in "\t\r" else REPLACED
        for c in _without_strays(text)
    )
