r"""SQLite-only SQL in the app.

A statement in the code is understood by SQLite alone, and production uses PostgreSQL.

## Why it is bad

The page answers 500: `psycopg2.errors.UndefinedFunction: function ifnull(unknown, integer) does not exist`. A `PRAGMA` at each connection ends every page: `syntax error at or near "PRAGMA"`. On the developer's computer an SQLite file takes it. Verified with SQLAlchemy 2.1.9 and PostgreSQL 15.

## Use instead

Write what both understand (`COALESCE`, `ON CONFLICT DO NOTHING`, `func.extract`), or ask for the dialect first.

## Bad

Outcome: / answers 500: "function ifnull"

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://")
db = SQLAlchemy(app)

@app.route("/")
def index():
    return str(db.session.execute(text("SELECT IFNULL(NULL, 1)")).scalar())  # <-
```

```text Procfile
web: gunicorn app:app
```

```json app.json
{"name": "shop", "addons": ["heroku-postgresql"]}
```

## Bad: a PRAGMA at each connection

Outcome: / answers 500: "PRAGMA"

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event, text
from sqlalchemy.engine import Engine

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://")
db = SQLAlchemy(app)

@event.listens_for(Engine, "connect")
def check_keys(connection, record):
    connection.cursor().execute("PRAGMA foreign_keys=ON")  # <-

@app.route("/")
def index():
    return str(db.session.execute(text("SELECT 1")).scalar())
```

```text Procfile
web: gunicorn app:app
```

```json app.json
{"name": "shop", "addons": ["heroku-postgresql"]}
```

## Good

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import event, text
from sqlalchemy.engine import Engine

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://")
db = SQLAlchemy(app)

@event.listens_for(Engine, "connect")
def check_keys(connection, record):
    if type(connection).__module__ == "sqlite3":
        connection.cursor().execute("PRAGMA foreign_keys=ON")

@app.route("/")
def index():
    return str(db.session.execute(text("SELECT COALESCE(NULL, 1)")).scalar())
```

```text Procfile
web: gunicorn app:app
```

```json app.json
{"name": "shop", "addons": ["heroku-postgresql"]}
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        is_sure = deployment.databases.dialects == {"postgresql": True}
        for place, written, error in deployment.databases.sqlite_statements if is_sure else ():
            yield Problem(
                place,
                f"PostgreSQL refuses {written}: what sends it fails with '{error}'.",
                "Write what both understand (COALESCE, ON CONFLICT, extract), or ask for the dialect first.",
                cause=Cause("statement", place),
            )
