"""A health check whose program the image lacks, and the containers that wait until it passes."""

from __future__ import annotations

import pytest
from checking import FLASK, check

SLIM = "FROM python:3.13-slim\nCOPY . /srv\nWORKDIR /srv\nRUN pip install -r requirements.txt\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"
PROJECT = {"app.py": FLASK, "requirements.txt": "flask\ngunicorn\n", "Dockerfile": SLIM}
WEB = "services:\n  web:\n    build: .\n    healthcheck:\n      test: [CMD, curl, -f, 'http://localhost:8000/']\n"
PROXY = "  proxy:\n    image: nginx\n"
LONG = "    depends_on:\n      web:\n        condition: service_healthy\n"

WAITING = [
    WEB + PROXY + LONG,
    WEB + "  front:\n    image: node:22\n    command: npm start\n" + LONG,
    WEB + PROXY + "    depends_on: {web: {condition: service_healthy, restart: true}}\n",
    WEB.replace("[CMD, curl, -f, 'http://localhost:8000/']", "curl --fail http://localhost:8000/") + PROXY + LONG,
    WEB + "x-after: &after\n  web:\n    condition: service_healthy\n",
]


@pytest.mark.parametrize("text", WAITING[:4])
def test_what_waits_never_starts(text: str) -> None:
    assert check("command-not-installed", {**PROJECT, "compose.yaml": text}) == [("compose.yaml", 5, "error")]


@pytest.mark.parametrize(
    "text",
    [
        WEB,
        WEB + PROXY + "    depends_on: [web]\n",
        WEB + PROXY + LONG.replace("healthy", "started"),
        WEB + PROXY + "    profiles: [tests]\n" + LONG,
        WEB + PROXY + LONG.replace("web:", "cache:") + "  cache:\n    image: redis\n",
        WAITING[4],
    ],
)
def test_nothing_waits_for_it(text: str) -> None:
    assert check("command-not-installed", {**PROJECT, "compose.yaml": text}) == [("compose.yaml", 5, "info")]


def test_the_image_has_it() -> None:
    dockerfile = SLIM.replace("COPY", "RUN apt-get update && apt-get install -y curl\nCOPY")
    assert not check("command-not-installed", {**PROJECT, "Dockerfile": dockerfile, "compose.yaml": WAITING[0]})
