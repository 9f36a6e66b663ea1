r"""Enum column without its type.

A migration adds an enum column to a table, and nothing creates the enum's type, which PostgreSQL needs.

## Why it is bad

`flask db upgrade` stops: `psycopg2.errors.UndefinedObject: type "kind" does not exist`. `create_table` creates the type, `add_column` and `alter_column` don't; SQLite has no such types. Verified with Alembic 1.20.1, SQLAlchemy 2.1.9 and PostgreSQL 15.

## Use instead

Create the type first: `sa.Enum("cat", "dog", name="kind").create(op.get_bind())`; or say `native_enum=False`.

## Bad

Outcome: the release fails: "type "kind" does not exist"

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

```python migrations/versions/2_kind.py
import sqlalchemy as sa
from alembic import op

revision = "bbbb2222"
down_revision = "aaaa1111"

def upgrade():
    op.add_column("user", sa.Column("kind", sa.Enum("cat", "dog", name="kind")))  # <-
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

```python migrations/versions/2_kind.py
import sqlalchemy as sa
from alembic import op

revision = "bbbb2222"
down_revision = "aaaa1111"

def upgrade():
    kind = sa.Enum("cat", "dog", name="kind")
    kind.create(op.get_bind())
    op.add_column("user", sa.Column("kind", kind))
    op.add_column("user", sa.Column("size", sa.Enum("s", "m", name="size", native_enum=False)))
    op.create_table("pet", sa.Column("colour", sa.Enum("black", "white", name="colour")))
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        for steps, is_sure in deployment.databases.upgraded(deployment.upgrades.histories, "postgresql"):
            for operation, name in steps.enums_without_type:
                yield Problem(
                    operation.site.place,
                    f"On PostgreSQL flask db upgrade stops with 'type \"{name}\" does not exist': only create_table creates the type of an enum.",
                    "Before it, create the type: sa.Enum(…, name=…).create(op.get_bind()).",
                    ERROR if is_sure else WARNING,
                    cause=Cause("operation", operation.site.place),
                )
