"""Scheduler where the program sleeps.

The app starts a scheduler of jobs on a host that runs it only while a request is answered.

## Why it is bad

A function's process is frozen as soon as it has answered, and removed some time later ("Lambda freezes the execution environment", docs.aws.amazon.com/lambda; Vercel's functions and Zappa run there). The scheduler's thread is frozen with it: a job that is due in an hour runs when somebody happens to visit, or never, and several copies of the function run it several times.

## Use instead

Let the host call an address of the app at the time: `crons` in vercel.json, `events` in zappa_settings.json.

## Bad

```python api/index.py
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

app = Flask(__name__)

def send_mails():
    print("sent")

scheduler = BackgroundScheduler()
scheduler.add_job(send_mails, "interval", hours=1)
scheduler.start()  # <-
```

```json vercel.json
{"builds": [{"src": "api/index.py", "use": "@vercel/python"}]}
```

## Bad: Zappa

```python app.py
from flask import Flask
from flask_apscheduler import APScheduler

app = Flask(__name__)
scheduler = APScheduler()
scheduler.init_app(app)
scheduler.start()  # <-
```

```json zappa_settings.json
{"production": {"app_function": "app.app", "aws_region": "eu-west-1", "runtime": "python3.13", "s3_bucket": "shop"}}
```

## Good: the host calls at the time

```python api/index.py
from flask import Flask

app = Flask(__name__)

@app.get("/cron/mails")
def send_mails():
    print("sent")
    return ""
```

```json vercel.json
{
  "builds": [{"src": "api/index.py", "use": "@vercel/python"}],
  "crons": [{"path": "/cron/mails", "schedule": "0 * * * *"}]
}
```

## Good: a server that stays

```python app.py
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

app = Flask(__name__)
scheduler = BackgroundScheduler()
scheduler.start()
```

```text Procfile
web: gunicorn --workers 1 --threads 8 app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule


@rule(family="platform", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        for use in deployment.running.schedulers() if deployment.host.sleeps else ():
            yield Problem(
                use.site.place,
                f"{deployment.host.title} runs the app only while it answers a request: this scheduler sleeps with it, and its jobs don't run on time, or never.",
                "Let the host call an address of the app at the time.",
                cause=Cause("call", use.site.place),
            )
