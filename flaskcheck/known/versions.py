"""Questions about versions. Plain ones are answered here, all others by packaging, whose import takes as long as reading ten modules."""

from __future__ import annotations

from functools import lru_cache

from flaskcheck.ground.numbers import number
from flaskcheck.known.markers import holds, numbers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

NEWEST = "99999"
"""Stands for whatever an installer finds newest today."""

LINUX = {
    "sys_platform": "linux",
    "platform_system": "Linux",
    "os_name": "posix",
    "platform_machine": "x86_64",
    "implementation_name": "cpython",
    "platform_python_implementation": "CPython",
    "extra": "",
}


def exact(specifier: str) -> str:
    """The version that a specifier pins (``==3.0.1``, ``===3``), or ``""``."""
    bare = specifier.replace(" ", "")
    if bare.startswith("==") and "," not in bare and "*" not in bare:
        return bare.lstrip("=")
    return ""


def wanted(specifier: str) -> str:
    """The version that a specifier pins, or from which on it takes all (``>=3``, ``~=3.1``), or ``""``."""
    bare = specifier.replace(" ", "")
    is_bound = bare.startswith((">=", "~=")) and "," not in bare
    return exact(specifier) or (bare[2:] if is_bound else "")


def at_least(version: str, bound: str) -> bool:
    """Whether a version is a bound or newer; ``False`` for texts that are no versions."""
    plain, least = numbers(version), numbers(bound)
    if plain is not None and least is not None:
        return plain >= least
    from packaging.version import Version

    try:
        return Version(version) >= Version(bound)
    except ValueError:  # no version, or a number in it of more digits than Python reads
        return False


def within(specifier: str, version: str) -> bool | None:
    """Whether a version is among those that a specifier admits (PEP 440); ``None`` where one of its versions is more than numbers with dots, or it is none."""
    own = numbers(version)
    told = (
        [_clause_admits(part.strip(), own) for part in specifier.split(",") if part.strip()]
        if own is not None
        else [None]
    )
    return None if None in told else all(told)


_SIGNS = ("==", "!=", ">=", "<=", "~=", ">", "<")


def _clause_admits(clause: str, own: list[int]) -> bool | None:
    sign = next(filter(clause.startswith, _SIGNS), "")
    written = clause[len(sign) :].strip()
    is_series = sign in ("==", "!=") and written.endswith(".*")
    series = written.removesuffix(".*") if is_series else written.rpartition(".")[0] if sign == "~=" else ""
    bound = numbers(written.removesuffix(".*") if is_series else written)
    if bound is None or not sign or (sign == "~=" and not series):
        return None
    if sign == "==" or sign == "!=":
        return (_begins(own, bound, series) if is_series else own == bound) is (sign == "==")
    if sign == "~=":
        return own >= bound and _begins(own, bound, series)
    is_less, is_same = own < bound, own == bound
    return (is_same and sign.endswith("=")) or (not is_same and is_less is (sign[0] == "<"))


def _begins(own: list[int], bound: list[int], series: str) -> bool:
    """Whether a version begins as another one does, as far as a series is written (``1.4`` of ``==1.4.*``)."""
    count = series.count(".") + 1
    return (own + [0] * count)[:count] == (bound + [0] * count)[:count]


def may_reach(specifier: str, bound: str) -> bool:
    """Whether the newest version that a specifier admits can be the bound or newer: installers take the newest."""
    pinned = exact(specifier)
    if pinned:
        return at_least(pinned, bound)
    return all(_upper_admits(part, bound) for part in specifier.replace(" ", "").split(","))


def _upper_admits(part: str, bound: str) -> bool:
    """Whether one clause leaves room at or above the bound."""
    if part.startswith("<="):
        return at_least(part[2:], bound)
    if part.startswith("<"):
        return not at_least(bound, part[1:])
    if part.startswith("~="):
        release = part[2:].split(".")[:-1] or ["0"]
        return not at_least(bound, _next(release))
    if part.startswith("==") and part.endswith(".*"):
        return not at_least(bound, _next(part[2:-2].split(".")))
    return True


def _next(release: list[str]) -> str:
    """The first release behind a series: 1.4 → 1.5."""
    last = number(release[-1])
    return NEWEST if last is None else ".".join([*release[:-1], str(last + 1)])


ANY_PYTHON = tuple(f"3.{minor}" for minor in range(6, 17))
"""What a project that declares no Python may run on."""


@lru_cache(maxsize=512)
def marker_applies(marker: str, python: str = "") -> bool | None:
    """Whether a marker holds on a Linux host with this Python; ``None`` when it cannot be determined (a broken marker, or Python unknown and not the same for all)."""
    if not marker:
        return True
    python = python if "." in python else ""  # ``python:3`` is any of them
    if python or "python_" not in marker:
        return _holds(marker, {**LINUX, **_named(python)} if python else LINUX)
    if "python_full_version" in marker:
        return None
    answers = {_holds(marker, {**LINUX, **_named(each)}) for each in ANY_PYTHON}
    return answers.pop() if len(answers) == 1 else None


def may_meet(first: str, second: str) -> bool:
    """Whether two markers may both hold on a Linux host with some Python."""
    return any(
        marker_applies(first, python) is not False and marker_applies(second, python) is not False
        for python in ANY_PYTHON
    )


def _named(python: str) -> dict[str, str]:
    return {"python_version": ".".join(python.split(".")[:2]), "python_full_version": python}


def _holds(marker: str, environment: Mapping[str, str]) -> bool | None:
    told = holds(marker, environment)
    if told is not None:
        return told
    from packaging.markers import Marker, UndefinedComparison, UndefinedEnvironmentName

    try:
        return Marker(marker).evaluate(dict(environment))
    except (ValueError, RecursionError, UndefinedComparison, UndefinedEnvironmentName):
        return None


def major_minor(version: str) -> tuple[int, int] | None:
    """``(3, 11)`` of ``3.11.4`` or ``3.11``; ``None`` for anything else."""
    parts = version.split(".")
    major, minor = (*map(number, parts[:2]), None, None)[:2]
    return None if major is None or minor is None else (major, minor)
