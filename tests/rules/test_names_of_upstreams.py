"""An upstream under a name that nothing has."""

from __future__ import annotations

import pytest
from checking import FLASK, check

IMAGE = 'FROM python:3.13-slim\nWORKDIR /a\nCOPY . .\nRUN pip install flask gunicorn\nCMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]\n'
COMPOSE = "services:\n  web:\n    build: .\n  proxy:\n    image: nginx:1.27\n    ports: ['80:80']\n"
NGINX = "server {{\n  listen 80;\n  location / {{ proxy_pass http://{0}; }}\n}}\n"


def told(upstream: str, compose: str = COMPOSE, **others: str) -> list[tuple[str, int, str]]:
    files: dict[str, str | bytes] = {
        "app.py": FLASK,
        "Dockerfile": IMAGE,
        "compose.yaml": compose,
        "nginx/site.conf": NGINX.format(upstream),
    }
    return check("unreachable-upstream", files | {name.replace("__", "."): text for name, text in others.items()})


@pytest.mark.parametrize("upstream", ["backend:8000", "flask-app", "wep:8000/x"])
def test_a_name_that_nothing_has(upstream: str) -> None:
    assert told(upstream) == [("nginx/site.conf", 3, "error")]


@pytest.mark.parametrize(
    ("upstream", "compose"),
    [
        ("web:8000", COMPOSE),
        ("api.example.org", COMPOSE),
        ("backend:8000", COMPOSE + "    links: ['web:backend']\n"),
        ("backend:8000", COMPOSE + "networks: {default: {external: true}}\n"),
        ("backend:8000", COMPOSE.replace("build: .", "build: .\n    container_name: backend")),
        ("backend:8000", COMPOSE.replace("nginx:1.27", "caddy:2")),
        ("10.0.0.7:8000", COMPOSE),
    ],
)
def test_a_name_that_something_has_or_may_have(upstream: str, compose: str) -> None:
    assert told(upstream, compose) == []


def test_a_name_that_another_file_gives() -> None:
    assert told("backend:8000", k8s__yaml="kind: Service\nmetadata:\n  name: backend\n") == []
