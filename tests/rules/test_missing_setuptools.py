"""pkg_resources, where nothing brings setuptools and where setuptools has given it up (tried with CPython 3.12.1 and setuptools 81, 82.0.0 and 84.2.1)."""

from __future__ import annotations

import pytest
from checking import check

APP = "import pkg_resources\nfrom flask import Flask\n\napp = Flask(__name__)\n"
LIST = "flask==3.1.2\ngunicorn==23.0.0\n"
HEROKU = {"Procfile": "web: gunicorn app:app\n", "app.json": '{"buildpacks": [{"url": "heroku/python"}]}'}


def files(
    base: str, requirements: str = LIST, run: str = "pip install -r requirements.txt", app: str = APP
) -> dict[str, str]:
    text = f"FROM {base}\nWORKDIR /app\nCOPY . .\nRUN {run}\nCMD gunicorn -b :8000 app:app\n"
    return {"app.py": app, "requirements.txt": requirements, "Dockerfile": text}


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        (files("python:3.12-slim"), "undeclared-import"),
        (files("python:3.13.2", LIST + "requests==2.32.3\n"), "undeclared-import"),
        ({"app.py": APP, "requirements.txt": LIST, ".python-version": "3.13\n", **HEROKU}, "undeclared-import"),
        (files("python:3.13-slim", LIST + "setuptools\n"), "removed-stdlib-module"),
        (files("python:3.12", LIST + "setuptools==82.0.0\n"), "removed-stdlib-module"),
        ({"app.py": APP, "requirements.txt": LIST + "setuptools>=70\n", ".python-version": "3.13\n", **HEROKU}, "removed-stdlib-module"),
    ],
)  # fmt: skip
def test_it_is_not_there(given: dict[str, str], rule: str) -> None:
    others = {"undeclared-import", "removed-stdlib-module"} - {rule}
    assert check(rule, given) == [("app.py", 1, "error")]
    assert not any(check(other, given) for other in others)


@pytest.mark.parametrize(
    "given",
    [
        files("python:3.11-slim"),
        files("python:3.11-slim", LIST + "setuptools\n"),
        files("python:3.13-slim", LIST + "setuptools==75.0.0\n"),
        files("python:3.13-slim", LIST + "setuptools<81\n"),
        files("python:3.13-slim", LIST, "pip install 'setuptools<81' && pip install -r requirements.txt"),
        files("acme/python:3.13"),
        files("python:3.13-slim", LIST, "apt-get install -y python3-setuptools && pip install -r requirements.txt", APP.replace("import pkg", "try:\n    import pkg").replace("\nfrom flask", "\nexcept ImportError:\n    pkg_resources = None\nfrom flask")),
        {"app.py": APP, "requirements.txt": LIST, ".python-version": "3.12\n", **HEROKU},
        {"app.py": APP, "requirements.txt": LIST},
        {"app.py": APP, "requirements.txt": LIST, "Procfile": "web: gunicorn app:app\n"},
    ],
)  # fmt: skip
def test_it_may_be_there(given: dict[str, str]) -> None:
    assert check("undeclared-import", given) == []
    assert check("removed-stdlib-module", given) == []


def test_how_it_is_imported_changes_nothing() -> None:
    twin = APP.replace("import pkg_resources", "from pkg_resources import resource_filename")
    assert check("undeclared-import", files("python:3.12-slim", app=twin)) == [("app.py", 1, "error")]
