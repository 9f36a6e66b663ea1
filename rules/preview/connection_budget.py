r"""More connections than the database admits.

Each thread of each worker may hold a connection, and all of them together are more than the database admits.

## Why it is bad

It works while few visit. Under load a request that needs one connection more ends with status 500: `FATAL:  too many connections for role "shop"`, with MySQL `(1040, 'Too many connections')`. A migration, or `psql`, isn't let in either. Verified with gunicorn 27.0.1 (4 workers with 8 threads, 40 requests at once), Flask-SQLAlchemy 3.1.1 and PostgreSQL 15 with a limit of 20.

## Use instead

Start fewer workers or threads, or give each worker a smaller pool, in which requests wait for their turn: workers x (pool_size + max_overflow) is what can be open at once. Or put PgBouncer between, or take a larger plan.

## Bad

```json app.json
{"addons": ["heroku-postgresql:essential-0"]}
```

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres://", "postgresql+psycopg2://", 1)
db = SQLAlchemy(app)
```

```text Procfile
web: gunicorn --workers 4 --threads 8 app:app  # <-
```

## Bad: a container with a limit of its own

```yaml compose.yaml
services:
  web:
    build: .
    environment:
      DATABASE_URL: postgresql+psycopg2://shop@db/shop
  db:
    image: postgres:17
    command: postgres -c max_connections=30
```

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
```

```docker Dockerfile
FROM python:3.13-slim
WORKDIR /srv
COPY . .
RUN pip install flask flask-sqlalchemy gunicorn psycopg2-binary
CMD ["gunicorn", "--bind=0.0.0.0:8000", "--workers=8", "--threads=6", "app:app"]  # <-
```

## Good: a pool that fits

```json app.json
{"addons": ["heroku-postgresql:essential-0"]}
```

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres://", "postgresql+psycopg2://", 1)
app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_size": 4, "max_overflow": 0}
db = SQLAlchemy(app)
```

```text Procfile
web: gunicorn --workers 4 --threads 8 app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import INFO, Cause, Problem, Problems, Related, rule


@rule(family="database", severity=INFO)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        processes, connections = deployment.running.processes, deployment.connections
        most, admitted = connections.most, connections.admitted
        if most is None or admitted is None or most <= admitted.count:
            continue
        place = processes.place
        who = f"{processes.told[:1].upper()}{processes.told[1:]}" if processes.are_several else "The server"
        threads = f" with {processes.threads} threads{' each' if processes.are_several else ''}"
        opens = f"{threads if processes.kind == 'threads' else ''} open{'' if processes.are_several else 's'}"
        yield Problem(
            place,
            f"{who}{opens} up to {most} connections, and the database admits {admitted.count}: under load requests fail with 'too many connections'.",
            'Start fewer, or set SQLALCHEMY_ENGINE_OPTIONS to a smaller pool, e.g. {"pool_size": 2, "max_overflow": 0}: requests then wait for their turn.',
            related=(Related(admitted.place, f"admits {admitted.count}"),),
            cause=Cause("command", place),
        )
