"""A table that is dropped and filled with what its function is given is saved as a whole; a configuration that shows how one looks is nobody's."""

from __future__ import annotations

import pytest
from checking import FLASK, check

SAVE = """import json, sqlite3
from flask import Flask, request
def save(path, data):
    db = sqlite3.connect(path)
    {drop}
    db.execute('CREATE TABLE notes (entry TEXT)')
    {insert}
    db.commit()
app = Flask(__name__)
@app.post('/save')
def index():
    save('/data/notes.db', request.json)
    return ''
"""
WEB = {"Procfile": "web: gunicorn app:app\n"}

KEPT = {
    "one row": ("db.execute('DROP TABLE notes')", "db.execute('INSERT INTO notes VALUES (?)', (json.dumps(data),))"),
    "if it is there": (
        "db.execute('drop table if exists notes')",
        "db.execute('insert into notes values (?)', [data])",
    ),
    "many rows": ("db.execute('DROP TABLE \"notes\"')", "db.executemany('INSERT INTO \"notes\" VALUES (?)', data)"),
    "replaced": ("db.execute('DROP TABLE notes')", "db.execute('REPLACE INTO notes VALUES (?)', (data['a'],))"),
}


@pytest.mark.parametrize(("drop", "insert"), KEPT.values(), ids=KEPT)
def test_what_is_written_back(drop: str, insert: str) -> None:
    files: dict[str, str | bytes] = {"app.py": SAVE.format(drop=drop, insert=insert), **WEB}
    assert check("public-seed-route", files) == check("drop-all-at-startup", files) == []


LOST = {
    "rows of the code's own": ("db.execute('DROP TABLE notes')", "db.execute('INSERT INTO notes VALUES (?)', ('first',))"),
    "another table": ("db.execute('DROP TABLE users')", "db.execute('INSERT INTO notes VALUES (?)', (data,))"),
    "nothing": ("db.execute('DROP TABLE notes')", "pass"),
}  # fmt: skip


@pytest.mark.parametrize(("drop", "insert"), LOST.values(), ids=LOST)
def test_what_is_lost(drop: str, insert: str) -> None:
    """Twins: what users entered is not written back."""
    files: dict[str, str | bytes] = {"app.py": SAVE.format(drop=drop, insert=insert), **WEB}
    assert len(check("public-seed-route", files)) == 1


CONFIG = "class Config:\n    SECRET_KEY = 'k3Xz9-qmm2Lp'\nclass ProductionConfig(Config):\n    DEBUG = False\n"
CHOSEN = "import os\n" + FLASK + "app.config.from_object(os.environ['APP_SETTINGS'])\n"


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("config/example_app.py", 0),
        ("config/app.sample.py", 0),
        ("config/template.py", 0),
        ("config/app_example.py", 0),
        ("config/app.py", 1),
        ("config.py", 1),
    ],
)
def test_a_configuration_that_shows_how_one_looks(path: str, found: int) -> None:
    files: dict[str, str | bytes] = {"app.py": CHOSEN, path: CONFIG, **WEB}
    files |= {"config/__init__.py": ""} if "/" in path else {}
    assert len(check("hard-coded-secret-key", files)) == found
