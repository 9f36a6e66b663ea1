r"""Scheduler started before the workers.

The scheduler is started when the server loads the app, before it forks its workers, and requests give it jobs.

## Why it is bad

A fork copies the memory of a process and none of its threads. The scheduler's thread stays in the process that loaded the app (gunicorn's master with `--preload`, uWSGI's with `master`); in the workers it is dead, and a job that a request adds never runs, without any error (verified with gunicorn 27.0.1 and uWSGI 2.0.31, APScheduler 3.11). Jobs that are added before the fork run, once, in the master.

## Use instead

Load the app in each worker (without `--preload`; `lazy-apps = true` and `enable-threads = true` for uWSGI) and run one worker, or give jobs to a task queue (Celery, RQ) with a process of its own.

## Bad

```python app.py
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

app = Flask(__name__)
scheduler = BackgroundScheduler()
scheduler.start()  # <-

@app.post("/remind")
def remind():
    scheduler.add_job(print, "date", args=["Buy milk"])
    return ""
```

```text Procfile
web: gunicorn --preload --workers 2 app:app
```

## Bad: uWSGI

```python app.py
from flask import Flask
from flask_apscheduler import APScheduler

app = Flask(__name__)
scheduler = APScheduler(app=app)
scheduler.start()  # <-

@app.post("/remind/<text>")
def remind(text):
    scheduler.add_job(text, print, args=[text])
    return ""
```

```ini uwsgi.ini
[uwsgi]
module = app:app
master = true
processes = 5
```

```text Procfile
web: uwsgi --ini uwsgi.ini --http :$PORT
```

## Good: jobs are added before the fork, and run once

```python app.py
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

app = Flask(__name__)
scheduler = BackgroundScheduler()
scheduler.add_job(print, "interval", hours=1)
scheduler.start()
```

```text Procfile
web: gunicorn --preload --workers 2 app:app
```

## Good: each worker loads the app

```python app.py
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

app = Flask(__name__)
scheduler = BackgroundScheduler()
scheduler.start()

@app.post("/remind")
def remind():
    scheduler.add_job(print, "date", args=["Buy milk"])
    return ""
```

```text Procfile
web: gunicorn --workers 1 --threads 8 app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, Related, rule


@rule(family="server", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        processes = deployment.running.processes
        if processes.server is None or not processes.is_loaded_before:
            continue
        added = deployment.running.added_jobs()
        for use in deployment.running.schedulers() if added else ():
            yield Problem(
                use.site.place,
                f"{processes.server.program} loads the app before it forks its workers: this scheduler's thread is dead in them, and the jobs that requests add never run.",
                "Load the app in each worker and run one of them, or give the jobs to a task queue.",
                related=(Related(added[0].site.place, "a request adds a job"),),
                cause=Cause("call", use.site.place),
            )
