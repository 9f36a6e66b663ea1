"""Extensions that nothing binds, and the many ways to bind one."""

from __future__ import annotations

import pytest
from checking import check

HEAD = "from flask import Flask\nfrom flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\nfrom flask_login import LoginManager, login_required\n"
FACTORY = "def create_app():\n    app = Flask(__name__)\n    {}\n    return app\napp = create_app()\n"


def found(code: str, **files: str) -> list[tuple[str, int, str]]:
    every = {"app.py": HEAD + code, "Procfile": "release: flask db upgrade\nweb: gunicorn app:app\n"}
    return check("unbound-extension", {**every, **{f"{name}.py": text for name, text in files.items()}})


@pytest.mark.parametrize("made", ["db = SQLAlchemy()", "logins = LoginManager()", "migrate = Migrate()"])
def test_nothing_binds_it(made: str) -> None:
    assert found(f"{made}\n{FACTORY.format('pass')}") == [("app.py", 5, "error")]


def test_without_the_command_it_is_a_warning() -> None:
    files = {"app.py": f"{HEAD}migrate = Migrate()\n{FACTORY.format('pass')}", "Procfile": "web: gunicorn app:app\n"}
    assert check("unbound-extension", {**files}) == [("app.py", 5, "warning")]


def test_models_do_not_bind() -> None:
    model = "class Plant(db.Model):\n    id = db.Column(db.Integer, primary_key=True)\n"
    assert found(f"db = SQLAlchemy()\n{model}{FACTORY.format('pass')}") == [("app.py", 5, "error")]


def test_of_a_database_that_only_migrations_have() -> None:
    assert found(f"db = SQLAlchemy()\n{FACTORY.format('Migrate(app, db)')}") == [("app.py", 5, "error")]


@pytest.mark.parametrize(
    "line",
    [
        "db.init_app(app)",
        "SQLAlchemy.init_app(db, app)",
        "[e.init_app(app) for e in (db,)]",
        "register(app, db)",
        "app.extensions_to_bind = [db]",
        "bind = db\n    bind.init_app(app)",
    ],
)
def test_bound_or_may_be(line: str) -> None:
    assert not found(f"db = SQLAlchemy()\n{FACTORY.format(line)}")


def test_bound_in_another_module() -> None:
    other = "from app import db as database, app\ndatabase.init_app(app)\n"
    assert not found(f"db = SQLAlchemy()\n{FACTORY.format('pass')}", start=other)


def test_made_again_with_an_app() -> None:
    other = "from flask_migrate import Migrate\nfrom app import app\nmigrate = Migrate(app)\n"
    assert not found(f"migrate = Migrate()\n{FACTORY.format('pass')}", manage=other)


def test_given_the_app() -> None:
    assert not found(
        "app = Flask(__name__)\ndb = SQLAlchemy(app)\nlogins = LoginManager(app=app)\nlogins.user_loader(print)\nMigrate(app, db)\n"
    )


def test_logins_that_nothing_asks_for() -> None:
    files: dict[str, str | bytes] = {
        "Procfile": "web: gunicorn app:app\n",
        "requirements.txt": "flask\ngunicorn\nflask-login\n",
    }
    made = "from flask import Flask\nfrom flask_login import LoginManager\nlogins = LoginManager()\napp = Flask(__name__)\n"
    assert check("unbound-extension", {**files, "app.py": made + "current_user_id = 1\n"}) == []
    assert (
        len(
            check(
                "unbound-extension",
                {
                    **files,
                    "app.py": made
                    + "from flask_login import current_user\n@app.get('/')\ndef a():\n    return str(current_user.id)\n",
                },
            )
        )
        == 1
    )


def test_names_like_those_of_flask_login_may_be_anyones_own() -> None:
    """A token's user is kept under the name that Flask-Login has; nobody asks the LoginManager."""
    code = HEAD.replace(", login_required", ", UserMixin")
    app = f"{code}logins = LoginManager()\napp = Flask(__name__)\n@app.route('/')\ndef index():\n    current_user = token()\n    return show(current_user)\n"
    assert not check("unbound-extension", {"app.py": app, "Procfile": "web: gunicorn app:app\n"})


LOADED = "@logins.user_loader\ndef find(id):\n    return id\n"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("app = Flask(__name__)\nlogins = LoginManager(app)\n", [6]),
        (f"logins = LoginManager()\n{FACTORY.format('logins.init_app(app)')}", [8]),
        (f"app = Flask(__name__)\nlogins = LoginManager(app)\n{LOADED}", []),
        ("app = Flask(__name__)\nlogins = LoginManager(app)\nlogins.request_loader(print)\n", []),
        ("from shop import users\napp = Flask(__name__)\nlogins = LoginManager(app)\nusers.start(logins)\n", []),
        (f"logins = LoginManager()\n{FACTORY.format('logins.init_app(app)')}import loading\n", []),
        ("app = Flask(__name__)\nif app.debug:\n    logins = LoginManager(app)\n", []),
    ],
)
def test_logins_that_find_no_user(code: str, told: list[int]) -> None:
    loading = "from app import logins\n\nlogins._user_callback = print\n" if "loading" in code else ""
    assert [line for _, line, _ in found(code, loading=loading)] == told


def test_an_older_login_asks_only_who_has_signed_in() -> None:
    code = f"{HEAD}app = Flask(__name__)\nlogins = LoginManager(app)\n"
    files = {"app.py": code, "Procfile": "web: gunicorn app:app\n", "requirements.txt": "Flask-Login==0.4.1\n"}
    assert not check("unbound-extension", files)
