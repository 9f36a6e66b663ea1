r"""The seed script runs each time the application starts.

Each restart writes the same rows again: they are doubled, or the start fails with `UniqueViolation: … already exists` and the deployment with it.

Run it once by hand, or let the script look first whether the rows are there and run it as a release command.

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

from flaskcheck.effects.seed_commands import looks_before_writing, seeding
from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Problem, Problems, rule


@rule(family="seeds", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment, invocation in project.programs("build", "release", "start"):
        sites = seeding(deployment.start.production, project.repository.python_paths, invocation)
        if not sites or invocation.conditional:
            continue
        if looks_before_writing(project.code, sites):
            continue
        when = "with every start" if invocation.phase == "start" else "with every deploy"
        yield Problem(
            invocation.place,
            f"The seed runs {when} and writes the same rows again: they are doubled, or the {invocation.phase} fails on a unique column.",
            "Run it once by hand, or let it look first whether the rows are there.",
        )
