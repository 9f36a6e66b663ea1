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
