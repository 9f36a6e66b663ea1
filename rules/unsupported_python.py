r"""The declared Python is past its end of life, or the host refuses it.

Heroku stops the build (`The requested Python version has reached end-of-life`) and App Engine refuses the deployment; Vercel passes over a version that it no longer has and takes its own; elsewhere there are no security fixes any more, and current packages no longer install.

Declare a supported version, in `.python-version` (3.13) or in the image's name.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.8-slim  # <-
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good: Ubuntu's version is not Python's

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM ubuntu:22.04
RUN apt-get update && apt-get install -y python3-pip
WORKDIR /app
COPY . .
RUN pip3 install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```
"""

from flaskcheck.facts.services import PythonVersion
from flaskcheck.ground.place import Place
from flaskcheck.known.tables.pythons import END_OF_LIFE, NEWEST
from flaskcheck.known.versions import major_minor
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule
from flaskcheck.units.deployment import Deployment


@rule(family="dependencies", severity=WARNING)
def check(project: Project) -> Problems:
    told: set[Place] = set()
    for deployment in project.web_deployments:
        python = deployment.python
        version = major_minor(python.version) if python else None
        if python is None or version is None or python.place in told:
            continue
        name = f"{version[0]}.{version[1]}"
        if version > NEWEST:
            told.add(python.place)
            yield _unpublished(deployment, python, name)
            continue
        ended = "long ago" if version < (3, 8) else END_OF_LIFE.get(name, "")
        host = deployment.host if deployment.image is None else None
        refused = host is not None and host.stops_at(name)
        if host is not None and host.refused_pythons and not refused and name not in host.supported_pythons:
            told.add(python.place)
            yield _passed_over(deployment, python, name)
        elif ended or refused:
            told.add(python.place)
            yield _problem(deployment, python, name, ended, refused and version < (3, 14))


def _unpublished(deployment: Deployment, python: PythonVersion, name: str) -> Problem:
    who = "docker build" if deployment.image is not None else deployment.host.title
    return Problem(
        python.place,
        f"There is no Python {name}: {who} does not find it, and the build stops.",
        "Declare a supported version, such as 3.13.",
        ERROR,
    )


def _passed_over(deployment: Deployment, python: PythonVersion, name: str) -> Problem:
    host = deployment.host
    return Problem(
        python.place,
        f"{host.title} has no Python {name} and passes over this line: the application runs on Python {host.default_python}.",
        f"Declare a version that {host.title} has, such as {host.default_python}.",
    )


def _problem(deployment: Deployment, python: PythonVersion, name: str, ended: str, refused: bool) -> Problem:
    if refused:
        message = f"{deployment.host.title} refuses Python {name}: the deployment stops."
    else:
        message = f"Python {name} reached its end of life{' on ' + ended if ended[:1].isdigit() else ' ' + ended}: it gets no security fixes, and packages stop supporting it."
    return Problem(python.place, message, "Declare a supported version, such as 3.13.", ERROR if refused else "")
