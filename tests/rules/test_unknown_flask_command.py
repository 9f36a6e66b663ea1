"""Commands of flask that nobody defines, and all who may define one."""

from __future__ import annotations

import pytest
from checking import FLASK, check

INSTALLED = "flask\ngunicorn\n"


def found(command: str, app: str = FLASK, installed: str = INSTALLED, **files: str) -> list[tuple[str, int, str]]:
    text = f"release: {command}\nweb: gunicorn app:app\n"
    every = {"app.py": app, "requirements.txt": installed, "Procfile": text}
    return check("unknown-flask-command", {**every, **{f"{name}.py": code for name, code in files.items()}})


@pytest.mark.parametrize(
    "command",
    [
        "flask seed",
        "python -m flask seed",
        "flask --app app init-db",
        "FLASK_APP=app.py flask create_admin --email a@example.com",
        "flask routes && flask seed",
    ],
)
def test_nobody_defines_it(command: str) -> None:
    assert found(command) == [("Procfile", 1, "error")]


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("test -f shop.db || flask seed", True),
        ("[ -e /var/data/shop.db ] || flask --app app init-db", True),
        ("python check.py || python -m flask seed", True),
        ("test -f shop.db || flask routes", False),
        ("test -f shop.db || flask seed || true", False),
    ],
)
def test_where_the_first_attempt_fails(command: str, told: bool) -> None:
    assert found(command, check="") == [("Procfile", 1, "warning")] * told


def test_a_script_of_that_name_is_no_command() -> None:
    assert found("flask seed", seed="def seed():\n    pass\n") == [("Procfile", 1, "error")]


@pytest.mark.parametrize(
    "command",
    [
        "flask run",
        "flask routes",
        "flask db upgrade",
        "flask --version",
        "flask $COMMAND",
        "flask seed || true",
        "test -n $SEED && flask seed",
        "python seed.py",
        "myflask seed",
    ],
)
def test_known_or_not_sure(command: str) -> None:
    assert not found(command)


@pytest.mark.parametrize(
    "code",
    [
        "@app.cli.command()\ndef seed():\n    pass\n",
        "@app.cli.command('seed')\ndef fill():\n    pass\n",
        "from flask.cli import AppGroup\napp.cli.add_command(AppGroup('seed'))\n",
        "import click\n@click.command('seed')\ndef fill():\n    pass\napp.cli.add_command(fill)\n",
        "from flask import Blueprint\nb = Blueprint('seed', __name__, cli_group='seed')\napp.register_blueprint(b)\n",
    ],
)
def test_defined(code: str) -> None:
    assert not found("flask seed", FLASK + code)


def test_an_unknown_extension_may_define_it() -> None:
    code = "from flask_seeder import FlaskSeeder\n" + FLASK + "FlaskSeeder(app)\n"
    assert not found("flask seed", code, INSTALLED + "flask-seeder\n")


def test_an_unknown_distribution_may_define_it() -> None:
    assert not found("flask seed", installed=INSTALLED + "shop-commands-of-our-own\n")


def test_defined_in_another_module() -> None:
    assert not found("flask seed", jobs="from app import app\n@app.cli.command('seed')\ndef fill():\n    pass\n")


DB = "import click\n\n@click.command('init-db')\ndef init_db_command():\n    pass\n\ndef init_app(app):\n    app.cli.add_command(init_db_command)\n"
"""As in Flask's own tutorial."""


@pytest.mark.parametrize(
    ("app", "db", "told"),
    [
        ("import db\n", DB, "error"),
        ("import db\nfrom flask_wtf import CSRFProtect\ncsrf = CSRFProtect()\ncsrf.init_app(app)\n", DB, "error"),
        ("import db\ndb.init_app(app)\n", DB, ""),
        ("import db\nfor part in (db,):\n    part.init_app(app)\n", DB, ""),
        ("import db\nregister = db.init_app\nregister(app)\n", DB, ""),
        ("import db\napp.cli.add_command(db.init_db_command)\n", DB, ""),
        ("from db import init_app\ninit_app(app)\n", DB, ""),
        ("import db\n", DB.replace("    app.cli.", "    pass\n\nfrom app import app\napp.cli."), ""),
        ("import db\n", DB + "\nCOMMANDS = [init_db_command]\n", ""),
        ("import db\n@app.cli.command('init-db')\ndef init():\n    pass\n", DB, ""),
    ],
)
def test_a_command_that_the_application_is_not_given(app: str, db: str, told: str) -> None:
    assert found("flask init-db", f"{FLASK}\n{app}", db=db) == ([("Procfile", 1, told)] if told else [])


def test_a_command_that_only_a_first_start_runs_is_a_warning() -> None:
    [(_, _, severity)] = found("(test -f x || flask init-db)", f"{FLASK}\nimport db\n", db=DB)
    assert severity == "warning"
