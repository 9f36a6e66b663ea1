r"""Database driver not installed.

Nothing installs the driver that the database URL needs.

## Why it is bad

SQLAlchemy loads it when the app starts: `ModuleNotFoundError: No module named 'psycopg2'`, and the worker fails to boot. Since SQLAlchemy 2.1 a plain `postgresql://` loads psycopg (version 3), not psycopg2. An app that installs psycopg2 and doesn't pin SQLAlchemy stops with `No module named 'psycopg'` (verified with SQLAlchemy 2.1.9).

## Use instead

Install the driver (`psycopg[binary]`), or name the installed one in the URL: `postgresql+psycopg2://…`.

## Bad

Outcome: the start fails: "No module named 'psycopg'"

```python app.py
import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
```

```text requirements.txt file
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
SQLAlchemy==2.1.0
psycopg2==2.9.10
gunicorn==23.0.0
```

```yaml render.yaml
databases:
  - name: shop
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: DATABASE_URL
        fromDatabase:
          name: shop
          property: connectionString
```

## Bad: the URL in the code

Outcome: the start fails: "No module named 'MySQLdb'"

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "mysql://db.example.com/shop"
db = SQLAlchemy(app)
```

```text requirements.txt file
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
SQLAlchemy==2.0.36
PyMySQL==1.1.1
gunicorn==23.0.0
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

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
SQLAlchemy==2.0.36
psycopg2==2.9.10
gunicorn==23.0.0
```

```yaml render.yaml
databases:
  - name: shop
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: DATABASE_URL
        fromDatabase:
          name: shop
          property: connectionString
```

## Good: the code names the driver

```python app.py
import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres://", "postgresql+psycopg2://", 1)
db = SQLAlchemy(app)
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
psycopg2-binary==2.9.10
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.known.tables.drivers import MODULES, default_drivers
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, rule

NONE_AT_ALL = (
    "Nothing installs the driver of a database server: with postgresql:// in {variable} the app stops with \"No module named 'psycopg2'\", and a file of SQLite "
    "is lost with the next deploy."
)

OTHER = "Add psycopg[binary], or write SQLAlchemy<2.1, or postgresql+psycopg2:// in the URL."
POSTGRES = ("postgresql", "postgres")
PSYCOPG2 = ("psycopg2", "psycopg2-binary")
_THERE = ("transitive", "host", "unknown")


@rule(family="database", severity=ERROR, fixable=True)
def check(project: Project) -> Problems:
    yield from _without_library(project)
    for deployment in project.web_deployments:
        installed, mending = deployment.installed, project.advice(deployment)
        if installed.specifier("sqlalchemy") is None or not installed.is_known or not installed.complete:
            continue
        newest = installed.may_be("sqlalchemy", "2.1")
        for scheme in deployment.databases.schemes():
            wanted = default_drivers(scheme.name, newest)
            if not wanted or installed.any_of(*wanted) or installed.provides(wanted).status in _THERE:
                continue
            is_other = newest and scheme.name in POSTGRES and installed.any_of(*PSYCOPG2)
            why = _of_psycopg(installed.version("sqlalchemy")) if is_other else ""
            file = next((f.path for f in installed.files if not f.lock), scheme.place.path)
            used = (Related(scheme.place, f"a {scheme.name}:// database is used here"),)
            start = "The" if scheme.sure else f"Once the database's URL begins with {scheme.name}://, the"
            yield Problem(
                project.tree.place_of(file),
                f"{start} app stops with \"No module named '{MODULES.get(wanted[0], wanted[0])}'\": nothing installs the driver for {scheme.name}:// URLs.{why}",
                OTHER if why else mending.driver(scheme.name, wanted[0]),
                "" if scheme.sure else WARNING,
                used if scheme.sure and scheme.place.line else (),
                mending.edits.package("psycopg[binary]") if why else mending.driver_added(scheme.name, wanted[0]),
                Cause("driver", f"{file}: {scheme.name.replace('postgresql', 'postgres')}"),
            )
            break
        else:
            use = deployment.databases.without_driver()
            if use is not None and deployment.host.ephemeral_disk and not deployment.service.mounts:
                file = next((f.path for f in installed.files if not f.lock), use.place.path)
                yield Problem(
                    project.tree.place_of(file),
                    NONE_AT_ALL.format(variable=min(use.variables)),
                    "Add psycopg2-binary to the requirements.",
                    WARNING,
                    (Related(use.place, "the URL is read here"),),
                    mending.edits.package("psycopg2-binary"),
                    Cause("driver", f"{file}: postgres"),
                )


def _without_library(project: Project) -> Problems:
    """psycopg without its binary package, in an image without PostgreSQL's library."""
    imported = [r for s, r in project.reached.imports() if s.module.partition(".")[0] == "psycopg" and not s.copes]
    for deployment in project.web_deployments:
        installed, image, files = deployment.installed, deployment.image, deployment.files
        requirement = installed.has("psycopg") if image is not None and image.is_bare and installed.complete else None
        if requirement is None or {"binary", "c"} & {*requirement.extras} or not files.lacks_program("libpq"):
            continue
        newest = installed.may_be("sqlalchemy", "2.1")
        schemes = (scheme.name for scheme in deployment.databases.schemes() if scheme.sure)
        is_driver = any("psycopg" in default_drivers(name, newest) for name in schemes)
        is_imported = any(deployment in reached.deployments and reached.at_start for reached in imported)
        if (is_driver or is_imported) and not installed.any_of("psycopg-binary", "psycopg-c"):
            yield Problem(
                requirement.place,
                'The app stops with "ImportError: no pq wrapper available": psycopg without [binary] needs libpq, and the image has none.',
                "Write psycopg[binary].",
            )


def _of_psycopg(pinned: str | None) -> str:
    which = f"SQLAlchemy {pinned}" if pinned else "SQLAlchemy 2.1, which is installed today,"
    return f" {which} loads psycopg (3) for postgresql://, not psycopg2."
