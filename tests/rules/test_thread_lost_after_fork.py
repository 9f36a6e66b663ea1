"""Schedulers that are started before the workers are forked, and jobs that requests give them."""

from __future__ import annotations

import pytest
from checking import FLASK, check

START = (
    FLASK
    + "from apscheduler.schedulers.background import BackgroundScheduler\njobs = BackgroundScheduler({})\njobs.start()\n"
)
ADD = "@app.post('/')\ndef page():\n    jobs.add_job(print, 'date')\n    return ''\n"
PRELOADED = "gunicorn --preload web:app"


def found(text: str, command: str = PRELOADED, files: dict[str, str] | None = None) -> list[tuple[str, int, str]]:
    return check("thread-lost-after-fork", {**(files or {}), "web.py": text, "Procfile": f"web: {command}\n"})


LOST = [
    (PRELOADED, {}),
    ("gunicorn web:app", {"gunicorn.conf.py": "preload_app = True\n"}),
    ("uwsgi --http :8000 --master --module web:app", {}),
    ("uwsgi --http :8000 -p 4 --module web:app", {}),
]


@pytest.mark.parametrize(("command", "files"), LOST)
def test_lost(command: str, files: dict[str, str]) -> None:
    assert found(START.format("") + ADD, command, files) == [("web.py", 5, "error")]


@pytest.mark.parametrize(
    "command",
    [
        "gunicorn web:app",
        "gunicorn -w 4 web:app",
        "uwsgi --http :8000 --module web:app",
        "uwsgi --http :8000 --master -p 4 --lazy-apps --enable-threads --module web:app",
        "waitress-serve web:app",
    ],
)
def test_each_worker_loads_the_app(command: str) -> None:
    assert not found(START.format("") + ADD, command)


NOT_LOST = [
    START.format("") + "jobs.add_job(print, 'interval')\n",
    START.format("jobstores={'default': store()}") + ADD,
    START.format("")
    + "from apscheduler.jobstores.redis import RedisJobStore\njobs.add_jobstore(RedisJobStore())\n"
    + ADD,
    START.format("").replace("jobs.start()", "if app.config.get('JOBS'):\n    jobs.start()") + ADD,
    START.format("") + "@app.cli.command('x')\ndef x():\n    jobs.add_job(print, 'date')\n",
]


@pytest.mark.parametrize("text", NOT_LOST)
def test_not_lost(text: str) -> None:
    assert not found(text)
