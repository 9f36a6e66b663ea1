"""Files that were meant for a host and that it does not look for."""

from __future__ import annotations

import pytest
from checking import FLASK, check

SERVICES = "services:\n  - type: web\n    name: shop\n    runtime: python\n    startCommand: gunicorn app:app\n"
COMPOSE = "services:\n  web:\n    build: .\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("render.yml", SERVICES),
        ("Render.yaml", SERVICES),
        ("docker-compose.yml.yml", COMPOSE),
        ("docker_compose.yml", COMPOSE),
        ("vercel.json.txt", "{}"),
        ("railway.yml", "deploy: {}\n"),
        ("heroku.yaml", "build: {}\n"),
    ],
)
def test_nobody_reads_it(path: str, text: str) -> None:
    assert check("misnamed-platform-file", {"app.py": FLASK, path: text}) == [(path, 0, "error")]


TOLD = [
    {"render.yml": SERVICES, "render.yaml": SERVICES},
    {"docker_compose.yml": COMPOSE, "deploy.sh": "docker compose -f docker_compose.yml up -d\n"},
    {"docker_compose.yml": COMPOSE, ".github/workflows/a.yml": "jobs: {a: {steps: [{run: docker_compose.yml}]}}\n"},
    {".github/workflows/render.yml": "on: push\n"},
    {"docs/render.yml": SERVICES},
    {"Procfile.txt": "web: gunicorn app:app\n"},
    {"python-version": "3.13\n"},
    {"compose.yml": COMPOSE},
    {"app.yml": "runtime: python313\n"},
]


@pytest.mark.parametrize("files", TOLD)
def test_read_or_told_elsewhere(files: dict[str, str | bytes]) -> None:
    assert not check("misnamed-platform-file", {"app.py": FLASK, **files})
