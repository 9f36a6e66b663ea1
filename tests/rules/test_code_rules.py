"""Look-alikes and odd forms for the rules about configuration, secrets, debug mode, databases and seeds."""

from __future__ import annotations

import pytest
from checking import check
from showing import facts

HEAD = "import os\nfrom flask import Flask\napp = Flask(__name__)\n"
PROCFILE = {"Procfile": "web: gunicorn app:app\n"}
SA = {
    "requirements.txt": "Flask==3.1.2\nFlask-SQLAlchemy==3.1.1\nSQLAlchemy==2.0.44\npsycopg2-binary==2.9.10\ngunicorn==23.0.0\n"
}


def app(body: str, **files: str) -> dict[str, str | bytes]:
    return {
        "app.py": HEAD + body,
        **PROCFILE,
        **{k.replace("__", "/").replace("_py", ".py"): v for k, v in files.items()},
    }


def lines(rule: str, files: dict[str, str | bytes]) -> list[int]:
    return [line for _, line, _ in check(rule, files)]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("app.secret_key = 'literal'\n", True),
        ("app.config['JWT_SECRET_KEY'] = 'literal'\n", True),
        ("app.config.update(SECRET_KEY='literal')\n", True),
        ("app.config.from_mapping(SECRET_KEY='literal')\n", True),
        ("KEY = 'literal'\napp.secret_key = KEY\n", True),
        ("app.secret_key = b'literal'\n", True),
        ("app.secret_key = 'a' + 'b'\n", True),
        ("app.secret_key = f'{\"a\"}b'\n", True),
        ("app.secret_key = os.environ['SECRET_KEY']\n", False),
        ("app.secret_key = os.environ.get('SECRET_KEY', 'dev')\n", False),
        ("app.secret_key = open('/run/secrets/key').read()\n", False),
        ("app.secret_key = 'dev'\napp.secret_key = os.environ['SECRET_KEY']\n", False),
        ("if app.debug:\n    app.secret_key = 'dev'\nelse:\n    app.secret_key = os.environ['SECRET_KEY']\n", False),
        ("if __name__ == '__main__':\n    app.secret_key = 'dev'\n", False),
        ("def test_app():\n    app.secret_key = 'test'\n", False),
    ],
)
def test_hard_coded_secret_key(body: str, found: bool) -> None:
    assert bool(check("hard-coded-secret-key", app(body))) is found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("app.secret_key = os.getenv('SECRET_KEY', 'dev')\n", True),
        ("app.secret_key = os.environ.get('SECRET_KEY') or 'dev'\n", True),
        ("key = os.environ.get('SECRET_KEY')\nif not key:\n    key = 'dev'\napp.secret_key = key\n", True),
        (
            "if 'SECRET_KEY' in os.environ:\n    key = os.environ['SECRET_KEY']\nelse:\n    key = 'dev'\napp.secret_key = key\n",
            True,
        ),
        ("from decouple import config\napp.secret_key = config('SECRET_KEY', default='dev')\n", True),
        ("from environs import Env\nenv = Env()\napp.secret_key = env.str('SECRET_KEY', 'dev')\n", True),
        ("app.secret_key = os.environ.get('SECRET_KEY')\n", False),
        (
            "app.secret_key = os.environ.get('SECRET_KEY', 'dev')\nassert app.secret_key != 'dev', app.config['SECRET_KEY']\n",
            False,
        ),
    ],
)
def test_fallback_secret_key(body: str, found: bool) -> None:
    assert bool(check("fallback-secret-key", app(body))) is found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("app.secret_key = os.urandom(24)\n", True),
        ("import secrets\napp.secret_key = secrets.token_hex()\n", True),
        ("import uuid\napp.config['SECRET_KEY'] = str(uuid.uuid4())\n", True),
        ("import uuid\napp.config['SECRET_KEY'] = uuid.uuid4().hex\n", True),
        ("app.secret_key = os.environ.get('SECRET_KEY') or os.urandom(24)\n", True),
        ("app.secret_key = os.environ['SECRET_KEY']\nname = os.urandom(4)\n", False),
    ],
)
def test_random_secret_key(body: str, found: bool) -> None:
    assert bool(check("random-secret-key", app(body))) is found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("app.debug = True\n", True),
        ("app.config['DEBUG'] = True\n", True),
        ("app.config.update(DEBUG=True)\n", True),
        ("app.config['DEBUG'] = os.environ.get('DEBUG', True)\n", True),
        ("app.config['DEBUG'] = os.environ.get('DEBUG', 'False')\n", True),
        ("app.config['DEBUG'] = False\n", False),
        ("app.config['DEBUG'] = os.environ.get('DEBUG') == '1'\n", False),
        ("app.config['DEBUG'] = os.environ.get('DEBUG', False)\n", False),
        ("app.config['DEBUG'] = os.environ.get('DEBUG', 'false').lower() == 'true'\n", False),
        ("if os.environ.get('FLASK_ENV') == 'development':\n    app.debug = True\n", False),
    ],
)
def test_debug_setting(body: str, found: bool) -> None:
    assert bool(check("debug-setting", app(body))) is found


@pytest.mark.parametrize(
    ("command", "body", "found"),
    [
        ("python app.py", "if __name__ == '__main__':\n    app.run(debug=True)\n", True),
        ("python app.py", "if __name__ == '__main__':\n    app.run(debug=app.config.get('X'))\n", False),
        ("python app.py", "if __name__ == '__main__':\n    app.run(debug=os.environ.get('D') == '1')\n", False),
        ("python app.py", "if __name__ == '__main__':\n    app.run(debug=False)\n", False),
        (
            "python app.py",
            "from werkzeug.serving import run_simple\nif __name__ == '__main__':\n    run_simple('0.0.0.0', 80, app, use_debugger=True)\n",
            True,
        ),
        ("gunicorn app:app", "if __name__ == '__main__':\n    app.run(debug=True)\n", False),
        (
            "python app.py",
            "if __name__ == '__main__':\n    if os.environ.get('ENV') == 'dev':\n        app.run(debug=True)\n    else:\n        app.run()\n",
            False,
        ),
    ],
)
def test_debug_run(command: str, body: str, found: bool) -> None:
    files: dict[str, str | bytes] = {"app.py": HEAD + body, "Procfile": f"web: {command}\n"}
    assert bool(check("debug-run", files)) is found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("app.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///x.db'\n", True),
        ("app.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///' + os.path.join(os.getcwd(), 'x.db')\n", True),
        ("import sqlalchemy\nengine = sqlalchemy.create_engine('sqlite:///x.db')\n", True),
        ("import sqlite3\n@app.route('/')\ndef index():\n    sqlite3.connect('x.db')\n", True),
        ("from peewee import SqliteDatabase\ndb = SqliteDatabase('x.db')\n", True),
        ("app.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///:memory:'\n", False),
        ("app.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite://'\n", False),
        ("import sqlite3\nsqlite3.connect(':memory:')\n", False),
        ("import sqlite3\nsqlite3.connect('/tmp/x.db')\n", False),
        ("import sqlite3\nsqlite3.connect('file:words.db?mode=ro', uri=True)\n", False),
        ("import sqlite3\ndef never():\n    sqlite3.connect('x.db')\n", False),
        ("app.config['SQLALCHEMY_DATABASE_URI'] = os.environ['DATABASE_URL']\n", False),
        (
            "if os.environ.get('DATABASE_URL'):\n    uri = os.environ['DATABASE_URL']\nelse:\n    uri = 'sqlite:///x.db'\napp.config['SQLALCHEMY_DATABASE_URI'] = uri\n",
            False,
        ),
    ],
)
def test_sqlite_in_production(body: str, found: bool) -> None:
    assert bool(check("sqlite-in-production", app(body))) is found


@pytest.mark.parametrize(
    ("host", "severity"),
    [("heroku", "error"), ("vercel", "error"), ("systemd", "info"), ("generic", "warning"), ("docker", "warning")],
)
def test_sqlite_is_graded_by_host(host: str, severity: str) -> None:
    files: dict[str, str | bytes] = {"app.py": HEAD + "app.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite:///x.db'\n"}
    assert [s for _, _, s in check("sqlite-in-production", files, hosts=(host,))] == [severity]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("app.config['SQLALCHEMY_DATABASE_URI'] = os.environ['DATABASE_URL']\n", True),
        (
            "url = os.environ['DATABASE_URL']\nif url.startswith('postgres://'):\n    url = url.replace('postgres://', 'postgresql://', 1)\napp.config['SQLALCHEMY_DATABASE_URI'] = url\n",
            False,
        ),
        (
            "import re\napp.config['SQLALCHEMY_DATABASE_URI'] = re.sub('^postgres:', 'postgresql:', os.environ['DATABASE_URL'])\n",
            False,
        ),
        ("app.config['SQLALCHEMY_DATABASE_URI'] = 'postgres://db.example.com/x'\n", True),
        (
            "app.config['SQLALCHEMY_DATABASE_URI'] = os.environ['DATABASE_URL'].replace('postgres', 'postgresql')\n",
            True,
        ),
    ],
)
def test_legacy_postgres_scheme(body: str, found: bool) -> None:
    files = {**app("from flask_sqlalchemy import SQLAlchemy\n" + body), **SA}
    assert bool(check("legacy-postgres-scheme", files)) is found


@pytest.mark.parametrize(
    ("body", "requirements", "found"),
    [
        ("'postgresql://h/x'", "SQLAlchemy==2.0.44\npsycopg2\n", False),
        ("'postgresql://h/x'", "SQLAlchemy==2.1.9\npsycopg2\n", True),
        ("'postgresql://h/x'", "SQLAlchemy==2.1.9\npsycopg[binary]\n", False),
        ("'postgresql+psycopg2://h/x'", "SQLAlchemy<2.1\npsycopg2-binary\n", False),
        ("'postgresql+asyncpg://h/x'", "SQLAlchemy\npsycopg2-binary\n", True),
        ("'mysql+pymysql://h/x'", "SQLAlchemy\npymysql\n", False),
        ("'mysql://h/x'", "SQLAlchemy\npymysql\n", True),
        ("'mysql://h/x'", "SQLAlchemy\nmysqlclient\n", False),
        ("'sqlite:///x.db'", "SQLAlchemy\n", False),
        ("os.environ['DATABASE_URL']", "SQLAlchemy\n", True),
        ("os.environ['DATABASE_URL']", "SQLAlchemy<2.1\npsycopg2-binary\n", False),
    ],
)
def test_missing_database_driver(body: str, requirements: str, found: bool) -> None:
    files = {
        **app(f"app.config['SQLALCHEMY_DATABASE_URI'] = {body}\n"),
        "requirements.txt": "flask\ngunicorn\n" + requirements,
    }
    assert bool(check("missing-database-driver", files)) is found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("from db import db\ndb.drop_all()\n", True),
        ("import os\nos.remove('shop.db')\n", True),
        ("from db import engine\nengine.execute('DROP TABLE users')\n", True),
        ("from db import db\n@app.cli.command('reset')\ndef reset():\n    db.drop_all()\n", False),
        ("from db import db\nif os.environ.get('RESET') == '1':\n    db.drop_all()\n", False),
        ("os.remove('upload.png')\n", False),
    ],
)
def test_drop_all_at_startup(body: str, found: bool) -> None:
    assert bool(check("drop-all-at-startup", app(body, db_py="db = engine = None\n"))) is found


@pytest.mark.parametrize(
    ("route", "found"),
    [
        ("@app.route('/seed')\ndef seed():\n    db.session.add(1)\n", True),
        ("@app.get('/init-db')\ndef init_db():\n    db.create_all()\n", True),
        ("@app.route('/wipe')\ndef wipe():\n    db.drop_all()\n", True),
        ("from flask_migrate import upgrade\n@app.route('/x')\ndef x():\n    upgrade()\n", True),
        ("@app.route('/reset-password')\ndef reset_password():\n    db.session.commit()\n", False),
        ("@app.route('/items')\ndef items():\n    db.session.add(1)\n", False),
        (
            "from flask_login import login_required\n@app.route('/seed')\n@login_required\ndef seed():\n    db.session.add(1)\n",
            False,
        ),
        (
            "from flask import abort, request\n@app.route('/seed')\ndef seed():\n    if request.headers.get('X') != os.environ['T']:\n        abort(403)\n    db.session.add(1)\n",
            False,
        ),
    ],
)
def test_public_seed_route(route: str, found: bool) -> None:
    assert bool(check("public-seed-route", app("from db import db\n" + route, db_py="db = None\n"))) is found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("import redis\n", True),
        ("from redis import Redis\n", True),
        ("try:\n    import redis\nexcept ImportError:\n    redis = None\n", False),
        ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import redis\n", False),
        ("import sys\nif sys.platform == 'win32':\n    import redis\n", False),
        ("if __name__ == '__main__':\n    import redis\n", False),
        ("import json, os.path, dataclasses\n", False),
        ("import werkzeug, jinja2, click\n", False),
    ],
)
def test_undeclared_import(body: str, found: bool) -> None:
    files = {**app(body), "requirements.txt": "flask\ngunicorn\n"}
    assert bool(check("undeclared-import", files)) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PATH = 'C:\\\\Users\\\\ann\\\\x.csv'\n", True),
        ("PATH = '/home/ann/shop/x.csv'\n", True),
        ("PATH = '/Users/ann/x.csv'\n", True),
        ("PATH = '/home/app/x.csv'\n", False),
        ("PATH = '/home/site/wwwroot'\n", False),
        ("PATH = os.environ.get('P', '/home/ann/x.csv')\n", False),
        ("print('/home/ann/x.csv')\n", False),
        ("# /home/ann/x.csv\n", False),
        ("if os.name == 'nt':\n    PATH = 'C:/Users/ann/x.csv'\n", False),
        ("PATH = '/home'\n", False),
        ("TIME = 'C:30'\n", False),
    ],
)
def test_absolute_local_path(text: str, found: bool) -> None:
    assert bool(check("absolute-local-path", app(text))) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("app.config['MAIL_PASSWORD'] = 'Tr0ub4dor'\n", True),
        ("URL = 'https://ann:hunter2x@api.example.com'\n", True),
        ("KEY = 'AKIA" + "IOSFODNN7ABCDEFG'\n", True),
        ("import pymysql\npymysql.connect(host='h', password='Tr0ub4dor')\n", True),
        ("app.config['MAIL_PASSWORD'] = os.environ['MAIL_PASSWORD']\n", False),
        ("app.config['MAIL_PASSWORD'] = 'changeme'\n", False),
        ("URL = 'postgresql://user:password@localhost/x'\n", False),
        ("password_title = 'Password1'\n", False),
        ("def login(password='secret1'):\n    return password == 'Tr0ub4dor'\n", False),
        ("from flask import request\npassword = request.form['password1']\n", False),
    ],
)
def test_hard_coded_credentials(text: str, found: bool) -> None:
    assert bool(check("hard-coded-credentials", app(text))) is found


def test_a_secret_is_never_shown() -> None:
    from checking import problems

    for problem in problems("hard-coded-credentials", app("app.config['MAIL_PASSWORD'] = 'Tr0ub4dor3-very-long'\n")):
        assert "Tr0ub" not in problem.message + problem.help


@pytest.mark.parametrize(
    ("command", "seed", "rules"),
    [
        ("flask seed && gunicorn app:app", "db.session.add(1)", {"seed-on-every-start"}),
        ("flask seed && gunicorn app:app", "db.drop_all()", {"destructive-seed"}),
        ("flask seed && gunicorn app:app", "print('nothing')", set()),
        ("gunicorn app:app", "db.drop_all()", set()),
        ("flask other && gunicorn app:app", "db.session.add(1)", set()),
    ],
)
def test_seed_commands(command: str, seed: str, rules: set[str]) -> None:
    body = f"from db import db\n@app.cli.command('seed')\ndef seed():\n    {seed}\n"
    files: dict[str, str | bytes] = {"app.py": HEAD + body, "db.py": "db = None\n", "Procfile": f"web: {command}\n"}
    assert {r for r in ("seed-on-every-start", "destructive-seed") if check(r, files)} == rules


@pytest.mark.parametrize(
    ("command", "path", "found"),
    [
        ("python -m tools.seed && gunicorn app:app", "tools/seed.py", True),
        ("python3 -u -m tools.seed && gunicorn app:app", "tools/seed.py", True),
        ("python tools/seed.py && gunicorn app:app", "tools/seed.py", True),
        ("python -m tools.seeds && gunicorn app:app", "tools/seeds/__main__.py", True),
        ("cd tools && python -m seed && cd .. && gunicorn app:app", "tools/seed.py", True),
        ("python -m tools.report && gunicorn app:app", "tools/report.py", True),  # what it does counts, not its name
        ("python -m tools.seed && gunicorn app:app", "other/tools/seed.py", False),
        ("gunicorn app:app", "tools/seed.py", False),
    ],
)
def test_a_module_that_is_run_is_the_file(command: str, path: str, found: bool) -> None:
    body = "from app import db\ndb.session.query(1).delete()\ndb.session.add(1)\n"
    files: dict[str, str | bytes] = {"app.py": HEAD + "db = None\n", path: body, "Procfile": f"web: {command}\n"}
    assert bool(check("destructive-seed", files)) is found


def test_a_condition_is_told_by_what_it_says_not_by_where_it_stands() -> None:
    """The path of a file (``query/session.py``) is no part of its expressions."""
    module = facts("thing.delete()\nif ready(limit=3):\n    pass\n", "app/query/debug.py")
    assert module.calls[0].call.function.spelling == "thing.delete"
    assert module.calls[1].call.spelling == "limit ready 3"


POSTGRES = {"requirements.txt": "flask\ngunicorn\nflask-sqlalchemy==3.1.1\nsqlalchemy==2.0.44\npsycopg2-binary\n"}
PLAIN = (
    HEAD
    + "from flask_sqlalchemy import SQLAlchemy\napp.config['SQLALCHEMY_DATABASE_URI'] = os.environ['DATABASE_URL']\n"
)


@pytest.mark.parametrize(
    ("beside", "severity"),
    [
        ({}, "warning"),
        ({"runtime.txt": "python-3.13.9\n"}, "warning"),  # that the host is Heroku makes nothing better
        ({"app.json": '{"env": {"SECRET_KEY": {"generator": "secret"}}}'}, "warning"),
        ({"app.json": '{"addons": ["heroku-redis"]}'}, "warning"),
        ({"app.json": '{"addons": ["heroku-postgresql"]}'}, "error"),
        ({"app.json": '{"env": {"DATABASE_URL": {"required": true}}}'}, ""),  # whoever deploys gives one
        ({"railway.toml": "[deploy]\nnumReplicas = 1\n"}, ""),
        ({"runtime.txt": "python-3.13.9\n", "requirements.txt": "flask\ngunicorn\nflask-sqlalchemy==3.1.1\n"}, ""),
    ],
)
def test_a_database_that_no_file_attaches(beside: dict[str, str | bytes], severity: str) -> None:
    files = {"app.py": PLAIN, "Procfile": "web: gunicorn app:app\n", **POSTGRES, **beside}
    assert [s for _, _, s in check("legacy-postgres-scheme", files)] == ([severity] if severity else [])
