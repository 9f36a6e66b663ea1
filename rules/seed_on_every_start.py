r"""Seed runs at every start.

The seed script runs each time the app starts.

## Why it is bad

Each restart writes the same rows again. They are duplicated, or the start fails with `UniqueViolation: … already exists`, and the deploy with it.

## Use instead

Run it once yourself, or let the script check whether the rows exist and run it as a release command.

## Bad

```python app.py
from flask import Flask
from models import Cookie, db

app = Flask(__name__)

@app.cli.command("seed")
def seed():
    db.session.add(Cookie(slug="chocolate-chip"))
    db.session.commit()
```

```python models.py
db = None
Cookie = dict
```

```sh start.sh
set -e
flask db upgrade
flask seed  # <-
exec gunicorn app:app
```

```text Procfile
web: bash start.sh
```

## Bad: one that looks first is worth a note

```python app.py
from flask import Flask
from models import Cookie, db

app = Flask(__name__)

@app.cli.command("seed")
def seed():
    cookie = db.session.get(Cookie, 1)
    if cookie is None:
        db.session.add(Cookie(slug="chocolate-chip"))
        db.session.commit()
```

```python models.py
db = None
Cookie = dict
```

```text Procfile
web: flask seed && gunicorn app:app  # <-
```

## Good

```python app.py
from flask import Flask
from models import Cookie, db

app = Flask(__name__)

@app.cli.command("seed")
def seed():
    if not Cookie.query.first():
        db.session.add(Cookie(slug="chocolate-chip"))
        db.session.commit()
```

```python models.py
db = None
Cookie = dict
```

```text Procfile
release: flask db upgrade && flask seed
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import INFO, WARNING, Problem, Problems, rule


@rule(family="seeds", severity=WARNING)
def check(project: Project) -> Problems:
    told: set[object] = set()  # a script of your own and the flask command that it stands for are one line
    for deployment, invocation in project.programs("build", "release", "start"):
        runs_once = deployment.host.runs_once(invocation.origin.path)
        if runs_once or invocation.conditional or invocation.place in told:
            continue
        if not deployment.doing.is_seed(invocation, deployment.commands.programs("start")):
            continue
        told.add(invocation.place)
        look = deployment.doing.look_of(invocation)
        if not look:
            when = "with every start" if invocation.phase == "start" else "with every deploy"
            yield Problem(
                invocation.place,
                f"The seed runs {when} and writes the same rows again: they are doubled, or the {invocation.phase} fails on a unique column.",
                "Run it once yourself, or let it check first whether the rows exist.",
            )
        elif look == "database" and invocation.phase == "start":
            yield Problem(
                invocation.place,
                "The seed checks first, but it runs with every start and in every instance at the same time: two that see an empty table both write, and "
                "the server stays down when the seed fails.",
                "Run it in a release command, once with each deploy.",
                INFO,
            )
