"""Rows that a start deletes and writes again, whatever starts it: a server's target, a factory, a script, or what a server is likely pointed at."""

from __future__ import annotations

import pytest
from checking import check, problems

RULE = "unguarded-seed-import"
MODELS = "from flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy()\nclass Lamp(db.Model):\n    pass\n"
FACTORY = "from flask import Flask\nfrom models import Lamp, db\nfrom rows import fill\ndef create_app():\n    app = Flask(__name__)\n    with app.app_context():\n        fill()\n    return app\n"
EMPTIED = "from models import Lamp, db\ndef fill():\n    {}\n    db.session.add(Lamp())\n    db.session.commit()\n"
CALLED = "from factory import create_app\napp = create_app()\n"
GUARDED = f"{CALLED}if __name__ == '__main__':\n    app.run(host='0.0.0.0')\n"
IMAGE = 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nRUN pip install flask flask-sqlalchemy\nCMD ["python", "run.py"]\n'


def shop(deletion: str, **more: str) -> dict[str, str | bytes]:
    """A factory that fills the database, with other files beside it (``__`` for the dot of their names)."""
    files = {name.replace("__", "."): text for name, text in more.items()}
    return {"models.py": MODELS, "factory.py": FACTORY, "rows.py": EMPTIED.format(deletion), **files}


@pytest.mark.parametrize("deletion", ["Lamp.query.delete()", "db.session.query(Lamp).delete()", "db.session.execute(db.delete(Lamp))"])  # fmt: skip
@pytest.mark.parametrize(
    ("files", "path"),
    [
        ({}, "factory.py"),
        ({"wsgi__py": CALLED}, "wsgi.py"),
        ({"Procfile": "web: gunicorn 'factory:create_app()'\n"}, "factory.py"),
        ({"wsgi__py": CALLED, "Procfile": "web: gunicorn wsgi:app\n"}, "wsgi.py"),
        ({"run__py": GUARDED, "Dockerfile": IMAGE}, "run.py"),
    ],
    ids=["factory-alone", "module-alone", "factory-served", "module-served", "script"],
)
def test_deleted_rows(deletion: str, files: dict[str, str], path: str) -> None:
    found = problems(RULE, shop(deletion, **files))
    assert [(p.place.path, p.severity) for p in found] == [(path, "")]
    assert "delete() of all rows" in found[0].message


@pytest.mark.parametrize(
    ("files", "count"),
    [
        ({}, 1),
        ({"Procfile": "web: gunicorn 'factory:create_app()'\n"}, 1),
        ({"run__py": GUARDED, "Dockerfile": IMAGE}, 0),  # what a script writes may be its work
    ],
)
def test_rows_that_are_written_again(files: dict[str, str], count: int) -> None:
    assert len(check(RULE, shop("pass", **files))) == count


@pytest.mark.parametrize(
    "deletion",
    [
        "if Lamp.query.first():\n        return",
        "if db.session.query(Lamp).count():\n        return",
    ],
)
def test_careful_factories_are_left_alone(deletion: str) -> None:
    assert check(RULE, shop(deletion)) == []
    assert check(RULE, shop(deletion, Procfile="web: gunicorn 'factory:create_app()'\n")) == []


def test_one_cause_is_told_once() -> None:
    release = {"Procfile": "release: flask --app factory db upgrade\nweb: gunicorn wsgi:app\n", "wsgi__py": CALLED}
    assert len(check(RULE, shop("Lamp.query.delete()", **release))) == 1


@pytest.mark.parametrize(
    ("deletion", "tail"),
    [
        ("Lamp.query.filter_by(old=True).delete()", ""),
        ("Lamp.query.delete()", "NAMES = ['a']\n"),
    ],
)
def test_what_only_a_command_runs(deletion: str, tail: str) -> None:
    """The twin: the same function, called by a command of the command line."""
    factory = FACTORY.replace("    with app.app_context():\n        fill()\n", "    app.cli.command('fill')(fill)\n")
    assert check(RULE, {**shop(deletion), "factory.py": f"{factory}{tail}"}) == []
