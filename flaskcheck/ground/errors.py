"""What can end a run, each with its exit code."""

from __future__ import annotations

from flaskcheck.ground.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TypeAlias

    Ending: TypeAlias = "tuple[bool, bool, bool, tuple[tuple[str, str], ...]]"
    """How a run ended: whether it crashed, found an application, and found none in a part of what it should look at; the severities of its findings, each with the one from which on they count."""

CLEAN, FINDINGS, USAGE, CRASHED, NOTHING = 0, 1, 2, 3, 4
"""Exit codes: nothing at or above ``--fail-on``; findings; usage or configuration error; a rule or reader crashed; nothing to check."""

FAIL_ON = ("error", "warning", "info", "never")
"""From which severity on there are findings in the sense of the exit code."""

INTERRUPTED = 130
"""Ctrl-C, as shells count it: 128 + SIGINT."""


def exit_code(ending: Ending, allow_no_app: bool = False) -> int:
    """The exit code that follows from how a run ended."""
    has_crashed, has_application, is_partly_empty, told = ending
    if has_crashed:
        return CRASHED
    if not has_application:
        return CLEAN if allow_no_app else NOTHING
    if any(fails(severity, fail_on) for severity, fail_on in told):
        return FINDINGS
    return NOTHING if is_partly_empty else CLEAN


def fails(severity: str, fail_on: str) -> bool:
    """Whether a finding is at or above a severity (``never``: none is)."""
    return fail_on != "never" and FAIL_ON.index(severity) <= FAIL_ON.index(fail_on)


def is_ending(value: Any) -> bool:
    """Whether a value that was kept is how a run ended, one that may be kept."""
    if type(value) is not tuple or list(map(type, value)) != [bool, bool, bool, tuple] or value[0]:
        return False
    pairs = [pair for pair in value[3] if type(pair) is tuple and len(pair) == 2]
    return len(pairs) == len(value[3]) and all(s in FAIL_ON[:-1] and f in FAIL_ON for s, f in pairs)


class FlaskcheckError(Exception):
    """Base of the errors that the user sees as one line."""

    exit_code = CRASHED


class UsageError(FlaskcheckError):
    """The command line asks for something that cannot be."""

    exit_code = USAGE


class MissingPathError(UsageError):
    """There is no file or folder of the name that was given."""


class ConfigError(FlaskcheckError):
    """The configuration file says something that cannot be."""

    exit_code = USAGE


class Crash(Record):
    """Something of flaskcheck itself, or of a plugin, that failed; the other findings are still shown."""

    rule: str
    error: str
    traceback: str

    @property
    def fault(self) -> str:
        """Where it was raised in the end, and the error: the same when one fault of the model stops many rules, each of which got there by a way of its own."""
        return self.traceback.rpartition("\n  File ")[2]


def told_once(crashes: Iterable[Crash]) -> list[str]:
    """What is said of crashes: of each fault once, with all the rules that it stopped."""
    faults: dict[str, list[Crash]] = {}
    for found in crashes:
        faults.setdefault(found.fault, []).append(found)
    told = "flaskcheck itself failed in {}; please report this:\n{}"
    return [told.format(", ".join(c.rule for c in same), same[0].traceback) for same in faults.values()]


def crash(name: str, error: BaseException) -> Crash:
    """The record of a failure in the rule or part of this name."""
    from traceback import format_exception

    return Crash(name, f"{type(error).__name__}: {error}", "".join(format_exception(error)))
