"""How many processes answer for a service, and what goes wrong when there are several."""

from __future__ import annotations

import pytest
from checking import FLASK, check

from flaskcheck.files.tree import MemoryTree
from flaskcheck.project import Project

COUNTED = [
    ("web: gunicorn web:app\n", {}, (None, False)),
    ("web: gunicorn -w 4 web:app\n", {}, (4, True)),
    ("web: gunicorn --workers=1 --threads 8 web:app\n", {}, (1, False)),
    ("web: gunicorn -w $WORKERS web:app\n", {}, (None, False)),
    ("web: gunicorn -w ${WORKERS:-3} web:app\n", {}, (3, True)),
    ("web: WEB_CONCURRENCY=2 gunicorn web:app\n", {}, (2, True)),
    ("web: gunicorn web:app\n", {"gunicorn.conf.py": "workers = 5\n"}, (5, True)),
    ("web: gunicorn -w 1 web:app\n", {"gunicorn.conf.py": "workers = 5\n"}, (1, False)),
    ("web: gunicorn web:app\n", {"gunicorn.conf.py": "workers = count()\n"}, (None, False)),
    ("web: gunicorn web:app\n", {"app.json": '{"stack": "heroku-24"}'}, (2, True)),
    ("web: gunicorn web:app\n", {"app.json": '{"env": {"WEB_CONCURRENCY": "1"}}'}, (1, False)),
    ("web: waitress-serve --threads 8 web:app\n", {}, (1, False)),
    ("web: uwsgi --http :8000 --module web:app --processes 3\n", {}, (3, True)),
    ("web: uwsgi --http :8000 --module web:app\n", {}, (1, False)),
    ("web: python web.py\n", {}, (None, False)),
]


@pytest.mark.parametrize(("procfile", "files", "expected"), COUNTED)
def test_workers(procfile: str, files: dict[str, str], expected: tuple[int | None, bool]) -> None:
    [deployment] = Project(MemoryTree({"web.py": FLASK, "Procfile": procfile, **files})).web_deployments
    processes = deployment.running.processes
    assert (processes.workers, processes.are_several) == expected


SCHEDULER = "from apscheduler.schedulers.background import BackgroundScheduler\n"
STARTING = [
    "jobs = BackgroundScheduler(daemon=True)\njobs.start()\n",
    "BackgroundScheduler().start()\n",
    "def begin():\n    jobs = BackgroundScheduler()\n    jobs.start()\nbegin()\n",
    "jobs = BackgroundScheduler()\nif not jobs.running:\n    jobs.start()\n",
    "class Jobs:\n    def __init__(self):\n        self.jobs = BackgroundScheduler()\n        self.jobs.start()\nJobs()\n",
]
FOUR = {"Procfile": "web: gunicorn -w 4 web:app\n"}


@pytest.mark.parametrize("text", STARTING)
def test_a_scheduler_of_each_worker(text: str) -> None:
    [(path, _, severity)] = check("scheduler-per-worker", {**FOUR, "web.py": FLASK + SCHEDULER + text})
    assert (path, severity) == ("web.py", "warning")


NOT_STARTING = [
    "jobs = BackgroundScheduler()\n",
    "jobs = BackgroundScheduler()\nif app.config.get('JOBS'):\n    jobs.start()\n",
    "jobs = BackgroundScheduler()\nif not jobs.running and chosen():\n    jobs.start()\n",
    "import socket\ntry:\n    socket.socket().bind(('127.0.0.1', 47200))\nexcept OSError:\n    pass\nelse:\n    BackgroundScheduler().start()\n",
    "jobs = BackgroundScheduler()\n@app.cli.command('jobs')\ndef run():\n    jobs.start()\n",
    "jobs = BackgroundScheduler()\nif __name__ == '__main__':\n    jobs.start()\n    app.run()\n",
    "from other import Thing\nThing().start()\n",
]


@pytest.mark.parametrize("text", NOT_STARTING)
def test_no_scheduler_of_each_worker(text: str) -> None:
    assert not check("scheduler-per-worker", {**FOUR, "web.py": FLASK + SCHEDULER + text})


@pytest.mark.parametrize(
    "procfile",
    [
        "web: gunicorn -w 1 --threads 8 web:app\n",
        "web: gunicorn web:app\n",
        "web: gunicorn --preload -w 4 web:app\n",
        "web: gunicorn -w $WORKERS web:app\n",
        "web: waitress-serve web:app\n",
    ],
)
def test_one_scheduler(procfile: str) -> None:
    files = {"Procfile": procfile, "web.py": FLASK + SCHEDULER + STARTING[0]}
    assert not check("scheduler-per-worker", files)
