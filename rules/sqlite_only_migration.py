r"""SQLite-only migration.

A migration holds what SQLite accepts and PostgreSQL, which production uses, refuses.

## Why it is bad

`flask db upgrade` stops: `psycopg2.errors.DatatypeMismatch: column "active" is of type boolean but default expression is of type integer`, `syntax error at or near "PRAGMA"`, `function datetime(unknown) does not exist`. Alembic wrote the migration from the developer's SQLite file. Each was tried with Alembic 1.20.1 and PostgreSQL 15.

## Use instead

Write `server_default=sa.false()` (or `"0"` in quotes, without `text`), `sa.func.now()`, `ON CONFLICT DO NOTHING`. Let `flask db migrate` run against the database that production uses.

## Bad

Outcome: the release fails: "default expression is of type integer"

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

```python migrations/versions/2_active.py
import sqlalchemy as sa
from alembic import op

revision = "bbbb2222"
down_revision = "aaaa1111"

def upgrade():
    op.add_column("user", sa.Column("active", sa.Boolean(), server_default=sa.text("0")))  # <-
    op.execute("PRAGMA foreign_keys=ON")  # <-
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

```python migrations/versions/2_active.py
import sqlalchemy as sa
from alembic import op

revision = "bbbb2222"
down_revision = "aaaa1111"

def upgrade():
    op.add_column("user", sa.Column("active", sa.Boolean(), server_default=sa.false()))
    op.add_column("user", sa.Column("made", sa.DateTime(), server_default=sa.text("(CURRENT_TIMESTAMP)")))
    op.add_column("user", sa.Column("count", sa.Integer(), server_default=sa.text("0")))
    if op.get_bind().dialect.name == "sqlite":
        op.execute("PRAGMA foreign_keys=ON")
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        for steps, is_sure in deployment.databases.upgraded(deployment.upgrades.histories, "postgresql"):
            for place, written, error in steps.of_sqlite:
                yield Problem(
                    place,
                    f"PostgreSQL refuses {written}: flask db upgrade stops with '{error}'.",
                    "Write it as both understand: sa.false(), sa.func.now(), ON CONFLICT; or test op.get_bind().dialect.name.",
                    ERROR if is_sure else WARNING,
                    cause=Cause("operation", place),
                )
