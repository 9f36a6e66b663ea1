r"""Migration errors never shown.

An upgrade of the database that stops does not say why: `alembic.ini` switches Flask-Migrate's logger off.

## Why it is bad

`flask db upgrade` ends with exit code 1 and without a word where it should say `ERROR [flask_migrate] Error: Multiple head revisions are present` or `Can't locate revision identified by`. The host only says that the release command failed. Flask-Migrate logs these errors since 2.6 and writes the logger into each new `alembic.ini`; an older file lacks it. Verified with Flask-Migrate 4.1.0.

## Use instead

Add `flask_migrate` to `keys` and the section `[logger_flask_migrate]`, as below.

## Bad

```python app.py
import os

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
Migrate(app, db)
```

```text Procfile
release: flask db upgrade
web: gunicorn app:app
```

```python migrations/env.py
from logging.config import fileConfig

from alembic import context

fileConfig(context.config.config_file_name)
```

```python migrations/versions/1_first.py
revision = "aaaa1111"
down_revision = None
```

```ini migrations/alembic.ini
[loggers]
keys = root,sqlalchemy,alembic  # <-

[handlers]
keys = console

[formatters]
keys = generic

[logger_root]
level = WARN
handlers = console
qualname =

[logger_sqlalchemy]
level = WARN
handlers =
qualname = sqlalchemy.engine

[logger_alembic]
level = INFO
handlers =
qualname = alembic

[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic

[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
```

## Good

```python app.py
import os

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
Migrate(app, db)
```

```text Procfile
release: flask db upgrade
web: gunicorn app:app
```

```python migrations/env.py
from logging.config import fileConfig

from alembic import context

fileConfig(context.config.config_file_name)
```

```python migrations/versions/1_first.py
revision = "aaaa1111"
down_revision = None
```

```ini migrations/alembic.ini
[loggers]
keys = root,sqlalchemy,alembic,flask_migrate

[handlers]
keys = console

[formatters]
keys = generic

[logger_root]
level = WARN
handlers = console
qualname =

[logger_sqlalchemy]
level = WARN
handlers =
qualname = sqlalchemy.engine

[logger_alembic]
level = INFO
handlers =
qualname = alembic

[logger_flask_migrate]
level = INFO
handlers =
qualname = flask_migrate

[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = generic

[formatter_generic]
format = %(levelname)-5.5s [%(name)s] %(message)s
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, rule


@rule(family="database", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        programs = [program for program in deployment.upgrades.commands if program.program == "flask"]
        is_old = deployment.installed.must_be_below("flask-migrate", "2.6")
        for history in deployment.upgrades.histories if programs and not is_old else ():
            if history.silenced is not None:
                yield Problem(
                    history.silenced,
                    "flask db upgrade doesn't say why it stops: Flask-Migrate's logger isn't among these, and so it is switched off.",
                    "Add flask_migrate to keys, and a section [logger_flask_migrate] with level = INFO, handlers = and qualname = flask_migrate.",
                    cause=Cause("loggers", history.silenced),
                )
