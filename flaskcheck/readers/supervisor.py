"""supervisor's configuration: its programs and the further files that it includes ("Configuration File", supervisord.org)."""

from __future__ import annotations

import re

from flaskcheck.ground.record import Record
from flaskcheck.readers.sections import GivenWord, entries, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.readers.sections import Given

_EXPANSION = re.compile(r"%\((\w+)\)[\d.]*[sd]|%%")
_SETTING = re.compile(r"""(?<!\w)(\w+)\s*=\s*("[^"]*"|'[^']*'|[^,]*)(?:\s*,|\s*$)""")


class Program(Record):
    """One ``[program:name]``: the words of its command, the folder (``""``: supervisord's own) and the variables that are written there."""

    name: str
    words: tuple[GivenWord, ...]
    directory: str
    variables: tuple[GivenWord, ...]


def programs(source: Source, here: str = "") -> tuple[Program, ...]:
    """The programs of a file; ``here`` is the folder that it lies in where supervisord reads it, ``""`` when that is not known."""
    found: dict[str, dict[str, Given]] = {}
    for entry in entries(source, indented=True):
        kind, _, name = entry.section.partition(":")
        if kind == "program":
            found.setdefault(name, {})[entry.name] = entry
    made = (_program(source, name, given, {"here": here, "program_name": name}) for name, given in found.items())
    return tuple(program for program in made if program.words)


def included(source: Source) -> tuple[str, ...]:
    """The patterns of the further files that it reads."""
    found = (e for e in entries(source, indented=True) if (e.section, e.name) == ("include", "files"))
    return tuple(word.text for entry in found for word in _words(source, entry))


def _program(source: Source, name: str, given: dict[str, Given], known: dict[str, str]) -> Program:
    folder = given["directory"].value.partition(" ;")[0].strip() if "directory" in given else ""
    command = _words(source, given["command"]) if "command" in given else ()
    return Program(
        name,
        tuple(word.replaced(text=_expanded(word.text, known)) for word in command),
        _expanded(folder, known),
        tuple(_variables(source, given["environment"], known)) if "environment" in given else (),
    )


def _words(source: Source, entry: Given) -> tuple[GivenWord, ...]:
    """The words of a value; a comment begins with a blank and a semicolon."""
    cut = entry.value.find(" ;")
    return words(source, entry.start, entry.start + cut if cut >= 0 else entry.end)


def _variables(source: Source, entry: Given, known: dict[str, str]) -> Iterator[GivenWord]:
    """``A="1",B=2`` as one word each: ``A=1``, ``B=2``."""
    for found in _SETTING.finditer(source.text, entry.start, entry.end):
        value = _expanded(found.group(2).strip("\"'"), known)
        yield GivenWord(f"{found.group(1)}={value}", source.span(found.start(1), found.end(2)))


def _expanded(text: str, known: dict[str, str]) -> str:
    """``%(ENV_X)s`` is a variable, ``%%`` a sign; what only the machine knows becomes a variable too."""

    def expansion(found: re.Match[str]) -> str:
        name = found.group(1)
        if not name:
            return "%"
        return known.get(name) or f"${{{name.removeprefix('ENV_')}}}"

    return _EXPANSION.sub(expansion, text) if "%" in text else text
