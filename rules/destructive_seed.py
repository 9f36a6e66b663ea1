r"""Seed that deletes data.

A seed that deletes data runs with every deploy, or whenever a route is called.

## Why it is bad

It begins with `drop_all()` or `Model.query.delete()` so that you can run it again while developing. On the host it deletes all users' data.

## Use instead

Keep it out of the deploy commands. Write a production seed that only adds what is missing.

## Bad

Outcome: after the next deployment, / no longer shows what POST /cookies?slug=Marzipan wrote

```python app.py
import os

from flask import Flask, request
from models import Cookie, db

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres://", "postgresql+psycopg://", 1)
db.init_app(app)

@app.route("/")
def index():
    return [cookie.slug for cookie in Cookie.query]

@app.post("/cookies")
def add():
    db.session.add(Cookie(slug=request.form["slug"]))
    db.session.commit()
    return "added"

@app.cli.command("seed")
def seed():
    db.drop_all()
    db.create_all()
    db.session.add(Cookie(slug="chocolate-chip"))
    db.session.commit()
```

```python models.py
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()

class Cookie(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    slug = db.Column(db.String(80))
```

```text Procfile
release: flask seed  # <-
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask
from models import Cookie, db

app = Flask(__name__)

@app.cli.command("seed")
def seed():
    db.drop_all()
    db.create_all()
```

```python models.py
db = None
Cookie = dict
```

```text Procfile
release: flask db upgrade
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, Related, rule


@rule(
    family="seeds", severity=ERROR, supersedes=("seed-on-every-start", "drop-all-at-startup", "unguarded-seed-import")
)
def check(project: Project) -> Problems:
    for deployment, invocation in project.programs("build", "release", "start"):
        if invocation.conditional or deployment.host.runs_once(invocation.origin.path):
            continue
        effect = deployment.doing.deletion(invocation, deployment.commands.programs("start"))
        if effect is not None:
            yield Problem(
                invocation.place,
                f"This runs with every deploy and deletes the data first ({effect.what}): everything that users entered is lost.",
                "Take the seed out of the deployment's commands, or let it only add what is missing.",
                related=(Related(effect.place, "the data is deleted here"),),
                cause=Cause("deletion", invocation.place),
            )
