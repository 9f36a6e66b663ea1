r"""Data deleted at every deploy or start.

A deploy or a start of the app deletes its data.

## Why it is bad

Production runs `drop_all()`, DROP TABLE, `flask db downgrade base` or the removal of the database file, so each deploy or restart begins with an empty database.

## Use instead

Remove it, or move it to a command that you run manually.

## Bad

Outcome: after the next deployment, / no longer shows what POST /cookies?slug=Marzipan wrote

```python app.py
import os

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres://", "postgresql+psycopg://", 1)
db = SQLAlchemy(app)

class Cookie(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    slug = db.Column(db.String(80))

@app.route("/")
def index():
    return [cookie.slug for cookie in Cookie.query]

@app.post("/cookies")
def add():
    db.session.add(Cookie(slug=request.form["slug"]))
    db.session.commit()
    return "added"

with app.app_context():
    db.drop_all()  # <-
    db.create_all()
```

## Bad: a release command

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
release: flask db downgrade base && flask db upgrade  # <-
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)

@app.cli.command("reset-db")
def reset():
    db.drop_all()
    db.create_all()
```

```text Procfile
release: flask db upgrade
web: gunicorn app:app
```
"""

from flaskcheck.known.meanings import CONNECTS
from flaskcheck.known.settings import DATABASE_URLS
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule

WORKING = frozenset(("jobs", "broker", "cache"))
"""What is kept of services of these kinds is working state."""

REMOVING = frozenset(("rm", "unlink"))
"""What the steps of an image remove is the image's own: no data is there when it is built."""


@rule(family="database", severity=ERROR, supersedes=("unguarded-seed-import",))
def check(project: Project) -> Problems:
    told: set[object] = set()
    for deployment in project.deployments:
        programs = tuple(deployment.commands.programs("build", "release", "start"))
        for found in deployment.doing.destructions():
            if found.place in told or _is_working_state(project, found.what):
                continue
            by = [program for program in programs if deployment.doing.deletes_at(program, found.place)]
            sure = [i for i in by if not i.conditional and not deployment.host.runs_once(i.origin.path)]
            if by and not sure:
                continue  # the command that runs the seed with it may not run
            told.add(found.place)
            when = f"Where {min(found.chance.unset)} is not set, " if found.chance.unset else ""
            yield Problem(
                found.place,
                f"{when}{found.what} runs whenever the app {'ends' if found.at_end else 'starts'}: every deploy and restart deletes the data.",
                "Remove it, or move it to an app.cli command that you run yourself.",
                WARNING if found.chance.assumed else "",
                cause=Cause("deletion", sure[0].place if sure else found.place),
                brief=f"{found.what} deletes too",
            )
    yield from _commands(project)


def _is_working_state(project: Project, what: str) -> bool:
    """Whether a file that is removed holds jobs, a cache or a queue, which are filled again, and is no database of the application's."""
    name = f"/{what.rpartition(' ')[2].rpartition('/')[2]}"
    services = {
        connection.service
        for connection, _ in project.reached.clients(CONNECTS)
        for outcome in connection.outcomes
        if f"/{outcome.text}".partition("?")[0].endswith(name)
    }
    kept = (o for selected in project.settings.of(*DATABASE_URLS) for o in selected.setting.outcomes)
    return bool(services) and services <= WORKING and not any(o.text.endswith(name[1:]) for o in kept)


def _commands(project: Project) -> Problems:
    for deployment, invocation in project.programs("build", "release", "start"):
        is_of_image = deployment.image is not None and invocation.phase == "build" and invocation.program in REMOVING
        what = "" if invocation.conditional or is_of_image else deployment.doing.drops_itself(invocation)
        if what and not _is_working_state(project, what):  # destructive-seed tells what code drops
            yield Problem(
                invocation.place,
                f"{what} runs with every deploy and deletes the data.",
                "Remove it from the deployment's commands.",
            )
