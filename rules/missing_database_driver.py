r"""The driver that the database URL asks for is not installed.

SQLAlchemy loads it when the application starts: `ModuleNotFoundError: No module named 'psycopg2'`, and the worker fails to boot. Since SQLAlchemy 2.1 a plain `postgresql://` asks for psycopg (version 3), no longer for psycopg2: an application that installs psycopg2 and leaves SQLAlchemy free stops with `No module named 'psycopg'`
(verified with SQLAlchemy 2.1.9).

Install the driver (`psycopg[binary]`), or name the installed one in the URL: `postgresql+psycopg2://…`.

## Bad

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

from collections.abc import Iterator

from flaskcheck.application.databases import database_uses, scheme_of
from flaskcheck.ground.place import Place
from flaskcheck.known.tables.drivers import MODULES, default_drivers
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, Related, rule
from flaskcheck.units.deployment import Deployment


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        installed = deployment.installed
        if installed.specifier("sqlalchemy") is None or not installed.is_known or not installed.complete:
            continue
        for scheme, place, sure in _schemes(deployment):
            newest = installed.may_be("sqlalchemy", "2.1")
            wanted = default_drivers(scheme, newest)
            if wanted and not installed.any_of(*wanted) and installed.provides(wanted).status != "transitive":
                yield _problem(deployment, scheme, wanted, place, sure, newest)
                break


def _schemes(deployment: Deployment) -> Iterator[tuple[str, Place, bool]]:
    """The URL schemes that SQLAlchemy is surely given, with where that is written."""
    for use in database_uses(deployment.start.configuration, deployment.start.production):
        if use.kind != "url" or not use.sure:
            continue
        for outcome in use.outcomes:
            scheme = scheme_of(outcome.text)
            if scheme and scheme != "sqlite" and not outcome.unset:
                yield scheme, use.place, True
        names = {name for o in use.outcomes if not o.is_known for name in o.variables}
        yield from _from_host(deployment, names)


def _from_host(deployment: Deployment, names: set[str]) -> Iterator[tuple[str, Place, bool]]:
    """The scheme of a URL that only the host knows: of the database that its file attaches, or as the installed driver tells."""
    if _names_a_driver(deployment):
        return
    for variable in deployment.service.databases:
        if variable.name in names and variable.value in ("postgres", "postgresql"):
            yield "postgresql", variable.place, True
            return
        if variable.name in names and variable.value in ("mysql", "mariadb"):
            yield variable.value, variable.place, True
            return
    if deployment.installed.any_of("psycopg2", "psycopg2-binary") and names:
        yield "postgresql", deployment.place, False
    for variable in deployment.env_files.shown:
        if variable.name in names and (scheme := scheme_of(variable.value or "")) not in ("", "sqlite"):
            yield scheme, variable.place, False


def _names_a_driver(deployment: Deployment) -> bool:
    """Whether reached code writes a driver into the URL (``postgresql+psycopg2://``)."""
    for module in deployment.start.production.facts():
        if any("postgresql+" in text.text or "mysql+" in text.text for text in module.texts):
            return True
    return False


def _problem(
    deployment: Deployment, scheme: str, wanted: tuple[str, ...], place: Place, sure: bool, newest: bool
) -> Problem:
    file = next((f.path for f in deployment.installed.files if not f.lock), place.path)
    module = MODULES.get(wanted[0], wanted[0])
    pinned = deployment.installed.version("sqlalchemy")
    why = ""
    if scheme.startswith("postgres") and newest and deployment.installed.any_of("psycopg2", "psycopg2-binary"):
        which = f"SQLAlchemy {pinned}" if pinned else "SQLAlchemy 2.1, which is installed today,"
        why = f" {which} loads psycopg (3) for postgresql://, not psycopg2."
    start = "The" if sure else f"Once the database's URL begins with {scheme}://, the"
    return Problem(
        Place(file),
        f"{start} application stops with \"No module named '{module}'\": nothing installs the driver for {scheme}:// URLs.{why}",
        "Add psycopg[binary], or write SQLAlchemy<2.1, or postgresql+psycopg2:// in the URL."
        if why
        else f"Add {wanted[0]} to the requirements.",
        "" if sure else WARNING,
        (Related(place, f"a {scheme}:// database is used here"),) if place.line and sure else (),
    )
