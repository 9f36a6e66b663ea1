"""Flask-SQLAlchemy 3 stops where it is bound to an application that has no address of a database."""

from __future__ import annotations

import pytest
from checking import problems

HEAD = "import os\n\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\n\n"
NEW, OLD = "Flask-SQLAlchemy==3.1.1", "Flask-SQLAlchemy==2.5.1"


@pytest.mark.parametrize(
    ("code", "pin", "told"),
    [
        ("app = Flask(__name__)\ndb = SQLAlchemy(app)", NEW, True),
        ("db = SQLAlchemy()\napp = Flask(__name__)\ndb.init_app(app)", NEW, True),
        ("db = SQLAlchemy()\ndef create_app():\n    app = Flask(__name__)\n    db.init_app(app)\n    return app\napp = create_app()", NEW, True),
        ("app = Flask(__name__)\napp.config['DATABASE_URI'] = os.environ['DATABASE_URL']\ndb = SQLAlchemy(app)", "Flask-SQLAlchemy", True),
        ("app = Flask(__name__)\ndb = SQLAlchemy(app)", OLD, False),
        ("app = Flask(__name__)\ndb = SQLAlchemy()", NEW, False),
        ("app = Flask(__name__)\napp.config.from_object('settings')\ndb = SQLAlchemy(app)", NEW, False),
        ("app = Flask(__name__)\napp.config.from_prefixed_env()\ndb = SQLAlchemy(app)", NEW, False),
        ("app = Flask(__name__)\napp.config['SQLALCHEMY_BINDS'] = {'a': 'sqlite://'}\ndb = SQLAlchemy(app)", NEW, False),
        ("app = Flask(__name__)\napp.config.from_pyfile('x.cfg')\ndb = SQLAlchemy(app)", NEW, False),
        ("app = Flask(__name__)\ntry:\n    db = SQLAlchemy(app)\nexcept RuntimeError:\n    db = None", NEW, False),
    ],
)  # fmt: skip
def test_where_no_address_is_set(code: str, pin: str, told: bool) -> None:
    files = {
        "app.py": f"{HEAD}{code}\n",
        "requirements.txt": f"Flask==3.1.2\n{pin}\ngunicorn==23.0.0\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    found = problems(
        "unbound-extension",
        {**files, "settings.py": "SQLALCHEMY_DATABASE_URI = 'sqlite://'\n" if "settings" in code else "NAME = 1\n"},
    )
    assert bool([problem for problem in found if "must be set" in problem.message]) is told


BOUND = f"{HEAD}from shop import db\napp = Flask(__name__)\ndb.init_app(app)\n"
SETS = (
    "    other = Flask(__name__)\n    other.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///shop.db'\n    return other\n"
)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (f"def create_app():\n{SETS}", True),
        (f"def make(name):\n    print(name)\n{SETS}def create_app():\n{SETS}", True),
        (f"def create_app():\n{SETS}app = create_app()\n", False),
        (f"def create_app():\n{SETS}FACTORIES = {{'shop': create_app}}\n", False),
        (f"@register\ndef create_app():\n{SETS}", False),
        (f"class Shop:\n    def create_app(self):\n{SETS.replace('    ', '        ')}", False),
        (f"def create_app():\n{SETS}NAMES = ['SQLALCHEMY_DATABASE_URI']\n", False),
        (f"def create_app():\n{SETS}STARTED = 'shop:create_app'\n", False),
    ],
)
def test_an_address_that_only_an_uncalled_function_sets(more: str, told: bool) -> None:
    shop = f"from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n{more}"
    files = {
        "app.py": BOUND,
        "shop.py": shop,
        "requirements.txt": f"Flask==3.1.2\n{NEW}\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    found = [p for p in problems("unbound-extension", files) if "must be set" in p.message]
    assert [(p.place.path, p.place.line) for p in found] == ([("app.py", 8)] if told else [])


URI = "app.config['SQLALCHEMY_DATABASE_URI'] = os.environ['DATABASE_URL']"


@pytest.mark.parametrize(
    ("code", "pin", "told"),
    [
        (f"app = Flask(__name__)\ndb = SQLAlchemy(app)\n{URI}", NEW, [7]),
        (f"app = Flask(__name__)\ndb = SQLAlchemy()\ndb.init_app(app)\n{URI}", NEW, [8]),
        (f"db = SQLAlchemy()\ndef create_app():\n    app = Flask(__name__)\n    db.init_app(app)\n    {URI}\n    return app\napp = create_app()", NEW, [9]),
        (f"app = Flask(__name__)\n{URI}\ndb = SQLAlchemy(app)", NEW, []),
        (f"app = Flask(__name__)\n{URI}\ndb = SQLAlchemy(app)\n{URI}", NEW, []),
        (f"app = Flask(__name__)\ndb = SQLAlchemy(app)\n{URI}", OLD, []),
        (f"app = Flask(__name__)\napp.config.from_object('settings')\ndb = SQLAlchemy(app)\n{URI}", NEW, []),
        (f"db = SQLAlchemy()\ndef bind(app):\n    db.init_app(app)\napp = Flask(__name__)\n{URI}\nbind(app)", NEW, []),
        (f"app = Flask(__name__)\napp.config.update(**{{'SQLALCHEMY_DATABASE_URI': 'sqlite://'}})\ndb = SQLAlchemy(app)\n{URI}", NEW, []),
        (f"app = Flask(__name__)\ndb = SQLAlchemy()\n{URI}\ndb.init_app(app)", NEW, []),
    ],
)  # fmt: skip
def test_an_address_that_is_set_too_late(code: str, pin: str, told: list[int]) -> None:
    files = {
        "app.py": f"{HEAD}{code}\n",
        "settings.py": "NAME = 1\n",
        "requirements.txt": f"Flask==3.1.2\n{pin}\ngunicorn==23.0.0\n",
        "Procfile": "web: gunicorn app:app\n",
    }
    found = problems("unbound-extension", files)
    assert [problem.place.line for problem in found if "set below" in problem.message] == told
