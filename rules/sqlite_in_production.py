r"""SQLite on an ephemeral disk.

Production stores its data in an SQLite file that doesn't last.

## Why it is bad

On hosts like Render, Heroku and Cloud Run the disk is ephemeral: every deploy and restart deletes all records, or the file can't be written at all (`attempt to write a readonly database`). With several instances each has its own file.

## Use instead

Use the host's PostgreSQL and read its URL from DATABASE_URL, or mount a persistent disk and put the file there.

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

Outcome: / answers 500: "no such table: visit"

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

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, SEVERITIES, WARNING, Cause, Problem, Problems, read_at, rule

LOST = {
    "read-only": ("{} cannot write files: the SQLite database cannot be created or changed.", ERROR),
    "container": (
        "The SQLite file is inside the container: everything in it is lost when the container is replaced.",
        WARNING,
    ),
    "ephemeral": (
        "{} has an ephemeral disk: this SQLite file is lost with every deploy and restart.",
        ERROR,
    ),
    "lasting": (
        "The data is in one SQLite file beside the code: back it up, and keep it out of what a deploy replaces.",
        INFO,
    ),
    "replaced": (
        "{} keeps no file beside the code: everything in this SQLite file is lost with the next deploy.",
        WARNING,
    ),
    "unknown": (
        "Most hosts have an ephemeral disk: this SQLite file is lost there with every deploy.",
        WARNING,
    ),
}


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    found: dict[object, Problem] = {}
    for deployment in project.web_deployments:
        for use in deployment.databases.uses:
            if use.file and deployment.is_implied and project.repository.is_distributed:
                continue  # anyone who installs the package writes the file
            if deployment.is_implied and use.is_put_by_others:
                continue
            if not use.sure or not use.is_sqlite_file or use.only_read or deployment.databases.lasts(use):
                continue
            place = deployment.environment.origin_of(use.outcomes[0], use.place)
            message, severity = _words(deployment.host.title, deployment.host.disk, use.file)
            known = found.get(place)
            if known is None or SEVERITIES.index(severity) < SEVERITIES.index(known.severity):
                found[place] = Problem(
                    place,
                    message,
                    "Use the host's PostgreSQL: read its URL from DATABASE_URL.",
                    severity,
                    read_at(place, use.place, "the file is opened by it"),
                    cause=Cause("database", use.file_name or place),
                    brief="the same file is opened here",
                )
    yield from found.values()


def _words(host: str, disk: str, file: str) -> tuple[str, str]:
    """What is said, and how bad it is. ``file`` is what may name another database where it is there."""
    message, severity = LOST[disk]
    message = message.format(host)
    if not file or severity == INFO:
        return message, severity
    return f"When {file} isn't on the host: {message[0].lower()}{message[1:]}", WARNING
