"""Migrations that several processes apply at once, and look-alikes."""

from __future__ import annotations

import pytest
from checking import check

APP = """import os
from flask import Flask
from flask_migrate import Migrate, upgrade
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
Migrate(app, db)
"""
IN_CODE = APP + "with app.app_context():\n    upgrade()\n"
RENDER = "services:\n- type: web\n  name: a\n  runtime: python\n  numInstances: {count}\n  buildCommand: pip install .\n  startCommand: {command}\n"
DOCKERFILE = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask-migrate\n"
COMPOSE = "services:\n  web:\n    build: .\n    command: sh -c '{command}'\n    deploy:\n      replicas: {count}\n"
BOTH = "flask db upgrade && gunicorn app:app"


def found(name: str, text: str, count: int, command: str, app: str = APP) -> list[tuple[str, int, str]]:
    files = {"app.py": app, name: text.format(count=count, command=command), "start.sh": f"set -e\n{BOTH}\n"}
    return check("migration-per-replica", files | {"Dockerfile": DOCKERFILE} if name == "compose.yaml" else files)


@pytest.mark.parametrize(("name", "text"), [("render.yaml", RENDER), ("compose.yaml", COMPOSE)])
@pytest.mark.parametrize(
    ("count", "command", "is_told"),
    [
        (3, BOTH, True),
        (3, "flask db upgrade; exec gunicorn app:app", True),
        (1, BOTH, False),
        (3, "gunicorn app:app", False),
        (3, "test -f first && flask db upgrade; gunicorn app:app", False),
    ],
)
def test_commands(name: str, text: str, count: int, command: str, is_told: bool) -> None:
    told = found(name, text, count, command)
    assert [severity for *_, severity in told] == (["info"] if is_told else [])


def test_a_script() -> None:
    assert found("render.yaml", RENDER, 2, "sh start.sh") == [("start.sh", 2, "info")]


@pytest.mark.parametrize(
    ("command", "is_told"),
    [
        ("gunicorn -w 4 app:app", True),
        ("gunicorn -w 4 --preload app:app", False),
        ("gunicorn -w 1 app:app", False),
        ("waitress-serve app:app", False),
    ],
)
def test_code(command: str, is_told: bool) -> None:
    told = found("render.yaml", RENDER, 1, command, IN_CODE)
    assert told == ([("app.py", 10, "info")] if is_told else [])


@pytest.mark.parametrize(
    "app",
    [
        APP + "@app.cli.command()\ndef make():\n    upgrade()\n",
        APP + "if os.environ.get('UPGRADE'):\n    upgrade()\n",
        APP + "from filelock import FileLock\nwith FileLock('/tmp/up'):\n    upgrade()\n",
    ],
)
def test_one_of_them_only(app: str) -> None:
    assert not found("render.yaml", RENDER, 1, "gunicorn -w 4 app:app", app)
