r"""Invalid database URL.

The address of the database has quotes, a name or a command around it, so that SQLAlchemy cannot read it.

## Why it is bad

The app stops when it loads: `sqlalchemy.exc.ArgumentError: Could not parse SQLAlchemy URL from given URL string`; with a word in place of the port `ValueError: invalid literal for int() with base 10: 'port'`, with two slashes before an SQLite file `Invalid SQLite URL: sqlite://app.db` (seen with SQLAlchemy 2.1.9).

## Use instead

The URL alone: `postgresql://user:password@host:5432/name`. YAML takes one pair of quotes away; a variable needs none.

## Bad

Outcome: the start fails: "Could not parse SQLAlchemy URL from given URL string"

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install flask-sqlalchemy psycopg gunicorn
    startCommand: gunicorn app:app
    envVars:
      - key: DATABASE_URL
        value: "'postgresql://db.example.org/shop'"  # <-
```

## Bad: two slashes

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://shop.db"  # <-
db = SQLAlchemy(app)
```

```text Procfile
web: gunicorn app:app
```

## Bad: a misspelt scheme

Outcome: the start fails: "Can't load plugin: sqlalchemy.dialects:postgersql"

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres://", "postgersql://", 1)  # <-
db = SQLAlchemy(app)
```

```text requirements.txt
Flask-SQLAlchemy==3.1.1
psycopg2-binary==2.9.10
gunicorn==23.0.0
```

```json app.json
{"addons": ["heroku-postgresql"]}
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].strip("'")
app.config["SQLALCHEMY_BINDS"] = {"log": "sqlite://"}
db = SQLAlchemy(app)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install flask-sqlalchemy psycopg gunicorn
    startCommand: gunicorn app:app
    envVars:
      - key: DATABASE_URL
        value: "'postgresql://db.example.org:5432/shop?sslmode=require'"
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, read_at, rule

PARSE = "Could not parse SQLAlchemy URL from given URL string"
WHY = {
    "quotes": ("has quotes inside its quotes", PARSE, "Take the inner quotes away."),
    "assignment": ("begins with the name of its variable", PARSE, "Leave the URL alone there, without a name and =."),
    "command": ("is a whole command", PARSE, "Leave only the URL that stands in the command."),
    "blank": ("begins with a blank", PARSE, "Take the blank away."),
    "port": (
        "has a port that is no number",
        "invalid literal for int() with base 10",
        "Write the port as a number: postgresql://user:password@host:5432/name",
    ),
    "file": (
        "has too few slashes for an SQLite file",
        "Invalid SQLite URL",
        "Three slashes begin a relative path, four an absolute one: sqlite:///shop.db",
    ),
    "dialect": (
        "has a scheme that SQLAlchemy doesn't know",
        "Can't load plugin: sqlalchemy.dialects",
        "Correct the name: postgresql+psycopg://, mysql+pymysql://, sqlite:///",
    ),
    "scheme": (
        "does not begin with the scheme of a database",
        PARSE,
        "Write it as postgresql://user:password@host:5432/name",
    ),
}


@rule(family="database", severity=ERROR, is_secret=True)
def check(project: Project) -> Problems:
    told: set[object] = set()
    for deployment in project.web_deployments:
        for setting, scheme, near in deployment.postgres.misspelt():
            if setting.place not in told:
                told.add(setting.place)
                yield Problem(
                    setting.place,
                    f"The URL of the host's database becomes {scheme}:// here: the app stops with \"Can't load plugin: sqlalchemy.dialects:{scheme}\".",
                    f"Write {near}.",
                )
    for deployment in project.web_deployments:
        for use, outcome, why in deployment.databases.unreadable():
            place = deployment.environment.origin_of(outcome, use.place)
            what, said, help_ = WHY[why]
            yield Problem(
                place,
                f'The address of the database {what}: the app stops with "{said}".',
                help_,
                related=read_at(place, use.place, "the database is opened with it here"),
                cause=Cause("value", place),
            )
