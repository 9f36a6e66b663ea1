r"""Unknown setting name.

A setting has almost the name of one that Flask or an extension reads, and nothing reads it under the name that it has.

## Why it is bad

Flask's configuration takes any name, so a slip goes unnoticed. Flask-SQLAlchemy stops without its address (`RuntimeError: Either 'SQLALCHEMY_DATABASE_URI' or 'SQLALCHEMY_BINDS' must be set.`, seen with 3.1.1), sessions have no key (`The session is unavailable because no secret key was set`, Flask 3.1.3), and a cookie stays without its protection.

## Use instead

The name as the documentation writes it: `SQLALCHEMY_DATABASE_URI`, `SECRET_KEY`, in capital letters.

## Bad

Outcome: the start fails: "Either 'SQLALCHEMY_DATABASE_URI' or 'SQLALCHEMY_BINDS' must be set."

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URL"] = "postgresql://db.example.org/shop"  # <-
db = SQLAlchemy(app)
```

```text Procfile
web: gunicorn app:app
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
gunicorn==23.0.0
```

## Bad: in a class

```python app.py
from flask import Flask

class Config:
    SESION_COOKIE_SECURE = True  # <-

app = Flask(__name__)
app.config.from_object(Config)
```

```text Procfile
web: gunicorn app:app
```

## Good: the code reads it

```python app.py
import os

from flask import Flask
from sqlalchemy import create_engine

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URL"] = os.environ["DATABASE_URL"]
app.config["SQLALCHEMY_DATABASE_URIS"] = []
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://db.example.org/shop"
engine = create_engine(app.config["SQLALCHEMY_DATABASE_URL"])
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.known.settings import NEEDED, meant
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, edits, rule, unsafe


@rule(family="environment", severity=ERROR, supersedes=("unbound-extension",), fixable=True)
def check(project: Project) -> Problems:
    makes_database = any(project.reached.calls_of("SQLAlchemy"))
    for selected in project.settings.of():
        setting = selected.setting
        near, starts = meant(setting.key), [deployment.start.configuration for deployment in selected.deployments]
        if not near or any(start.gives(near) for start in starts):
            continue
        own = {(s.place.path, s.place.line) for start in starts for s in start.settings if s.key == setting.key}
        may_be_given = any(start.opaque for start in starts)
        if not own.issuperset(project.code.lines_with(setting.key)):
            continue
        stops = next((said for _, _, _, keys, said in NEEDED if near in keys and makes_database), "")
        keeps = (
            f"unless another file sets {near}, it keeps its default" if may_be_given else f"{near} keeps its default"
        )
        then = f'the app stops with "{stops}"' if stops and not may_be_given else keeps
        yield Problem(
            setting.place,
            f"Nothing reads a setting called {setting.key}: {then}.",
            f"Write {near}.",
            "" if stops and not may_be_given else WARNING,
            cause=Cause("setting", near),
            fix=unsafe(edits(project, setting.place.path).replaced(setting.place, setting.key, near)),
        )
