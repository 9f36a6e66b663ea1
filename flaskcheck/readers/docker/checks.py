"""What ``docker build`` refuses before it builds anything.

Messages are those of BuildKit (``frontend/dockerfile/parser`` and ``instructions/parse.go``).
"""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.readers.docker import flags, words
from flaskcheck.readers.docker.places import span

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.facts.docker import Instruction
    from flaskcheck.files.source import Source
    from flaskcheck.ground.place import Place

NAMES = frozenset(
    "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR".split()
)
_STAGE_NAME = re.compile(r"[a-z][a-z0-9-_.]*")
_SHELL = re.compile(r"#!\s*(?:\S*/env\s+(?:-S\s+)?)?(?:\S*/)?(?:ba|da|a|z|k)?sh\b")
_AT_LEAST_ONE = ("ENV", "LABEL", "ARG", "EXPOSE", "VOLUME", "ONBUILD", "HEALTHCHECK", "SHELL")
_EXACTLY_ONE = ("WORKDIR", "USER", "STOPSIGNAL", "MAINTAINER")


def is_shell(first_line: str) -> bool:
    """Whether a ``#!`` line names a shell."""
    return bool(_SHELL.match(first_line))


def unknown_instruction(written: str, place: Place) -> Unreadable:
    """The complaint about a line that begins with no instruction."""
    if written.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return Unreadable("merge-markers", f"unknown instruction: {written} (an unresolved merge conflict)", place)
    from difflib import get_close_matches

    near = get_close_matches(written.upper(), sorted(NAMES), 1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    return Unreadable("syntax", f"unknown instruction: {written}{hint}", place)


def check(instructions: list[Instruction], source: Source, escape: str = "\\") -> Iterator[Unreadable]:
    """What is wrong with the instructions one by one and as a whole. Words are read where a backslash is the ``escape`` character."""
    if not instructions:
        yield Unreadable("syntax", "file with no instructions", source.whole())
        return
    for instruction in instructions:
        problem = flags.refusal(instruction) or _problem(instruction)
        if problem:
            yield Unreadable("syntax", problem, instruction.place)
        elif escape == "\\":
            yield from _words(instruction)
    outside = next((i for i in instructions if i.stage < 0 and i.name != "ARG"), None)
    if outside:
        yield Unreadable(
            "syntax", f"no build stage in current context: {outside.name} stands before FROM", outside.place
        )
    elif instructions[-1].stage < 0:
        yield Unreadable("syntax", "dockerfile contains no stages to build: there is no FROM", source.whole())


def _words(instruction: Instruction) -> Iterator[Unreadable]:
    """The first word of an instruction whose variables cannot be replaced."""
    for word, start, end in _replaced(instruction):
        problem = words.refusal(word)
        if problem:
            yield Unreadable("syntax", problem, span(instruction, start, end))
            return


def _replaced(instruction: Instruction) -> list[tuple[str, int, int]]:
    """The words of an instruction in which Docker replaces variables, with their offsets. Of a JSON array all stand at its beginning."""
    name, text = instruction.name, instruction.text
    if name in ("ENV", "LABEL", "ARG"):
        found = words.pairs(text, legacy=name != "ARG")
        return [(part, pair.start, pair.end) for pair in found for part in (pair.name, pair.value or "")]
    if name in _EXACTLY_ONE and name != "MAINTAINER":
        return [(text, 0, len(text))]
    if name not in ("ADD", "COPY", "EXPOSE", "FROM", "VOLUME"):
        return []
    if instruction.argv is not None:
        return [(word, 0, len(text)) for word in instruction.argv]
    return [found for found in words.arguments(text) if not found[0].startswith("<<")]


def _problem(instruction: Instruction) -> str:
    name, text = instruction.name, instruction.text
    if not text and name in _AT_LEAST_ONE:
        return f"{name} requires at least one argument"
    if not text and name in _EXACTLY_ONE:
        return f"{name} requires exactly one argument"
    checks = {
        "FROM": _from,
        "COPY": _copy,
        "ADD": _copy,
        "ENV": _pairs,
        "LABEL": _pairs,
        "ARG": _blank_names,
        "HEALTHCHECK": _healthcheck,
        "SHELL": _shell,
        "ONBUILD": _onbuild,
    }
    return checks[name](instruction) if name in checks else ""


def _from(instruction: Instruction) -> str:
    parts = instruction.text.split()
    if len(parts) == 3 and parts[1].lower() == "as":
        if _STAGE_NAME.fullmatch(parts[2].lower()):
            return ""
        return f'invalid name for build stage: "{parts[2]}", name can\'t start with a number or contain symbols'
    return "" if len(parts) == 1 else "FROM requires either one or three arguments"


def _copy(instruction: Instruction) -> str:
    given = instruction.argv if instruction.argv is not None else words.arguments(instruction.text)
    if len(given) >= 2:
        return ""
    return (
        f"{instruction.name} requires at least two arguments, but only one was provided. "
        "Destination could not be determined"
    )


def _pairs(instruction: Instruction) -> str:
    found = words.pairs(instruction.text)
    if len(found) == 1 and found[0].value is None:
        return f"{instruction.name} must have two arguments"
    bare = next((pair.name for pair in found if pair.value is None), None)
    if bare is not None:
        return f'Syntax error - can\'t find = in "{bare}". Must be of the form: name=value'
    return _blank_names(instruction)


def _blank_names(instruction: Instruction) -> str:
    blank = any(not pair.name for pair in words.pairs(instruction.text, legacy=instruction.name != "ARG"))
    return f"{instruction.name} names can not be blank" if blank else ""


def _healthcheck(instruction: Instruction) -> str:
    kind, _, rest = instruction.text.partition(" ")
    if kind.upper() == "NONE":
        return "HEALTHCHECK NONE takes no arguments" if rest.strip() else ""
    if kind.upper() != "CMD":
        return f'Unknown type "{kind.upper()}" in HEALTHCHECK (try CMD)'
    return "" if rest.strip() and instruction.argv != () else "Missing command after HEALTHCHECK CMD"


def _shell(instruction: Instruction) -> str:
    return "" if instruction.argv else "SHELL requires the arguments to be in JSON form"


def _onbuild(instruction: Instruction) -> str:
    trigger = instruction.text.split()[0].upper()
    if trigger == "ONBUILD":
        return "Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed"
    return f"{trigger} isn't allowed as an ONBUILD trigger" if trigger in ("FROM", "MAINTAINER") else ""
