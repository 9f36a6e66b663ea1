r"""Task worker can't find its application.

A task worker's command names an application that isn't there.

## Why it is bad

Celery stops with `Unable to load celery application. The module app.celery was not found.`, Huey with `module 'app' has no attribute 'huey'`. The worker restarts and stops again, while the website seems fine and tasks never run.

Given a module, Celery looks in it for `app`, then for `celery`. If `app` is the Flask app, it stops with `AttributeError: 'Flask' object has no attribute 'user_options'`. Verified with Celery 5.7.0, Huey 3.5.4 and Dramatiq 2.2.1.

## Use instead

Name the module and the object: `celery -A app.celery worker` for `celery = Celery(...)` in app.py.

## Bad

Outcome: the worker fails: "Unable to load celery application"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: gunicorn app:app
worker: celery -A app.celery worker  # <-
```

## Bad: the Flask application is found first

```python app.py
from celery import Celery
from flask import Flask

app = Flask(__name__)
celery = Celery("shop")
```

```text Procfile
web: gunicorn app:app
worker: celery -A app worker  # <-
```

## Good

```python app.py
from celery import Celery
from flask import Flask

app = Flask(__name__)
celery = Celery("shop")
```

```python tasks.py
from app import app, celery as queue

queue.conf.update(app.config)
```

```text Procfile
web: gunicorn app:app
worker: celery -A app.celery worker
beat: celery -A tasks.queue beat
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, rule

FAILED = ("missing-module", "missing-attribute", "not-callable")


@rule(family="server", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment, server, target in project.targets("worker"):
        if target.status not in FAILED or deployment.is_foreign(server, target):
            continue
        if target.status == "missing-module":
            said = f"No module named '{target.module}'"
        elif target.status == "missing-attribute":
            said = f"module '{target.module}' has no attribute '{target.attribute}'"
        else:
            said = target.reason
        yield Problem(
            server.target_place,
            f'{server.program} cannot load {server.target} and stops: "{said}". No task is ever done.',
            "Name the module and the object in it that the worker needs, as in 'app.celery' for celery in app.py."
            if target.attribute
            else "Name a module that is there, as the worker imports it from the folder where it starts.",
        )
