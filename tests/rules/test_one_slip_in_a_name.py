"""A file at the top that says what a platform file says, under a name that is one slip away."""

from __future__ import annotations

import pytest
from checking import FLASK, check

RENDER = "services:\n- type: web\n  name: a\n  runtime: python\n  startCommand: gunicorn app:app\n"
FLY = 'app = "a"\n[http_service]\ninternal_port = 8080\n'
COMPOSE = "services:\n  web:\n    image: example/a\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [("rendr.yaml", RENDER), ("fly.tml", FLY), ("docker-compse.yml", COMPOSE), ("docker-composee.yaml", COMPOSE)],
)
def test_one_slip(path: str, text: str) -> None:
    assert check("misnamed-platform-file", {"app.py": FLASK, path: text}) == [(path, 0, "error")]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("rendr.yaml", "colors:\n- red\n"),  # says something else
        ("render.yaml", RENDER),
        ("compose.yml", COMPOSE),
        ("compose.prod.yaml", COMPOSE),
        ("docker-compose.yml", COMPOSE),
        ("docs/rendr.yaml", RENDER),
        ("rendering.yaml", RENDER),
    ],
)
def test_no_slip(path: str, text: str) -> None:
    assert check("misnamed-platform-file", {"app.py": FLASK, path: text}) == []


def test_the_right_file_is_beside_it() -> None:
    assert check("misnamed-platform-file", {"app.py": FLASK, "rendr.yaml": RENDER, "render.yaml": RENDER}) == []
