r"""State kept in one process.

Requests share something in the memory of the process, and several processes answer.

## Why it is bad

Each worker and each instance has its own copy, and a restart empties it. What one request stores, the next one finds only if the same worker answers: carts are empty, one-time codes are wrong (verified with gunicorn 27.0.1: a counter under three workers goes 1 1 1 2 2 3). A limit that counts in memory lets through as many times more: "3 per minute" lets 10 of 16 requests through under four workers (Flask-Limiter 4).

## Use instead

Keep it in the database or in Redis, and give Flask-Limiter a `storage_uri`.

## Bad

```python app.py
from flask import Flask, request

app = Flask(__name__)
carts = {}  # <-

@app.post("/cart/<user>")
def put(user):
    carts[user] = request.json
    return "", 204

@app.get("/cart/<user>")
def cart(user):
    return carts.get(user, [])
```

```text Procfile
web: gunicorn --workers 4 app:app
```

## Bad: limits

```python app.py
from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app)  # <-

@app.post("/login")
@limiter.limit("3 per minute")
def login():
    return ""
```

```text Procfile
web: gunicorn --workers 4 app:app
```

## Bad: sessions in files

```python app.py
import os
from flask import Flask, session
from flask_session import Session

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config["SESSION_TYPE"] = "filesystem"  # <-
Session(app)

@app.post("/login")
def login():
    session["user"] = 1
    return "ok"
```

```text requirements.txt
Flask==3.1.2
Flask-Session==0.8.0
gunicorn==23.0.0
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    numInstances: 2
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: SECRET_KEY
        generateValue: true
```

## Good

```python app.py
import os

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

app = Flask(__name__)
limiter = Limiter(get_remote_address, app=app, storage_uri=os.environ["REDIS_URL"])
prices = {}

def price(name):
    if name not in prices:
        prices[name] = len(name)
    return prices[name]

@app.get("/price")
def show():
    return str(price(request.args["name"]))
```

```text Procfile
web: gunicorn --workers 4 app:app
```

## Good: one process

```python app.py
from flask import Flask, request

app = Flask(__name__)
carts = {}

@app.post("/cart/<user>")
def put(user):
    carts[user] = request.json
    return "", 204

@app.get("/cart/<user>")
def cart(user):
    return carts.get(user, [])
```

```text Procfile
web: gunicorn --workers 1 --threads 8 app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, Related, rule


@rule(family="portability", severity=WARNING)
def check(project: Project) -> Problems:
    yield from _in_files(project)
    for deployment in project.web_deployments:
        processes = deployment.running.processes
        if not processes.are_several:
            continue
        several = Related(processes.place, "several processes answer")
        for held in deployment.running.held():
            yield Problem(
                held.made,
                f"{held.name} is in the memory of one process, and {processes.told} answer: what {held.writer} stores there, {held.reader} finds only by chance.",
                "Keep it in the database or in Redis.",
                related=(Related(held.change, f"{held.writer} changes it"), several),
                cause=Cause("value", held.made),
            )
        types = deployment.start.configuration.get("CACHE_TYPE")
        for cache in deployment.exposed.local_caches(tuple(o for setting in types for o in setting.outcomes)):
            yield Problem(
                cache.made.place,
                f"This cache is in the memory of one process, and {processes.told} answer: what {cache.writer} puts there, {cache.reader} finds only by chance.",
                'Give it a store that all processes share: CACHE_TYPE "RedisCache" with CACHE_REDIS_URL.',
                related=(Related(cache.change.place, f"{cache.writer} puts something there"), several),
                cause=Cause("call", cache.made.place),
            )
        stored = [
            *map(
                deployment.start.configuration.get,
                ("RATELIMIT_STORAGE_URI", "RATELIMIT_STORAGE_URL", "RATELIMIT_ENABLED"),
            )
        ]
        if any(stored) or deployment.start.configuration.opaque:
            continue
        for use in deployment.running.in_memory("limits"):
            yield Problem(
                use.site.place,
                f"The limits are counted in the memory of each process, and {processes.told} answer: that many times more requests are let through, and a restart forgets them.",
                'Give it a store that all processes share: storage_uri=os.environ["REDIS_URL"].',
                related=(several,),
                cause=Cause("call", use.site.place),
            )


def _in_files(project: Project) -> Problems:
    """Sessions that Flask-Session keeps in files: workers of one machine share them, instances do not."""
    for deployment in project.web_deployments:
        instances = deployment.running.processes.instances or 1
        if instances < 2 or deployment.service.mounts or not deployment.installed.any_of("flask-session"):
            continue
        for setting in deployment.start.configuration.get("SESSION_TYPE"):
            outcome = setting.outcomes[0] if setting.sure and len(setting.outcomes) == 1 else None
            if outcome is not None and outcome.is_fixed and outcome.text == "filesystem":
                yield Problem(
                    outcome.place,
                    f"Sessions lie in files of each instance, and {instances} answer: who logged in at one is logged out at the other.",
                    'Give them a store that all instances share: SESSION_TYPE "redis" with SESSION_REDIS.',
                    cause=Cause("value", outcome.place),
                )
