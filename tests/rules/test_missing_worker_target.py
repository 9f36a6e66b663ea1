"""What task workers are told to load, and what is reached because they load it."""

from __future__ import annotations

import pytest
from checking import FLASK, check

CELERY = "from celery import Celery\ncelery = Celery('shop')\n"
WEB = {
    "web.py": FLASK,
    "requirements.txt": "Flask==3.1.2\ngunicorn==23.0.0\ncelery==5.5.3\nredis==6.4.0\nhuey==2.5.3\ndramatiq==1.18.0\n",
}


def found(worker: str, files: dict[str, str], rule: str = "missing-worker-target") -> list[tuple[str, int, str]]:
    return check(rule, {**WEB, **files, "Procfile": f"web: gunicorn web:app\nworker: {worker}\n"})


TARGETS = [
    ("celery -A tasks worker", {"tasks.py": CELERY}, False),
    ("celery -A tasks.celery beat", {"tasks.py": CELERY}, False),
    ("celery --app=tasks:celery worker", {"tasks.py": CELERY}, False),
    ("python -m celery -A tasks worker", {"tasks.py": CELERY}, False),
    ("celery -A jobs worker", {"tasks.py": CELERY}, True),
    ("celery -A tasks.app worker", {"tasks.py": CELERY}, True),
    ("celery -A tasks:app worker", {"tasks.py": CELERY}, True),
    ("celery -A tasks worker", {"tasks.py": "from celery import Celery\nqueue = Celery('shop')\n"}, False),
    ("celery -A tasks worker", {"tasks.py": "def add(x):\n    return x\n"}, True),
    ("celery -A tasks worker", {"tasks.py": "from queues import *\n"}, False),
    (
        "celery -A tasks worker",
        {"tasks.py": "from web import app as flask_app\nq = flask_app.extensions['celery']\n"},
        False,
    ),
    ("celery -A tasks worker", {"tasks/__init__.py": "", "tasks/celery.py": CELERY}, False),
    ("celery -A tasks.celery worker", {"tasks/__init__.py": "", "tasks/celery.py": CELERY}, False),
    ("celery -A tasks.celery worker", {"tasks/__init__.py": "", "tasks/add.py": CELERY}, True),
    ("celery -A web worker", {"web.py": FLASK + CELERY}, True),
    ("celery -A web.celery worker", {"web.py": FLASK + CELERY}, False),
    ("celery -A web.celery worker", {"web.py": f"{FLASK}def make(app): ...\ncelery = make(app)\n"}, False),
    ("celery -A web.make_celery worker", {"web.py": f"{FLASK}def make_celery():\n    return None\n"}, True),
    ("celery -A $APP worker", {"tasks.py": CELERY}, False),
    ("cd src && celery -A tasks worker", {"src/tasks.py": CELERY}, False),
    ("celery --workdir src -A tasks worker", {"src/tasks.py": CELERY}, False),
    ("celery -A src.tasks worker", {"src/tasks.py": CELERY}, False),
    ("celery -A tasks worker", {"src.txt": "", "lib/tasks.py": CELERY}, True),
    ("huey_consumer tasks.huey", {"tasks.py": "from huey import RedisHuey\nhuey = RedisHuey()\n"}, False),
    ("huey_consumer.py tasks.queue", {"tasks.py": "from huey import RedisHuey\nhuey = RedisHuey()\n"}, True),
    ("dramatiq tasks", {"tasks.py": "import dramatiq\n"}, False),
    ("dramatiq jobs", {"tasks.py": "import dramatiq\n"}, True),
    ("rq worker high default", {}, False),
]


@pytest.mark.parametrize(("worker", "files", "fails"), TARGETS)
def test_targets(worker: str, files: dict[str, str], fails: bool) -> None:
    assert found(worker, files) == ([("Procfile", 2, "error")] if fails else [])


REACHED = [
    ("celery -A tasks worker", {"tasks.py": f"import boto3\n{CELERY}"}),
    ("celery -A work.tasks worker", {"work/__init__.py": "import boto3\n", "work/tasks.py": CELERY}),
    ("huey_consumer tasks.huey", {"tasks.py": "import boto3\nfrom huey import RedisHuey\nhuey = RedisHuey()\n"}),
    ("dramatiq tasks", {"tasks.py": "import boto3\n"}),
    ("python tasks.py", {"tasks.py": "import boto3\n"}),
    ("python -m tasks", {"tasks.py": "import boto3\n"}),
]


@pytest.mark.parametrize(("worker", "files"), REACHED)
def test_what_a_worker_imports_counts(worker: str, files: dict[str, str]) -> None:
    [(path, line, severity)] = found(worker, files, "undeclared-import")
    assert (path, line, severity) == (next(iter(files)), 1, "error")


def test_what_no_process_imports_does_not() -> None:
    assert not found("celery -A tasks worker", {"tasks.py": CELERY, "other.py": "import boto3\n"}, "undeclared-import")


@pytest.mark.parametrize(
    ("include", "found"),
    [
        ("['jobs.mail']", True),
        ("('shop.tasks', 'shop.nothing')", True),
        ("['shop.tasks']", False),
        ("MODULES", False),
        ("[os.environ['TASKS']]", False),
        ("['requests.nothing']", False),
    ],
)
def test_modules_that_celery_includes(include: str, found: bool) -> None:
    files = {
        "app.py": "from flask import Flask\n\napp = Flask(__name__)\n",
        "work.py": f"import os\nfrom celery import Celery\n\ncelery = Celery('work', include={include})\n",
        "shop/__init__.py": "",
        "shop/tasks.py": "X = 1\n",
        "requirements.txt": "flask==3.1.2\ngunicorn==23.0.0\ncelery==5.5.3\nrequests==2.32.5\n",
        "Procfile": "web: gunicorn app:app\nworker: celery -A work worker\n",
    }
    assert check("unresolved-import", files) == ([("work.py", 4, "error")] if found else [])
    assert not check("unresolved-import", {**files, "Procfile": "web: gunicorn app:app\n"})
