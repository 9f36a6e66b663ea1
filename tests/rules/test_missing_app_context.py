"""What is done outside an application context: with Flask-SQLAlchemy 3, at every start, and only there."""

from __future__ import annotations

import pytest
from checking import check

TOP = (
    "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\n\napp = Flask(__name__)\ndb = SQLAlchemy(app)\n"
)
LISTED = {"requirements.txt": "flask\nflask-sqlalchemy\ngunicorn\n", "Procfile": "web: gunicorn app:app\n"}


@pytest.mark.parametrize(
    ("code", "line"),
    [
        (TOP + "db.create_all()\n", 6),
        (TOP + "db.session.add(object())\ndb.session.commit()\n", 6),
        (TOP + "rows = db.session.execute('SELECT 1')\n", 6),
        (TOP + "def fill():\n    db.session.add_all([])\n\nfill()\n", 7),
        (TOP + "db.create_all(app=app)\n", 6),
        (TOP + "with app.app_context():\n    db.create_all(app=app)\n", 7),
        (TOP + "import os\nif not os.path.exists('a/' + 'shop.db'):\n    db.create_all()\n", 8),
        (TOP + "db.drop_all()\ndb.session.commit()\n", 6),
        (TOP + "def fill():\n    db.create_all()\n\nfill()\n", 7),
        (
            "from shop import db\nfrom flask import Flask\n\napp = Flask(__name__)\ndb.init_app(app)\ndb.create_all()\n",
            6,
        ),
    ],
)
def test_outside(code: str, line: int) -> None:
    shop = "from flask_sqlalchemy import SQLAlchemy\n\ndb = SQLAlchemy()\n"
    assert check("missing-app-context", {**LISTED, "app.py": code, "shop.py": shop}) == [("app.py", line, "error")]


@pytest.mark.parametrize(
    "code",
    [
        TOP + "with app.app_context():\n    db.create_all()\n",
        TOP + "app.app_context().push()\ndb.create_all()\n",
        TOP + "ctx = app.test_request_context()\nctx.push()\ndb.create_all()\n",
        TOP + "def fill():\n    db.create_all()\n\nwith app.app_context():\n    fill()\n",
        TOP + "try:\n    db.create_all()\nexcept RuntimeError:\n    pass\n",
        TOP + "@app.cli.command()\ndef fill():\n    db.create_all()\n",
        TOP + "with app.app_context():\n    db.session.add(object())\n    db.session.commit()\n",
        TOP + "@app.get('/')\ndef index():\n    db.session.add(object())\n    return ''\n",
        TOP + "@app.get('/')\ndef index():\n    db.create_all()\n    return ''\n",
        TOP + "if __name__ == '__main__':\n    db.create_all()\n",
        TOP + "import os\nif not os.path.exists('shop.py'):\n    db.create_all()\n",
        TOP + "import os\nif not os.path.exists(os.environ['DB']):\n    db.create_all()\n",
        TOP + "try:\n    db.create_all(app=app)\nexcept TypeError:\n    pass\n",
        TOP + "import os\nif os.environ.get('FILL'):\n    db.create_all()\n",
        "from sqlalchemy import MetaData, create_engine\nfrom flask import Flask\n\napp = Flask(__name__)\nMetaData().create_all(create_engine('sqlite://'))\n",
    ],
)
def test_inside(code: str) -> None:
    assert not check("missing-app-context", {**LISTED, "app.py": code, "shop.py": ""})


def test_older_ones_know_their_app() -> None:
    files = {**LISTED, "app.py": TOP + "db.create_all()\n"}
    assert not check(
        "missing-app-context", {**files, "requirements.txt": "flask<2.3\nflask-sqlalchemy==2.5.1\ngunicorn\n"}
    )
    assert not check("missing-app-context", {**files, "requirements.txt": "flask\ngunicorn\n"})


SHOP = TOP + "\n\nclass Boat(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"
FILLING = "from app import Boat, app, db\n"
RELEASED = "release: {}\nweb: gunicorn app:app\n"


@pytest.mark.parametrize(
    ("command", "code", "line"),
    [
        ("python fill.py", FILLING + "db.session.add(Boat())\ndb.session.commit()\n", 2),
        ("python fill.py", FILLING + "if __name__ == '__main__':\n    db.create_all()\n", 3),
        ("python -m fill", FILLING + "def main():\n    db.session.add(Boat())\n\nmain()\n", 3),
        ("set -e; python ./fill.py --all", FILLING + "with open('x') as f:\n    db.drop_all()\n", 0),
        ("python fill.py", FILLING + "with app.app_context():\n    db.create_all()\ndb.session.add(Boat())\n", 4),
        ("python fill.py", FILLING + "with app.app_context():\n    db.create_all()\n", 0),
        ("python fill.py", FILLING + "app.app_context().push()\ndb.create_all()\n", 0),
        ("python fill.py || true", FILLING + "db.create_all()\n", 0),
        ("python fill.py", FILLING + "import sys\nif '--all' in sys.argv:\n    db.create_all()\n", 0),
        ("python fill.py", FILLING + "@app.cli.command()\ndef run():\n    db.create_all()\n", 0),
        ("python fill.py", "import sys\nsys.exit(0)\n" + FILLING + "db.create_all()\n", 0),
        ("flask --app app run-fill", FILLING + "db.create_all()\n", 0),
    ],
)
def test_scripts_of_commands(command: str, code: str, line: int) -> None:
    files = {**LISTED, "app.py": SHOP, "fill.py": code, "Procfile": RELEASED.format(command)}
    found = check("missing-app-context", files)
    assert found == ([("fill.py", line, "error")] if line else [])
