"""Migration by every replica at once.

Each of several processes or instances applies the migrations when it starts, all of them at the same time.

## Why it is bad

Two upgrades that run together do the same work: one of them ends with `psycopg2.errors.UniqueViolation: duplicate key value violates unique constraint "pg_type_typname_nsp_index"` or `DuplicateTable`, and what it was to start after that doesn't start. Verified with Flask-Migrate 4.1.0 and PostgreSQL 15. Each instance also waits for the slowest migration before it answers.

## Use instead

Apply migrations once per deploy: in the host's release or pre-deploy command, or in a job that the others wait for.

## Bad

```python app.py
import os

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
Migrate(app, db)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    numInstances: 3
    buildCommand: pip install -r requirements.txt
    startCommand: flask db upgrade && gunicorn app:app  # <-
```

```text requirements.txt
flask-migrate
flask-sqlalchemy
gunicorn
psycopg2-binary
```

## Good

```python app.py
import os

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
Migrate(app, db)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    numInstances: 3
    buildCommand: pip install -r requirements.txt
    preDeployCommand: flask db upgrade
    startCommand: gunicorn app:app
```

```text requirements.txt
flask-migrate
flask-sqlalchemy
gunicorn
psycopg2-binary
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import INFO, Cause, Problem, Problems, rule


@rule(family="database", severity=INFO)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        processes = deployment.running.processes
        count = processes.instances or 1
        workers = 1 if processes.is_loaded_before else processes.workers or 1
        told = f"{workers} workers" if workers > 1 else f"{count} instances"
        commands = [p for p in deployment.upgrades.regular if p.phase == "start" and not p.conditional]
        places = [program.place for program in commands if count > 1]
        if not commands and count * workers > 1:
            places = [use.site.place for use in deployment.running.upgrades()]
        for place in places[:1]:
            yield Problem(
                place,
                f"Each of the {f'{count} instances' if commands else told} applies the migrations when it starts, all at the same time: one of two upgrades that run "
                "together fails, and what it was to start doesn't start.",
                f"Run 'flask db upgrade' once per deploy: {deployment.host.once_per_deploy or 'in a job that the others wait for'}.",
                cause=Cause("command", place),
            )
