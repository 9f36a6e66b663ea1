"""Texts made safe for where they go: JSON, XML, and a log whose lines GitHub's runner looks at."""

from __future__ import annotations

import re

from flaskcheck.ground.cleaning import printable

COMMAND = re.compile(r"^(?P<before>[^\S\n]*):(?=:)", re.MULTILINE)
"""A line of a log that the runner may take for a command: whatever blanks stand before it (GitHub's runner, ``ActionCommand.TryParseV2``)."""

SERVICE = re.compile(r"(##[\w.]*)\[")
"""What runners take for a command wherever it stands in a line: ``##[`` (GitHub's older form), ``##vso[`` (Azure Pipelines), ``##teamcity[``."""


def valid(text: str) -> str:
    """The same without lone surrogates (bytes of file names that are no UTF-8), which no encoding has and many readers of JSON refuse."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode()


def as_json(document: object) -> str:
    """A document as JSON. Its lines begin with no text of the report, and a runner's ``##[`` is written so that only a reader of JSON sees it."""
    import json

    text = json.dumps(_valid(document), indent=2)
    return SERVICE.sub(r"\1\\u005b", text) if "##" in text else text


def _valid(value: object) -> object:
    if isinstance(value, str):
        return valid(value)
    if isinstance(value, dict):
        return {_valid(key): _valid(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_valid(item) for item in value]
    return value


def for_xml(text: str) -> str:
    """A text that XML can hold, not yet escaped: characters that act or hide, and those that XML 1.0 has no way to write, become visible."""
    return printable(valid(text))
