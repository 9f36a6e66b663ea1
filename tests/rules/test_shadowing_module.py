"""Modules of the project that stand before a library's."""

from __future__ import annotations

import pytest
from checking import check

APP = {
    "app.py": "from flask import Flask\n\napp = Flask(__name__)\n",
    "requirements.txt": "flask\ngunicorn\n",
    "Procfile": "web: gunicorn app:app\n",
}


@pytest.mark.parametrize(
    ("files", "path"),
    [
        ({"uuid.py": "X = 1\n"}, "uuid.py"),
        ({"jinja2/__init__.py": "X = 1\n"}, "jinja2/__init__.py"),
        ({"click/__init__.py": ""}, "click/__init__.py"),
        ({"app.py": "from flask import Flask\nfrom flask_wtf import FlaskForm\napp = Flask(__name__)\n", "wtforms.py": "class Login: ...\n"}, "wtforms.py"),
        ({"Procfile": "web: gunicorn --chdir src app:app\n", "src/app.py": APP["app.py"], "src/pprint.py": "X = 1\n"}, "src/pprint.py"),
    ],
)  # fmt: skip
def test_shadows(files: dict[str, str], path: str) -> None:
    assert check("shadowing-module", {**APP, **files}) == [(path, 0, "error")]


@pytest.mark.parametrize(
    "files",
    [
        {"logging.py": "X = 1\n"},  # gunicorn has it already
        {"secrets.py": "KEY = ''\n"},  # nothing asks it for anything at the start
        {"shop/click.py": "X = 1\n", "shop/__init__.py": ""},
        {"uuid/readme.txt": "no package\n"},
        {"wtforms.py": "X = 1\n"},  # nothing imports Flask-WTF
        {"uuid.py": "from _uuid import *\n"},
        {"uuid.py": "class UUID: ...\n"},
        {"click/__init__.py": "", "click/core.py": "class Command: ...\n"},
        {"Procfile": "web: gunicorn --chdir src app:app\n", "src/app.py": APP["app.py"], "tools/uuid.py": ""},
        {"Procfile": "web: waitress-serve app:app\n", "uuid.py": "X = 1\n", "requirements.txt": "flask\nwaitress\n"},
    ],
)
def test_does_not(files: dict[str, str]) -> None:
    assert not check("shadowing-module", {**APP, **files})
