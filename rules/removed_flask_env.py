r"""Outdated FLASK_ENV.

FLASK_ENV does nothing since Flask 2.3; in older releases it can turn debug mode on.

## Why it is bad

`FLASK_ENV=production` no longer protects anything, and `FLASK_ENV=development` no longer helps. In Flask 2.2 and older the latter turns debug mode on, under gunicorn too (verified with Flask 2.1.3, 2.2.5 and 3.1.3).

## Use instead

Remove it, or use FLASK_DEBUG on your own machine. If your own code reads it to choose a configuration, rename the variable to something specific.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: FLASK_ENV
        value: production  # <-
```

## Good: the code reads it itself

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.config.from_object(f"config.{os.environ['FLASK_ENV']}")
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: FLASK_ENV
        value: production
```
"""

from collections.abc import Iterable

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, Problem, Problems, rule


@rule(family="debug", severity=INFO)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        declared = deployment.environment.declared.get("FLASK_ENV")
        env_files = deployment.env_files
        brought = ((name, v) for name, v in env_files.deployed_variables if v.name == "FLASK_ENV")
        loaded = next((v for name, v in brought if env_files.reads(name)), None)
        variable = declared or loaded
        if variable is None or variable.value is None:
            continue
        if variable.value == "development" and deployment.installed.must_be_below("flask", "2.3"):
            yield Problem(
                variable.place,
                "FLASK_ENV=development turns debug mode on in this old Flask, under gunicorn too.",
                "Remove it, or set it to production." if declared else "Remove it, or keep the file out of git.",
                ERROR,
            )
        elif (
            declared
            and deployment.installed.may_be("flask", "2.3")
            and not _is_read(project, deployment.start.production.modules)
        ):
            yield Problem(
                variable.place,
                "FLASK_ENV does nothing since Flask 2.3: it neither turns debug mode on nor makes anything safer.",
                "Remove it.",
            )


def _is_read(project: Project, modules: Iterable[str]) -> bool:
    """Whether the repository's own code reads the variable."""
    return any(b"FLASK_ENV" in project.tree.source(path).raw for path in modules)
