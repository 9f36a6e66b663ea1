r"""Model without a migration.

A model has a table or a column that no migration creates.

## Why it is bad

`flask db upgrade` ends well, and then every query of the model fails: `psycopg2.errors.UndefinedColumn: column plant.stock does not exist`. On the developer's computer `create_all()` or an old database file has the column. Verified with Flask-Migrate 4.1.0, SQLAlchemy 2.1.9 and PostgreSQL 15.

## Use instead

Run `flask db migrate` after every change of a model, and commit the file that it writes.

## Bad

```python app.py
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
Migrate(app, db)

class Plant(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    stock = db.Column(db.Integer)  # <-

class Pot(db.Model):  # <-
    id = db.Column(db.Integer, primary_key=True)
```

```python migrations/env.py
from alembic import context
```

```python migrations/versions/1_plants.py
import sqlalchemy as sa
from alembic import op

revision = "aaaa1111"
down_revision = None

def upgrade():
    op.create_table("plant", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(80)))

def downgrade():
    op.drop_table("plant")
```

## Good

```python app.py
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
Migrate(app, db)

class Plant(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column("label", db.String(80))
    stock = db.Column(db.Integer)
    shown = db.column_property(db.func.lower(name))
```

```python migrations/env.py
from alembic import context
```

```python migrations/versions/1_plants.py
import sqlalchemy as sa
from alembic import op

revision = "aaaa1111"
down_revision = None

def upgrade():
    op.create_table("plant", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(80)))
```

```python migrations/versions/2_stock.py
import sqlalchemy as sa
from alembic import op

revision = "bbbb2222"
down_revision = "aaaa1111"

def upgrade():
    with op.batch_alter_table("plant") as batch_op:
        batch_op.add_column(sa.Column("stock", sa.Integer()))
        batch_op.alter_column("name", new_column_name="label")
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, rule


@rule(family="database", severity=WARNING)
def check(project: Project) -> Problems:
    histories = [history for history in project.repository.histories if history.migrations]
    if len(histories) != 1:
        return
    [history] = histories
    told: set[str] = set()
    for deployment in project.web_deployments:
        if not deployment.upgrades.owns(history.folder):
            continue
        for table, column in history.steps.unmigrated(deployment.databases.tables):
            what = f"{table.table}.{column.name}" if column else table.table
            if what in told:
                continue
            told.add(what)
            kind = f"The column {what}" if column else f"The table {what}"
            yield Problem(
                (column or table).place,
                f'{kind} is in no migration: after "flask db upgrade" the database lacks it, and queries of {table.name} fail.',
                'Run "flask db migrate" and commit the file that it writes.',
                cause=Cause("table", what),
            )
