r"""Silent fallback to SQLite.

Without the host's variable the app silently uses an SQLite file.

## Why it is bad

If DATABASE_URL is forgotten or misspelt, the deploy succeeds and the app writes to a file that the next deploy deletes. You don't notice until the data is gone.

## Use instead

Let the app stop instead: `os.environ["DATABASE_URL"]`. Keep the SQLite URL in your own `.env`.

## Bad

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ.get("DATABASE_URL", "sqlite:///app.db")  # <-
```

## Bad: with or

```python app.py
from config import Config
from flask import Flask

app = Flask(__name__)
app.config.from_object(Config)
```

```python config.py
import os

basedir = os.path.abspath(os.path.dirname(__file__))

class Config:
    SQLALCHEMY_DATABASE_URI = os.environ.get("DATABASE_URL", "").replace(  # <-
        "postgres://", "postgresql://") or \
        "sqlite:///" + os.path.join(basedir, "app.db")
```

## Good: without the variable it stops one line earlier

```python app.py
import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

uri = os.getenv("DATABASE_URL")
if uri.startswith("postgres://"):
    uri = uri.replace("postgres://", "postgresql://", 1)

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = uri or "sqlite:///db.sqlite3"
db = SQLAlchemy(app)
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import INFO, WARNING, Cause, Problem, Problems, read_at, rule


@rule(family="database", severity=WARNING)
def check(project: Project) -> Problems:
    told: set[object] = set()
    for deployment in project.web_deployments:
        environment, host = deployment.environment, deployment.host
        for use in deployment.databases.uses:
            if use.kind != "url" or use.fallback is None or use.place in told or deployment.databases.is_refused(use):
                continue
            told.add(use.place)
            variable = min(use.fallback.unset)
            is_declared = all(environment.has(name) for name in use.fallback.unset)
            place = environment.origin_of(use.fallback, use.place)
            is_lasting = host.is_lasting or deployment.databases.lasts(use, is_spare=True)
            yield Problem(
                place,
                _message(host.title, is_lasting, variable, is_declared),
                f'Remove this default and read os.environ["{variable}"]: without the variable the app then doesn\'t start.',
                INFO if is_declared or is_lasting or deployment.may_be_set(variable) else "",
                read_at(place, use.place, "the database is opened by it"),
                cause=Cause("default", place),
            )


def _message(host: str, is_lasting: bool, variable: str, is_declared: bool) -> str:
    when = f"If {variable} is ever renamed or removed there" if is_declared else f"When {variable} is not set"
    given = f"{variable} is declared for {host}. " if is_declared else ""
    lost = (
        "the site comes up empty and writes to a file without backups."
        if is_lasting
        else "its data is lost with the next deploy."
    )
    uses = "the app silently falls back to an SQLite file"
    return f"{given}{when}, {uses}, and {lost}"
