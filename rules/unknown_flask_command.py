r"""Flask command not found.

A build, release or start command runs `flask` with a command that neither Flask, an extension nor the app defines.

## Why it is bad

`flask seed` without such a command ends with `Error: No such command 'seed'.` and exit code 2 (seen with Flask 3.1.3). A build or release stops there, and in a start command nothing behind `&&` runs.

## Use instead

Define it where the app is made (`@app.cli.command("seed")`), or run the script by its name: `python seed.py`.

## Bad

Outcome: the release fails: "No such command 'seed'"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python seed.py
def seed():
    print("done")
```

```text Procfile
release: flask seed  # <-
web: gunicorn app:app
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

## Bad: in a build

```python shop/__init__.py
from flask import Flask

def create_app():
    return Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt && python -m flask --app shop init-data  # <-
    startCommand: gunicorn "shop:create_app()"
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

## Good

```python app.py
import click
from flask import Blueprint, Flask

app = Flask(__name__)
jobs = Blueprint("jobs", __name__, cli_group="jobs")

@app.cli.command("seed")
def fill():
    print("done")

@jobs.cli.command("clean")
def clean():
    print("done")

app.register_blueprint(jobs)
```

```text Procfile
release: flask seed && flask jobs clean && flask routes
web: gunicorn app:app
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule


@rule(family="server", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.deployments if not project.pages.strangers else ():
        for program, place, word in deployment.flask.missing(deployment.installed):
            yield Problem(
                place,
                f"The {program.phase} stops with \"Error: No such command '{word}'\": neither Flask, an extension nor the code defines it.",
                f'Define it with @app.cli.command("{word}"), or run the script that is meant: python {word.replace("-", "_")}.py',
                cause=Cause("command", place),
            )
