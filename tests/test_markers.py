"""Markers that are read without packaging, held against packaging."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packaging.markers import InvalidMarker, Marker
from packaging.requirements import Requirement as Parsed

from flaskcheck.facts.requirements import Requirement
from flaskcheck.ground.place import Place
from flaskcheck.known import markers, versions
from flaskcheck.readers.requirements.line import parse

PLACE = Place("requirements.txt", 1)
NAMES = ("python_version", "python_full_version", "sys_platform", "platform_system", "os_name", "platform_machine")
ENVIRONMENT = {**versions.LINUX, "python_version": "3.11", "python_full_version": "3.11.4"}

VALUES = st.sampled_from("3.8 3.11 3.11.0 3.11.4 4 3.10.0.0 linux Linux win32 x86_64 v1 V2 a1 posix 3.* 3.8rc1".split())
OPERATORS = st.sampled_from(["==", "!=", "<=", ">=", "<", ">", "~=", "===", " in ", " not in "])
QUOTES = st.sampled_from(["'", '"'])
TEST = st.tuples(st.sampled_from(NAMES), OPERATORS, VALUES, QUOTES, st.sampled_from(["", " "]))


def written(test: tuple[str, str, str, str, str]) -> str:
    name, compared, value, quote, blank = test
    return f"{name}{blank}{compared}{blank}{quote}{value}{quote}"


@st.composite
def conditions(draw: st.DrawFn) -> str:
    parts = [written(test) for test in draw(st.lists(TEST, min_size=1, max_size=4))]
    joins = draw(st.lists(st.sampled_from([" and ", " or ", "  and  "]), min_size=3, max_size=3))
    return "".join(part + join for part, join in zip(parts, [*joins[: len(parts) - 1], ""]))


@given(conditions(), st.sampled_from(["", "3.8", "3.11", "3.11.4", "3.14.0rc1"]))
def test_plain_markers_hold_when_packaging_says_so(marker: str, python: str) -> None:
    shown = markers.shown(marker)
    try:
        oracle = Marker(marker)
    except InvalidMarker:
        assert not shown
        return
    assert shown in ("", str(oracle))
    environment = {**versions.LINUX, "python_version": "3.11", "python_full_version": python or "3.11.4"}
    told = markers.holds(marker, environment)
    if told is not None:
        assert told is oracle.evaluate(environment)


@pytest.mark.parametrize(
    ("marker", "is_true"),
    [
        ("sys_platform == 'win32'", False),
        ('sys_platform != "win32"', True),
        ("python_version >= '3.8' and python_version < '4.0'", True),
        ("python_version<'3.8' or sys_platform=='linux'", True),
        ("os_name == 'nt' or python_version < '3' and os_name == 'posix'", False),
        ("python_full_version <= '3.11.2'", False),
    ],
)
def test_usual_markers_are_plain(marker: str, is_true: bool) -> None:
    assert markers.holds(marker, ENVIRONMENT) is is_true


@pytest.mark.parametrize(
    "marker",
    ["", " ", "extra == 'dev'", "(os_name == 'nt')", "python_version in '3.8'", "os_name == 'nt' and", "os_name", "'nt' == os_name"],
)  # fmt: skip
def test_others_are_not(marker: str) -> None:
    assert markers.tests(marker) == ()
    assert markers.holds(marker, ENVIRONMENT) is None


@pytest.mark.parametrize(
    "head", ["flask==3.0", "Flask >= 2, <3", "celery[redis]==5.4.0", "uvloop", "./a", "a @ https://b.c/d"]
)
@pytest.mark.parametrize(
    "end",
    [
        " ; os_name == 'nt'",
        ";python_version<'3.8'",
        "; os_name=='nt' and extra=='x'",
        " ;",
        "; os_name",
        ";os_name=='nt';",
    ],
)
def test_requirements_with_markers_are_read_as_packaging_reads_them(head: str, end: str) -> None:
    found = parse(head + end, PLACE)
    try:
        oracle = Parsed(head + end)
    except ValueError:
        assert not isinstance(found, Requirement) or found.url
        return
    assert isinstance(found, Requirement)
    assert (found.written, found.marker, found.text) == (oracle.name, str(oracle.marker or ""), head + end)
    assert (set(found.specifier.split(",")), set(found.extras)) == (
        set(str(oracle.specifier).split(",")),
        oracle.extras,
    )
