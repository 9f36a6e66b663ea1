"""Servers and workers that a build or a release starts, and those that end by themselves."""

from __future__ import annotations

import pytest
from checking import FLASK, check

RENDER = "services:\n  - type: web\n    name: a\n    runtime: python\n    buildCommand: {}\n    startCommand: gunicorn app:app\n"


def found(build: str) -> list[tuple[str, int, str]]:
    return check("server-in-build", {"app.py": FLASK, "render.yaml": RENDER.format(build)})


@pytest.mark.parametrize(
    "command",
    [
        "pip install gunicorn && gunicorn app:app",
        "flask --app app run",
        "waitress-serve app:app",
        "uwsgi --http :8000 --module app:app",
        "celery -A app worker",
    ],
)
def test_it_never_ends(command: str) -> None:
    assert found(command) == [("render.yaml", 5, "error")]


def test_in_a_release() -> None:
    text = "release: gunicorn app:app\nweb: gunicorn app:app\n"
    assert check("server-in-build", {"app.py": FLASK, "Procfile": text}) == [("Procfile", 1, "error")]


@pytest.mark.parametrize(
    "command",
    [
        "pip install gunicorn",
        "gunicorn --check-config app:app",
        "gunicorn --version",
        "timeout 10 gunicorn app:app",
        "gunicorn app:app & sleep 5 && curl localhost:8000",
        "gunicorn -D app:app",
        "flask --app app db upgrade",
        "uwsgi --build-plugin plugin.c",
        "echo gunicorn app:app",
    ],
)
def test_it_ends(command: str) -> None:
    assert not found(f"'{command}'")


def test_two_commands_are_two_mistakes() -> None:
    """Only in an image does the first one keep the others from being run."""
    release = RENDER.format("gunicorn app:app") + "    preDeployCommand: flask run\n"
    assert check("server-in-build", {"app.py": FLASK, "render.yaml": release}) == [
        ("render.yaml", 5, "error"),
        ("render.yaml", 7, "error"),
    ]
