r"""Migration while the image is built.

The Dockerfile applies migrations in a RUN instruction, where the database of production can't be reached.

## Why it is bad

While an image is built there are no variables of the host and no network of the other containers: the build ends with `KeyError: 'DATABASE_URL'` or `could not translate host name "db" to address`. An image that is built once and deployed later is never migrated.

## Use instead

Apply migrations when the new version is deployed: in the host's release or pre-deploy command, or in the entrypoint before the server.

## Bad

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://shop@db/" + os.environ["DATABASE"]
db = SQLAlchemy(app)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask flask-migrate gunicorn psycopg2-binary
RUN flask db upgrade  # <-
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

```python migrations/env.py
from alembic import context
```

```python migrations/versions/1_first.py
revision = "aaaa1111"
down_revision = None
```

## Good

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://shop@db/" + os.environ["DATABASE"]
db = SQLAlchemy(app)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask flask-migrate gunicorn psycopg2-binary
CMD ["sh", "-c", "flask db upgrade && exec gunicorn -b 0.0.0.0:8000 app:app"]
```

```python migrations/env.py
from alembic import context
```

```python migrations/versions/1_first.py
revision = "aaaa1111"
down_revision = None
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule


@rule(family="database", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        if deployment.image is None or not deployment.databases.dialects:
            continue
        named = {name for use in deployment.databases.uses for name in use.variables}
        if any(v.source == "build" and v.name in named for v in deployment.image.variables):
            continue  # the build is given the database
        upgrades = [program for program in deployment.upgrades.regular if not program.ignored_failure]
        is_only = all(program.phase == "build" for program in upgrades)
        for program in upgrades:
            if program.phase == "build":
                yield Problem(
                    program.place,
                    "The migrations are applied while the image is built, where production's database cannot be reached"
                    + (", and never when it is deployed." if is_only else "."),
                    "Apply them when the new version is deployed: in the host's release command, or in the entrypoint before the server.",
                    ERROR if is_only and deployment.service.databases else "",
                    cause=Cause("command", program.place),
                )
