"""Texts of a shell that nobody knows before they run, variables that may come from a file that the repository does not have, and groups of commands that are called like an extension's."""

from __future__ import annotations

import pytest

from tests.checking import FLASK, check

IMAGE = 'FROM python:3.13-slim\nWORKDIR /app\nCOPY . .\nRUN pip install flask gunicorn\nENTRYPOINT ["./start.sh"]\n'
CHART = (
    "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: shop\nspec:\n  template:\n    spec:\n      containers:\n"
    "        - name: shop\n          image: example/shop:latest\n          env:\n            - name: COLOUR\n              value: blue\n"
)
SERVE = "exec gunicorn --workers $SHOP_WORKERS --bind 0.0.0.0:8000 app:app\n"
SETTING = {
    "what a program prints": 'eval "$(python settings.py --shell)"\n',
    "unquoted": "eval $(./settings.py)\n",
    "with back quotes": "eval `cat /run/secrets/shop`\n",
    "in a branch": 'if [ -x "$HELPER" ]; then\n  eval "$($HELPER)"\nfi\n',
    "a file of the machine": ". /etc/default/shop\n",
    "a file that a variable names": 'set -a\n. "$SHOP_SETTINGS"\nset +a\n',
}
NOT_SETTING = {
    "nothing": "",
    "a known text": "eval 'cd /app'\n",
    "a virtual environment": ". /opt/venv/bin/activate\n",
    "in a shell of its own": '(eval "$(python settings.py)")\n',
}


def needed(before: str) -> int:
    files = {"app.py": FLASK, "Dockerfile": IMAGE, "k8s/shop.yaml": CHART, "start.sh": f"#!/bin/bash\n{before}{SERVE}"}
    return len(check("undeclared-variable", files))


@pytest.mark.parametrize("before", SETTING.values(), ids=SETTING)
def test_a_text_that_nobody_knows_may_set_a_variable(before: str) -> None:
    assert needed(before) == 0


@pytest.mark.parametrize("before", NOT_SETTING.values(), ids=NOT_SETTING)
def test_a_text_that_is_known_does_not(before: str) -> None:
    """Twins."""
    assert needed(before) == 1


def compose(more: str) -> str:
    return f"services:\n  shop:\n    build: .\n    command: sh -c 'flask --version && flask seed'\n    ports: ['8000:8000']\n{more}"


PLAIN = "FROM python:3.13-slim\nWORKDIR /srv\nRUN pip install flask\nCOPY shop ./shop\n"
UNSEEN = {
    "a file": "    env_file: .env\n",
    "of several": "    env_file:\n      - colours.env\n      - secrets.env\n",
    "a mounted file": "    volumes:\n      - ./.env:/srv/.env\n",
    "passed on": "    environment:\n      - FLASK_APP\n",
}
SEEN = {
    "none": "",
    "another variable": "    environment:\n      COLOUR: blue\n",
    "a file that is there": "    env_file: colours.env\n",
}


def stopped(more: str) -> int:
    files = {"shop/web.py": FLASK, "Dockerfile": PLAIN, "compose.yaml": compose(more), "colours.env": "COLOUR=blue\n"}
    return len(check("unresolved-flask-app", files))


@pytest.mark.parametrize("more", UNSEEN.values(), ids=UNSEEN)
def test_flask_app_may_stand_in_a_file_that_is_not_in_git(more: str) -> None:
    assert stopped(more) == 0


@pytest.mark.parametrize("more", SEEN.values(), ids=SEEN)
def test_flask_app_stands_nowhere(more: str) -> None:
    """Twins."""
    assert stopped(more) == 1


OWN = {
    "a group": "from flask.cli import AppGroup\ndb = AppGroup('db')\n@db.command('init')\ndef init():\n    pass\napp.cli.add_command(db)\n",
    "of click": "import click\n@click.group()\ndef db():\n    pass\n@db.command()\ndef init():\n    pass\napp.cli.add_command(db)\n",
    "of the application": "@app.cli.group()\ndef db():\n    pass\n@db.command('init')\ndef init():\n    pass\n",
    "of a blueprint": "from flask import Blueprint\npages = Blueprint('pages', __name__, cli_group='db')\n@pages.cli.command('init')\ndef init():\n    pass\napp.register_blueprint(pages)\n",
}


@pytest.mark.parametrize("code", OWN.values(), ids=OWN)
def test_a_group_called_db_of_ones_own(code: str) -> None:
    files = {"app.py": FLASK + code, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}
    files["Procfile"] = "web: flask db init && gunicorn app:app\n"
    assert check("autogenerate-on-deploy", files) == []


def test_a_group_of_flask_migrate() -> None:
    """A twin."""
    code = "from flask_migrate import Migrate\nfrom flask_sqlalchemy import SQLAlchemy\ndb = SQLAlchemy(app)\nMigrate(app, db)\n"
    files = {"app.py": FLASK + code, "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\nFlask-Migrate==4.1.0\n"}
    files["Procfile"] = "web: flask db init && gunicorn app:app\n"
    assert len(check("autogenerate-on-deploy", files)) == 1
