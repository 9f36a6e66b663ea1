"""A line of the Procfile that has lost its colon still tells what is meant to run: what is wrong behind it is told with it."""

from __future__ import annotations

import pytest
from checking import check

APP = {"shop.py": "from flask import Flask\napp = Flask(__name__)\n"}
NEEDS = {"requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}


@pytest.mark.parametrize("line", ["web gunicorn {}", "web = gunicorn {}", "web : gunicorn {}", "web: gunicorn {}"])
def test_the_target_is_judged(line: str) -> None:
    for target, told in (("shop:app", 0), ("store:app", 1)):
        files = {**APP, **NEEDS, "Procfile": line.format(target) + "\n"}
        assert len(check("unresolved-app", files)) == told
        assert len(check("invalid-platform-file", files)) == (line != "web: gunicorn {}")


def test_the_python_of_the_host_is_judged() -> None:
    files = {**APP, **NEEDS, "runtime.txt": "python-3.8.10\n"}
    assert check("unsupported-python", {**files, "Procfile": "web gunicorn shop:app\n"}) == [
        ("runtime.txt", 1, "error")
    ]


def test_words_that_name_no_process_are_none() -> None:
    files = {**APP, **NEEDS, "Procfile": "gunicorn store:app\n"}
    assert (len(check("unresolved-app", files)), len(check("invalid-platform-file", files))) == (0, 1)


def test_another_file_that_tells_what_runs_leads() -> None:
    image = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:$PORT shop:app\n"
    other = {**APP, **NEEDS, "Dockerfile": image, "heroku.yml": "build:\n  docker:\n    web: Dockerfile\n"}
    for line, told in (("web gunicorn store:app\n", 0), ("web: gunicorn store:app\n", 1)):
        assert len(check("unresolved-app", {**other, "Procfile": line})) == told
