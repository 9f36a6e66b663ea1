r"""Public route changes the database.

A route that anyone can call seeds, resets or migrates the database.

## Why it is bad

It is a GET like any other page: a visitor, a crawler or a link preview runs it. Data is duplicated or deleted.

## Use instead

Make it a command (`@app.cli.command("seed")`) and run that on the host. If it must be a route for a moment, guard it with a secret from the environment and remove it after use.

## Bad

Outcome: /reset-db answers 200: "done"

```python app.py
import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
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

from flaskcheck.known.meanings import CREATES_TABLES, DELETES_ROWS, DROPS_TABLES, MIGRATES, WRITES_ROWS
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, read_at, rule

SAID = {CREATES_TABLES: "creates the tables", MIGRATES: "runs the migrations", WRITES_ROWS: "fills the database"}


@rule(family="seeds", severity=ERROR, supersedes=("unguarded-seed-import",), score=9.1)
def check(project: Project) -> Problems:
    for function, reached in project.reached.functions():
        deployment = reached.deployments[0]
        route = deployment.routes.open_route(function)
        effect = deployment.doing.of_route(function.path, function.name, route.address) if route else None
        if route is None or effect is None or _is_scheduled(project, route.address):
            continue
        deletes = effect.kind in (DROPS_TABLES, DELETES_ROWS)
        what = f"deletes the data ({effect.what})" if deletes else SAID[effect.kind]
        yield Problem(
            route.place,
            f"This route is public: any visitor or crawler that requests it {what}.",
            "Make it a command, @app.cli.command('seed'), run it on the host, and remove the route.",
            WARNING if not deletes and deployment.doing.may_look_first(effect) else "",
            read_at(effect.through[0].place, effect.place, "it is done here"),
            cause=Cause("import", effect.imported) if effect.imported else None,
        )


def _is_scheduled(project: Project, address: str) -> bool:
    """Whether the host asks for an address by a schedule: it is a job of the application, which no command can do in its place. A blueprint's prefix may stand before it."""
    return any(
        address.strip("/") and f"/{path.strip('/')}".endswith(f"/{address.strip('/')}")
        for path in project.repository.hosts.scheduled
    )
