"""A function that a later one of the same name replaces is never called, whatever it does; one that something may have called before is."""

from __future__ import annotations

import pytest
from checking import check

OTHERS = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\n"}
FACTORY = "from flask import Blueprint, Flask\n\nbp = Blueprint('shop', __name__)\n\n\ndef create_app():\n    app = Flask(__name__)\n    parts(app)\n    return app\n\n\n"
REGISTERS = "def parts(app):\n    app.register_blueprint(bp)\n\n\n"
TWICE = REGISTERS.replace("bp)", "bp)\n    app.register_blueprint(bp)")
MADE = "app = create_app()\n"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (FACTORY + REGISTERS + REGISTERS + MADE, 0),
        (FACTORY + REGISTERS + "NAME = 'shop'\n\n\ndef other():\n    pass\n\n\n" + REGISTERS + MADE, 0),
        (FACTORY + REGISTERS + TWICE + MADE, 1),
        (FACTORY + TWICE + REGISTERS + MADE, 0),
        (FACTORY + TWICE + MADE + "\n\n" + REGISTERS, 1),  # called before it is replaced
        (FACTORY + TWICE + "OTHERS = [create_app()]\n\n\n" + REGISTERS + MADE, 1),
        (FACTORY + "@kept\n" + TWICE + REGISTERS + MADE, 1),  # nobody knows what a decorator does with it
        (FACTORY + "if bp.name:\n    KNOWN = 1\n\n\n" + TWICE + REGISTERS + MADE, 0),
    ],
)
def test_the_last_one_counts(code: str, told: int) -> None:
    assert bool(check("invalid-route", {**OTHERS, "app.py": code})) == bool(told)


RUNS_DEBUG = "def key(app):\n    app.secret_key = 'a-long-literal-that-signs'\n\n\n"
ASKS = "def key(app):\n    app.secret_key = os.environ['SECRET_KEY']\n\n\n"
HEAD = "import os\n\nfrom flask import Flask\n\napp = Flask(__name__)\n\n\n"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (HEAD + RUNS_DEBUG + ASKS + "key(app)\n", 0),
        (HEAD + ASKS + RUNS_DEBUG + "key(app)\n", 1),
        (HEAD + "class Shop:\n" + "".join(f"    {line}\n" if line else "\n" for line in (RUNS_DEBUG + ASKS).replace("(app)", "(self)").split("\n")) + "Shop().key()\n", 0),
    ],
)  # fmt: skip
def test_what_it_writes_does_not_count(code: str, told: int) -> None:
    assert len(check("hard-coded-secret-key", {**OTHERS, "app.py": code})) == told
