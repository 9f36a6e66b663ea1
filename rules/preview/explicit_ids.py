"""Rows numbered by the code.

A seed gives rows their numbers, in a table of PostgreSQL to which visitors add rows without one.

## Why it is bad

PostgreSQL's counter doesn't notice numbers that are given to it. The first row that a visitor adds gets number 1 again, and the page answers 500: `psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "plant_pkey" DETAIL: Key (id)=(1) already exists`. SQLite counts from the highest number, so that nobody notices at home. Verified with SQLAlchemy 2.1.9 and PostgreSQL 15.

## Use instead

Leave the number out (link rows by objects, not by numbers), or move the counter afterwards: `SELECT setval('plant_id_seq', (SELECT max(id) FROM plant))`.

## Bad

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://shop@db/" + os.environ["DATABASE"]
db = SQLAlchemy(app)

class Plant(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20))

@app.cli.command()
def seed():
    db.session.add(Plant(id=1, name="Fern"))  # <-
    db.session.add(Plant(id=2, name="Ivy"))
    db.session.commit()

@app.post("/plants")
def add():
    db.session.add(Plant(name="Rose"))
    db.session.commit()
    return ""
```

```text Procfile
release: flask seed
web: gunicorn app:app
```

## Good

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://shop@db/" + os.environ["DATABASE"]
db = SQLAlchemy(app)

class Plant(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(20))

@app.cli.command()
def seed():
    db.session.add(Plant(name="Fern"))
    db.session.add(Plant(name="Ivy"))
    db.session.commit()

@app.post("/plants")
def add():
    db.session.add(Plant(name="Rose"))
    db.session.commit()
    return ""
```

```text Procfile
release: flask seed
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, Related, rule


@rule(family="seeds", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        effects = deployment.doing.of(*deployment.commands.programs("build", "release", "start"))
        for row in deployment.databases.explicit_ids(effects):
            yield Problem(
                row.site.place,
                f"This gives a row of {row.table.name} its {row.key}, which PostgreSQL's counter doesn't notice: the first one that is added without it fails with "
                f"'duplicate key value violates unique constraint \"{row.table.table}_pkey\"'.",
                f"Leave {row.key} out, or move the counter afterwards with setval().",
                related=(Related(row.later.place, "adds one without a number"),),
                cause=Cause("table", row.table.table),
            )
