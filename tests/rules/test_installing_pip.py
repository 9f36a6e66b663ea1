"""Which pip installs, and the releases with invalid metadata that it passes over (tried with pip 24.0, 24.1 and 26.2.1)."""

from __future__ import annotations

import pytest
from checking import FLASK, check

RULE = "unpublished-requirement"
OLD = "flask==3.1.2\ngunicorn==23.0.0\ncelery=={}\n"
PIP = "pip install -r requirements.txt"
HEROKU = {"Procfile": "web: gunicorn app:app\n", "app.json": '{"buildpacks": [{"url": "heroku/python"}]}'}


def found(files: dict[str, str]) -> list[tuple[str, int, str]]:
    return check(RULE, {"app.py": FLASK, **files})


def image(base: str, run: str = PIP, requirements: str = OLD.format("5.0.5")) -> dict[str, str]:
    text = f"FROM {base}\nWORKDIR /app\nCOPY . .\nRUN {run}\nCMD gunicorn -b :8000 app:app\n"
    return {"requirements.txt": requirements, "Dockerfile": text}


@pytest.mark.parametrize(
    "files",
    [
        image("python:3.13-slim"),
        image("python:3.12"),
        image("python:3.14.0-alpine", f"pip install --no-cache-dir wheel && {PIP}"),
        image("docker.io/library/python:3.13.1-slim-bookworm"),
        image("python:3.11-slim", f"pip install --upgrade pip setuptools && {PIP}"),
        image("python:3.10", f"python -m pip install -U pip && python -m {PIP}"),
        image("python:3.11-slim", f"pip install pip==25.1 && {PIP}"),
        image("python:3.13-slim", f"{PIP} && pip install pip==23.3.2"),
        {"requirements.txt": OLD.format("4.4.7"), **HEROKU},
        image("python:3.13-slim", requirements="flask\ngunicorn\nomegaconf==2.0.6\n"),
    ],
)
def test_a_pip_that_minds(files: dict[str, str]) -> None:
    assert found(files) == [("requirements.txt", 3, "error")]


@pytest.mark.parametrize(
    "files",
    [
        image("python:3.11-slim"),
        image("python:3.12.3-slim"),
        image("python:3"),
        image("acme/python:3.13-slim"),
        image("debian:bookworm", f"apt-get install -y python3-pip && {PIP}"),
        image("python:3.13-slim", f"pip install 'pip<24.1' && {PIP}"),
        image("python:3.13-slim", f"pip install pip==23.3.2 && {PIP}"),
        image("python:3.11-slim", f"{PIP} && pip install --upgrade pip"),
        image("python:3.13-slim", f"python -m venv /venv && /venv/bin/{PIP}"),
        image("python:3.13-slim", f"pip install uv && uv {PIP} --system"),
        image("python:3.13-slim", f"{PIP} --index-url https://packages.example.com/simple"),
        image("python:3.13-slim", requirements=OLD.format("5.2.1")),
        image("python:3.13-slim", requirements="flask\ngunicorn\ncelery>=5.0.5\n"),
        {"requirements.txt": OLD.format("5.0.5")},
        {"requirements.txt": OLD.format("5.0.5"), "Procfile": "web: gunicorn app:app\n"},
    ],
)
def test_a_pip_that_does_not_mind_or_is_not_known(files: dict[str, str]) -> None:
    assert found(files) == []


def test_what_means_nothing_to_pip_changes_nothing() -> None:
    plain = image("python:3.13-slim")
    twin = {
        **plain,
        "Dockerfile": plain["Dockerfile"].replace("RUN ", "ENV LANG=C.UTF-8\n# the list of the app\nRUN set -e; "),
    }
    assert found(twin) == found(plain)
