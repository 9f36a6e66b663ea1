"""Requirements files as pip reads them."""

from __future__ import annotations

import pytest

from flaskcheck.facts import DependencyFile
from flaskcheck.readers.requirements import read
from flaskcheck.source import Source


def file(text: str | bytes, path: str = "requirements.txt") -> DependencyFile:
    return read(Source(path, text.encode() if isinstance(text, str) else text))


@pytest.mark.parametrize(
    ("line", "name", "specifier"),
    [
        ("Flask==3.0.0", "flask", "==3.0.0"),
        ("Flask_SQLAlchemy == 3.1", "flask-sqlalchemy", "==3.1"),
        ("gunicorn", "gunicorn", ""),
        ("gunicorn>=21,<24  # the server", "gunicorn", "<24,>=21"),
        ("celery[redis]~=5.3", "celery", "~=5.3"),
        ("pywin32==306 ; sys_platform == 'win32'", "pywin32", "==306"),
        ("flask==3.0 --hash=sha256:abc", "flask", "==3.0"),
        ("git+https://example.com/x/shop.git@main#egg=shop", "shop", ""),
        ("-e .", "", ""),
        ("certifi @ file:///croot/certifi_1/work/certifi", "certifi", ""),
        ("./wheels/shop-1.0-py3-none-any.whl", "shop", ""),
    ],
)
def test_requirements(line: str, name: str, specifier: str) -> None:
    [found] = file(line).requirements
    assert (found.name, found.specifier) == (name, specifier)


def test_a_marker_is_kept() -> None:
    [found] = file("pywin32==306 ; sys_platform == 'win32'").requirements
    assert found.marker == 'sys_platform == "win32"'


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("flask=3.0.0", "Did you mean =="),
        ("flask 3.0.0", "Invalid requirement"),
        ("numpy=1.26=py311_0", "Did you mean =="),
        ("pip install flask", "command"),
        ("Package    Version", "pip freeze"),
        ("---------- -------", "pip freeze"),
        ("<<<<<<< HEAD", "merge conflict"),
        ("flask==", "Invalid requirement"),
    ],
)
def test_refused_lines(line: str, part: str) -> None:
    found = file(f"gunicorn\n{line}\n")
    assert [r.name for r in found.requirements] == ["gunicorn"]
    assert part in found.invalid[0].message
    assert found.invalid[0].place.line == 2


@pytest.mark.parametrize("option", ["-r base.txt", "--requirement base.txt", "--requirement=base.txt", "-rbase.txt"])
def test_includes(option: str) -> None:
    [include] = file(f"{option}\n", "requirements/prod.txt").includes
    assert (include.path, include.constraint) == ("requirements/base.txt", False)


def test_constraints_and_options() -> None:
    found = file("-c constraints.txt\n--index-url https://example.com\n")
    assert found.includes[0].constraint
    assert found.options[0][:2] == ("--index-url", "https://example.com")


def test_continued_lines_and_places() -> None:
    found = file("# head\n\nflask==3.0 \\\n    --hash=sha256:abc\ngunicorn\n")
    assert [(r.name, r.place.line, r.place.end_column) for r in found.requirements] == [
        ("flask", 3, 11),
        ("gunicorn", 5, 9),
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "latin-1"])
def test_encodings_with_a_mark_or_plain(encoding: str) -> None:
    assert [r.name for r in file("flask==3.0\r\ngunicorn\r\n".encode(encoding)).requirements] == ["flask", "gunicorn"]


def test_utf_16_without_a_mark_is_refused() -> None:
    found = file("flask==3.0\n".encode("utf-16-le"))
    assert not found.requirements
    assert found.invalid[0].kind == "encoding"
