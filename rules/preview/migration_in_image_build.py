r"""Migration while the image is built.

The Dockerfile migrates or fills the database in a RUN instruction, where production's can't be reached.

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

from flaskcheck.known.meanings import CREATES_TABLES, MIGRATES, WRITES_ROWS
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule

_DOES = {MIGRATES: "applies migrations", CREATES_TABLES: "creates tables", WRITES_ROWS: "writes rows"}


@rule(family="database", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        image = deployment.image
        if image is None or not deployment.databases.is_out_of_reach(image.given):
            continue
        upgrades = [program for program in deployment.upgrades.regular if not program.ignored_failure]
        is_only = all(program.phase == "build" for program in upgrades)
        programs, dockerfile = deployment.commands.programs("build"), project.repository.dockerfiles[image.path]
        for program in image.unaided(programs, dockerfile):
            is_upgrade = program in upgrades
            effects = () if is_upgrade else deployment.doing.of(program)
            sure = (effect.kind for effect in effects if effect.is_unconditional)
            done = MIGRATES if is_upgrade else next((kind for kind in sure if kind in _DOES), "")
            if not done:
                continue
            yield Problem(
                program.place,
                f"This {_DOES[done]} while the image is built, where production's database cannot be reached"
                + (", and nothing does when it is deployed." if is_upgrade and is_only else "."),
                "Do it when the new version is deployed: in the host's release command, or in the entrypoint before the server.",
                ERROR if is_upgrade and is_only and deployment.service.databases else "",
                cause=Cause("command", program.place),
            )
