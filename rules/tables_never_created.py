r"""Tables never created.

Models are used, the host gives the app an empty database, and nothing in the repository creates the tables.

## Why it is bad

Every query fails: `psycopg2.errors.UndefinedTable: relation "user" does not exist`. On the developer's computer the tables were once made in a Python shell. Verified with Flask-SQLAlchemy 3.1.1 and PostgreSQL 15.

## Use instead

Use Flask-Migrate: `flask db init` and `flask db migrate` once, commit `migrations/`, and run `flask db upgrade` with every deploy.

## Bad

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)

class User(db.Model):  # <-
    id = db.Column(db.Integer, primary_key=True)

@app.route("/")
def index():
    return str(User.query.count())
```

```text requirements.txt
flask
flask-sqlalchemy
gunicorn
psycopg2-binary
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: DATABASE_URL
        fromDatabase:
          name: shop-db
          property: connectionString
databases:
  - name: shop-db
```

## Good

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)

class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)

@app.cli.command()
def make_tables():
    db.create_all()
```

```text requirements.txt
flask
flask-sqlalchemy
gunicorn
psycopg2-binary
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt && flask make-tables
    startCommand: gunicorn app:app
    envVars:
      - key: DATABASE_URL
        fromDatabase:
          name: shop-db
          property: connectionString
databases:
  - name: shop-db
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, rule


@rule(family="database", severity=WARNING)
def check(project: Project) -> Problems:
    if project.repository.histories:
        return
    for deployment in project.web_deployments:
        tables = deployment.databases.tables if deployment.databases.is_new else ()
        if not tables or deployment.upgrades.are_used or deployment.upgrades.are_replaced():
            continue
        first, count = tables[0], len(tables)
        others = f" (and {count - 1} more)" if count > 1 else ""
        yield Problem(
            first.place,
            f"Queries of {first.name}{others} fail: the database of {deployment.host.title} is new, and nothing here creates the table {first.table}.",
            "Use Flask-Migrate: run 'flask db migrate' once, commit migrations/, and run 'flask db upgrade' with every deploy.",
            cause=Cause("tables", first.place.path),
        )
        return
