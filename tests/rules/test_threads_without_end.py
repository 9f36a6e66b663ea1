"""Threads that every start starts and that do something again and again: each process does it, and it is no seed."""

from __future__ import annotations

import pytest
from checking import FLASK, check

HEAD = f"""import os, threading, time
import requests, schedule
from flask_sqlalchemy import SQLAlchemy
{FLASK}
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)

class Price(db.Model):
    id = db.Column(db.Integer, primary_key=True)

def job():
    print("done")

def save():
    db.session.add(Price())
    db.session.commit()

"""
DUE = "def loop():\n    schedule.every(9).minutes.do(job)\n    while True:\n        schedule.run_pending()\n        time.sleep(1)\n"
ROWS = "def loop():\n    with app.app_context():\n        while True:\n            save()\n            time.sleep(60)\n"
THREAD = "threading.Thread(target=loop, daemon=True).start()\n"
NAMED = "t = threading.Thread(target=loop)\nt.daemon = True\nt.start()\n"


def told(rule: str, code: str, workers: int = 4) -> int:
    files: dict[str, str | bytes] = {"web.py": HEAD + code, "Procfile": f"web: gunicorn -w {workers} web:app\n"}
    return len(check(rule, files))


@pytest.mark.parametrize("loop", [DUE, ROWS, ROWS.replace("while True", "while 1")])
@pytest.mark.parametrize("start", [THREAD, NAMED])
def test_each_process_does_it(loop: str, start: str) -> None:
    assert told("scheduler-per-worker", loop + start) == 1
    assert told("scheduler-per-worker", loop + start, workers=1) == 0
    assert told("unguarded-seed-import", loop + start) == 0


@pytest.mark.parametrize(
    "code",
    [
        "def loop():\n    while True:\n        print('alive')\n        time.sleep(60)\n" + THREAD,
        "held = {}\ndef loop():\n    while True:\n        held['x'] = requests.get('https://prices.example.org').json()\n        time.sleep(60)\n"
        + THREAD,
        "def loop():\n    requests.get('https://prices.example.org')\n" + THREAD,
        f"{ROWS}if __name__ == '__main__':\n    {THREAD}",
        f"{ROWS}if os.environ.get('WORKER'):\n    {THREAD}",
        f"{ROWS}@app.get('/')\ndef home():\n    {THREAD}    return ''\n",
    ],
)
def test_nothing_is_done_twice(code: str) -> None:
    assert told("scheduler-per-worker", code) == 0


def test_a_seed_stays_one() -> None:
    assert told("unguarded-seed-import", "with app.app_context():\n    save()\n") == 1
    assert (
        told(
            "unguarded-seed-import",
            "with app.app_context():\n    n = 0\n    while n < 3:\n        save()\n        n += 1\n",
        )
        == 1
    )
    assert told("unguarded-seed-import", "def loop():\n    with app.app_context():\n        save()\n" + THREAD) == 1
