"""Dockerfiles that stand inside other files: they are built like any other, and told where they stand."""

from __future__ import annotations

import json

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

LINES = [
    "FROM python:3.13-slim",
    "WORKDIR /srv",
    "COPY . .",
    "RUN pip install \\",
    "    flask gunicorn",
    "CMD gunicorn -b 0.0.0.0:80 %s",
]


def captain(target: str, indent: int | None = 2) -> dict[str, str | bytes]:
    lines = [line.replace("%s", target) for line in LINES]
    text = json.dumps({"schemaVersion": 2, "dockerfileLines": lines}, indent=indent)
    return {"app.py": FLASK, "captain-definition": text + "\n"}


def compose(target: str, style: str = "|") -> dict[str, str | bytes]:
    rows = "\n".join(f"        {line}" for line in LINES).replace("%s", target)
    text = f"services:\n  web:\n    build:\n      context: .\n      dockerfile_inline: {style}\n{rows}\n    ports: ['80:80']\n"
    return {"app.py": FLASK, "compose.yaml": text}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (captain("wsgi:app"), [("captain-definition", 9, "error")]),
        (captain("wsgi:app", None), [("captain-definition", 1, "error")]),
        (captain("app:app"), []),
        (compose("wsgi:app"), [("compose.yaml", 11, "error")]),
        (compose("wsgi:app", "|-"), [("compose.yaml", 11, "error")]),
        (compose("app:app"), []),
        (compose("$$MODULE:app"), []),
        ({"app.py": FLASK, "captain-definition": '{"schemaVersion": 2, "dockerfilePath": "./docker/Web"}', "docker/Web": "FROM python\nCOPY . .\nCMD gunicorn x:app\n"}, [("docker/Web", 3, "error")]),
        ({"app.py": FLASK, "captain-definition": '{"schemaVersion": 2, "imageName": "acme/shop"}'}, []),
    ],
)  # fmt: skip
def test_what_they_start(files: dict[str, str | bytes], expected: list[tuple[str, int, str]]) -> None:
    assert check("unresolved-app", dict(files)) == expected


def test_what_docker_refuses_in_one() -> None:
    files = captain("app:app")
    files["captain-definition"] = str(files["captain-definition"]).replace("COPY . .", "COPPY . .")
    assert check("invalid-platform-file", files) == [("captain-definition", 6, "error")]


def test_places_of_words() -> None:
    [deployment] = Project(MemoryTree(compose("wsgi:app"))).deployments
    [server] = deployment.commands.web_servers
    assert (server.target_place.line, server.target_place.column) == (11, 36)
    [deployment] = Project(MemoryTree(captain("wsgi:app"))).deployments
    [server] = deployment.commands.web_servers
    assert (server.target_place.line, server.target_place.column) == (9, 33)


def test_several_in_one_file() -> None:
    """Each service has its own; with a host of its own the file has no service for what others build."""
    files = compose("app:app")
    both = str(files["compose.yaml"]) + str(files["compose.yaml"]).partition("services:\n")[2].replace("web:", "api:").replace("app:app", "none:app")  # fmt: skip
    assert check("unresolved-app", {**files, "compose.yaml": both}) == [("compose.yaml", 22, "error")]
