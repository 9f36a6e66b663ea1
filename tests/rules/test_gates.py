"""What runs before each request may keep strangers from routes that have no protection of their own."""

from __future__ import annotations

import pytest
from checking import check

HEAD = "from flask import Blueprint, Flask, abort, g, redirect, request, session\nfrom models import Cookie, db\n"
SEED = "def fill():\n    db.create_all()\n    return 'done'\n"
MODELS = "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\nclass Cookie(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"
STOPS = "    if 'user' not in session:\n        return redirect('/login')\n"
KEEPS = "    if 'user' in session:\n        g.user = session['user']\n"
ABORTS = "    if request.headers.get('X-Key') != KEY:\n        abort(401)\n"


def found(code: str) -> int:
    files = {"app.py": HEAD + code, "models.py": MODELS, "Procfile": "web: gunicorn app:app\n", "requirements.txt": "flask\ngunicorn\nflask-sqlalchemy\n"}  # fmt: skip
    return len(check("public-seed-route", files))


def on_app(gate: str) -> str:
    return f"app = Flask(__name__)\ndb.init_app(app)\n{gate}@app.get('/seed')\n{SEED}"


@pytest.mark.parametrize(
    ("gate", "count"),
    [
        ("", 1),
        (f"@app.before_request\ndef ask():\n{STOPS}", 0),
        (f"@app.before_request\ndef ask():\n{ABORTS}", 0),
        (f"def ask():\n{STOPS}app.before_request(ask)\n", 0),
        (f"from gates import ask\napp.before_request(ask)\ndef other():\n{STOPS}", 1),
        (f"@app.before_request\ndef ask():\n{KEEPS}", 1),  # it only looks who is there
        ("@app.before_request\ndef count():\n    g.start = 1\n", 1),
        (f"@app.after_request\ndef ask(response):\n{STOPS}    return response\n", 1),
        (f"def ask():\n{STOPS}", 1),  # nothing calls it
    ],
)
def test_gates_of_an_application(gate: str, count: int) -> None:
    assert found(on_app(gate)) == count


@pytest.mark.parametrize(
    ("gate", "count"),
    [
        (f"@admin.before_request\ndef ask():\n{STOPS}", 0),
        (f"@other.before_app_request\ndef ask():\n{STOPS}", 0),
        (f"@other.before_request\ndef ask():\n{STOPS}", 1),  # of other pages
    ],
)
def test_gates_of_blueprints(gate: str, count: int) -> None:
    parts = "admin = Blueprint('admin', __name__)\nother = Blueprint('other', __name__)\n"
    made = "app = Flask(__name__)\ndb.init_app(app)\napp.register_blueprint(admin)\napp.register_blueprint(other)\n"
    assert found(f"{parts}{gate}@admin.get('/seed')\n{SEED}{made}") == count
