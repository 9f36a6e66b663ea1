"""Administrators whose password stands in the code, and accounts that are none or get it from elsewhere."""

from __future__ import annotations

import pytest
from checking import FLASK, check

MODELS = "class User:\n    def __init__(self, **fields): ...\n    def set_password(self, text): ...\ndb = None\n"
HEAD = FLASK + "from models import User, db\nfrom werkzeug.security import generate_password_hash\n"
RULE = "default-admin-credentials"


def found(text: str, start: str = "gunicorn web:app") -> list[tuple[str, int, str]]:
    return check(RULE, {"web.py": HEAD + text, "models.py": MODELS, "Procfile": f"web: {start}\n"})


MADE = [
    "BASEADMIN_PW = 'letmein1'\nhashed = generate_password_hash(BASEADMIN_PW)\n",
    "admin = User(name='boss', password='letmein1')\ndb.session.add(admin)\n",
    "class Role:\n    ADMIN = 1\ndb.session.add(User(name='boss', role=Role.ADMIN, password='letmein1'))\n",
    "db.session.add(User(email='admin@cookies.example', password='letmein1'))\n",
    "db.session.add(User(name='admin', password='letmein1'))\n",
    "db.session.add(User(name='x', is_admin=True, password=generate_password_hash('letmein1')))\n",
    "PASSWORD = 'letmein1'\nadmin = User(name='boss')\nadmin.set_password(PASSWORD)\n",
    "def seed():\n    root = User(name='root', password_hash=generate_password_hash('letmein1'))\n    db.session.add(root)\nseed()\n",
    "user = User(name='boss', role='admin')\nuser.set_password('letmein1')\n",
]


@pytest.mark.parametrize("text", MADE)
def test_made(text: str) -> None:
    [(path, _, severity)] = found(text)
    assert (path, severity) == ("web.py", "error")


NOT_MADE = [
    "db.session.add(User(name='ann', email='ann@admin.example', bio='Root of all evil, she says', password='letmein1'))\n",
    "db.session.add(User(name='ann', is_admin=False, password='letmein1'))\n",
    "import os\ndb.session.add(User(name='admin', password=os.environ['PASSWORD']))\n",
    "import secrets\ndb.session.add(User(name='admin', password=secrets.token_hex(8)))\n",
    "db.session.add(User(name='guest', password='letmein1'))\n",
    "@app.cli.command('try')\ndef fill():\n    db.session.add(User(name='admin', password='letmein1'))\n",
    "@app.post('/users')\ndef add():\n    return User(name='admin', password=app.form['password'])\n",
    "if __name__ == '__main__':\n    db.session.add(User(name='admin', password='letmein1'))\n",
    "if app.testing:\n    db.session.add(User(name='admin', password='letmein1'))\n",
    "label = dict(name='admin', password='letmein1')\n",
]


@pytest.mark.parametrize("text", NOT_MADE)
def test_not_made(text: str) -> None:
    assert not found(text)


def test_a_seed_counts_where_a_command_runs_it() -> None:
    text = "@app.cli.command('fill')\ndef fill():\n    db.session.add(User(name='admin', password='letmein1'))\n"
    assert found(text, "flask --app web fill && gunicorn web:app")
    assert not found(text)


OWN = "class User:\n    @classmethod\n    def create_user(cls, name, password):\n        db.session.add(cls(name=name, password=generate_password_hash(password)))\n"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("User.create_user('ann', 'letmein1')\n", "warning"),
        ("User.create_user(name='ann', password='letmein1')\n", "warning"),
        ("if not User.query.first():\n    User.create_user('ann', password='letmein1')\n", "warning"),
        ("User.create_user('admin', 'letmein1')\n", "error"),
        ("User.create_user('guest', 'letmein1')\n", ""),
        ("import os\nUser.create_user('ann', os.environ['PASSWORD'])\n", ""),
        ("@app.post('/')\ndef join():\n    User.create_user(app.form['name'], app.form['password'])\n", ""),
        ("@app.cli.command('try')\ndef fill():\n    User.create_user('ann', 'letmein1')\n", ""),
        ("if __name__ == '__main__':\n    User.create_user('ann', 'letmein1')\n", ""),
    ],
)
def test_a_models_own_method(text: str, severity: str) -> None:
    assert [s for *_, s in found(f"db = None\n{OWN}{text}")] == ([severity] if severity else [])
