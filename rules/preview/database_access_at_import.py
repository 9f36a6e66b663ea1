"""Database asked while the image is built.

A RUN instruction loads the app, and loading it asks the database, which the build can't reach.

## Why it is bad

The build ends with `could not translate host name "db" to address` or `KeyError: 'DATABASE'`: while an image is built there are no other containers, and no variables of the host.

## Use instead

Ask the database nothing while the app is loaded: in a command, or in the first request that needs it.

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

@app.cli.command()
def compile_pages():
    print("done")
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask flask-sqlalchemy gunicorn psycopg2-binary
RUN flask compile-pages  # <-
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://shop@db/" + os.environ.get("DATABASE", "shop")
db = SQLAlchemy(app)

@app.cli.command()
def make_tables():
    db.create_all()

@app.cli.command()
def compile_pages():
    print("done")
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask flask-sqlalchemy gunicorn psycopg2-binary
RUN flask compile-pages
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, Related, rule


@rule(family="database", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        image = deployment.image
        if image is None or not deployment.databases.is_out_of_reach(image.given):
            continue
        upgrades = tuple(deployment.upgrades.commands)
        programs, dockerfile = deployment.commands.programs("build"), project.repository.dockerfiles[image.path]
        for program in image.unaided(programs, dockerfile):
            is_loading = program.program == "flask" and program.arguments and not program.arguments[0].startswith("-")
            if not is_loading or program in upgrades:
                continue
            for use in deployment.running.beside.talks()[:1]:
                yield Problem(
                    program.place,
                    f"'{program.shown}' loads the app while the image is built, and that asks the database, which cannot be reached from there: the build stops.",
                    "Ask the database nothing while the app is loaded.",
                    related=(Related(use.site.place, "asks the database"),),
                    cause=Cause("command", program.place),
                )
