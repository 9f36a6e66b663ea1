r"""Connections opened before the workers are forked.

The server loads the app once and forks its workers from that process, and loading the app already uses the database.

## Why it is bad

The connection that was opened stays in SQLAlchemy's pool, and each worker inherits it: two of them write to one socket. A visitor gets the answer to somebody else's query, a page answers 500 (`psycopg2.DatabaseError: error with status PGRES_TUPLES_OK and no message from the libpq`, `This result object does not return rows`), and over TLS `SSL error: decryption failed or bad record mac`. Verified with gunicorn 27.0.1 (`--preload`), uWSGI 2.0.31, Flask-SQLAlchemy 3.1.1 and PostgreSQL 15.

## Use instead

Let each worker load the app (no `--preload`; uWSGI: `lazy-apps = true`), or ask the database nothing while the app is loaded, or throw the inherited connections away in each worker: `db.engine.dispose(close=False)` in gunicorn's `post_fork`.

## Bad

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://shop@db/" + os.environ["DATABASE"]
db = SQLAlchemy(app)

with app.app_context():
    db.create_all()
```

```text Procfile
web: gunicorn --preload --workers 3 app:app  # <-
```

## Bad: uWSGI always loads the app first

```python app.py
import os

import psycopg2
from flask import Flask

app = Flask(__name__)
connection = psycopg2.connect(os.environ["DATABASE_URL"])

@app.route("/")
def index():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return str(cursor.fetchone())
```

```text Procfile
web: uwsgi --ini uwsgi.ini
```

```ini uwsgi.ini
[uwsgi]
http = :$(PORT)
module = app:app
master = true
processes = 4  # <-
```

## Good: each worker loads the app

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://shop@db/" + os.environ["DATABASE"]
db = SQLAlchemy(app)

with app.app_context():
    db.create_all()
```

```text Procfile
web: gunicorn --workers 3 app:app
```

## Good: each worker opens its own

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://shop@db/" + os.environ["DATABASE"]
db = SQLAlchemy(app)

with app.app_context():
    db.create_all()
    db.engine.dispose()
```

```text Procfile
web: gunicorn --preload --workers 3 app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, Related, rule


@rule(family="server", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        processes = deployment.running.processes
        server = processes.server
        if server is None or not processes.is_loaded_before or (processes.workers or 1) < 2:
            continue
        uses = deployment.running.beside.inherited(server.config)
        found = [use for use in uses if use.meaning.of == "own" or deployment.databases.has_server]
        for use in found[:1]:
            yield Problem(
                server.loaded_before,
                f"{server.program} loads the app before it forks its {processes.workers} workers, and loading it uses the database: all of them inherit "
                "one connection, and get each other's answers.",
                "Let each worker load the app, or dispose of the engine's connections in each worker (post_fork).",
                related=(Related(use.site.place, "opens the connection"),),
                cause=Cause("command", server.loaded_before),
            )
