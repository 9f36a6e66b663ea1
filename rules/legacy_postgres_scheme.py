r"""Database URL with postgres://.

The database URL begins with `postgres://`, which SQLAlchemy no longer accepts.

## Why it is bad

Heroku and others hand out `postgres://…`. Since SQLAlchemy 1.4 the app stops with `NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:postgres` (verified up to 2.1.9).

## Use instead

Change the scheme where you read the URL: `url.replace("postgres://", "postgresql://", 1)`. Keep the `://`: without it, `postgresql` becomes `postgresqlql`.

## Bad

Outcome: the start fails: "Can't load plugin: sqlalchemy.dialects:postgres"

```python app.py
import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]  # <-
db = SQLAlchemy(app)
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
SQLAlchemy==2.0.36
psycopg2-binary==2.9.10
gunicorn==23.0.0
```

```json app.json
{"name": "shop", "addons": ["heroku-postgresql"]}
```

```text Procfile
web: gunicorn app:app
```

## Bad: replaced without the colon

Outcome: the start fails: "Can't load plugin: sqlalchemy.dialects:postgresqlql"

```python app.py
import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres", "postgresql")  # <-
db = SQLAlchemy(app)
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
SQLAlchemy==2.0.36
psycopg2-binary==2.9.10
gunicorn==23.0.0
```

## Good: a SQLAlchemy that still takes it

```python app.py
import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
```

```text requirements.txt
Flask==2.0.3
Flask-SQLAlchemy==2.5.1
SQLAlchemy==1.3.24
psycopg2-binary==2.9.10
gunicorn==23.0.0
```

```yaml docker-compose.yml
services:
  web:
    build: .
    ports: ["8000:8000"]
    environment:
      DATABASE_URL: postgres://shop:${DB_PASSWORD}@db:5432/shop
  db:
    image: postgres:17
    environment:
      POSTGRES_PASSWORD: ${DB_PASSWORD}
```

```dockerfile Dockerfile
FROM python:3.11-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good

```python app.py
import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://", 1)
db = SQLAlchemy(app)
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
SQLAlchemy==2.0.36
psycopg2-binary==2.9.10
gunicorn==23.0.0
```

```json app.json
{"name": "shop", "addons": ["heroku-postgresql"]}
```

```text Procfile
web: gunicorn app:app
```

## Good: the host's file says postgresql

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
psycopg2-binary==2.9.10
gunicorn==23.0.0
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: DATABASE_URL
        sync: false
```

## Good: a host that builds with your own script, which Heroku doesn't

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
psycopg2-binary==2.9.10
gunicorn==23.0.0
```

```sh build.sh
set -o errexit
pip install -r requirements.txt
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, edits, read_at, rule

MESSAGE = (
    "{} begins with postgres://, which SQLAlchemy refuses since 1.4: the app stops with \"Can't load plugin: "
    'sqlalchemy.dialects:postgres".'
)
HELP = 'Change it where it is read: url.replace("postgres://", "postgresql://", 1)'
TURNED = (
    "A URL that begins with postgresql:// becomes postgres:// here, which SQLAlchemy refuses since 1.4: the app stops with "
    '"Can\'t load plugin: sqlalchemy.dialects:postgres".'
)
SWAPPED = '.replace("postgresql://", "postgres://"', '.replace("postgres://", "postgresql://"'
REPLACED = '.replace("postgres://", "postgresql://", 1)'
READ = "SQLAlchemy is given it here"


@rule(family="database", severity=ERROR, fixable=True)
def check(project: Project) -> Problems:
    told: set[object] = set()
    for problem in _problems(project):
        if problem.place not in told:
            told.add(problem.place)
            yield problem


def _problems(project: Project) -> Problems:
    for deployment in project.web_deployments:
        urls, environment, host = deployment.postgres, deployment.environment, deployment.host
        if deployment.installed.specifier("sqlalchemy") is None:
            continue
        for setting in urls.spoilt():
            yield Problem(
                setting.place,
                "A URL that already begins with postgresql:// becomes postgresqlql:// here, and the app stops with \"Can't "
                'load plugin: sqlalchemy.dialects:postgresqlql".',
                'Replace the scheme with its colon: .replace("postgres://", "postgresql://", 1)',
                fix=edits(project, setting.place.path).replaced(
                    setting.place, '.replace("postgres", "postgresql")', REPLACED
                ),
            )
        if deployment.installed.must_be_below("sqlalchemy", "1.4"):
            continue
        for setting in urls.turned():
            yield Problem(
                setting.place, TURNED, HELP, fix=edits(project, setting.place.path).replaced(setting.place, *SWAPPED)
            )
        for setting, variable in urls.old():
            declared = environment.declared.get(variable)
            if declared is None or not declared.value:  # the host fills it
                message = MESSAGE.format(f"{host.title} sets {variable} to a URL that")
                read = f'os.environ["{variable}"]'
                fix = edits(project, setting.place.path).replaced(setting.place, read, f"{read}{REPLACED}")
                severity = "" if urls.is_made_by_host(variable) else WARNING
                yield Problem(setting.place, message, HELP, severity, fix=fix)
            elif declared.value.startswith("postgres://"):
                related = read_at(declared.place, setting.place, READ)
                help_ = "Write postgresql:// there." if related else HELP
                fix = edits(project, declared.place.path).replaced(declared.place, "postgres://", "postgresql://")
                yield Problem(declared.place, MESSAGE.format("This URL"), help_, related=related, fix=fix)
        for setting, old in urls.written():
            place = environment.origin_of(old.written("postgres"), setting.place)
            related = read_at(place, setting.place, READ)
            help_ = "Write postgresql:// there." if related else HELP
            fix = edits(project, place.path).replaced(place, "postgres://", "postgresql://")
            yield Problem(place, MESSAGE.format("This URL"), help_, related=related, fix=fix)
