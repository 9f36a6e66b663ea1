r"""Unnamed constraint dropped.

A migration drops a constraint and says `None` in place of its name.

## Why it is bad

`flask db upgrade` stops: `sqlalchemy.exc.CompileError: Can't emit DROP CONSTRAINT for constraint UniqueConstraint(); it has no name`. Alembic writes `None` where it found the constraint without a name, as in SQLite. Verified with Alembic 1.20.1, SQLAlchemy 2.1.9 and PostgreSQL 15.

## Use instead

Write the name that the database gave it (`\\d user` in psql; PostgreSQL calls it `user_name_key`), and give the metadata a `naming_convention`, so that new ones have names.

## Bad

Outcome: the release fails: "it has no name"

```python app.py
import os

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://")
db = SQLAlchemy(app)
Migrate(app, db)
```

```text Procfile
release: flask db upgrade
web: gunicorn app:app
```

```json app.json
{"name": "shop", "addons": ["heroku-postgresql"]}
```

```python migrations/env.py
from alembic import context
```

```python migrations/versions/1_user.py
import sqlalchemy as sa
from alembic import op

revision = "aaaa1111"
down_revision = None

def upgrade():
    op.create_table("user", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(20)))
```

```python migrations/versions/2_name.py
import sqlalchemy as sa
from alembic import op

revision = "bbbb2222"
down_revision = "aaaa1111"

def upgrade():
    op.drop_constraint(None, "user", type_="unique")  # <-
```

## Good

```python app.py
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://db.example.com/shop"
db = SQLAlchemy(app)
Migrate(app, db)
```

```python migrations/env.py
from alembic import context
```

```python migrations/versions/1_user.py
import sqlalchemy as sa
from alembic import op

revision = "aaaa1111"
down_revision = None

def upgrade():
    op.create_table("user", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(20)))
```

```python migrations/versions/2_name.py
import sqlalchemy as sa
from alembic import op

revision = "bbbb2222"
down_revision = "aaaa1111"

def upgrade():
    op.create_unique_constraint(None, "user", ["name"])
    op.drop_constraint("user_name_key", "user", type_="unique")
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        for history in deployment.upgrades.histories:
            for operation in history.steps.dropping_nameless:
                yield Problem(
                    operation.site.place,
                    'flask db upgrade stops with "Can\'t emit DROP CONSTRAINT …; it has no name".',
                    "Write the constraint's name, as the database has it.",
                    cause=Cause("operation", operation.site.place),
                )
            uses = deployment.databases.uses
            is_sqlite = bool(uses) and all(use.is_sqlite_file and use.sure for use in uses)
            named = any(project.code.files_with("naming_convention"))
            for operation in history.steps.creating_nameless if is_sqlite and not named else ():
                yield Problem(
                    operation.site.place,
                    'flask db upgrade stops with "ValueError: Constraint must have a name": SQLite\'s table is copied, and this constraint has none.',
                    "Write a name for it, or give the models' MetaData a naming_convention.",
                    cause=Cause("operation", operation.site.place),
                )
