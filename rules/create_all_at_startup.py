r"""Tables created at every start.

The app calls `db.create_all()` whenever it starts.

## Why it is bad

`create_all()` creates missing tables and never alters existing ones, so a changed model fails with `column … does not exist`. Workers that start together on an empty PostgreSQL collide (`duplicate key value violates unique constraint "pg_type_typname_nsp_index"`) and fail to boot.

With Flask-Migrate the first upgrade fails (`relation "user" already exists`), and new migrations come out empty. Verified with PostgreSQL 15 and Flask-Migrate 4.1.0.

## Use instead

Leave the tables to migrations (`flask db upgrade`), or to a command that you run once.

## Bad

```python app.py
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()

def create_app():
    app = Flask(__name__)
    db.init_app(app)
    Migrate(app, db)
    with app.app_context():
        db.create_all()  # <-
    return app

app = create_app()
```

```python migrations/env.py
from alembic import context
```

```python migrations/versions/1_first.py
revision = "aaaa1111"
down_revision = None
```

## Bad: the release command loads the application, and fails

```python app.py
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
Migrate(app, db)
with app.app_context():
    db.create_all()  # <-
```

```python migrations/env.py
from alembic import context
```

```python migrations/versions/1_first.py
import sqlalchemy as sa
from alembic import op

revision = "aaaa1111"
down_revision = None

def upgrade():
    op.create_table("user", sa.Column("id", sa.Integer(), primary_key=True))
```

```text Procfile
release: flask db upgrade
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)

@app.cli.command("init-db")
def init_db():
    db.create_all()

if __name__ == "__main__":
    with app.app_context():
        db.create_all()
    app.run()
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project, Reached
from flaskcheck.rule import ERROR, INFO, WARNING, Problem, Problems, rule


@rule(family="database", severity=WARNING)
def check(project: Project) -> Problems:
    for site, reached in project.reached.calls():
        if reached.phase != "startup" or not reached.deployments[0].doing.makes_all_tables(site):
            continue
        migrated = any(d.upgrades.are_used for d in reached.deployments) and any(
            h.migrations for h in project.repository.histories
        )
        yield Problem(
            site.place,
            "create_all() runs in every worker that starts, and "
            + (
                "hides the migrations: the first 'flask db upgrade' fails because the tables already exist."
                if migrated
                else "never alters existing tables, so new model columns will be missing."
            ),
            "Remove it and run 'flask db upgrade' with each deploy."
            if migrated
            else "Use Flask-Migrate, or run it once by a command.",
            (ERROR if _stops_upgrade(project, reached) else "") if migrated else INFO,
        )


def _stops_upgrade(project: Project, reached: Reached) -> bool:
    """Whether the deployment's own upgrade loads the application first, which makes the tables that the first revision creates."""
    loading = [d for d in reached.deployments if d.start.production.is_certain(reached.statement)]
    if not any(program.program == "flask" for deployment in loading for program in deployment.upgrades.regular):
        return False
    return any(history.begins_with_tables for history in project.repository.histories)
