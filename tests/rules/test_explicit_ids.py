"""Rows that the code numbers itself, and look-alikes."""

from __future__ import annotations

import pytest
from checking import check

HEAD = """import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://shop@db/" + os.environ["DATABASE"]
db = SQLAlchemy(app)
"""
MODEL = "class Pet(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n    name = db.Column(db.String(9))\n"
LATER = "@app.post('/')\ndef add():\n    db.session.add(Pet(name='b'))\n    return ''\n"
ONE = "Pet(id=1, name='a')"


def seed(row: str = ONE, decorator: str = "@app.cli.command()") -> str:
    return f"{decorator}\ndef seed():\n    db.session.add({row})\n    db.session.commit()\n"


def found(code: str, command: str = "flask seed", files: dict[str, str] | None = None) -> list[tuple[str, int, str]]:
    procfile = f"release: {command}\nweb: gunicorn app:app\n"
    return check("explicit-ids", {**(files or {}), "app.py": code, "Procfile": procfile})


@pytest.mark.parametrize(
    ("code", "command"),
    [
        (HEAD + MODEL + LATER + seed(), "flask seed"),
        (HEAD + MODEL.replace("Pet(db.Model):", "Pet(db.Model):\n    __tablename__ = 'pets'") + LATER + seed(), "flask seed"),
        (HEAD + MODEL + LATER + seed("Pet(id=7)"), "flask seed"),
        (HEAD + MODEL + LATER + "with app.app_context():\n    db.session.add(Pet(id=1))\n    db.session.commit()\n", "true"),
        (HEAD + MODEL + LATER + "def fill():\n    db.session.add_all([Pet(id=1), Pet(id=2)])\nwith app.app_context():\n    fill()\n", "true"),
        (HEAD + MODEL + LATER + "with app.app_context():\n    db.session.execute(text(\"INSERT INTO pet (id, name) VALUES (1, 'a')\"))\n", "true"),
    ],
)  # fmt: skip
def test_numbered(code: str, command: str) -> None:
    assert [severity for *_, severity in found(code, command)] == ["warning"]


@pytest.mark.parametrize(
    ("code", "command"),
    [
        (HEAD + MODEL + LATER + seed("Pet(name='a')"), "flask seed"),
        (HEAD + MODEL + LATER + seed(), "true"),
        (HEAD + MODEL + seed(), "flask seed"),
        (HEAD.replace("postgresql+psycopg2://shop@db/", "sqlite:///") + MODEL + LATER + seed(), "flask seed"),
        (HEAD + MODEL.replace("db.Integer", "db.String(9)") + LATER + seed("Pet(id='a')"), "flask seed"),
        (HEAD + MODEL.replace("primary_key=True", "primary_key=True, autoincrement=False") + LATER + seed(), "flask seed"),
        (HEAD + MODEL.replace("db.Integer", "db.Integer, db.ForeignKey('user.id')") + LATER + seed(), "flask seed"),
        (HEAD + MODEL + LATER.replace("name='b'", "id=new_id(), name='b'") + seed(), "flask seed"),
        (HEAD + MODEL + LATER + seed() + "    db.session.execute(text(\"SELECT setval('pet_id_seq', 9)\"))\n", "flask seed"),
        (HEAD + MODEL + LATER + seed("Pet(id=None)"), "flask seed"),
    ],
)  # fmt: skip
def test_not_numbered(code: str, command: str) -> None:
    assert not found(code, command)
