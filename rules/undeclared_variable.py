r"""Environment variable not declared.

The code needs an environment variable that the deployment doesn't declare.

## Why it is bad

`os.environ["MAIL_PASSWORD"]` raises `KeyError: 'MAIL_PASSWORD'` while the app starts, and the worker fails to boot. Where the platform file is the only place to set variables, a variable that isn't in it doesn't exist.

## Use instead

Declare it in the platform file, without the value if it is a secret.

## Bad

Outcome: the start fails: "KeyError: 'SECRET_KEY'"

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

from flaskcheck.known.base_images import is_runtime
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, Related, rule


@rule(family="environment", severity=ERROR)
def check(project: Project) -> Problems:
    workers = (d for d in project.deployments if d.service.kind in ("worker", "job") and d.commands.servers)
    told: set[object] = set()
    for deployment in (*project.web_deployments, *workers):
        environment = deployment.environment
        example = next(iter(deployment.env_files.standing_in), "")
        complete = deployment.host.file_is_complete and not example
        by_hand = "write it into the copy" if example else f"set it on {deployment.host.named} yourself"
        when = "" if complete else f"unless you {by_hand}, "
        image = deployment.image
        is_idle = image is not None and is_runtime(image.base) and not any(deployment.commands.programs("start"))
        needs = deployment.needs.all if environment.is_listed and not is_idle else ()
        where = example or (project.advice(deployment).declaring_file if needs else "")
        for need in needs:
            if (need.names, need.places[0]) in told:
                continue
            told.add((need.names, need.places[0]))
            names = " and ".join(need.names)
            are, them = ("is", "it") if len(need.names) == 1 else ("are", "them")
            near = _elsewhere(project, need.names[0]) or environment.near(need.names[0])
            yield Problem(
                need.places[0],
                f'{names} {are} read while a request is answered, and {where} does not declare {them}: {when}the response is 500, "{need.error}".'
                if need.by_request
                else f"{names} {are} needed to start, and {where} does not declare {them}: {when}{_stops(need.kind, need.error)}",
                f"Declare {names} in {where}; leave a secret's value to the host{near}.",
                "" if complete else WARNING,
                tuple(Related(place, f"{names} {are} read here too") for place in need.places[1:6]),
            )
    yield from _misspelt(project)


def _misspelt(project: Project) -> Problems:
    """A name that nobody would set: its neighbours show how it is spelt."""
    told: set[object] = set()
    for deployment in project.web_deployments:
        for found in deployment.needs.misspelt(deployment.environment.declared):
            if found.read.place not in told:
                told.add(found.read.place)
                yield Problem(
                    found.read.place,
                    f"{found.read.variable} stands here alone, and others are spelt as in {found.meant}: where that one is set, nothing is read here.",
                    f"Is {found.meant} meant?",
                    WARNING,
                )


def _stops(kind: str, error: str) -> str:
    if kind == "check":
        return f"the app stops by its own check{f' ({error})' if error else ''}."
    if kind == "command":
        return f"gunicorn refuses its command, for {error}, and ends."
    return f'the app stops with "{error}".'


def _elsewhere(project: Project, name: str) -> str:
    """The service that has the variable."""
    has = next((d for d in project.deployments if name in d.environment.declared), None)
    return f" ({has.title} declares {name})" if has else ""
