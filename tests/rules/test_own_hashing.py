"""A method of the repository that hashes what it is given is told a password, whatever it is called."""

from __future__ import annotations

import pytest
from checking import check

MODEL = "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\nfrom werkzeug.security import generate_password_hash\napp = Flask(__name__)\ndb = SQLAlchemy(app)\nclass Member(db.Model):\n    role = db.Column(db.String)\n    def {0}:\n        {1}\n"
MAKING = "@app.cli.command('first')\ndef first():\n    boss = Member(role='admin')\n    boss.{0}({1})\n    db.session.add(boss)\n    db.session.commit()\n"


def told(method: str, body: str, call: str, given: str) -> list[int]:
    code = MODEL.format(method, body) + MAKING.format(call, given)
    files: dict[str, str | bytes] = {"app.py": code, "Procfile": "release: flask first\nweb: gunicorn app:app\n"}
    return [line for _, line, _ in check("default-admin-credentials", files)]


@pytest.mark.parametrize("name", ["lock", "set_pw", "choose"])
def test_whatever_it_is_called(name: str) -> None:
    assert told(f"{name}(self, word)", "self.hash = generate_password_hash(word)", name, "'harbour1'") == [13]


@pytest.mark.parametrize(
    ("method", "body", "call", "given"),
    [
        ("lock(self, word)", "self.hash = generate_password_hash(word)", "lock", "input()"),
        ("greet(self, word)", "self.note = word", "greet", "'harbour1'"),
        ("join(self, mail, word)", "self.hash = generate_password_hash(word)", "join", "'a@example.org', input()"),
    ],
)
def test_no_password_from_the_code(method: str, body: str, call: str, given: str) -> None:
    assert told(method, body, call, given) == []
