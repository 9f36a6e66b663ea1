"""Markers of requirements in the forms that nearly all have: ``sys_platform == "win32"``, ``python_version >= "3.8" and python_version < "4"``. All others are packaging's, whose import takes along typing, inspect and logging."""

from __future__ import annotations

import operator
import re
from functools import lru_cache

from flaskcheck.ground.numbers import number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
_TEST = re.compile(
    r"\s*(?:(python_version|python_full_version)\s*([=!<>]=|[<>])\s*(?:'(\d+(?:\.\d+)*)'|\"(\d+(?:\.\d+)*)\")"
    r"|(sys_platform|platform_system|os_name|platform_machine|implementation_name|platform_python_implementation)\s*([=!]=)\s*"
    r"(?:'((?![vV]\d)[A-Za-z]\w*)'|\"((?![vV]\d)[A-Za-z]\w*)\"))(?:\s+(and|or)(?=\s)|\s*$)",
    re.ASCII,
)
"""One test, with what joins it to the next. A text that is no version is compared as a text."""


@lru_cache(maxsize=512)
def tests(marker: str) -> tuple[tuple[str, str, str, str], ...]:
    """The tests of a plain marker: name, operator, value, and what joins it to the next; none for any other marker."""
    found, at = [], 0
    while test := _TEST.match(marker, at):
        name, compared = test[1] or test[5], test[2] or test[6]
        found.append((name, compared, test[3] or test[4] or test[7] or test[8], test[9] or ""))
        at = test.end()
        if not test[9]:
            return tuple(found)
    return ()


def shown(marker: str) -> str:
    """A plain marker as packaging writes it, ``""`` for any other."""
    if not marker:
        return ""
    return " ".join(" ".join(filter(None, (n, op, f'"{value}"', join))) for n, op, value, join in tests(marker))


def holds(marker: str, environment: Mapping[str, str]) -> bool | None:
    """Whether a plain marker holds; ``None`` for any other, and where what it asks for is not plain itself."""
    told = tests(marker)
    verdicts = [True]
    for name, compared, value, join in told:
        own, other = environment.get(name), value
        if own is None:
            return None
        sides = (numbers(own), numbers(other)) if name.startswith("python_") else (own, other)
        if None in sides:
            return None
        verdicts[-1] = verdicts[-1] and _COMPARED[compared](*sides)
        if join == "or":
            verdicts.append(True)
    return any(verdicts) if told else None


def numbers(version: str) -> list[int] | None:
    """The numbers of a version that has nothing else, without noughts at its end, which change nothing; ``None`` for any other."""
    parts = version.split(".")
    found = [told for part in parts if (told := number(part)) is not None]
    if len(found) < len(parts):
        return None
    while found and not found[-1]:
        found.pop()
    return found
