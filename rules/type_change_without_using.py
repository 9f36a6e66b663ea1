r"""Type change that PostgreSQL can't cast.

A migration changes the type of a column to one that PostgreSQL does not convert by itself.

## Why it is bad

`flask db upgrade` stops, on an empty table too: `psycopg2.errors.DatatypeMismatch: column "name" cannot be cast automatically to type integer`, with the hint to write USING. SQLite takes any value in any column. Every pair of types was tried with Alembic 1.20.1 and PostgreSQL 15.

## Use instead

Say how values are converted: `postgresql_using="name::integer"`.

## Bad

Outcome: the release fails: "cannot be cast automatically to type integer"

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

```python migrations/versions/2_number.py
import sqlalchemy as sa
from alembic import op

revision = "bbbb2222"
down_revision = "aaaa1111"

def upgrade():
    op.alter_column("user", "name", existing_type=sa.String(20), type_=sa.Integer())  # <-
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

```python migrations/versions/2_number.py
import sqlalchemy as sa
from alembic import op

revision = "bbbb2222"
down_revision = "aaaa1111"

def upgrade():
    op.alter_column("user", "name", existing_type=sa.String(20), type_=sa.Text())
    op.alter_column("user", "name", existing_type=sa.Text(), type_=sa.Integer(), postgresql_using="name::integer")
    op.alter_column("user", "id", existing_type=sa.Integer(), type_=sa.BigInteger())
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        for steps, is_sure in deployment.databases.upgraded(deployment.upgrades.histories, "postgresql"):
            for operation, old, new in steps.refused_casts:
                yield Problem(
                    operation.site.place,
                    f"PostgreSQL does not turn {old} into {new} by itself: flask db upgrade stops with 'cannot be cast automatically'.",
                    'Say how: postgresql_using="the_column::the_type".',
                    ERROR if is_sure else WARNING,
                    cause=Cause("operation", operation.site.place),
                )
