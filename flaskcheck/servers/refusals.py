"""What servers refuse of their own options, before they load anything: gunicorn by argparse, which reads them, and by the settings that they are for.

Each form was tried with gunicorn 27.0.1, waitress 3.0.2, uvicorn 0.54.0 and hypercorn 0.18.0; words with a variable in them are never judged.
"""

from __future__ import annotations

import re

from flaskcheck.facts.broken import Unreadable
from flaskcheck.ground.record import Record
from flaskcheck.servers.options import is_open

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.ground.place import Place
    from flaskcheck.servers.options import CommandLine, GivenOption, Grammar

_NUMBERS = frozenset(
    "workers threads timeout graceful-timeout keep-alive backlog worker-connections max-requests max-requests-jitter limit-request-line"
    " limit-request-fields limit-request-field_size".split()
)
_LITERAL = re.compile(r"[\w.:/@=,+~-]*")
_NUMBER = re.compile(r"[+-]?\d+(?:_\d+)*")
_MASK = re.compile(r"0[xX][\da-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9]\d*")
_PORT = re.compile(r"(?!unix:|fd:)(?:[\w.-]*|\[[\da-fA-F:]+\]):((?!\d+$)[\w,%-]+)")
_MISREAD = {
    "bind": "connection to '{}' failed: Name or service not known",
    "config": "Error: '{}' doesn't exist",
    "env": "Error: environment setting '{}' invalid",
    "user": "Error: No such user: '{}'",
}
"""What is said of a long option with one dash, by the short one that it is read as; numbers are refused as such, and other texts are taken."""

_LAST_READ = {
    "gunicorn": ("27.0.2", "unrecognized arguments: {}"),
    "hypercorn": ("0.18.1", "unrecognized arguments: {}"),
    "uvicorn": ("0.54.1", "No such option '{}'"),
    "waitress": ("3.0.3", "Error: option {} not recognized"),
}
"""For each server the first version whose options nobody has read yet, and what it says of an option that it does not have."""
_NAME = re.compile(r"-[A-Za-z]|--[A-Za-z][A-Za-z\d_-]*")

_NEAR = 0.85
"""How like an option a word must be that was meant for it."""


class Refusal(Record):
    """What a server says against its command line, unless its version is ``before`` or newer."""

    said: Unreadable
    before: str


def refusal(grammar: Grammar, place: Place, *given: CommandLine) -> Unreadable | None:
    """The first thing that command lines are refused for, with what gunicorn says."""
    return next((found for command in given for found in _refusals(grammar, command, place)), None)


def strange(program: str, place: Place, *given: CommandLine) -> Refusal | None:
    """The first option that no version of the server has which is known here, with what the server says."""
    before, said = _LAST_READ.get(program, ("", ""))
    names = [word.partition("=")[0] for command in given for word in command.unknown]
    if not before or not names or not all(map(_NAME.fullmatch, names)):
        return None
    return Refusal(Unreadable("option", said.format(names[0]), place), before)


def second_application(command: CommandLine) -> Unreadable | None:
    """What waitress says of whatever follows its application, options too, where it knows all that stands before."""
    words = [word for word in command.words if not is_open(word.text) and not command.unknown]
    return Unreadable("option", "Error: Specify one application only", words[1].place) if len(words) > 1 else None


_OF_WAITRESS = frozenset(
    "port threads backlog recv-bytes send-bytes connection-limit cleanup-interval channel-timeout max-request-header-size max-request-body-size".split()
)


def refused_by_waitress(command: CommandLine) -> Unreadable | None:
    """What waitress says of an option's value: a number that is none (``ValueError``), a port in the host (verified with waitress 3.0.2)."""
    for option in command.options:
        if option.lacks_value or not _LITERAL.fullmatch(option.value):
            continue
        if option.name in _OF_WAITRESS and not _NUMBER.fullmatch(option.value):
            said = f"ValueError: invalid literal for int() with base 10: '{option.value}'"
            return Unreadable("option", said, option.place)
        if option.name == "host" and re.fullmatch(r"[\w.-]+:\d+", option.value):
            return Unreadable("option", "ValueError: Invalid host/port specified.", option.place)
    return None


def _refusals(grammar: Grammar, command: CommandLine, place: Place) -> Iterator[Unreadable]:
    for option in command.options:
        said = _said(grammar, option)
        if said:
            yield Unreadable("option", said, option.place)
    for word in command.unknown if all(map(_LITERAL.fullmatch, command.unknown)) else ():
        said = _unknown(grammar, word)
        if said:
            yield Unreadable("option", said, place)
    for option in command.all("bind"):
        _, colon, port = option.value.rpartition(":")
        found = _PORT.fullmatch(option.value) if colon and not port.isdecimal() else None
        if found:
            yield Unreadable("port", f"Error: '{found[1]}' is not a valid port number", option.place)


def _said(grammar: Grammar, option: GivenOption) -> str:
    argument = "/".join(sorted((n for n, name in grammar.names.items() if name == option.name), key=len))
    if option.lacks_value:
        return f"argument {argument}: expected one argument"
    if option.name in _MISREAD and _is_misread(grammar, option):
        return _MISREAD[option.name].format(option.value)
    kind, form = ("int", _NUMBER) if option.name in _NUMBERS else ("auto_int", _MASK)
    if option.name not in _NUMBERS and option.name != "umask":
        return ""
    if not _LITERAL.fullmatch(option.value):
        return ""
    if form.fullmatch(option.value):
        return refused_number(option.name, option.value)
    return f"argument {argument}: invalid {kind} value: '{option.value}'"


def refused_number(name: str, text: str) -> str:
    """What gunicorn says of the value that its configuration file gives a setting which is a number; ``""`` where it takes it, or the value is not known."""
    if name not in _NUMBERS or not text or text in ("True", "False") or not _LITERAL.fullmatch(text):
        return ""
    if _NUMBER.fullmatch(text):
        return f"Error: Value must be positive: {text}" if text.startswith("-") and text.strip("-0_") else ""
    is_another = text.replace(".", "", 1).isdecimal() or _MASK.fullmatch(text)
    return "" if is_another else f"Error: invalid literal for int() with base 0: '{text}'"


def _is_misread(grammar: Grammar, option: GivenOption) -> bool:
    """Whether a long option stands there with one dash, so that its first letter counts as a short one: ``-bind``."""
    short = next(n for n, name in grammar.names.items() if name == option.name and len(n) == 2)
    return f"-{short}{option.value.partition('=')[0]}" in grammar.long


def _unknown(grammar: Grammar, word: str) -> str:
    """An option that is nearly one, or begins several; one that is like no other may be a newer gunicorn's."""
    from difflib import get_close_matches

    option = word.partition("=")[0]
    begun = [name for name in grammar.long if name.startswith(option)]
    if option.startswith("--") and len(begun) > 1:
        return f"ambiguous option: {option} could match {', '.join(begun)}"
    is_near = f"-{option}" in grammar.long or get_close_matches(option, grammar.long, 1, _NEAR)
    return f"unrecognized arguments: {word}" if is_near else ""
