"""Files of several hosts that start different applications of one folder."""

from __future__ import annotations

import pytest
from checking import FLASK, check

TWO = {"app.py": FLASK, "main.py": FLASK, "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\n"}
PROCFILE = {"Procfile": "web: gunicorn app:app\n"}
IMAGE = 'FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install -r requirements.txt\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "%s"]\n'
UNIT = {
    "deploy/shop.service": "[Service]\nWorkingDirectory=/srv/shop\nExecStart=/srv/shop/venv/bin/gunicorn main:app\n"
}
FACTORIES = "from flask import Flask\ndef make_shop():\n    return Flask(__name__)\ndef make_admin():\n    return Flask(__name__)\n"

FORMS = {
    "an image": ({**TWO, **PROCFILE, "Dockerfile": IMAGE % "main:app"}, ["Dockerfile"]),
    "a unit": ({**TWO, **PROCFILE, **UNIT}, ["deploy/shop.service"]),
    "two factories of one file": (
        {
            **TWO,
            "shop.py": FACTORIES,
            "Procfile": "web: gunicorn 'shop:make_shop()'\n",
            "Dockerfile": IMAGE % "shop:make_admin()",
        },
        ["Dockerfile"],
    ),
    "units, each of its own service": (
        {**TWO, **UNIT, "deploy/hooks.service": UNIT["deploy/shop.service"].replace("main:app", "app:app")},
        [],
    ),
    "App Engine's own guess": ({**TWO, "app.yaml": "runtime: python313\n", **PROCFILE}, []),
    "three files, of which two agree": (
        {**TWO, **PROCFILE, "Dockerfile": IMAGE % "app:app", **UNIT},
        ["deploy/shop.service"],
    ),
    "one of them serves the other": (
        {**TWO, **PROCFILE, "main.py": f"import app as shop\n{FLASK}", "Dockerfile": IMAGE % "main:app"},
        [],
    ),
    "for developers": (
        {**TWO, **PROCFILE, "docker-compose.dev.yml": "services: {web: {build: ., command: gunicorn main:app}}\n"},
        [],
    ),
    "folders of their own": (
        {"a/app.py": FLASK, "a/Procfile": "web: gunicorn app:app\n", "b/main.py": FLASK}
        | {"b/Dockerfile": IMAGE % "main:app", "b/requirements.txt": "flask\ngunicorn\n"},
        [],
    ),
    "one app by two names": (
        {**TWO, **PROCFILE, "main.py": "from app import app\n", "Dockerfile": IMAGE % "main:app"},
        [],
    ),
}


@pytest.mark.parametrize(("files", "paths"), FORMS.values(), ids=FORMS)
def test_two_files(files: dict[str, str | bytes], paths: list[str]) -> None:
    assert [path for path, _, _ in check("conflicting-start-commands", files)] == paths
