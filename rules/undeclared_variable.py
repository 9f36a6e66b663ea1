r"""The code needs an environment variable that nothing declares.

`os.environ["MAIL_PASSWORD"]` raises `KeyError: 'MAIL_PASSWORD'` while the application starts, and the worker fails to boot. Where the platform's file is the only place to set variables, a variable that is not in it does not exist.

Declare it in the platform's file, without the value where it is a secret.

## Bad

```python main.py
import os
from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]  # <-
```

```yaml app.yaml
runtime: python313
entrypoint: gunicorn -b :$PORT main:app
env_variables:
  DATABASE_URL: postgresql://db.example.com/shop
```

## Good

```python main.py
import os
from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
app.config["THEME"] = os.environ.get("THEME", "light")
try:
    app.config["SENTRY"] = os.environ["SENTRY_DSN"]
except KeyError:
    pass
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn main:app
    envVars:
      - key: SECRET_KEY
        generateValue: true
```

## Good: a file that cannot name a secret without giving it away (fly secrets set)

```python main.py
import os
from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
```

```toml fly.toml
app = "shop"
[env]
  THEME = "light"
[http_service]
  internal_port = 8080
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8080", "main:app"]
```
"""

from flaskcheck.effects.reads import required_reads
from flaskcheck.facts.expressions import EnvRead
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, Related, rule
from flaskcheck.units.deployment import Deployment


@rule(family="environment", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        if not deployment.environment.is_listed:
            continue
        by_name: dict[str, list[EnvRead]] = {}
        for read in required_reads(deployment.start.production):
            if not deployment.may_be_set(read.variable):
                by_name.setdefault(read.variable, []).append(read)
        for name, reads in by_name.items():
            yield _problem(deployment, name, reads)


def _problem(deployment: Deployment, name: str, reads: list[EnvRead]) -> Problem:
    where = deployment.place.path
    complete = deployment.host.file_is_complete
    message = f"{name} is needed to start, and {where} does not declare it: "
    message += (
        f"the application stops with \"KeyError: '{name}'\"."
        if complete
        else f"unless somebody sets it by hand on {deployment.host.title}, the application stops with \"KeyError: '{name}'\"."
    )
    return Problem(
        reads[0].place,
        message,
        f"Declare {name} in {where}; leave a secret's value to the host.",
        "" if complete else WARNING,
        tuple(Related(read.place, f"{name} is read here too") for read in reads[1:6]),
    )
