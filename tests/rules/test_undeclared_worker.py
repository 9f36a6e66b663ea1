"""Jobs that requests queue, and the files that declare workers or do not."""

from __future__ import annotations

import pytest
from checking import check

TASKS = "from celery import Celery\nqueue = Celery('shop')\n@queue.task(bind=True)\ndef send(self, text):\n    print(text)\n"
APP = "from flask import Flask\nfrom tasks import send\napp = Flask(__name__)\n@app.post('/')\ndef order():\n    send.delay('x')\n    return ''\n"
CELERY = {"app.py": APP, "tasks.py": TASKS}
WEB = {"Procfile": "web: gunicorn app:app\n"}
HEROKU = {**WEB, "app.json": '{"env": {}}'}
RENDER = "services:\n- type: web\n  name: shop\n  runtime: python\n  buildCommand: pip install -r requirements.txt\n  startCommand: gunicorn app:app\n"
IMAGE = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nRUN pip install flask\nCMD gunicorn -b 0.0.0.0:80 app:app\n"
COMPOSE = {"Dockerfile": IMAGE, "compose.yaml": "services:\n  web:\n    build: .\n"}
ON_APP = (
    "from flask import Flask, current_app\nfrom redis import Redis\nfrom rq import Queue\napp = Flask(__name__)\n"
    "app.task_queue = Queue('mail', connection=Redis())\n@app.post('/')\ndef order():\n    current_app.task_queue.enqueue('tasks.send', 1)\n    return ''\n"
)
ACTOR = "import dramatiq\n@dramatiq.actor\ndef send(text):\n    print(text)\n"
OWN = "class Send:\n    def delay(self, text):\n        print(text)\nsend = Send()\n"

FORMS = {
    "a Procfile of some host": ({**CELERY, **WEB}, "warning"),
    "Heroku's": ({**CELERY, **HEROKU}, "error"),
    "Compose": ({**CELERY, **COMPOSE}, "error"),
    "Render": ({**CELERY, "render.yaml": RENDER}, "warning"),
    "shared tasks, in the request": (
        {**HEROKU, "app.py": APP.replace("send.delay('x')", "send.apply_async(('x',))")}
        | {"tasks.py": "from celery import shared_task\n@shared_task\ndef send(text):\n    print(text)\n"},
        "error",
    ),
    "a queue that the application carries": ({**HEROKU, "app.py": ON_APP}, "error"),
    "an actor": ({**HEROKU, "app.py": APP.replace(".delay", ".send"), "tasks.py": ACTOR}, "error"),
    "a worker": ({**CELERY, "Procfile": "web: gunicorn app:app\nworker: celery -A tasks worker\n"}, ""),
    "a worker that is a script": ({**CELERY, "Procfile": "web: gunicorn app:app\nworker: python work.py\n"}, ""),
    "a worker in the image's start": (
        {**CELERY, **WEB, "Dockerfile": IMAGE.replace("CMD ", "CMD celery -A tasks worker & ")},
        "",
    ),
    "a README says how": ({**CELERY, **HEROKU, "README.md": "On the server: celery -A tasks worker\n"}, ""),
    "done at once": ({**CELERY, **HEROKU, "config.py": "CELERY_TASK_ALWAYS_EAGER = True\n"}, ""),
    "an image alone": ({**CELERY, "Dockerfile": IMAGE}, ""),
    "no file": (CELERY, ""),
    "something else of that name": ({**HEROKU, "app.py": APP, "tasks.py": OWN}, ""),
    "not in a request": ({**HEROKU, "app.py": APP.replace("    send.delay('x')\n", ""), "tasks.py": TASKS}, ""),
    "RQ's worker, which a file names": (
        {**HEROKU, "app.py": ON_APP, "work.py": "from rq import Worker\nWorker(['x']).work()\n", "start.md": "python work.py\n"},
        "",
    ),
    "RQ's worker, which nothing names": (
        {**HEROKU, "app.py": ON_APP, "work.py": "from rq import Worker\nWorker(['x']).work()\n"},
        "error",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "severity"), FORMS.values(), ids=FORMS)
def test_queued_jobs(files: dict[str, str | bytes], severity: str) -> None:
    assert [found for _, _, found in check("undeclared-worker", files)] == ([severity] if severity else [])
