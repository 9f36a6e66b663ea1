"""What systemd refuses or reads over in the service of a unit.

Each was tried with ``systemd-analyze verify`` of systemd 252; systemd.exec(5) and systemd.service(5) say the same.
"""

from __future__ import annotations

from flaskcheck.facts.broken import Unreadable
from flaskcheck.known.placeholders import begins_with_a_sign
from flaskcheck.readers.sections import entries, words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.files.source import Source
    from flaskcheck.readers.sections import Given

_NEEDED = ("Environment", "EnvironmentFile", "ExecStart", "WorkingDirectory")
_OTHERS = tuple(
    "Type User Group Restart RestartSec ExecStartPre ExecStartPost ExecReload ExecStop ExecCondition PassEnvironment UnsetEnvironment "
    "RuntimeDirectory StateDirectory RootDirectory StandardOutput StandardError StandardInput TimeoutStartSec TimeoutStopSec KillMode PIDFile".split()
)
_SHELL = ("&&", "||", "|", ">", ">>", "2>&1", "<", "&")
_OPEN = ("$", "%", "<", "{", "[", "@@")
"""A value with one of these is to be filled in, or only the machine knows it."""

REFUSED, READ_OVER = "wrong-type", "ignored-key"


def faults(source: Source) -> Iterator[Unreadable]:
    """The lines of a unit for which the service does not start, or that mean nothing to systemd."""
    found = tuple(entries(source))
    yield from _starts(source, found)
    for entry in found:
        if entry.section != "Service":
            continue
        name = _meant(entry.name)
        if name:
            yield _said(
                source,
                entry,
                READ_OVER,
                f'systemd reads over this line, "Unknown key {entry.name!r}"',
                f"Write {name}=.",
            )
        elif entry.name == "WorkingDirectory":
            yield from _folder(source, entry)
        elif entry.name == "EnvironmentFile":
            yield from _file(source, entry)
        elif entry.name in ("ExecStart", "ExecStartPre"):
            yield from _command(source, entry)
        elif entry.name == "Environment":
            yield from _variables(source, entry)


def _said(source: Source, entry: Given, kind: str, message: str, mend: str) -> Unreadable:
    end = source.text.find("\n", entry.start)
    return Unreadable(kind, message, source.span(entry.start, entry.end if end < 0 else min(end, entry.end)), mend)


def _starts(source: Source, found: tuple[Given, ...]) -> Iterator[Unreadable]:
    """A second command where one is allowed; an empty one takes the first back."""
    service = [entry for entry in found if entry.section == "Service"]
    kinds = [entry.value for entry in service if entry.name == "Type"]
    own = [entry for entry in service if entry.name == "ExecStart"]
    if len(own) > 1 and kinds[-1:] != ["oneshot"] and all(entry.value for entry in own):
        message = 'systemd refuses the unit, "Service has more than one ExecStart= setting"'
        yield _said(source, own[1], REFUSED, message, "Run the first one before it, as ExecStartPre=.")


def _meant(name: str) -> str:
    """The key that was meant, where systemd knows none of the name that is written; ``""`` for one that may be known."""
    if name in _NEEDED or name in _OTHERS or not name.isalpha():
        return ""
    alike = next((known for known in (*_NEEDED, *_OTHERS) if known.lower() == name.lower()), "")
    if alike:
        return alike
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, _NEEDED, 1, 0.88)), "") if len(name) > len("Environment") - 2 else ""


def _is_open(value: str, *others: str) -> bool:
    """Whether nobody can tell from its beginning what a value is, or it begins as it should."""
    return value.startswith((*others, *_OPEN)) or begins_with_a_sign(value)


def _folder(source: Source, entry: Given) -> Iterator[Unreadable]:
    value = entry.value.removeprefix("-")
    if value and value != "~" and not _is_open(value, "/"):
        bare = value.strip("\"'")
        why = "a quoted path is none to it" if bare.startswith("/") else "it is not absolute"
        mend = (
            f"Write WorkingDirectory={bare}, without quotes."
            if bare.startswith("/")
            else "Write the whole path, from / on."
        )
        yield _said(
            source, entry, REFUSED, f'systemd refuses the unit, "WorkingDirectory= path is not absolute": {why}', mend
        )


def _file(source: Source, entry: Given) -> Iterator[Unreadable]:
    value = entry.value.removeprefix("-")
    if value and not _is_open(value, "/", '"', "'"):
        message = 'systemd reads over this line, "EnvironmentFile= path is not absolute": none of the variables is set'
        yield _said(source, entry, READ_OVER, message, "Write the whole path, from / on.")


def _command(source: Source, entry: Given) -> Iterator[Unreadable]:
    found = [word.text for word in words(source, entry.start, entry.end)]
    program = found[0].lstrip("@-:+!|") if found else ""
    if found and begins_with_a_sign(found[0].lstrip("-:+!|")):
        return
    if "/" in program and not _is_open(program, "/"):
        message = f'systemd refuses the unit, "Neither a valid executable name nor an absolute path: {program}"'
        yield _said(source, entry, REFUSED, message, "Write the program's whole path, from / on.")
    elif program in ("cd", "source", "export", "."):
        message = (
            f"{program} is a shell's word and no program: systemd runs no shell, and the service ends with 203/EXEC"
        )
        yield _said(
            source, entry, REFUSED, message, "Use WorkingDirectory=, Environment= and the whole path of the program."
        )
    else:
        sign = next((word for word in found[1:] if word in _SHELL), "")
        if sign and program.rpartition("/")[2] not in ("sh", "bash", "dash", "env", "zsh"):
            message = f"systemd runs no shell: the program is given {sign} and what follows as its arguments"
            yield _said(source, entry, REFUSED, message, "Write one program for each ExecStart, or /bin/sh -c '…'.")


def _variables(source: Source, entry: Given) -> Iterator[Unreadable]:
    for word in words(source, entry.start, entry.end):
        if "=" not in word.text and not _is_open(word.text):
            message = 'systemd reads over this word, "Invalid environment assignment": a blank ends the value'
            yield Unreadable(
                READ_OVER, message, word.place, 'Put quotes around the whole assignment: Environment="A=x y".'
            )
