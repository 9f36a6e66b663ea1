"""A command does what its flags say: what stands under one that the command line leaves off is not done."""

from __future__ import annotations

import pytest
from checking import check

APP = "import click\nfrom flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\ndb = SQLAlchemy(app)\n"
MARK = "@app.cli.command('initdb')\n"

FLAG = "@click.option('--drop', is_flag=True, help='Start anew.')\ndef initdb(drop):\n    if drop:\n        db.drop_all()\n    db.create_all()\n"
NAMED = "@click.option('-w', '--wipe-all', 'wipe', is_flag=True, default=False)\ndef initdb(wipe):\n    if wipe:\n        db.drop_all()\n    db.create_all()\n"
PAIR = "@click.option('--drop/--keep')\ndef initdb(drop):\n    if not drop:\n        db.create_all()\n        return\n    db.drop_all()\n"
SIGNATURE = "def initdb(drop: bool = False):\n    if drop:\n        db.drop_all()\n    db.create_all()\n"
ON = "@click.option('--drop/--keep', default=True)\ndef initdb(drop):\n    if drop:\n        db.drop_all()\n    db.create_all()\n"
KEEPS = "@click.option('--keep', is_flag=True)\ndef initdb(keep):\n    if not keep:\n        db.drop_all()\n    db.create_all()\n"


def found(body: str, words: str) -> bool:
    files = {"app.py": f"{APP}{MARK}{body}", "Procfile": f"release: flask {words}\nweb: gunicorn app:app\n"}
    return bool(check("destructive-seed", files))


@pytest.mark.parametrize("body", [FLAG, NAMED, PAIR, SIGNATURE])
def test_a_flag_that_is_left_off(body: str) -> None:
    assert not found(body, "initdb")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (FLAG, "initdb --drop"),
        (NAMED, "initdb -w"),
        (NAMED, "initdb --wipe-all"),
        (PAIR, "initdb --drop"),
        (SIGNATURE, "initdb --drop"),
        (ON, "initdb"),
        (KEEPS, "initdb"),
    ],
)
def test_a_flag_that_is_set(body: str, words: str) -> None:
    assert found(body, words)
