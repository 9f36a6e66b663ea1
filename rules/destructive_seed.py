r"""A seed that deletes data runs with every deploy, or whenever somebody calls a route.

It begins with `drop_all()` or `Model.query.delete()` so that it can be run again while developing. On the host it takes all users' data with it.

Keep it out of the deployment's commands; write a seed for production that only adds what is missing.

## Bad

```python app.py
from flask import Flask
from models import Cookie, db

app = Flask(__name__)

@app.cli.command("seed")
def seed():
    db.drop_all()
    db.create_all()
    db.session.add(Cookie(slug="chocolate-chip"))
    db.session.commit()
```

```python models.py
db = None
Cookie = dict
```

```text Procfile
release: flask db upgrade && flask seed  # <-
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

from flaskcheck.effects.rows import deletes_rows
from flaskcheck.effects.seed_commands import touched
from flaskcheck.facts.python import CallSite
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, Related, rule


@rule(family="seeds", severity=ERROR, supersedes=("seed-on-every-start",))
def check(project: Project) -> Problems:
    for deployment, invocation in project.programs("build", "release", "start"):
        site = next(
            (
                s
                for s in touched(deployment.start.production, project.repository.python_paths, invocation)
                if deletes_rows(s.call) and not _runs_never(s)
            ),
            None,
        )
        if site is None or invocation.conditional or invocation.place.path in deployment.host.files_run_once:
            continue
        yield Problem(
            invocation.place,
            f"This runs with every deploy and deletes the data first ({deletes_rows(site.call)}): all that users have entered is lost.",
            "Take the seed out of the deployment's commands, or let it only add what is missing.",
            related=(Related(site.place, "the data is deleted here"),),
        )


def _runs_never(site: CallSite) -> bool:
    return any(guard.kind == "main" and guard.negated for guard in site.guards)
