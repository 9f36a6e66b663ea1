"""Host that we have no contract with.

A service is deployed to a host other than Render and Fly.io.

## Why it is bad

We have agreements about data only with these two.

## Use instead

Deploy it to Render: describe the service in render.yaml.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: gunicorn app:app  # <-
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Problem, Problems, rule

APPROVED = ("render", "fly")


@rule(family="platform", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        if not deployment.is_implied and deployment.service.host not in APPROVED:
            yield Problem(
                deployment.place, f"We have no contract with {deployment.host.named}.", "Deploy it to Render."
            )
