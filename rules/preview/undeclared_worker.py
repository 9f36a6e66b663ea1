r"""Jobs are queued, and no worker runs.

Requests hand jobs to a task queue, and the files that declare the processes declare no worker.

## Why it is bad

`delay()` and `enqueue()` only write a job into Redis or RabbitMQ and return. Without a `celery worker` or `rq worker` nobody takes it out again: no mail is sent, no report is made, the queue grows, and no log holds an error (verified with Celery 5.7.0 and RQ 3.0.0).

## Use instead

Declare the worker beside the web process: `worker: celery -A app.celery worker`, `worker: rq worker default`, or a service of its own.

## Bad

```python app.py
from flask import Flask

from tasks import send_mail

app = Flask(__name__)

@app.post("/orders")
def order():
    send_mail.delay("thanks")  # <-
    return ""
```

```python tasks.py
import os

from celery import Celery

celery = Celery("shop", broker=os.environ["REDIS_URL"])

@celery.task
def send_mail(text):
    print(text)
```

```text Procfile
web: gunicorn app:app
```

## Bad: a worker that nothing starts

```python app.py
import os

from flask import Flask
from redis import Redis
from rq import Queue

app = Flask(__name__)
queue = Queue(connection=Redis.from_url(os.environ["REDIS_URL"]))

@app.post("/orders")
def order():
    queue.enqueue(print, "thanks")  # <-
    return ""
```

```python worker.py
import os

from redis import Redis
from rq import Worker

if __name__ == "__main__":
    Worker(["default"], connection=Redis.from_url(os.environ["REDIS_URL"])).work()
```

```docker Dockerfile
FROM python:3.13
WORKDIR /srv
COPY . .
RUN pip install flask gunicorn redis rq
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]
```

```yaml compose.yaml
services:
  web:
    build: .
    ports: ["8000:8000"]
    environment: {REDIS_URL: "redis://redis:6379"}
  redis:
    image: redis:8
```

## Good

```python app.py
from flask import Flask

from tasks import send_mail

app = Flask(__name__)

@app.post("/orders")
def order():
    send_mail.delay("thanks")
    return ""
```

```python tasks.py
import os

from celery import Celery

celery = Celery("shop", broker=os.environ["REDIS_URL"])

@celery.task
def send_mail(text):
    print(text)
```

```text Procfile
web: gunicorn app:app
worker: celery -A tasks worker
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule, says

SAYING = {
    "celery": "celery -A|celery --app|celery worker|celeryd|celery multi|\"celery\"|'celery'|worker_main|always_eager|ALWAYS_EAGER".split(
        "|"
    ),
    "rq": "rq worker|rqworker|is_async|run_worker".split("|"),
    "dramatiq": "dramatiq |StubBroker".split("|"),
}
"""What a file says that starts the workers of a library, or does without them."""
LINES = {"celery": "celery -A <module> worker", "rq": "rq worker", "dramatiq": "dramatiq <module>"}


@rule(family="seeds", severity=ERROR)
def check(project: Project) -> Problems:
    others = any(d.service.kind in ("worker", "job") or d.commands.hides_programs for d in project.deployments)
    if others or any(s.kind == "worker" for d in project.deployments for s in d.commands.servers):
        return
    seen = set()
    for deployment in project.web_deployments:
        host = deployment.host
        is_told = host.lists_processes and not deployment.is_implied
        for job in deployment.running.queued() if is_told else ():
            if job.library in seen or _is_said(project, job.library):
                continue
            seen.add(job.library)
            yield Problem(
                job.site.place,
                f"No process does this job: {deployment.place.path} declares no worker, so it waits in the queue forever.",
                f"Declare a worker beside the web process: {LINES[job.library]}",
                "" if host.file_is_complete or host.procfile_leads else WARNING,
            )


def _is_said(project: Project, library: str) -> bool:
    """Whether any file says how a worker is started: somebody does it, somewhere."""
    files = project.tree.files
    if says(project, files, *SAYING[library]):
        return True
    scripts = [p for p in project.repository.python_paths if library == "rq" and says(project, [p], "Worker(")]
    return any(says(project, [f for f in files if f != path], path.rpartition("/")[2]) for path in scripts)
