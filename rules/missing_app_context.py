"""Database used outside an app context.

The start creates or drops tables with Flask-SQLAlchemy 3, and no application context is pushed.

## Why it is bad

Since version 3.0 Flask-SQLAlchemy finds its engine by the current app, so that outside a context each start ends with `RuntimeError: Working outside of application context.` (verified with Flask-SQLAlchemy 3.1.1 under gunicorn 27.0.1). Until 2.5 `db = SQLAlchemy(app)` was enough: a project that pins nothing stopped working when 3.0 came.

`create_all(app=app)`, which did the same, ends with `TypeError: SQLAlchemy.create_all() got an unexpected keyword argument 'app'`.

## Use instead

Put it into `with app.app_context():`; in production let migrations make the tables.

## Bad

Outcome: the start fails: "Working outside of application context"

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = SQLAlchemy(app)

db.create_all()  # <-
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: the app as an argument

Outcome: the start fails: "unexpected keyword argument 'app'"

```python app.py
from os import path

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()

def create_app():
    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///shop.db"
    db.init_app(app)
    if not path.exists("shop.db"):
        db.create_all(app=app)  # <-
    return app

app = create_app()
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: in a script

Outcome: the release fails: "Working outside of application context"

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:////tmp/shop.db"
db = SQLAlchemy(app)
```

```python fill.py
from app import db

if __name__ == "__main__":
    db.create_all()  # <-
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
gunicorn==23.0.0
```

```text Procfile
release: python fill.py
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = SQLAlchemy(app)

with app.app_context():
    db.create_all()
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Good: Flask-SQLAlchemy 2 knows its app

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
db.create_all()
```

```text requirements.txt
Flask==2.2.5
Flask-SQLAlchemy==2.5.1
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, Related, rule


@rule(family="seeds", severity=ERROR, supersedes=("create-all-at-startup", "unguarded-seed-import"))
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        installed = deployment.installed
        is_known = installed.has("flask-sqlalchemy") is not None and not installed.must_be_below(
            "flask-sqlalchemy", "3.0"
        )
        programs = deployment.commands.programs("build", "release", "start")
        for use, program in deployment.running.outside_context(programs) if is_known else ():
            given = any(keyword.name == "app" for keyword in use.site.call.keywords)
            error = f"TypeError: SQLAlchemy.{use.name.rpartition('.')[2]}() got an unexpected keyword argument 'app'"
            error = error if given else "RuntimeError: Working outside of application context."
            what = f"{program.script} stops here" if program else "The app doesn't start"
            yield Problem(
                use.site.place,
                f'{what}: "{error}" Flask-SQLAlchemy 3 needs a pushed application context here.',
                "Put it into: with app.app_context():",
                related=(Related(program.place, f"the {program.phase} runs it here"),) if program else (),
                cause=Cause("call", use.site.place),
            )
