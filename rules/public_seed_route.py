r"""A route fills, resets or migrates the database for everyone who calls it.

It is a GET like any other page: a visitor, a crawler or a link preview runs it. Data is doubled or gone.

Make it a command (`@app.cli.command("seed")`) and run that on the host; if it must be a route for a moment, guard it with a secret from the environment and remove it after use.

## Bad

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)

@app.route("/reset-db")  # <-
def reset():
    db.drop_all()
    db.create_all()
    return "done"
```

## Bad: the tutorial's way, once

```python app.py
from flask import Flask
from models import Cookie

app = Flask(__name__)

@app.route("/run-seed")  # <-
def run_seed():
    if not Cookie.query.filter_by(slug="chocolate-chip").first():
        import seed
        return "Database seed completed!"
    return "Nothing to run."
```

```python models.py
db = None
Cookie = dict
```

```python seed.py
from models import Cookie, db

db.session.add(Cookie(slug="chocolate-chip"))
db.session.commit()
```

## Good

```python app.py
from flask import Flask
from flask_login import login_required
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)

@app.route("/reset-password")
def reset_password():
    db.session.commit()
    return "done"

@app.cli.command("seed")
def seed():
    db.create_all()

@app.route("/admin/seed")
@login_required
def admin_seed():
    db.create_all()
    return "done"
```
"""

from flaskcheck.application.routes import is_protected, route_decorator
from flaskcheck.effects.looks import is_asked_otherwise, looks_before
from flaskcheck.effects.rows import is_seed_name
from flaskcheck.effects.seed_commands import of_kind
from flaskcheck.effects.summaries import Effect
from flaskcheck.facts.expressions import Call, Literal
from flaskcheck.facts.python import Function, Import
from flaskcheck.known.meanings import CREATES_TABLES, DELETES_ROWS, DROPS_TABLES, MIGRATES, WRITES_ROWS
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, rule

RESETTING = ("reset_db", "init_db", "setup_db", "resetdb", "reset_database")
SAID = {CREATES_TABLES: "creates the tables", MIGRATES: "runs the migrations", WRITES_ROWS: "fills the database"}


@rule(family="seeds", severity=ERROR, supersedes=("unguarded-seed-import",), score=9.1)
def check(project: Project) -> Problems:
    for function, reached in project.reached.functions():
        decorator = route_decorator(function)
        if decorator is None or is_protected(project.code, function):
            continue
        effects = reached.deployments[0].doing.code.of_function(function.path, function.name)
        effect = _worst(effects, _is_named(function, decorator)) if effects else None
        if effect is None:
            continue
        deletes = effect.kind in (DROPS_TABLES, DELETES_ROWS)
        what = f"deletes the data ({effect.what})" if deletes else SAID[effect.kind]
        once = looks_before(project.code, effect.through) or is_asked_otherwise(effect.through)
        imported = next((s for s in effect.through if isinstance(s, Import)), None)
        is_elsewhere = (effect.place.path, effect.place.line) != (effect.through[0].path, effect.through[0].place.line)
        yield Problem(
            decorator.place,
            f"Anyone who calls this address {what}, crawlers included: it is a page like any other.",
            "Make it a command, @app.cli.command('seed'), run it on the host, and remove the route.",
            WARNING if once and not deletes else "",
            (Related(effect.place, "it is done here"),) if is_elsewhere else (),
            cause=Cause("import", imported.place) if imported else None,
        )


def _is_named(function: Function, decorator: Call) -> bool:
    """Whether a route is named for what is done to a database as a whole: its function, or its address."""
    rule_ = decorator.arguments[0]
    address = str(rule_.value) if isinstance(rule_, Literal) else ""
    name = f"{function.name.rpartition('.')[2]}/{address}".lower()
    return is_seed_name(name) or any(word in name.replace("-", "_") for word in RESETTING)


def _worst(effects: tuple[Effect, ...], is_named: bool) -> Effect | None:
    """What a route does to the database as a whole; ``None`` when it only serves: a page may well add a row, or delete some."""
    for kind in (DROPS_TABLES, DELETES_ROWS, CREATES_TABLES, MIGRATES, WRITES_ROWS):
        for effect in of_kind(effects, kind):
            if is_named or kind in (DROPS_TABLES, MIGRATES) or (kind != CREATES_TABLES and effect.is_whole):
                return effect
    return None
