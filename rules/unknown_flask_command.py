r"""Flask command not found.

A build, release or start command gives `flask` a command or an option that it, its extensions and the app lack.

## Why it is bad

`flask seed` without such a command ends with `Error: No such command 'seed'.` and exit code 2 (seen with Flask 3.1.3); `flask --app shop …` before Flask 2.2 with `Error: No such option: --app` (seen with 2.1.3). A build or release stops there, and in a start command nothing behind `&&` runs.

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

## Bad: misspelt

Outcome: the release fails: "No such command 'upgarde'"

```python app.py
import os
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
Migrate(app, SQLAlchemy(app))
```

```text requirements.txt
Flask==3.1.2
Flask-Migrate==4.1.0
psycopg[binary]==3.2.10
gunicorn==23.0.0
```

```text Procfile
release: flask db upgarde  # <-
web: gunicorn app:app
```

## Bad: an option that an older Flask lacks

```python shop.py
from flask import Flask

app = Flask(__name__)

@app.cli.command("seed")
def seed():
    print("done")
```

```text Procfile
release: flask --app shop seed  # <-
web: gunicorn shop:app
```

```text requirements.txt
Flask==2.1.3
Werkzeug==2.1.2
gunicorn==23.0.0
```

## Bad: a command that the app isn't given

Outcome: the release fails: "No such command 'init-db'"

```python app.py
from flask import Flask
import db

app = Flask(__name__)
```

```python db.py
import click


@click.command("init-db")
def init_db_command():
    print("done")


def init_app(app):
    app.cli.add_command(init_db_command)
```

```text Procfile lines=1
release: flask init-db
web: gunicorn app:app
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
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, edits, rule


@rule(family="server", severity=ERROR, fixable=True)
def check(project: Project) -> Problems:
    yield from _misspelt(project)
    yield from _optionless(project)
    yield from _unregistered(project)
    for deployment in project.deployments if not project.pages.strangers else ():
        for program, place, word in deployment.flask.missing(deployment.installed):
            when = "Where this command runs, the" if program.conditional else "The"
            yield Problem(
                place,
                f"{when} {program.phase} stops with \"Error: No such command '{word}'\": neither Flask, an extension nor the code defines it.",
                f'Define it with @app.cli.command("{word}"), or run the script that is meant: python {word.replace("-", "_")}.py',
                WARNING if program.conditional else "",
                cause=Cause("command", place),
            )


def _optionless(project: Project) -> Problems:
    """``flask --app x`` where Flask is older than 2.2 (seen with 2.1.3)."""
    for deployment in project.deployments:
        for program, place in deployment.flask.optionless(deployment.installed):
            yield Problem(
                place,
                f'The {program.phase} stops with "Error: No such option: --app": Flask has it since 2.2, and the requirements want an older one.',
                "Set FLASK_APP in its place, or require a newer Flask.",
                cause=Cause("command", place),
            )


def _unregistered(project: Project) -> Problems:
    """``flask init-db`` where the function that gives the command to the app isn't called any more."""
    for deployment in project.deployments:
        for program, place, word, site in deployment.flask.unregistered():
            yield Problem(
                place,
                f"The {program.phase} stops with \"Error: No such command '{word}'\": nothing calls {site.scope}(), which gives the command to the app.",
                f"Call {site.scope}(app) where the app is made.",
                WARNING if program.conditional else "",
                related=(Related(site.place, "this is never run"),),
                cause=Cause("command", place),
            )


def _misspelt(project: Project) -> Problems:
    for deployment in project.deployments:
        for obstacle in deployment.obstacles:
            if obstacle.kind == "subcommand":
                message = f"flask stops with \"Error: No such command '{obstacle.written}'.\": the {obstacle.invocation.phase} ends here."
                last = obstacle.near.split()[-1:]
                fix = (
                    edits(project, obstacle.place.path).replaced(obstacle.place, obstacle.written, *last)
                    if last
                    else None
                )
                yield Problem(
                    obstacle.place, message, f"Write: {obstacle.near}", fix=fix, cause=Cause("command", obstacle.place)
                )
