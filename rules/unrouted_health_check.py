r"""The host's health check asks for a page that the application does not have.

The answer is 404, so the host takes the new version for broken: Render ends the deployment although the application runs, Kubernetes restarts it for ever.

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

import re

from flaskcheck.application.routes import find_routes
from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Problem, Problems, rule

VARIABLE = re.compile(r"<[^>]*>")


@rule(family="platform", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        if not deployment.service.health_paths:
            continue
        routes, complete = find_routes(deployment.start.production)
        if not complete or not routes:
            continue
        for wanted in deployment.service.health_paths:
            path = (wanted.value or "").partition("?")[0]
            if path.startswith("/") and not any(_matches(r.path or "", path) for r in routes):
                yield Problem(
                    wanted.place,
                    f"{deployment.host.title} asks for {path} to see whether the application is healthy, and no route answers that: it "
                    "gets a 404 and takes the deployment for broken.",
                    "Add the route, or name a path that exists.",
                )


def _matches(rule: str, path: str) -> bool:
    pattern = "".join(re.escape(part) if i % 2 == 0 else ".+" for i, part in enumerate(_pieces(rule)))
    return re.fullmatch(pattern.rstrip("/") or "/", path.rstrip("/") or "/") is not None or path.startswith("/static/")


def _pieces(rule: str) -> list[str]:
    """Literal text and variables by turns."""
    pieces, at = [], 0
    for match in VARIABLE.finditer(rule):
        pieces += [rule[at : match.start()], match.group()]
        at = match.end()
    return [*pieces, rule[at:]]
