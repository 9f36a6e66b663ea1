"""Seeds that look first: advice in a start command, silent in a release command, a warning where production imports them."""

from __future__ import annotations

import pytest
from checking import check

APP = "from flask import Flask\nfrom flask_sqlalchemy import SQLAlchemy\napp = Flask(__name__)\ndb = SQLAlchemy(app)\nclass Lamp(db.Model):\n    pass\n"

CAREFUL = (
    "if not Lamp.query.first():\n    db.session.add(Lamp())\n",
    "lamp = db.session.get(Lamp, 1)\nif lamp is None:\n    db.session.add(Lamp())\n",
    "known = Lamp.query.count()\nempty = known == 0\nif empty:\n    db.session.add_all([Lamp()])\n",
    "names = {lamp.name for lamp in Lamp.query}\nfor name in ('desk', 'floor'):\n    if name in names:\n        continue\n    db.session.add(Lamp(name=name))\n",
    "def fill():\n    db.session.add(Lamp())\n\nif not db.session.scalar(db.select(Lamp)):\n    fill()\n",
    "def fill():\n    if db.session.query(Lamp).count():\n        return\n    db.session.add(Lamp())\n\nfill()\n",
)
CARELESS = (
    "db.session.add(Lamp())\n",
    "lamp = Lamp()\nif lamp is not None:\n    db.session.add(lamp)\n",
    "known = Lamp.query.count()\nprint(known)\ndb.session.add(Lamp())\n",
)


def script(body: str, **files: str) -> dict[str, str | bytes]:
    more = {name.replace("__", "."): text for name, text in files.items()}
    return {"shop.py": APP, "seed.py": f"from shop import Lamp, db\n{body}", **more}


@pytest.mark.parametrize(
    ("procfile", "severity"),
    [
        ("web: python seed.py && gunicorn shop:app\n", "info"),
        ("web: python -m seed; gunicorn shop:app\n", "info"),
        ("release: python seed.py\nweb: gunicorn shop:app\n", ""),
    ],
)
@pytest.mark.parametrize("body", CAREFUL)
def test_commands(body: str, procfile: str, severity: str) -> None:
    found = [s for _, _, s in check("seed-on-every-start", script(body, Procfile=procfile))]
    assert found == ([severity] if severity else [])


@pytest.mark.parametrize(
    "procfile", ["web: python seed.py && gunicorn shop:app\n", "release: python seed.py\nweb: gunicorn shop:app\n"]
)
@pytest.mark.parametrize("body", CARELESS)
def test_careless_commands(body: str, procfile: str) -> None:
    assert [s for _, _, s in check("seed-on-every-start", script(body, Procfile=procfile))] == ["warning"]


@pytest.mark.parametrize(
    ("body", "severity"),
    [
        *((body, "warning") for body in CAREFUL),
        (CARELESS[0], "error"),
        (CARELESS[1], "error"),
        (CARELESS[2], "error"),
        ("debug = False\nif not debug:\n    db.session.add(Lamp())\n", "error"),
        ("import os\nif os.environ.get('FILL'):\n    db.session.add(Lamp())\n", ""),
        ("if __name__ == '__main__':\n    if not Lamp.query.first():\n        db.session.add(Lamp())\n", ""),
    ],
)
def test_imports(body: str, severity: str) -> None:
    files = {**script(body, Procfile="web: gunicorn run:app\n"), "run.py": "from shop import app\nimport seed\n"}
    found = [s for _, _, s in check("unguarded-seed-import", files)]
    assert found == ([severity] if severity else [])


def test_the_entry_itself() -> None:
    body = f"{APP}if not Lamp.query.first():\n    db.session.add(Lamp())\n"
    files: dict[str, str | bytes] = {"shop.py": body, "Procfile": "web: gunicorn shop:app\n"}
    assert [s for _, _, s in check("unguarded-seed-import", files)] == ["warning"]


COPING = (
    "try:\n    db.session.add(Lamp())\n    db.session.commit()\nexcept IntegrityError:\n    db.session.rollback()\n",
    "try:\n    if not Lamp.query.first():\n        db.session.add(Lamp())\n        db.session.commit()\nexcept sqlalchemy.exc.IntegrityError as error:\n    print(error)\n",
    "def fill():\n    try:\n        db.session.add(Lamp())\n        db.session.commit()\n    except (IntegrityError, ValueError):\n        pass\n\nfill()\n",
    "with suppress(IntegrityError):\n    db.session.add(Lamp())\n    db.session.commit()\n",
    "def fill():\n    db.session.add(Lamp())\n    db.session.commit()\n\ntry:\n    fill()\nexcept psycopg2.errors.UniqueViolation:\n    pass\n",
    *(
        "for attempt in range(3):\n    try:\n        if Lamp.query.first():\n            break\n        db.session.add(Lamp())\n        db.session.commit()\n    except OperationalError:\n        db.session.rollback()\n",
    ),
)
NOT_COPING = (
    "try:\n    db.session.add(Lamp())\n    db.session.commit()\nexcept OperationalError:\n    raise SystemExit\n",
    "try:\n    print()\nexcept IntegrityError:\n    pass\ndb.session.add(Lamp())\n",
    "try:\n    print()\nexcept IntegrityError:\n    pass\nelse:\n    db.session.add(Lamp())\n",
)


@pytest.mark.parametrize(
    ("body", "severities"), [*((body, ["info"]) for body in COPING), *((body, ["error"]) for body in NOT_COPING)]
)
def test_rows_that_are_there_already(body: str, severities: list[str]) -> None:
    heads = "import psycopg2\nimport sqlalchemy.exc\nfrom contextlib import suppress\nfrom sqlalchemy.exc import IntegrityError, OperationalError\n"
    files = {
        **script(heads + body, Procfile="web: gunicorn run:app\n"),
        "run.py": "from shop import app\nimport seed\n",
    }
    assert [s for _, _, s in check("unguarded-seed-import", files)] == severities
