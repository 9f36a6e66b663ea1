"""runtime.txt, .python-version, .tool-versions and mise.toml."""

from __future__ import annotations

import pytest

from flaskcheck.facts.services import PlatformFile, PythonVersion
from flaskcheck.files.source import Source
from flaskcheck.ground.place import Place
from flaskcheck.hosts import python_version


def read(path: str, text: str | bytes) -> PlatformFile:
    return python_version.read(Source(path, text.encode() if isinstance(text, str) else text))


@pytest.mark.parametrize(
    ("written", "version"),
    [
        ("python-3.11.4", "3.11.4"),
        ("3.12", "3.12"),
        ("3", "3"),
        ("python3.9", "3.9"),
        ("v3.10", "3.10"),
        ("3.12-slim", "3.12"),
        ("3.13-dev", "3.13"),
        ("3.13t", "3.13"),
        ("cpython-3.12.1", "3.12.1"),
        ("3.11.*", "3.11"),
        ("pypy3.10", ""),
        (">=3.9", ""),
        ("system", ""),
        ("latest", ""),
        ('"3.11"', ""),
        ("", ""),
    ],
)
def test_version_of(written: str, version: str) -> None:
    assert python_version.version_of(written) == version


def test_a_file_in_full() -> None:
    version = PythonVersion("python-3.12.1", "3.12.1", "runtime.txt", Place("runtime.txt", 2, 1, 2, 14))
    assert read("runtime.txt", "# ours\npython-3.12.1\n") == PlatformFile("runtime.txt", "heroku", python=version)


@pytest.mark.parametrize(
    ("path", "text", "host", "written", "version", "errors"),
    [
        (".python-version", "3.13\n", "python", "3.13", "3.13", []),
        ("backend/.python-version", "  3.13.5 \r\n", "python", "3.13.5", "3.13.5", []),
        (".python-version", "python-3.12", "python", "python-3.12", "3.12", ["python-version"]),
        (".python-version", '"3.12"', "python", '"3.12"', "", ["python-version"]),
        (".python-version", "3.12.x", "python", "3.12.x", "3.12", ["python-version"]),
        (".python-version", "3.12\n3.11", "python", "3.12", "3.12", ["python-version"]),
        (".python-version", "# none\n", "python", None, None, ["python-version"]),
        (".python-version", "\ufeff3.12", "python", "3.12", "3.12", ["encoding"]),
        (".python-version", "3.12\n".encode("utf-16"), "python", "3.12", "3.12", ["encoding"]),
        ("runtime.txt", "3.11.4", "heroku", "3.11.4", "3.11.4", ["python-version"]),
        ("runtime.txt", "Python-3.11.4", "heroku", "Python-3.11.4", "3.11.4", ["python-version"]),
        ("runtime.txt", "python-3.11", "heroku", "python-3.11", "3.11", []),
        (".tool-versions", "nodejs 20\npython 3.11.2 2.7\n", "python", "3.11.2", "3.11.2", []),
        (".tool-versions", "nodejs 20\n", "python", None, None, []),
        ("mise.toml", '[tools]\npython = "3.12"', "python", "3.12", "3.12", []),
        ("mise.toml", '[tools]\npython = ["3.12", "3.11"]', "python", "3.12", "3.12", []),
        (".mise.toml", '[tools.python]\nversion = "3.12"', "python", "3.12", "3.12", []),
        ("mise.toml", "[tools", "python", None, None, ["syntax"]),
        ("runtime.txt", bytes(range(256)), "heroku", None, None, ["encoding"]),
    ],
)
def test_files(
    path: str, text: str | bytes, host: str, written: str | None, version: str | None, errors: list[str]
) -> None:
    file = read(path, text)
    assert (file.host, [e.kind for e in file.errors]) == (host, errors)
    assert (file.python and file.python.written, file.python and file.python.version) == (written, version)


def test_places() -> None:
    assert read(".tool-versions", "python   3.11.2").python == PythonVersion(
        "3.11.2", "3.11.2", ".tool-versions", Place(".tool-versions", 1, 10, 1, 16)
    )
    two = read(".python-version", "3.12\n\n3.11").errors[0]
    assert two.place == Place(".python-version", 3, 1, 3, 5)
    assert two.message == "Heroku: Multiple Python versions found in .python-version."
