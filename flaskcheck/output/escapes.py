"""Texts made safe for where they go: JSON, XML, and a log whose lines GitHub's runner looks at."""

from __future__ import annotations

import re

COMMAND = re.compile(r"^(?P<before>\s*):(?=:)", re.MULTILINE)
"""A line of a log that the runner may take for a command: whatever blanks stand before it (GitHub's runner, ``ActionCommand.TryParseV2``)."""

OLD_COMMAND = "##["
"""The older form, a command wherever it stands in a line (``ActionCommand.TryParse``)."""

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""All that XML 1.0 has no way to write ("Extensible Markup Language (XML) 1.0", production 2)."""


def valid(text: str) -> str:
    """The same without lone surrogates (bytes of file names that are no UTF-8), which no encoding has and many readers of JSON refuse."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def without_commands(text: str) -> str:
    """A text for people with nothing in it that GitHub's runner would carry out: what a repository says must not add masks, or stop the commands of others."""
    if "::" not in text and OLD_COMMAND not in text:
        return text
    return COMMAND.sub(r"\g<before>: ", text).replace(OLD_COMMAND, "## [")


def as_json(document: object) -> str:
    """A document as JSON. Its lines begin with no text of the report, and ``##[`` is written so that only a reader of JSON sees it."""
    import json

    return json.dumps(_valid(document), indent=2).replace(OLD_COMMAND, "##\\u005b")


def _valid(value: object) -> object:
    if isinstance(value, str):
        return valid(value)
    if isinstance(value, dict):
        return {_valid(key): _valid(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_valid(item) for item in value]
    return value


def for_xml(text: str) -> str:
    """A text that XML can hold, not yet escaped: control characters become visible."""
    return NOT_IN_XML.sub("\ufffd", valid(text))
