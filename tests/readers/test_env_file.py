"""Dotenv files: variables with their places, and which files are dotenv files."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flaskcheck.files.source import Source
from flaskcheck.readers.env_file import is_front_end, kind_of_env_file, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A=1\nB=2\n", [("A", "1", 1), ("B", "2", 2)]),
        ("\n\nA=1\n\n\nB=2", [("A", "1", 3), ("B", "2", 6)]),
        ("# comment\n\nexport A='x y'\n", [("A", "x y", 3)]),
        ('A="one\ntwo"\nB=3\n', [("A", "one\ntwo", 1), ("B", "3", 3)]),
        ("A\nB=\n", [("A", None, 1), ("B", "", 2)]),
        ("\ufeffA=1\n", [("A", "1", 1)]),
        ("A=1\r\nB=2\r\n", [("A", "1", 1), ("B", "2", 2)]),
        ("", []),
    ],
)
def test_variables(text: str, expected: list[tuple[str, str | None, int]]) -> None:
    found = read(Source(".env", text.encode()))
    assert [(v.name, v.value, v.place.line) for v in found.variables] == expected


def test_a_broken_line_is_an_error_and_the_rest_is_read() -> None:
    found = read(Source(".env", b"A=1\n'oops\nB=2\n"))
    assert [v.name for v in found.variables] == ["A", "B"]
    assert [e.place.line for e in found.errors] == [2]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (".env", "real"),
        ("config/.env", "real"),
        (".env.production", "real"),
        ("prod.env", "real"),
        (".env.local", "development"),
        (".env.dev", "development"),
        ("test.env", "development"),
        (".env.example", "example"),
        ("env.sample", "example"),
        ("example.env", "example"),
        (".env-template", "example"),
        (".flaskenv", "flaskenv"),
        (".envrc", "direnv"),
        ("env.sh", "script"),
        ("env.py", "not"),
        ("environment.yml", "not"),
        ("app.py", "not"),
        (".env.d.ts", "not"),
    ],
)
def test_kinds(path: str, kind: str) -> None:
    assert kind_of_env_file(path) == kind


@pytest.mark.parametrize(
    ("text", "front_end"),
    [
        ("VITE_API=https://x\n", True),
        ("VITE_API=https://x\nSECRET_KEY=1\n", False),
        ("SECRET_KEY=1\n", False),
        ("NODE_ENV=production\nREACT_APP_X=1\n", True),
    ],
)
def test_front_end_files(text: str, front_end: bool) -> None:
    assert is_front_end(read(Source("web/.env.production", text.encode()))) is front_end


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read(text: str) -> None:
    source = Source(".env", text.encode("utf-8", "surrogatepass"))
    for variable in read(source).variables:
        assert 1 <= variable.place.line <= len(source.lines)
