r"""Without the host's variable the application quietly uses an SQLite file.

If DATABASE_URL is forgotten or misspelt, the deployment turns green and the application writes to a file that the next deploy throws away. Nobody notices until the data is gone.

Let it stop instead: `os.environ["DATABASE_URL"]`; keep the SQLite URL in your own `.env`.

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

from flaskcheck.application.databases import database_uses, is_sqlite_url
from flaskcheck.ground.place import Place
from flaskcheck.project import Project
from flaskcheck.rule import INFO, WARNING, Cause, Problem, Problems, read_at, rule
from flaskcheck.units.deployment import Deployment


@rule(family="database", severity=WARNING)
def check(project: Project) -> Problems:
    told: set[Place] = set()
    for deployment in project.web_deployments:
        for use in database_uses(deployment.start.configuration, deployment.start.production):
            outcomes = (*use.outcomes, *use.spare)
            fallback = next((o for o in outcomes if o.unset and is_sqlite_url(o.text)), None)
            if use.kind != "url" or fallback is None or use.place in told:
                continue
            told.add(use.place)
            variable = min(fallback.unset)
            is_declared = all(deployment.environment.has(name) for name in fallback.unset)
            place = deployment.environment.origin_of(fallback, use.place)
            yield Problem(
                place,
                _message(deployment, variable, is_declared),
                f'Write os.environ["{variable}"], which stops the start when the variable is missing.',
                INFO if is_declared or deployment.host.is_lasting else "",
                read_at(place, use.place, "the database is opened by it"),
                cause=Cause("default", place),
            )


def _message(deployment: Deployment, variable: str, is_declared: bool) -> str:
    when = f"If {variable} is ever renamed or removed there" if is_declared else f"When {variable} is not set"
    given = f"{variable} is declared for {deployment.host.title}. " if is_declared else ""
    lost = (
        "the site comes up empty and writes where nobody makes backups."
        if deployment.host.is_lasting
        else "its data is lost with the next deploy."
    )
    uses = "the application uses an SQLite file without a word"
    return f"{given}{when}, {uses}, and {lost}"
