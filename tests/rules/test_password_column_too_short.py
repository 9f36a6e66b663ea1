"""Columns for passwords' hashes, and look-alikes."""

from __future__ import annotations

import pytest
from checking import check

APP = """from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import generate_password_hash
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://db.example.com/shop"
db = SQLAlchemy(app)
class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    password = db.Column(db.String(80))
"""
NEW = {"requirements.txt": "flask==3.1.2\nwerkzeug==3.1.3\nflask-sqlalchemy==3.1.1\ngunicorn==23.0.0\npsycopg2-binary==2.9.11\n", "Procfile": "web: gunicorn app:app\n", ".python-version": "3.13"}  # fmt: skip
METHOD = "    def set(self, text):\n        self.password = generate_password_hash(text)\n"


@pytest.mark.parametrize(
    ("app", "more", "found"),
    [
        (APP + METHOD, {}, [9]),
        (APP.replace("80", "128") + METHOD, NEW, [9]),
        (APP.replace("db.String(80)", "db.String(length=80), nullable=False") + METHOD, {}, [9]),
        (APP + "@app.post('/')\ndef add():\n    u = User(password=generate_password_hash('x'))\n    return ''\n", {}, [9]),
        (APP.replace("80", "128") + METHOD.replace("(text)", "(text, method='scrypt')"), {}, [9]),
        (APP.replace("80", "128") + METHOD.replace("(text)", "(text, method='pbkdf2:sha256')"), NEW, []),
        (APP.replace("80", "128") + METHOD, {}, []),
        (APP.replace("80", "256") + METHOD, NEW, []),
        (APP.replace("db.String(80)", "db.Text") + METHOD, {}, []),
        (APP.replace("postgresql+psycopg2://db.example.com/shop", "sqlite:///shop.db") + METHOD, {}, []),
        (APP, {}, []),
        (APP + METHOD.replace("generate_password_hash(text)", "text"), {}, []),
        (APP + METHOD.replace("self.password", "self.other"), {}, []),
    ],
)  # fmt: skip
def test_columns(app: str, more: dict[str, str], found: list[int]) -> None:
    assert [line for _, line, _ in check("password-column-too-short", {"app.py": app, **more})] == found
