"""Flask-Migrate that is bound to an application, and that nothing gives the database."""

from __future__ import annotations

import pytest
from checking import check

HEAD = "from flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n"
FACTORY = "def make():\n    app = Flask(__name__)\n    app.config['SQLALCHEMY_DATABASE_URI'] = 'postgresql://a.example.org/a'\n    db.init_app(app)\n    {}\n    return app\n"


def told(top: str, bound: str) -> list[int]:
    files: dict[str, str | bytes] = {
        "app.py": HEAD + top + FACTORY.format(bound),
        "Procfile": "release: flask --app app:make db upgrade\nweb: gunicorn 'app:make()'\n",
        "requirements.txt": "flask\nflask-migrate\nflask-sqlalchemy\ngunicorn\n",
    }
    return [line for _, line, _ in check("unbound-extension", files)]


@pytest.mark.parametrize(
    ("top", "bound", "line"),
    [
        ("migrate = Migrate()\n", "migrate.init_app(app)", 10),
        ("migrate = Migrate(compare_type=True)\n", "migrate.init_app(app, render_as_batch=True)", 10),
        ("", "Migrate(app)", 9),
    ],
)
def test_nothing_gives_it(top: str, bound: str, line: int) -> None:
    assert told(top, bound) == [line]


@pytest.mark.parametrize(
    ("top", "bound"),
    [
        ("migrate = Migrate()\n", "migrate.init_app(app, db)"),
        ("migrate = Migrate(db=db)\n", "migrate.init_app(app)"),
        ("migrate = Migrate(None, db)\n", "migrate.init_app(app)"),
        ("", "Migrate(app, db)"),
        ("migrate = Migrate()\nSETTINGS = dict(db=db)\n", "migrate.init_app(app, **SETTINGS)"),
    ],
)
def test_something_gives_it(top: str, bound: str) -> None:
    assert told(top, bound) == []
