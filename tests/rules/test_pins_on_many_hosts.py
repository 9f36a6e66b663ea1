"""Old pins where a Procfile alone says how the app runs: told where they fail on what each of the hosts takes by itself (typed-ast 1.4.2 was tried with gcc on CPython 3.13)."""

from __future__ import annotations

import pytest
from checking import FLASK, check

PIN = "flask==3.1.2\ngunicorn==23.0.0\ntyped-ast==1.4.2{}\n"
PROCFILE = {"Procfile": "web: gunicorn app:app\n"}


def found(files: dict[str, str], requirements: str = PIN.format("")) -> list[tuple[str, int, str]]:
    return check("missing-wheel", {"app.py": FLASK, "requirements.txt": requirements, **files})


def image(base: str) -> dict[str, str]:
    return {
        "Dockerfile": f"FROM {base}\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b :8000 app:app\n"
    }


@pytest.mark.parametrize(
    ("files", "severity"),
    [
        (PROCFILE, "warning"),
        ({**PROCFILE, "app.json": '{"buildpacks": [{"url": "heroku/python"}]}'}, "warning"),
        ({**PROCFILE, ".python-version": "3.13\n"}, "error"),
        (image("python:3.13"), "error"),
    ],
)
def test_all_of_them_fail(files: dict[str, str], severity: str) -> None:
    assert found(files) == [("requirements.txt", 3, severity)]


@pytest.mark.parametrize("files", [{**PROCFILE, ".python-version": "3.9\n"}, image("python:3.9"), {}])
def test_one_that_has_a_wheel_or_that_nobody_knows(files: dict[str, str]) -> None:
    assert found(files) == []


def test_a_requirement_of_another_python_is_none() -> None:
    assert found(PROCFILE, PIN.format(' ; python_version < "3.8"')) == []
    assert found(PROCFILE, PIN.format(' ; python_version >= "3.6"')) == found(PROCFILE)
