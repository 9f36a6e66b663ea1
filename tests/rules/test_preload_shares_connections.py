"""Connections that are open before the workers are forked, and look-alikes."""

from __future__ import annotations

import pytest
from checking import check

ALCHEMY = """import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://shop@db/" + os.environ["NAME"]
db = SQLAlchemy(app)
class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
"""
ENGINE = """import os
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.orm import declarative_base, sessionmaker
app = Flask(__name__)
engine = create_engine("mysql+pymysql://shop@db/" + os.environ["NAME"])
Base = declarative_base()
Session = sessionmaker(bind=engine)
"""
DRIVER = """import psycopg2
from flask import Flask
app = Flask(__name__)
link = psycopg2.connect("dbname=shop host=db")
"""
REQUEST = "@app.get('/')\ndef page():\n    return str(link.cursor().fetchone())\n"
PRELOADED = "gunicorn --preload -w 3 web:app"
CONTEXT = "with app.app_context():\n    "


def found(text: str, command: str = PRELOADED, files: dict[str, str] | None = None) -> list[tuple[str, int, str]]:
    return check("preload-shares-connections", {**(files or {}), "web.py": text, "Procfile": f"web: {command}\n"})


@pytest.mark.parametrize(
    "text",
    [
        ALCHEMY + CONTEXT + "db.create_all()\n",
        ALCHEMY + CONTEXT + "User.query.filter_by(id=1).first()\n",
        ALCHEMY + CONTEXT + "db.session.query(User).count()\n",
        ALCHEMY + CONTEXT + "db.session.execute(db.select(User))\n",
        ALCHEMY + "def fill():\n    User.query.all()\napp.app_context().push()\nfill()\n",
        ENGINE + "Base.metadata.create_all(engine)\n",
        ENGINE + "with engine.connect() as link:\n    link.execute(text('SELECT 1'))\n",
        ENGINE + "Session().execute(text('SELECT 1'))\n",
        DRIVER + REQUEST,
    ],
)
def test_inherited(text: str) -> None:
    assert found(text) == [("Procfile", 1, "warning")]


MADE = ALCHEMY + CONTEXT + "db.create_all()\n"


@pytest.mark.parametrize(
    ("command", "files", "place"),
    [
        ("gunicorn web:app", {"gunicorn.conf.py": "preload_app = True\nworkers = 2\n"}, ("gunicorn.conf.py", 1)),
        ("uwsgi --http :8000 -p 4 --module web:app", {}, ("Procfile", 1)),
        ("uwsgi --ini u.ini", {"u.ini": "[uwsgi]\nmodule = web:app\nmaster = true\nprocesses = 2\n"}, ("u.ini", 4)),
    ],
)
def test_servers(command: str, files: dict[str, str], place: tuple[str, int]) -> None:
    assert found(MADE, command, files) == [(*place, "warning")]


@pytest.mark.parametrize(
    ("command", "files"),
    [
        ("gunicorn -w 3 web:app", {}),
        ("gunicorn --preload -w 1 web:app", {}),
        ("gunicorn --preload web:app", {}),
        ("uwsgi --http :8000 -p 4 --lazy-apps --module web:app", {}),
        ("waitress-serve web:app", {}),
        (
            "gunicorn web:app",
            {
                "gunicorn.conf.py": "preload_app = True\nworkers = 2\n"
                "def post_fork(server, worker):\n    from web import db\n    db.engine.dispose(close=False)\n"
            },
        ),
    ],
)
def test_each_worker_has_its_own(command: str, files: dict[str, str]) -> None:
    assert not found(MADE, command, files)


@pytest.mark.parametrize(
    "text",
    [
        ALCHEMY,
        ALCHEMY.replace("postgresql+psycopg2://shop@db/", "sqlite:///") + CONTEXT + "db.create_all()\n",
        ALCHEMY + "@app.cli.command()\ndef make():\n    db.create_all()\n",
        ALCHEMY + "@app.get('/')\ndef page():\n    return str(User.query.count())\n",
        ALCHEMY + "if os.environ.get('MAKE'):\n    with app.app_context():\n        db.create_all()\n",
        ENGINE.replace(")\nBase", ", poolclass=NullPool)\nBase") + "Base.metadata.create_all(engine)\n",
        DRIVER,
        DRIVER + "link.cursor().execute('SELECT 1')\nlink.close()\n" + REQUEST,
    ],
)
def test_nothing_is_open(text: str) -> None:
    assert not found(text)
