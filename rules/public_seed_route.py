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

from collections.abc import Iterator

from flaskcheck.application.routes import is_protected, route_decorator
from flaskcheck.application.upgrades import UPGRADE_CALLS
from flaskcheck.code.imports import Importer
from flaskcheck.effects.looks import is_asked_otherwise, looks_before
from flaskcheck.effects.rows import (
    deletes_at_import,
    deletes_rows,
    is_seed_name,
    seeds_at_import,
    writes_rows,
)
from flaskcheck.facts.python import CallSite, Failure, Function, Import
from flaskcheck.known import libraries
from flaskcheck.known.meanings import CREATES_TABLES
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule

CREATING = libraries.last_words(CREATES_TABLES, "all")


@rule(family="seeds", severity=ERROR, supersedes=("unguarded-seed-import",), score=9.1)
def check(project: Project) -> Problems:
    for function, reached in project.reached.functions():
        decorator = route_decorator(function)
        if decorator is None or is_protected(project.code, function):
            continue
        importer = reached.deployments[0].start.production.evaluator.importer
        what = _effect(project, function, importer)
        if not what:
            continue
        _, imported = _imported_effect(project, function, importer)
        statements = _statements(project, function)
        once = looks_before(project.code, statements) or is_asked_otherwise(statements)
        yield Problem(
            decorator.place,
            f"Anyone who calls this address {what}, crawlers included: it is a page like any other.",
            "Make it a command, @app.cli.command('seed'), run it on the host, and remove the route.",
            WARNING if once and not what.startswith("deletes") else "",
            cause=Cause("import", imported.place) if imported else None,
        )


def _statements(project: Project, function: Function) -> list[CallSite | Import | Failure]:
    found = project.code.scope(function.path, function.name)
    return [s for s in found if isinstance(s, (CallSite, Import, Failure))]


def _effect(project: Project, function: Function, importer: Importer) -> str:
    """What a route does to the database as a whole; ``""`` when it only serves."""
    sites = list(_sites(project, function))
    deleted = next((d for s in sites if (d := deletes_rows(s.call))), "")
    named = is_seed_name(function.name) or any(
        w in function.name.lower() for w in ("reset_db", "init_db", "setup_db", "resetdb", "reset_database")
    )
    if deleted and (named or deleted in ("drop_all()", "DROP TABLE", "TRUNCATE")):
        return f"deletes the data ({deleted})"
    if named and any(s.call.name.rpartition(".")[2] in CREATING and "." in s.call.name for s in sites):
        return "creates the tables"
    if any(s.call.name in UPGRADE_CALLS for s in sites):
        return "runs the migrations"
    if named and any(writes_rows(s.call) for s in sites):
        return "fills the database"
    return _imported_effect(project, function, importer)[0]


def _imported_effect(project: Project, function: Function, importer: Importer) -> tuple[str, Import | None]:
    """What a module that a route imports does when it is imported, and the import that does it; the worst first."""
    imported = [s for s in _statements(project, function) if isinstance(s, Import)]
    paths = [(s, located.path) for s in imported for located in importer.targets(function.path, s)]
    for statement, path in paths:
        if site := deletes_at_import(project.code, path):
            return f"deletes the data ({deletes_rows(site.call)})", statement
    return next((("fills the database", s) for s, path in paths if seeds_at_import(project.code, path)), ("", None))


def _sites(project: Project, function: Function) -> Iterator[CallSite]:
    """The calls of the route and of the functions of the same file that it calls."""
    module = project.code.module(function.path)
    for site in module.calls if module else ():
        if site.scope == function.name:
            yield site
            yield from (
                s for s in (module.calls if module else ()) if s.scope == site.call.name and s.scope != function.name
            )
