"""Addresses of databases that SQLAlchemy reads, and that it does not."""

from __future__ import annotations

import pytest
from checking import check

CODE = "import os\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\napp.config['SQLALCHEMY_DATABASE_URI'] = {}\ndb = SQLAlchemy(app)\n"
INSTALLED = "flask\nflask-sqlalchemy\n"


def written(value: str) -> list[tuple[str, int, str]]:
    files = {"app.py": CODE.format(value), "requirements.txt": INSTALLED, "Procfile": "web: gunicorn app:app\n"}
    return check("invalid-database-url", {**files})


@pytest.mark.parametrize(
    "url",
    [
        "'postgresql://u:p@h/d'",
        "DATABASE_URL=postgresql://u:p@h/d",
        "psql 'postgresql://u:p@h/d'",
        " postgresql://u:p@h/d",
        "postgresql:/h/d",
        "postgresql://u:p@h:port/d",
        "postgresql://u:p@h:/d",
        "sqlite://app.db",
        "sqlite:/app.db",
        "app.db",
    ],
)
def test_no_url(url: str) -> None:
    assert written(repr(url)) == [("app.py", 5, "error")]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:p@h/d",
        "postgresql+psycopg2://u:p%40ss@h:5432/d?sslmode=require",
        "postgresql://u:p@ss@h/d",
        "postgresql:///d",
        "postgresql://u:p@[::1]:5432/d",
        "mysql://u@h",
        "sqlite://",
        "sqlite:///app.db",
        "sqlite:////srv/app.db",
        "sqlite://?mode=memory",
        "postgresql://${USER}@h/d",
        "<your database url>",
        "mssql+pyodbc:///?odbc_connect=x",
    ],
)
def test_a_url(url: str) -> None:
    assert not written(repr(url))


COMPOSE = "services:\n  web:\n    build: .\n    environment:\n      - DATABASE_URL={}\n"
IMAGE = "FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install flask flask-sqlalchemy gunicorn\nCMD gunicorn -b 0.0.0.0:8000 app:app\n"


def declared(value: str, code: str) -> list[tuple[str, int, str]]:
    files = {"app.py": CODE.format(code), "compose.yaml": COMPOSE.format(value), "Dockerfile": IMAGE}
    return check("invalid-database-url", {**files})


def test_the_list_form_of_compose_keeps_quotes() -> None:
    assert declared('"postgresql://u:p@db/d"', "os.environ['DATABASE_URL']") == [("compose.yaml", 5, "error")]


@pytest.mark.parametrize("code", ["os.environ['DATABASE_URL'].strip('\"')", "fix(os.environ['DATABASE_URL'])"])
def test_code_changes_it(code: str) -> None:
    assert not declared('"postgresql://u:p@db/d"', code)


def test_flaskrs_file_name_is_no_url() -> None:
    text = "from flask import Flask\napp = Flask(__name__)\napp.config['DATABASE'] = 'flaskr.sqlite'\n"
    assert not check("invalid-database-url", {"app.py": text})
