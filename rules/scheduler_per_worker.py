r"""Scheduler runs in every worker.

The app starts a scheduler of jobs when it is imported, and several processes import it.

## Why it is bad

Each worker and each instance starts a scheduler of its own, so each job runs as often as there are processes: mails are sent twice, cards are charged twice (verified with gunicorn 27.0.1 and APScheduler 3.11: three workers run a job three times).

## Use instead

Start the scheduler in a process of its own (`clock: python clock.py`), or let the host run the job (a cron job). One worker with threads (`--workers 1 --threads 8`) is enough for a small app on one instance.

## Bad

```python app.py
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

app = Flask(__name__)

def send_mails():
    print("sent")

scheduler = BackgroundScheduler()
scheduler.add_job(send_mails, "interval", hours=1)
scheduler.start()  # <-
```

```text Procfile
web: gunicorn --workers 4 app:app
```

## Bad: several instances, from a factory

```python shop/__init__.py
from flask import Flask
from flask_apscheduler import APScheduler

scheduler = APScheduler()

def create_app():
    app = Flask(__name__)
    scheduler.init_app(app)
    if not scheduler.running:
        scheduler.start()  # <-
    return app
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    numInstances: 3
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn --workers 1 "shop:create_app()"
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python clock.py
from apscheduler.schedulers.blocking import BlockingScheduler

scheduler = BlockingScheduler()
scheduler.add_job(print, "interval", hours=1)
scheduler.start()
```

```text Procfile
web: gunicorn --workers 4 app:app
clock: python clock.py
```

## Good: one process, or a variable that chooses one

```python app.py
import os

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

app = Flask(__name__)
scheduler = BackgroundScheduler()
if os.environ.get("RUN_SCHEDULER"):
    scheduler.start()
```

```text Procfile
web: gunicorn --workers 4 app:app
```

## Good: a lock lets one process through

```python app.py
import fcntl

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

app = Flask(__name__)
lock = open("/tmp/scheduler.lock", "w")
fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
BackgroundScheduler().start()
```

```text Procfile
web: gunicorn --workers 4 app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, Related, rule


@rule(family="server", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        processes = deployment.running.processes
        if not processes.are_several or (processes.is_loaded_before and (processes.instances or 1) < 2):
            continue
        for use in deployment.running.schedulers():
            yield Problem(
                use.site.place,
                f"Each process starts this scheduler, and {processes.told} run: each job runs as many times.",
                "Start it in a separate process, or let the host run the job.",
                related=(Related(processes.place, "several processes run"),),
                cause=Cause("call", use.site.place),
            )
