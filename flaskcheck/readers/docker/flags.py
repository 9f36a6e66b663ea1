"""The ``--flags`` of instructions that ``docker build`` knows, and what it says against others.

Sources: ``instructions/parse.go`` and ``bflag.go`` of BuildKit; durations are those of Go (``time.ParseDuration``).
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.facts.docker import Instruction

_TEXTS = {
    "ADD": ("chown", "chmod", "checksum", "exclude"),
    "COPY": ("from", "chown", "chmod", "exclude"),
    "FROM": ("platform",),
    "HEALTHCHECK": ("interval", "timeout", "start-period", "start-interval", "retries"),
    "RUN": ("mount", "network", "security", "device"),
}
_SWITCHES = {"ADD": ("link", "keep-git-dir", "unpack"), "COPY": ("link", "parents")}
_REPEATED = frozenset({"exclude", "mount", "device"})
_UNREAD = frozenset({"ARG", "STOPSIGNAL"})
_UNIT = re.compile(r"(?<![\d.])(?:\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)")


def refusal(instruction: Instruction) -> str:
    """What Docker says against the flags of an instruction; ``""`` when it takes them. Some instructions never look at theirs."""
    name = instruction.name
    if name in _UNREAD or (name == "HEALTHCHECK" and instruction.text.upper().startswith("NONE")):
        return ""
    seen: set[str] = set()
    for flag in instruction.flags:
        problem = _refused(name, flag, seen)
        if problem:
            return problem
    return ""


def _refused(instruction: str, flag: str, seen: set[str]) -> str:
    written, equals, value = flag.partition("=")
    name = written[2:]
    known = (*_TEXTS.get(instruction, ()), *_SWITCHES.get(instruction, ()))
    if name not in known:
        return f"unknown flag: {written}{_hint(name, known)}"
    if name in seen and name not in _REPEATED:
        return f"duplicate flag specified: {written}"
    seen.add(name)
    if name in _SWITCHES.get(instruction, ()):
        return _switch(written, equals, value)
    if not equals:
        return f"missing a value on flag: {written}"
    return _amount(name, value) if instruction == "HEALTHCHECK" and value else ""


def _hint(name: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    return f" (did you mean --{near[0]}?)" if near else ""


def _switch(written: str, equals: str, value: str) -> str:
    if equals and not value:
        return f"missing a value on flag: {written}"
    known = value.lower() in ("", "true", "false")
    return "" if known else f"expecting boolean value for flag {written}, not: {value}"


def _amount(name: str, value: str) -> str:
    """What is wrong with a duration or the number of retries."""
    if name == "retries":
        if re.fullmatch(r"[+-]?\d+", value, re.ASCII):
            return f"--retries cannot be negative ({value})" if value.startswith("-") and value.strip("-0") else ""
        return f'strconv.ParseInt: parsing "{value}": invalid syntax'
    bare = value.lstrip("+-") if len(value) - len(value.lstrip("+-")) < 2 else value
    if bare == "0" or (bare and not _UNIT.sub("", bare)):
        return f"Interval {name} cannot be less than 1ms" if value.startswith("-") and bare != "0" else ""
    what = "missing unit in" if re.fullmatch(r"\d+\.?\d*", bare) else "invalid"
    return f'time: {what} duration "{value}"'
