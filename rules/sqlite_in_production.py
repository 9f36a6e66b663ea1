r"""Production stores its data in an SQLite file that does not last.

On hosts like Render, Heroku and Cloud Run the disk is thrown away with every deploy and restart: all records are gone, or the file cannot be written at all (`attempt to write a readonly database`). Several instances each have a file of their own.

Use the host's PostgreSQL and read its URL from DATABASE_URL; or mount a disk that lasts and put the file there.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///database.db"  # <-
```

```text Procfile
web: gunicorn app:app
```

## Bad: opened while serving

```python app.py
import sqlite3
from flask import Flask

app = Flask(__name__)

@app.route("/")
def index():
    with sqlite3.connect("shop.db") as shop:  # <-
        shop.execute("insert into visit default values")
    return "welcome"
```

```text Procfile
web: gunicorn app:app
```

## Good: only the test configuration

```python app.py
from flask import Flask

app = Flask(__name__)
app.config.from_object("config.ProductionConfig")
```

```python config.py
import os

class Config:
    SQLALCHEMY_DATABASE_URI = "sqlite:///dev.db"

class TestingConfig(Config):
    SQLALCHEMY_DATABASE_URI = "sqlite:///:memory:"

class ProductionConfig(Config):
    SQLALCHEMY_DATABASE_URI = os.environ["DATABASE_URL"]
```

```text Procfile
web: gunicorn app:app
```

## Good: on a disk that lasts

```python app.py
from flask import Flask

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:////var/data/shop.db"
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    disk:
      name: data
      mountPath: /var/data
      sizeGB: 1
```
"""

import posixpath

from flaskcheck.application.databases import DatabaseUse, database_uses, is_in_memory, is_sqlite_url
from flaskcheck.ground.place import Place
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, SEVERITIES, WARNING, Cause, Problem, Problems, read_at, rule
from flaskcheck.units.deployment import Deployment


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    found: dict[Place, Problem] = {}
    for deployment in project.web_deployments:
        for use in database_uses(deployment.start.configuration, deployment.start.production):
            if use.file and deployment.is_implied and project.repository.is_distributed:
                continue  # whoever installs the package writes the file
            if use.sure and _is_file(use) and not use.only_read and not _lasts(deployment, use):
                problem = _problem(deployment, use)
                known = found.get(problem.place)
                if known is None or SEVERITIES.index(problem.severity) < SEVERITIES.index(known.severity):
                    found[problem.place] = problem
    yield from found.values()


def _is_file(use: DatabaseUse) -> bool:
    """Whether every value that production can surely give is an SQLite file."""
    firm = [o for o in use.outcomes if not o.unset]
    if not firm or any(not o.text for o in firm):
        return False
    if use.kind == "sqlite":
        return not any(is_in_memory(o.text) or "mode=ro" in o.text or "/tmp/" in o.text for o in firm)  # noqa: S108
    return all(is_sqlite_url(o.text) for o in firm)


def _lasts(deployment: Deployment, use: DatabaseUse) -> bool:
    """Whether the file lies on a mounted disk, or the deployment has one and the path is not known."""
    mounts = [m.path.rstrip("/") for m in deployment.service.mounts]
    text = use.outcomes[0].text
    return (
        any(f"{mount}/" in text for mount in mounts)
        or (bool(mounts) and "\ufffc" in text)
        or (bool(mounts) and _relative_below(deployment, mounts))
    )


def _relative_below(deployment: Deployment, mounts: list[str]) -> bool:
    """Whether a mount covers the folder of the program or its instance folder, where relative files are put."""
    home = deployment.view.cwd.rstrip("/")
    return any(
        mount == home or mount.startswith(f"{home}/instance") or home.startswith(f"{mount}/") for mount in mounts
    )


def _problem(deployment: Deployment, use: DatabaseUse) -> Problem:
    host = deployment.host
    if host.read_only_disk:
        message, severity = f"{host.title} cannot write files: the SQLite database cannot be created or changed.", ERROR
    elif host.is_container:
        message = "The SQLite file is inside the container: everything in it is lost when the container is replaced."
        severity = WARNING
    elif host.ephemeral_disk:
        message = (
            f"{host.title} throws its disk away with every deploy and restart: everything in this SQLite file is lost."
        )
        severity = ERROR
    elif host.is_lasting:
        message, severity = (
            "The data is in one SQLite file beside the code: back it up, and keep it out of what a deploy replaces.",
            INFO,
        )
    elif host.lasting_folder:  # the build is unpacked anew, elsewhere
        message = (
            f"{host.title} keeps no file beside the code: everything in this SQLite file is lost with the next deploy."
        )
        severity = WARNING
    else:
        message = "Most hosts throw their disk away with every deploy: everything in this SQLite file is lost there."
        severity = WARNING
    if use.file and severity != INFO:
        message, severity = f"When {use.file} is not on the host: {message[0].lower()}{message[1:]}", WARNING
    place = deployment.environment.origin_of(use.outcomes[0], use.place)
    return Problem(
        place,
        message,
        "Use the host's PostgreSQL: read its URL from DATABASE_URL.",
        severity,
        read_at(place, use.place, "the file is opened by it"),
        cause=Cause("database", _file(use) or place),
        brief="the same file is opened here",
    )


def _file(use: DatabaseUse) -> str:
    """The file, as a program in the project's folder names it; ``""`` when nothing of its name is known."""
    text = use.outcomes[0].text
    name = text.partition("://")[2].partition("?")[0].lstrip("/") if use.kind == "url" else text
    return posixpath.normpath(name) if name.strip("\ufffc/.") else ""
