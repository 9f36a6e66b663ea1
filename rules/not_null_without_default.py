r"""Required column without a default.

The newest migration adds a column that must have a value to a table that has rows.

## Why it is bad

`flask db upgrade` stops: `psycopg2.errors.NotNullViolation: column "active" of relation "user" contains null values`. On an empty table it works, as on the developer's computer. `default=` fills rows that SQLAlchemy inserts later, never those that are there. MySQL fills the rows by itself. Verified with Alembic 1.20.1 and PostgreSQL 15.

## Use instead

Give the column a `server_default`, or add it without `nullable=False`, fill it, and alter it then.

## Bad

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
    op.add_column("user", sa.Column("active", sa.Boolean(), nullable=False))  # <-
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
    op.add_column("user", sa.Column("active", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table("pet", sa.Column("id", sa.Integer(), primary_key=True))
    op.add_column("pet", sa.Column("name", sa.String(20), nullable=False))
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import INFO, WARNING, Cause, Problem, Problems, rule


@rule(family="database", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        for steps, _ in deployment.databases.upgraded(deployment.upgrades.histories, "postgresql"):
            for operation, column in steps.required_columns:
                yield Problem(
                    operation.site.place,
                    f'flask db upgrade stops with \'column "{column.name}" of relation "{operation.table}" contains null values\' as soon as the table has rows: '
                    "the column must have a value, and nothing gives the rows one.",
                    "Add server_default=, or add the column with nullable=True, fill it, and alter it then.",
                    cause=Cause("operation", operation.site.place),
                )
            for operation, name in steps.tightened_columns:
                yield Problem(
                    operation.site.place,
                    f'flask db upgrade stops with \'column "{name}" of relation "{operation.table}" contains null values\' where a row has none, and nothing here gives it one.',
                    'Fill the column before: op.execute("UPDATE …").',
                    INFO,
                    cause=Cause("operation", operation.site.place),
                )
