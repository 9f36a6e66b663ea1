r"""CORS allows only localhost.

Only pages of the developer's own machine may call the API, which serves no pages itself.

## Why it is bad

Browsers refuse the deployed front end: `Access to fetch at 'https://api.example.com/' from origin 'https://shop.example.com' has been blocked by CORS policy`. The API itself answers, so its log shows nothing.

## Use instead

Name the deployed front end too, or read the origins from a variable: `CORS(app, origins=os.environ["FRONTEND_ORIGINS"].split(","))`.

## Bad

```python app.py
from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app, origins=["http://localhost:3000", "http://127.0.0.1:3000"])  # <-

@app.get("/api/orders")
def orders():
    return {"orders": []}
```

```text Procfile
web: gunicorn app:app
```

## Bad: the default of a variable that the host doesn't set

```python app.py
import os

from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app, origins=os.environ.get("FRONTEND_ORIGIN", "http://localhost:5173"))  # <-

@app.get("/api/orders")
def orders():
    return {"orders": []}
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app, origins=["http://localhost:3000", "https://shop.example.com"])

@app.get("/api/orders")
def orders():
    return {"orders": []}
```

```text Procfile
web: gunicorn app:app
```

## Good: the pages come from the app itself

```python app.py
from flask import Flask
from flask_cors import CORS

app = Flask(__name__, static_folder="static")
CORS(app, origins="http://localhost:3000")

@app.get("/")
def index():
    return app.send_static_file("index.html")
```

```html static/index.html
<title>Shop</title>
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.known.loopback import loopback_host
from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, rule

PAGES = ("render_template", "render_template_string", "send_from_directory", "send_static_file", "send_file")


@rule(family="network", severity=WARNING, supersedes=("hard-coded-loopback",))
def check(project: Project) -> Problems:
    yield from _defaults(project)
    if any(True for _ in project.reached.calls_of(*PAGES)):
        return
    for site, reached in project.reached.calls():
        hosts = [d.host for d in reached.deployments]
        if any(host.is_at_home or host.is_lasting or host.is_container or not host.routed for host in hosts):
            continue
        allowed = reached.deployments[0].origins.of_call(site)
        if allowed is None or not allowed.origins or not all(map(loopback_host, allowed.origins)):
            continue
        yield Problem(
            site.place,
            "Only pages on a developer's own machine may call the API: browsers refuse the deployed front end (CORS).",
            'Name the deployed front end too: origins=["https://shop.example.com", …].',
            cause=Cause("call", site.place),
        )


def _defaults(project: Project) -> Problems:
    """The defaults of variables that allow nothing else, each where it is written."""
    told: set[object] = set()
    for site, reached in project.reached.calls():
        for origin in reached.deployments[0].origins.local_only(site):
            variable = origin.variable
            if origin.place in told or all(d.environment.has(variable) for d in reached.deployments):
                continue
            told.add(origin.place)
            yield Problem(
                origin.place,
                f"When {variable} is not set, only pages on a developer's own machine may call the API: browsers refuse the deployed front end (CORS).",
                f'Set {variable} on the host, and let the start fail without it: os.environ["{variable}"].',
                cause=Cause("variable", variable),
                brief=f"{variable} again",
            )
