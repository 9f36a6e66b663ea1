r"""Extension not bound to the app.

Flask-Migrate, Flask-SQLAlchemy or Flask-Login is made without an app, and nothing binds it to one.

## Why it is bad

An extension that is made without an app does nothing before `init_app(app)`. Without it `flask db upgrade` ends with `Error: No such command 'db'.` (exit code 2, which stops the build), each query with `RuntimeError: The current Flask app is not registered with this 'SQLAlchemy' instance`, a second `db.init_app(app)` with `A 'SQLAlchemy' instance has already been registered on this Flask app`, and each `current_user` with `AttributeError: 'Flask' object has no attribute 'login_manager'` (seen with Flask 3.1.3, Flask-SQLAlchemy 3.1.1, Flask-Migrate 4.1.0 and Flask-Login 0.6.3).

## Use instead

Bind it where the app is made: `db.init_app(app)`, `migrate.init_app(app, db)`, `login_manager.init_app(app)`.

## Bad

Outcome: the build fails: "No such command 'db'"

```python app.py
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://db.example.org/shop"
db = SQLAlchemy(app)
migrate = Migrate()  # <-
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt && flask db upgrade
    startCommand: gunicorn app:app
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
Flask-Migrate==4.1.0
psycopg[binary]==3.2.13
gunicorn==23.0.0
```

## Bad: a factory that forgets one

```python shop/__init__.py
from flask import Flask
from flask_login import LoginManager, login_required
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
logins = LoginManager()  # <-

def create_app():
    app = Flask(__name__)
    db.init_app(app)

    @app.get("/orders")
    @login_required
    def orders():
        return ""

    return app
```

```text Procfile
web: gunicorn "shop:create_app()"
```

## Bad: a database without an address

Outcome: the start fails: "Either 'SQLALCHEMY_DATABASE_URI' or 'SQLALCHEMY_BINDS' must be set"

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)  # <-
```

```text requirements.txt
Flask-SQLAlchemy==3.1.1
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: bound before the address is set

Outcome: the start fails: "Either 'SQLALCHEMY_DATABASE_URI' or 'SQLALCHEMY_BINDS' must be set"

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)  # <-
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
```

```text requirements.txt
Flask-SQLAlchemy==3.1.1
psycopg[binary]==3.2.13
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: nothing finds a user

Outcome: / answers 500: "Missing user_loader or request_loader"

```python app.py
from flask import Flask
from flask_login import LoginManager, current_user

app = Flask(__name__)
logins = LoginManager(app)  # <-

@app.route("/")
def index():
    return "Hello" if current_user.is_authenticated else "Sign in"
```

```text requirements.txt
Flask-Login==0.6.3
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: bound twice

Outcome: the start fails: "has already been registered on this Flask app"

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://db.example.org/shop"
db = SQLAlchemy(app)
db.init_app(app)  # <-
```

```text requirements.txt
Flask-SQLAlchemy==3.1.1
psycopg[binary]==3.2.13
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Good: a loop over extensions

```python shop/__init__.py
from flask import Flask
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()
logins = LoginManager()
migrate = Migrate()

def create_app():
    app = Flask(__name__)
    for extension in (db, logins):
        extension.init_app(app)
    migrate.init_app(app, db)
    return app
```

```text Procfile
web: gunicorn "shop:create_app()"
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, rule

ENDS = {
    "migrations": '"flask db" ends with "Error: No such command \'db\'."',
    "database": "each query ends with \"The current Flask app is not registered with this 'SQLAlchemy' instance\"",
    "logins": "current_user ends with \"'Flask' object has no attribute 'login_manager'\"",
}

ASKING = frozenset(("login_user", "login_required", "fresh_login_required", "logout_user", "current_user"))
"""What code imports of Flask-Login to ask who a visitor is."""


@rule(family="environment", severity=ERROR)
def check(project: Project) -> Problems:
    yield from _without_address(project)
    yield from _misbound(project)
    for deployment in project.web_deployments:
        for found in deployment.running.unbound_extensions():
            if found.kind == "logins" and not _asks_who_visits(project):
                continue  # it was made and is not used
            if found.kind == "undatabased":
                yield Problem(
                    found.made.place,
                    "Nothing gives Flask-Migrate the database: \"flask db\" ends with \"'NoneType' object has no attribute 'engine'\".",
                    f"Name it behind the app: {found.name}{'' if found.name == 'Migrate' else '.init_app'}(app, db)",
                )
                continue
            arguments = "app, db" if found.kind == "migrations" else "app"
            runs = any(p.program == "flask" and "db" in p.arguments[:3] for p in deployment.commands.programs())
            yield Problem(
                found.made.place,
                f"Nothing binds {found.name} to an app: {ENDS[found.kind]}.",
                f"Call {found.name}.init_app({arguments}) where the app is made.",
                WARNING if found.kind == "migrations" and not runs else "",
                cause=Cause("extension", found.made.place),
            )


STOPS = "the app stops here with \"Either 'SQLALCHEMY_DATABASE_URI' or 'SQLALCHEMY_BINDS' must be set\""
ADDRESSES = ("SQLALCHEMY_DATABASE_URI", "SQLALCHEMY_BINDS")
ELSEWHERE = (*ADDRESSES, "from_prefixed_env")
"""Where a module of production names one of these, it may set the address in a way that isn't seen."""

MISBOUND = {
    "swapped": (
        'The database stands where the app belongs: the app stops here with "AttributeError: cli".',
        "Name the app first, and the database second.",
    ),
    "loader": (
        'Nothing tells Flask-Login how to find a user: each page that asks who visits, and each template, answers 500, "Missing user_loader or request_loader".',
        "Write a function that finds one by its id, under @….user_loader.",
    ),
    "twice": (
        "The app stops here: \"A 'SQLAlchemy' instance has already been registered on this Flask app\".",
        "Bind it once: take this line out.",
    ),
    "early": (f"The address of the database is set below this line: {STOPS}.", "Set it before."),
}
"""Seen with Flask-Migrate 4.1.0, Flask-Login 0.6.3 (until 0.4 only who had signed in met that) and Flask-SQLAlchemy 3.1.1."""
FIRST = {"twice": "bound here first", "early": "set here"}


def _misbound(project: Project) -> Problems:
    """What is bound as it does not work."""
    for deployment in project.web_deployments:
        for kind, site, other in deployment.search.misbound(*ADDRESSES):
            if kind != "loader" or _asks_who_visits(project):
                related = (Related(other.place, FIRST[kind]),) if other is not None else ()
                yield Problem(site.place, *MISBOUND[kind], related=related)


def _without_address(project: Project) -> Problems:
    """Flask-SQLAlchemy 3 is bound to an application that has no address of a database (seen with 3.0.5 and 3.1.1)."""
    for deployment in project.web_deployments:
        held, installed = deployment.start.configuration, deployment.installed
        is_new = installed.specifier("flask-sqlalchemy") is not None
        if not is_new or installed.must_be_below("flask-sqlalchemy", "3") or held.opaque:
            continue
        if len(deployment.start.applications) != 1 or any(key in held.keys for key in ADDRESSES):
            continue
        for site in deployment.search.bound_databases(*ELSEWHERE)[:1]:
            yield Problem(
                site.place,
                f"Nothing sets SQLALCHEMY_DATABASE_URI: {STOPS}.",
                'Set it before: app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]',
                cause=Cause("setting", ADDRESSES[0]),
            )


def _asks_who_visits(project: Project) -> bool:
    """Whether production imports what asks Flask-Login; names like those may be anyone's own."""
    found = (statement for statement, _ in project.reached.imports())
    return any(s.module.partition(".")[0] == "flask_login" and s.name in ASKING for s in found)
