r"""Migration written during the deployment.

A deploy command writes a migration (`flask db migrate`), or makes the folder of them (`flask db init`).

## Why it is bad

The new file lies on the disk of the host and is gone with the next deploy, but the database remembers it. From then on each upgrade stops (seen with Flask-Migrate 4.1.0 and Alembic 1.17):

    ERROR [flask_migrate] Error: Can't locate revision identified by '1f2a…'

Nobody has read what it does to the data, either. While no model has changed, `flask db migrate` writes nothing. `flask db init` stops as soon as the folder is in git.

## Use instead

Run `flask db migrate` on your own machine, read the file, commit it, and run `flask db upgrade` with every deploy.

## Bad

Outcome: the second release fails: "Can't locate revision identified by"

```python app.py
import os

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://")
db = SQLAlchemy(app)
migrate = Migrate(app, db)

class Plant(db.Model):
    id = db.Column(db.Integer, primary_key=True)
```

```json app.json
{"name": "shop", "addons": ["heroku-postgresql"]}
```

```text Procfile lines=1
release: flask db init && flask db migrate -m deploy && flask db upgrade
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
migrate = Migrate(app, db)
```

```text Procfile
release: flask db upgrade
web: gunicorn app:app
```

## Good: a developer's own command

```python app.py
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
migrate = Migrate(app, db)
```

```makefile Makefile
migration:
        flask db migrate
```

```text Procfile
release: flask db upgrade
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule

INITIAL = "it stops where the folder is there already, and makes an empty history where it is not"
GONE = 'the new migration exists only on the host and is gone with the next deploy, and then every upgrade stops with "Can\'t locate revision"'
PERHAPS = "as soon as a model has changed it writes a migration that exists only on the host and is gone with the next deploy, and nobody has read what that does to the data"
UNUSED = "the new migration exists only on the host, and no command applies it there"
BUILT = "the new migration is in this image only, and a database that it has changed doesn't know the next image's"
STAMPED = "it marks every migration as applied without applying any, so that new ones never reach the database"
KEPT = "the new migration is on the server only: git does not have it, and nobody has read what it does to the data"


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment, invocation in project.programs("build", "release", "start"):
        words = [word for word in invocation.arguments if not word.startswith("-")]
        written = f"{invocation.written} {' '.join(words)}".strip()
        made = _made(invocation.program, bool(invocation.script), invocation.arguments)
        if not made or (made in ("init", "stamp") and invocation.conditional):
            continue
        upgrades, databases = deployment.upgrades, deployment.databases
        has_migrate = upgrades.are_used or deployment.installed.has("flask-migrate")
        if invocation.program == "flask" and made != "stamp" and not has_migrate:
            continue  # a group "db" of the application's own
        others = (other.phase for other in upgrades.commands if other.arguments != invocation.arguments)
        lacking = [found for h in upgrades.histories for found in h.steps.unmigrated(databases.tables)]
        if made == "stamp":
            then = STAMPED
        elif made == "init":
            then = INITIAL
        elif invocation.phase == "build" and deployment.image is not None:
            then = BUILT
        elif deployment.host.is_lasting:
            then = KEPT
        elif not upgrades.in_code and invocation.phase not in others and invocation.phase != "build":
            then = UNUSED
        else:
            is_behind = bool(lacking if upgrades.histories else databases.tables)
            then = GONE if is_behind and any(databases.dialects.values()) else PERHAPS
        yield Problem(
            invocation.place,
            f"'{written[:60]}' runs with the {invocation.phase}: {then}.",
            "Write migrations on your own machine and commit them; deploy with: flask db upgrade",
            "" if then in (GONE, STAMPED) and not invocation.conditional else WARNING,
        )


def _made(program: str, is_script: bool, arguments: tuple[str, ...]) -> str:
    """``migrate`` or ``init``: what a command of Flask-Migrate or Alembic writes; ``stamp`` where it says of all migrations that they are done."""
    if program in ("flask", "alembic") and {"stamp", "head"} <= {*arguments}:
        return "stamp"
    if program == "alembic" and "revision" in arguments and "--autogenerate" in arguments:
        return "migrate"
    if program != "flask" and not is_script:
        return ""
    pairs = {*zip(arguments, arguments[1:])}
    return next((word for word in ("migrate", "init") if ("db", word) in pairs), "")
