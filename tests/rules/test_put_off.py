"""What is written down at the start and done later, or only for what is not there yet."""

from __future__ import annotations

import pytest

from tests.checking import check

SHOP = "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\n\napp = Flask(__name__)\ndb = SQLAlchemy(app)\n\n\nclass Lamp(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n    name = db.Column(db.String(80))\n\n\n"
BESIDE = {
    "requirements.txt": "Flask==3.1.2\nFlask-SQLAlchemy==3.1.1\ngunicorn==23.0.0\n",
    "Procfile": "web: gunicorn app:app\n",
}


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("every = lambda: db.session.scalars(db.select(Lamp))\n", False),
        ("class View:\n    options = {'query': lambda: db.session.scalars(db.select(Lamp))}\n", False),
        ("register(lambda: db.session.execute(db.select(Lamp)).all())\n", False),
        ("class View:\n    options = {'query': db.session.scalars(db.select(Lamp))}\n", True),
        ("every = db.session.scalars(db.select(Lamp))\n", True),
    ],
)
def test_a_lambda_asks_for_nothing_where_it_is_written(text: str, is_told: bool) -> None:
    found = check("missing-app-context", {"app.py": f"from x import register\n{SHOP}{text}", **BESIDE})
    assert bool(found) is is_told


@pytest.mark.parametrize(
    ("rows", "severities"),
    [
        ("new = [Lamp(name=n) for n in WANTED - known]\n", ["warning"]),
        ("new = [Lamp(name=n) for n in WANTED if n not in known]\n", ["warning"]),
        ("new = [Lamp(name=n) for n in WANTED]\n", ["error"]),
        ("new = [Lamp(name='oak'), Lamp(name='elm')]\n", ["error"]),
    ],
)
def test_rows_that_are_left_over(rows: str, severities: list[str]) -> None:
    fill = (
        "WANTED = {'oak', 'elm'}\nwith app.app_context():\n    there = db.session.execute(db.select(Lamp)).scalars().all()\n    known = {lamp.name for lamp in there}\n"
        f"    {rows}    db.session.add_all(new)\n    db.session.commit()\n"
    )
    found = check("unguarded-seed-import", {"app.py": SHOP + fill, **BESIDE})
    assert [severity for _, _, severity in found] == severities
