"""What is set up only when a file is run as a script, and what only looks so."""

from __future__ import annotations

import pytest
from checking import FLASK, check

SERVED = {"Procfile": "web: gunicorn web:app\n"}
GUARD = "if __name__ == '__main__':\n"
SQL = "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\n"

MISSED = [
    (FLASK + "from shop import shop\n" + GUARD + "    app.register_blueprint(shop, url_prefix='/x')\n    app.run()\n", "error"),
    (FLASK + GUARD + "    @app.route('/')\n    def index():\n        return ''\n    app.run()\n", "error"),
    (FLASK + GUARD + "    app.add_url_rule('/', 'index', print)\n    app.run(debug=True)\n", "error"),
    (FLASK + SQL + GUARD + "    db.init_app(app)\n    app.run()\n", "error"),
    (FLASK + GUARD + "    app.secret_key = 'a'\n    app.run()\n", "error"),
    (FLASK + GUARD + "    app.config['SECRET_KEY'] = 'a'\n    app.run()\n", "error"),
    (FLASK + SQL + "db.init_app(app)\n" + GUARD + "    with app.app_context():\n        db.create_all()\n    app.run()\n", "warning"),
    (FLASK + "def main():\n    app.secret_key = 'a'\n    app.run()\n" + GUARD + "    main()\n", "error"),
    (FLASK + "def run():\n    app.secret_key = 'a'\n    app.run()\n" + GUARD + "    run()\n", "error"),
    (FLASK + "def go():\n    app.secret_key = 'a'\n    app.run()\nprerun = go\n" + GUARD + "    prerun()\n", "error"),
    (FLASK + "class Server:\n    def run(self):\n        app.secret_key = 'a'\n        app.run()\nserver = Server()\n" + GUARD + "    server.run()\n", "error"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "severity"), MISSED)
def test_missed(text: str, severity: str) -> None:
    shop = {"shop.py": "from flask import Blueprint\nshop = Blueprint('shop', __name__)\n"}
    [found] = check("setup-under-main-guard", {**SERVED, **shop, "web.py": text})
    assert (found[0], found[2]) == ("web.py", severity)


NOT_MISSED = [
    FLASK + GUARD + "    app.run()\n",
    FLASK + GUARD + "    app.run()\n    app.secret_key = 'a'\n",
    FLASK + "app.secret_key = 'b'\n" + GUARD + "    app.secret_key = 'a'\n    app.run()\n",
    FLASK + GUARD + "    app.config['DEBUG'] = True\n    app.jinja_env.auto_reload = True\n    app.run()\n",
    FLASK + GUARD + "    app.secret_key = 'a'\n",
    FLASK + GUARD + "    print('seeding')\n    import seed\n",
    FLASK + SQL + "def prepare():\n    db.init_app(app)\nprepare()\n" + GUARD + "    prepare()\n    app.run()\n",
    FLASK + SQL + "@app.cli.command('tables')\ndef tables():\n    db.create_all()\n" + GUARD + "    db.create_all()\n    app.run()\n",
    FLASK + "from flask_debugtoolbar import DebugToolbarExtension\nbar = DebugToolbarExtension()\n" + GUARD + "    bar.init_app(app)\n    app.run()\n",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_MISSED)
def test_not_missed(text: str) -> None:
    assert not check("setup-under-main-guard", {**SERVED, "web.py": text})


def test_the_script_itself_is_what_production_runs() -> None:
    files = {"Procfile": "web: python web.py\n", "web.py": FLASK + GUARD + "    app.secret_key = 'a'\n    app.run()\n"}
    assert not check("setup-under-main-guard", files)


def test_migrations_make_the_tables() -> None:
    text = FLASK + SQL + "db.init_app(app)\n" + GUARD + "    db.create_all()\n    app.run()\n"
    assert not check("setup-under-main-guard", {**SERVED, "web.py": text, "migrations/env.py": ""})


LAUNCHER = "from shop import app, db\n" + GUARD + "    db.init_app(app)\n    app.run()\n"


@pytest.mark.parametrize("name", ["run.py", "main.py"])
def test_a_launcher_that_production_does_not_load(name: str) -> None:
    files = {"Procfile": "web: gunicorn shop:app\n", "shop/__init__.py": FLASK + SQL, name: LAUNCHER}
    assert check("setup-under-main-guard", files) == [(name, 3, "error")]


def test_a_launcher_of_another_application() -> None:
    launcher = FLASK + SQL + GUARD + "    db.init_app(app)\n    app.run()\n"
    files = {"Procfile": "web: gunicorn shop:app\n", "shop/__init__.py": FLASK + SQL, "run.py": launcher}
    assert not check("setup-under-main-guard", files)


@pytest.mark.parametrize(
    ("files", "severities"),
    [
        ({"Procfile": "web: gunicorn app:app\n"}, ["error"]),
        ({"render.yaml": "services:\n  - type: web\n    name: a\n    runtime: python\n    buildCommand: pip install flask\n    startCommand: gunicorn app:app\n"}, ["error"]),
        ({"render.yaml": "services:\n  - type: web\n    name: a\n    runtime: python\n    buildCommand: pip install flask\n"}, ["warning"]),
        ({"requirements.txt": "flask\ngunicorn\n"}, ["warning"]),
        ({"Procfile": "web: python app.py\n"}, []),
    ],
)  # fmt: skip
def test_it_is_certain_where_a_server_is_seen(files: dict[str, str], severities: list[str]) -> None:
    """Where nothing says how the app is started, a dashboard may say ``python app.py``."""
    code = FLASK + SQL + GUARD + "    db.init_app(app)\n    app.run()\n"
    assert [s for _, _, s in check("setup-under-main-guard", {"app.py": code, **files})] == severities
