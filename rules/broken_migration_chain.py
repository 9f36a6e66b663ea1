r"""Broken migration history.

The migrations don't form a history that Alembic can follow from an empty database to the head.

## Why it is bad

`flask db upgrade` stops with `KeyError: 'deadbeef'` when a revision builds on one that isn't there. Two files with the same revision id (`Revision aaaa is present more than once`) and a circle stop it as well.

A first revision that changes a table which no revision creates works only on the developer's database. On the host's empty one it ends with `relation "roles" does not exist`. So does a later one that changes what no revision made; one that makes what is there already ends with `column "name" of relation "user" already exists`. Verified with Alembic 1.20.1 and PostgreSQL 15.

## Use instead

Commit the missing file, or correct `down_revision`. Try the whole history on an empty database: `flask db upgrade`.

## Bad

Outcome: the release fails: "KeyError: 'deadbeef'"

```python app.py
import os
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
Migrate(app, SQLAlchemy(app))
```

```text Procfile
release: flask db upgrade
web: gunicorn app:app
```

```python migrations/env.py
from alembic import context
```

```python migrations/versions/2_names.py
revision = "bbbb2222"
down_revision = "deadbeef"  # <-
```

## Bad: the first revision is gone

Outcome: the release fails: "UndefinedTable"

```python app.py
import os
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
Migrate(app, SQLAlchemy(app))
```

```text Procfile
release: flask db upgrade
web: gunicorn app:app
```

```python migrations/env.py
from alembic import context
```

```python migrations/versions/2_names.py
import sqlalchemy as sa
from alembic import op

revision = "bbbb2222"
down_revision = None

def upgrade():
    op.add_column("user", sa.Column("name", sa.String(80)))  # <-
```

## Bad: two revisions add one column

Outcome: the release fails: "DuplicateColumn"

```python app.py
import os
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
Migrate(app, SQLAlchemy(app))
```

```text Procfile
release: flask db upgrade
web: gunicorn app:app
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
    op.create_table("user", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(80)))
```

```python migrations/versions/2_names.py
import sqlalchemy as sa
from alembic import op

revision = "bbbb2222"
down_revision = "aaaa1111"

def upgrade():
    with op.batch_alter_table("user") as batch_op:
        batch_op.add_column(sa.Column("name", sa.String(80)))  # <-
```

## Bad: the function has another name

Outcome: the release fails: "has no attribute 'upgrade'"

```python app.py
import os
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
Migrate(app, SQLAlchemy(app))
```

```text Procfile
release: flask db upgrade
web: gunicorn app:app
```

```python migrations/env.py
from alembic import context
```

```python migrations/versions/1_first.py
import sqlalchemy as sa
from alembic import op

revision = "aaaa1111"  # <-
down_revision = None

def update():
    op.create_table("cake", sa.Column("id", sa.Integer(), primary_key=True))
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python migrations/env.py
from alembic import context
```

```python migrations/versions/1_first.py
revision = "aaaa1111"
down_revision = None
```

```python migrations/versions/2_names.py
revision: str = "bbbb2222"
down_revision: str = "aaaa1111"
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, Related, rule


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    for history in project.repository.histories:
        if history.is_dynamic:
            continue
        for migration, down in history.missing:
            yield Problem(
                migration.down_place,
                f"Revision {migration.revision} builds on {down}, and no file defines that: flask db upgrade stops with \"KeyError: '{down}'\".",
                "Commit the missing revision, or set down_revision to the one before.",
            )
        for migration, name in history.steps.lacking:
            yield Problem(
                migration.place,
                f"flask db upgrade stops with \"AttributeError: module '{migration.module}' has no attribute '{name}'\".",
                "Call the function upgrade()."
                if name == "upgrade"
                else "Name the revision before; the first one has down_revision = None.",
            )
        for first, second in history.doubled:
            yield Problem(
                second.place,
                f"Revision {second.revision} is defined twice: Alembic warns that it is present more than once and then finds several heads.",
                "Give one of the files a new revision id, and correct what builds on it.",
                related=(Related(first.place, "the other one"),),
            )
        looped = history.cycle()
        if looped is not None:
            yield Problem(
                looped.down_place,
                f'Revision {looped.revision} is its own ancestor: flask db upgrade stops with "Cycle is detected in revisions".',
                "Correct down_revision.",
            )
    yield from _on_the_way(project)


def _on_the_way(project: Project) -> Problems:
    """Where an upgrade of an empty database stops."""
    for history in project.repository.histories:
        severity = "" if _is_run(project) else WARNING
        if history.altered_first is not None:
            site, table = history.altered_first
            yield Problem(
                site.place,
                f'The first revision changes the table "{table}", which nothing creates: on an empty database flask db upgrade stops with '
                f'"relation "{table}" does not exist".',
                "Commit the revision that creates the table, or let flask db migrate write it on an empty database.",
                severity,
            )
        elif history.steps.halt is not None and _is_halt(project, history.steps.halt.since):
            yield Problem(
                history.steps.halt.site.place,
                f"On an empty database flask db upgrade stops here with '{history.steps.halt.error}'.",
                "Correct the revision so that the whole history can be applied to an empty database, and try it on one: flask db upgrade",
                severity,
            )


def _is_halt(project: Project, since: str) -> bool:
    """Whether the SQLAlchemy that is installed is surely new enough to end the upgrade."""
    return not any(d.installed.must_be_below("sqlalchemy", since) for d in project.deployments if since)


def _is_run(project: Project) -> bool:
    """Whether a command of a deployment upgrades a database, an empty one the first time."""
    programs = project.programs("build", "release", "start")
    return any(i.program in ("flask", "alembic") and "upgrade" in i.arguments for _, i in programs)
