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

from flaskcheck.effects.seed_commands import is_named_for_seeding, of_kind, surely_happens
from flaskcheck.effects.summaries import Effect
from flaskcheck.known.meanings import DELETES_ROWS, DROPS_TABLES
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, Related, rule
from flaskcheck.shell.program import Invocation
from flaskcheck.units.deployment import Deployment


@rule(family="seeds", severity=ERROR, supersedes=("seed-on-every-start", "drop-all-at-startup"))
def check(project: Project) -> Problems:
    for deployment, invocation in project.programs("build", "release", "start"):
        if invocation.conditional or invocation.place.path in deployment.host.files_run_once:
            continue
        effect = _deletion(deployment, invocation)
        if effect is not None:
            yield Problem(
                invocation.place,
                f"This runs with every deploy and deletes the data first ({effect.what}): all that users have entered is lost.",
                "Take the seed out of the deployment's commands, or let it only add what is missing.",
                related=(Related(effect.place, "the data is deleted here"),),
                cause=Cause("deletion", invocation.place),
            )


def _deletion(deployment: Deployment, invocation: Invocation) -> Effect | None:
    """What of a program's code empties the database: of one that is named for seeding all that may, of others the tables that it surely drops."""
    effects = [e for e in deployment.doing.of_program(invocation) if e.through]
    if is_named_for_seeding(invocation):
        return next(iter(of_kind(effects, DROPS_TABLES, DELETES_ROWS)), None)
    production = deployment.start.production
    return next((e for e in of_kind(effects, DROPS_TABLES) if surely_happens(production, e)), None)
