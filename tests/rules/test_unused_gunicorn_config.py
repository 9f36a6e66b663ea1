"""Configurations of gunicorn that no start reads."""

from __future__ import annotations

import pytest
from checking import check

APP = {"app.py": "from flask import Flask\n\napp = Flask(__name__)\n"}
CONFIG = "bind = '0.0.0.0:8000'\nworkers = 3\n"


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("gunicorn_config.py", "gunicorn app:app"),
        ("gunicorn.py", "gunicorn -w 2 app:app"),
        ("deploy/gunicorn.conf.py", "gunicorn app:app"),
        ("conf_gunicorn.py", "python -m gunicorn app:app"),
    ],
)
def test_unread(path: str, command: str) -> None:
    files = {**APP, path: CONFIG, "Procfile": f"web: {command}\n"}
    # the word gunicorn stands in every start: a module of that very name may be meant by none of them
    expected = [] if path == "gunicorn.py" else [(path, 0, "warning")]
    assert check("unused-gunicorn-config", files) == expected


@pytest.mark.parametrize(
    "files",
    [
        {"gunicorn.conf.py": CONFIG, "Procfile": "web: gunicorn app:app\n"},
        {"gunicorn_config.py": CONFIG, "Procfile": "web: gunicorn -c gunicorn_config.py app:app\n"},
        {"gunicorn_config.py": CONFIG, "Procfile": "web: gunicorn -c python:gunicorn_config app:app\n"},
        {"gunicorn_config.py": CONFIG, "Procfile": "web: gunicorn $OPTIONS app:app\n"},
        {"gunicorn_config.py": CONFIG, "Procfile": "web: gunicorn app:app\n", "Makefile": "serve:\n\tgunicorn -c gunicorn_config.py app:app\n"},
        {"gunicorn_config.py": CONFIG, "Procfile": "web: waitress-serve app:app\n"},
        {"gunicorn_tools.py": "def workers():\n    return 3\n", "Procfile": "web: gunicorn app:app\n"},
    ],
)  # fmt: skip
def test_read_or_named(files: dict[str, str]) -> None:
    assert not check("unused-gunicorn-config", {**APP, **files})
