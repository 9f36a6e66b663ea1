"""Databases that Compose publishes, and look-alikes."""

from __future__ import annotations

import pytest
from checking import FLASK, check, problems

DOCKER = 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]\n'


def compose(database: str, web: str = "") -> str:
    return f"services:\n  web:\n    build: .\n    ports: ['80:8000']\n{web}  db:\n{database}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (compose("    image: postgres:17\n    ports: ['5432:5432']\n"), [7]),
        (compose("    image: mysql:9\n    ports:\n    - 3307:3306\n"), [8]),
        (compose("    image: redis\n    ports:\n    - target: 6379\n      published: 6379\n"), [8]),
        (compose("    image: mongo:8\n    ports: ['0.0.0.0:27017:27017']\n"), [7]),
        (compose("    image: postgres:17\n    ports: ['127.0.0.1:5432:5432']\n"), []),
        (compose("    image: postgres:17\n    expose: ['5432']\n"), []),
        (compose("    image: adminer\n    ports: ['8080:8080']\n"), []),
        (compose("    image: postgres:17\n    ports: ['5432:5432']\n", "    volumes: ['.:/app']\n"), []),
        (compose("    image: postgres:17\n    ports: ['${DB_PORT:-5432}:5432']\n"), [7]),
        (compose("    image: postgres:17\n    ports: ['5432']\n"), []),
        (compose("    image: redis\n    ports:\n    - target: 6379\n"), []),
        (
            compose(
                "    image: redis\n    ports: ['6379:6379']\n",
                "  try:\n    build: .\n    command: flask run\n    volumes: ['.:/app']\n",
            ),
            [],
        ),
    ],
)
def test_ports(text: str, found: list[int]) -> None:
    files: dict[str, str | bytes] = {"app.py": FLASK, "Dockerfile": DOCKER, "compose.yaml": text}
    assert [line for _, line, _ in check("public-data-store", files)] == found


@pytest.mark.parametrize("path", ["compose.dev.yaml", "compose.override.yaml", "tests/compose.yaml"])
def test_files_of_developers(path: str) -> None:
    text = compose("    image: postgres:17\n    ports: ['5432:5432']\n")
    assert check("public-data-store", {"app.py": FLASK, "Dockerfile": DOCKER, path: text}) == []


def test_the_machines_port_is_named() -> None:
    text = compose("    image: postgres:17\n    ports: ['5433:5432']\n")
    found = problems("public-data-store", {"app.py": FLASK, "Dockerfile": DOCKER, "compose.yaml": text})
    assert ["port 5433 of every" in problem.message for problem in found] == [True]
