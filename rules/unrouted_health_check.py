r"""Health check path has no route.

The host's health check requests a path that no route serves.

## Why it is bad

The check gets a 404, so the deploy fails: Render stops it although the app runs, and Kubernetes restarts the container again and again.

## Use instead

Add the route, or correct the path.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)

@app.route("/")
def index():
    return "ok"
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    healthCheckPath: /healthz  # <-
```

## Good

```python app.py
from flask import Blueprint, Flask

app = Flask(__name__)
api = Blueprint("api", __name__, url_prefix="/api")

@api.route("/healthz")
def healthz():
    return "ok"

app.register_blueprint(api)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    healthCheckPath: /api/healthz
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Problem, Problems, rule


@rule(family="platform", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        for wanted, path in deployment.routes.unanswered:
            who = deployment.host.title if wanted.source == "literal" else wanted.source
            yield Problem(
                wanted.place,
                f"{who} checks {path}, but no route serves it: the check gets a 404, and the deploy fails.",
                "Add the route, or name a path that exists.",
            )
