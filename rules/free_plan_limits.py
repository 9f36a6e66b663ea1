"""The free plan lacks what is asked.

A service on a free plan asks for a disk, a command before each deploy or several instances; a free database expires.

## Why it is bad

Render's free web services have no disk and no pre-deploy command, and run once. A Blueprint that asks for them is refused, or the migration that was to run before the deploy never runs. A free PostgreSQL database expires 30 days after it was made, and is deleted with its data 14 days later ("Deploy for Free", render.com/docs/free; "Set one for any paid web service", render.com/blog/build-pipelines; read in 2026).

## Use instead

Take a paid plan (`plan: starter`), or do without: migrate in the build command, keep files in an object store. For the database take a paid plan before it expires.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    plan: free
    buildCommand: pip install -r requirements.txt
    preDeployCommand: flask db upgrade # <-
    startCommand: gunicorn app:app
    disk:
      name: uploads
      mountPath: /var/uploads # <-
```

## Bad: a database for a month

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
    plan: free
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: DATABASE_URL
        fromDatabase: {name: shop-db, property: connectionString}
databases:
  - name: shop-db # <-
    plan: free
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    plan: starter
    buildCommand: pip install -r requirements.txt
    preDeployCommand: flask db upgrade
    startCommand: gunicorn app:app
    disk:
      name: uploads
      mountPath: /var/uploads
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import INFO, WARNING, Problem, Problems, rule


@rule(family="platform", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        service, host = deployment.service, deployment.host
        if not host.free_plan or service.plan != host.free_plan:
            continue
        plan = f"A web service on {host.title}'s free plan"
        for mount in service.mounts:
            yield Problem(
                mount.place,
                f"{plan} has no disk.",
                "Take a paid plan (plan: starter), or keep files in an object store.",
            )
        for command in service.commands if not deployment.is_implied else ():
            if command.phase == "release":
                yield Problem(
                    command.place,
                    f"{plan} runs no command before a deploy: this one never runs.",
                    "Run it at the end of the build command, or take a paid plan (plan: starter).",
                )
        if (service.instances or 1) > 1:
            yield Problem(
                service.place,
                f"{plan} runs as one instance, not as {service.instances}.",
                "Take a paid plan (plan: starter), or one instance.",
            )
    using = (d for d in project.web_deployments if any(v.source == "database" for v in d.service.variables))
    hosts = {d.place.path: d.host for d in using}
    for file in project.repository.platform_files:
        host_of_file = hosts.get(file.path)
        for database in file.services if host_of_file and host_of_file.free_database_life else ():
            is_kept = any(v.value == "postgres" for v in database.databases)
            if database.kind == "database" and is_kept and host_of_file and database.plan == host_of_file.free_plan:
                yield Problem(
                    database.place,
                    f"{host_of_file.title} closes a free database {host_of_file.free_database_life} after it was made, and deletes it with its data later.",
                    "Take a paid plan before then (plan: basic-256mb).",
                    INFO,
                )
