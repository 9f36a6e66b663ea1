"""Migrations in RUN instructions, and look-alikes."""

from __future__ import annotations

import pytest
from checking import check

HEAD = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask flask-migrate gunicorn alembic\n"
START = 'CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]\n'
APP = """import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "{}" + os.environ["DATABASE"]
db = SQLAlchemy(app)
"""
FLASK = APP.format("postgresql+psycopg2://shop@db/")
BASE: dict[str, str | bytes] = {"app.py": FLASK, "migrations/env.py": "from alembic import context\n"}


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (f"RUN flask db upgrade\n{START}", [5]),
        (f"RUN pip install x && flask db upgrade\n{START}", [5]),
        (f"RUN alembic upgrade head\n{START}", [5]),
        ("RUN python -m flask db upgrade\nCMD flask db upgrade && gunicorn app:app\n", [5]),
        (f"RUN sh migrate.sh\n{START}", [5]),
        (f"RUN flask db upgrade || true\n{START}", []),
        (f"RUN flask --version\n{START}", []),
        ("CMD flask db upgrade && gunicorn app:app\n", []),
        (f"# RUN flask db upgrade\n{START}", []),
    ],
)
def test_dockerfiles(lines: str, found: list[int]) -> None:
    files: dict[str, str | bytes] = {**BASE, "Dockerfile": HEAD + lines, "migrate.sh": "set -e\nflask db upgrade\n"}
    problems = check("migration-in-image-build", files)
    assert [line if path == "Dockerfile" else 5 for path, line, _ in problems] == found


@pytest.mark.parametrize(
    ("app", "argument"),
    [
        (APP.format("sqlite:////srv/"), ""),
        (FLASK, "ARG DATABASE\n"),
        ("from flask import Flask\napp = Flask(__name__)\n", ""),
    ],
)
def test_a_database_that_the_build_has(app: str, argument: str) -> None:
    files: dict[str, str | bytes] = {
        **BASE,
        "app.py": app,
        "Dockerfile": f"{HEAD}{argument}RUN flask db upgrade\n{START}",
    }
    assert check("migration-in-image-build", files) == []


SCRIPT = "from app import app, db\nwith app.app_context():\n    db.create_all()\n"
SEED = "from app import app, db, User\nwith app.app_context():\n    db.session.add(User())\n    db.session.commit()\n"


@pytest.mark.parametrize(
    ("app", "lines", "found"),
    [
        (FLASK, "RUN python make.py\n", 1),
        (FLASK, "RUN python fill.py\n", 1),
        (FLASK, "RUN --mount=type=secret,id=db,env=DATABASE python make.py\n", 0),
        (FLASK, "RUN --network=host python make.py\n", 0),
        (FLASK, "RUN DATABASE=shop python make.py\n", 0),
        (FLASK, "RUN python make.py || true\n", 0),
        (FLASK, "RUN python -c 'import app'\n", 0),
        (FLASK, "ENV DATABASE=shop\nRUN python make.py\n", 0),
        (APP.format("sqlite:////srv/"), "RUN python make.py\n", 0),
        (FLASK.replace(' + os.environ["DATABASE"]', ""), "RUN flask db upgrade\n", 1),
        (FLASK.replace('db/" + os.environ["DATABASE"]', 'db.example.com/shop"'), "RUN flask db upgrade\n", 0),
    ],
)
def test_what_else_is_run(app: str, lines: str, found: int) -> None:
    files = {**BASE, "app.py": app, "make.py": SCRIPT, "fill.py": SEED, "Dockerfile": f"{HEAD}{lines}{START}"}
    assert len(check("migration-in-image-build", files)) == found


def test_a_build_command_of_a_host_is_no_image() -> None:
    render = "services:\n- type: web\n  name: a\n  runtime: python\n  buildCommand: pip install flask && flask db upgrade\n  startCommand: gunicorn app:app\n"
    assert check("migration-in-image-build", {**BASE, "render.yaml": render}) == []
