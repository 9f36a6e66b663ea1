"""A placeholder under the name of a signing key, in a file of variables that git has and the code loads."""

from __future__ import annotations

import pytest
from checking import check

CODE = """import os
from dotenv import load_dotenv
from flask import Flask, session

{load}
app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["{name}"]

@app.get("/")
def home():
    session["seen"] = True
    return ""
"""


def told(env: str, load: str = "load_dotenv()", name: str = "SECRET_KEY", folder: str = "") -> list[tuple[int, str]]:
    spec = f"services:\n- type: web\n  name: shop\n  runtime: python\n  rootDir: {folder}\n  startCommand: gunicorn app:app\n"
    files: dict[str, str | bytes] = {
        f"{folder}app.py": CODE.format(load=load, name=name),
        f"{folder}.env": env,
        f"{folder}requirements.txt": "flask\ngunicorn\npython-dotenv\n",
        **({"render.yaml": spec} if folder else {"Procfile": "web: gunicorn app:app\n"}),
    }
    return [(line, severity) for _, line, severity in check("committed-env-file", files)]


@pytest.mark.parametrize("value", ["change-me", "your-secret-key", "troque-por-um-segredo", "<secret>", "changeme"])
def test_a_placeholder_that_signs(value: str) -> None:
    assert told(f"FLASK_APP=app.py\nSECRET_KEY={value}\n") == [(2, "warning")]


def test_by_another_name() -> None:
    assert told("SHOP_KEY=change-me\n", name="SHOP_KEY") == [(1, "warning")]


def test_in_the_folder_of_the_application() -> None:
    assert told("SECRET_KEY=change-me\n", folder="backend/") == [(1, "warning")]


@pytest.mark.parametrize(
    ("env", "load", "found"),
    [
        ("SECRET_KEY=change-me\n", "", [(0, "info")]),
        ("SECRET_KEY=change-me\n", "load_dotenv('.env.local')", [(0, "info")]),
        ("SECRET_KEY=\n", "load_dotenv()", [(0, "info")]),
        ("OTHER=change-me\n", "load_dotenv()", [(0, "info")]),
        ("SECRET_KEY=8f42a73054b1749f8f58848be5e6502c\n", "load_dotenv()", [(0, "error")]),
    ],
)
def test_what_else_such_a_file_may_hold(env: str, load: str, found: list[tuple[int, str]]) -> None:
    assert told(env, load) == found
