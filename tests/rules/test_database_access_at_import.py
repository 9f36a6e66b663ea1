"""Image builds that load an app which asks its database at once, and look-alikes."""

from __future__ import annotations

import pytest
from checking import check

APP = """import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://shop@db/" + os.environ["DATABASE"]
db = SQLAlchemy(app)
@app.cli.command()
def pack():
    print()
"""
ASKS = "with app.app_context():\n    db.create_all()\n"
HEAD = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask flask-sqlalchemy gunicorn\n"


def found(code: str, lines: str) -> list[tuple[str, int, str]]:
    return check("database-access-at-import", {"app.py": code, "Dockerfile": f"{HEAD}{lines}\nCMD gunicorn app:app\n"})


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        (APP + ASKS, "RUN flask pack"),
        (APP + "with app.app_context():\n    db.session.execute(db.text('SELECT 1'))\n", "RUN flask pack"),
        (APP + "def fill():\n    db.create_all()\nwith app.app_context():\n    fill()\n", "RUN python -m flask pack"),
        (APP + ASKS, "RUN echo && flask pack"),
    ],
)
def test_asked(code: str, lines: str) -> None:
    assert found(code, lines) == [("Dockerfile", 5, "warning")]


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        (APP, "RUN flask pack"),
        (APP + ASKS, "RUN echo"),
        (APP + ASKS, "RUN flask --version"),
        (APP + ASKS, "ARG DATABASE\nRUN flask pack"),
        (APP + ASKS, "RUN DATABASE=x flask pack"),
        (APP + ASKS, "RUN flask pack || true"),
        (APP.replace("postgresql+psycopg2://shop@db/", "sqlite:////srv/") + ASKS, "RUN flask pack"),
        (APP + "@app.get('/')\ndef page():\n    db.create_all()\n", "RUN flask pack"),
    ],
)
def test_not_asked(code: str, lines: str) -> None:
    assert not found(code, lines)
