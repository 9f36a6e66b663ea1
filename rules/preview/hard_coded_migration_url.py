"""Migrations applied to a written address.

An upgrade connects to the address in `alembic.ini` or `env.py`, while the app gets its own from a variable.

## Why it is bad

`alembic upgrade head` migrates another database than the one that the app uses. On a host the written address is usually the developer's own machine, and the upgrade ends with `connection to server at "localhost", port 5432 failed: Connection refused`; where it is a file of SQLite, that file is migrated, and the app finds no tables. Verified with Alembic 1.20.1.

## Use instead

Give Alembic the app's address in `env.py`, as below, or let Flask-Migrate write `env.py` (`flask db init`).

## Bad

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
```

```text Procfile
release: alembic upgrade head
web: gunicorn app:app
```

```ini alembic.ini
[alembic]
script_location = migrations
sqlalchemy.url = postgresql://localhost/shop  # <-
```

```python migrations/env.py
from alembic import context
from sqlalchemy import engine_from_config

config = context.config
engine = engine_from_config(config.get_section(config.config_ini_section, {}), prefix="sqlalchemy.")
with engine.connect() as connection:
    context.configure(connection=connection)
    context.run_migrations()
```

```python migrations/versions/1_first.py
revision = "aaaa1111"
down_revision = None
```

## Good

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
```

```text Procfile
release: alembic upgrade head
web: gunicorn app:app
```

```ini alembic.ini
[alembic]
script_location = migrations
sqlalchemy.url = postgresql://localhost/shop
```

```python migrations/env.py
import os

from alembic import context
from sqlalchemy import engine_from_config

config = context.config
config.set_main_option("sqlalchemy.url", os.environ["DATABASE_URL"].replace("%", "%%"))
engine = engine_from_config(config.get_section(config.config_ini_section, {}), prefix="sqlalchemy.")
with engine.connect() as connection:
    context.configure(connection=connection)
    context.run_migrations()
```

```python migrations/versions/1_first.py
revision = "aaaa1111"
down_revision = None
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, Related, rule


@rule(family="database", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        upgrades = deployment.upgrades
        uses = [use for use in deployment.databases.uses if use.kind == "url" and use.variables]
        known = {outcome.text for use in deployment.databases.uses for outcome in use.outcomes}
        for program in upgrades.regular if uses else ():
            found_in = upgrades.looked_for(program)
            folder = found_in.path if found_in else ""
            at = f"{folder}/alembic.ini" if program.program == "flask" else upgrades.path("alembic.ini", program.cwd)
            for history in upgrades.histories:
                found = history.written_url(at) if history.folder == folder else None
                if found is None or found.text in known:
                    continue
                yield Problem(
                    found.place,
                    f"'{program.shown}' connects to the address that is written here, while the app takes its own from {' and '.join(sorted(uses[0].variables))}.",
                    'Set it in env.py: config.set_main_option("sqlalchemy.url", the app\'s address).',
                    related=(Related(uses[0].place, "the app's address"),),
                    cause=Cause("value", found.place),
                )
