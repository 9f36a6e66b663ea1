r"""Unsupported Python version.

The declared Python is past its end of life, or the host, the project or its packages are for another one.

## Why it is bad

Heroku stops the build (`The requested Python version has reached end-of-life`), App Engine refuses the deploy, and Vercel uses its own default instead. Elsewhere there are no more security fixes, and current packages don't install.

pip installs a project on no Python but those of its `requires-python`: `ERROR: Package 'shop' requires a different Python: 3.13.0 not in '>=3.14'` (pip 26.3). So does Poetry without an environment of its own: `Current Python version (3.13.0) is not allowed by the project` (Poetry 2.5.1).

An image's Python looks for packages in a folder of its own version. What a stage with `python:3.13` installed is not found in one with `python:3.12`: `ModuleNotFoundError: No module named 'flask'`.

## Use instead

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

## Bad: two stages, two versions

Outcome: the start fails: "No module named 'gunicorn'"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim AS build
RUN pip install --prefix=/install flask gunicorn

FROM python:3.12-slim  # <-
WORKDIR /app
COPY --from=build /install /usr/local
COPY . .
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Bad: the project asks for another one

Outcome: the build fails: "requires a different Python"

```dockerfile Dockerfile
FROM python:3.12-slim  # <-
WORKDIR /app
COPY . .
RUN pip install .
CMD ["gunicorn", "-b", "0.0.0.0:8000", "shop:app"]
```

```toml pyproject.toml
[project]
name = "shop"
version = "1.0"
requires-python = ">=3.13"
dependencies = ["flask>=3", "gunicorn>=23"]
```

```python shop.py
from flask import Flask
app = Flask(__name__)
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

from flaskcheck.known.base_images import with_python
from flaskcheck.known.tables.pythons import END_OF_LIFE, NEWEST
from flaskcheck.known.versions import major_minor
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, read_at, rule

HELP = "Declare a supported version, such as 3.13."


@rule(family="dependencies", severity=WARNING)
def check(project: Project) -> Problems:
    told: set[object] = set()
    for deployment in project.web_deployments:
        python = deployment.python
        version = major_minor(python.version) if python else None
        if python is None or version is None or python.place in told:
            continue
        help_ = _instead(python.written, python.version, python.source == "Dockerfile")
        name, title = f"{version[0]}.{version[1]}", deployment.host.title
        ended = "long ago" if version < (3, 8) else END_OF_LIFE.get(name, "")
        host = deployment.host if deployment.image is None else None
        refused = host is not None and host.stops_at(name)
        if version > NEWEST:
            who = "docker build" if deployment.image is not None else title
            message = f"There is no Python {name}: {who} does not find it, and the build stops."
            problem = Problem(python.place, message, help_, ERROR)
        elif host is not None and host.refused_pythons and not refused and name not in host.supported_pythons:
            message = f"{title} has no Python {name} and passes over this line: the application runs on Python {host.default_python}."
            instead = f"Declare a version that {title} has, such as {host.default_python}."
            problem = Problem(python.place, message, instead)
        elif refused and version < (3, 14):
            message = f"{title} refuses Python {name}: the deployment stops."
            problem = Problem(python.place, message, help_, ERROR)
        elif refused and not ended:
            message = f"{title} refuses Python {name}, unless it has added it since: the deployment stops."
            problem = Problem(python.place, message, help_)
        elif ended:
            message = f"Python {name} reached its end of life{' on ' + ended if ended[:1].isdigit() else ' ' + ended}: it gets no security fixes, and packages stop supporting it."
            problem = Problem(python.place, message, help_)
        else:
            continue
        told.add(python.place)
        yield problem
    yield from _of_another(project)
    yield from _not_asked_for(project)


def _not_asked_for(project: Project) -> Problems:
    """A project of the repository that asks for another Python than the one that is to install it."""
    for deployment in project.web_deployments:
        python = deployment.python
        for obstacle in deployment.obstacles:
            if obstacle.kind == "pin":
                place, version = obstacle.place, obstacle.why
            elif obstacle.kind == "python" and python is not None:
                place, version = python.place, python.version
            else:
                continue
            name, installer = obstacle.near.rpartition("/")[2], obstacle.invocation.program
            yield Problem(
                place,
                f"{name} asks for Python {obstacle.written}, and this is {version}: {installer} refuses to install the project, and the build stops.",
                f"Use a Python that {name} asks for, or correct {name} if the application works with {version}.",
                ERROR,
                read_at(place, obstacle.invocation.place, "this installs it"),
                cause=Cause("python", f"{obstacle.near}: {obstacle.written}"),
            )


def _of_another(project: Project) -> Problems:
    """An image whose packages another stage's Python installed."""
    told: set[object] = set()
    for deployment in project.web_deployments:
        for found in deployment.image.foreign if deployment.image is not None else ():
            if found.copied not in told:
                told.add(found.copied)
                yield Problem(
                    found.place,
                    f"The packages are installed for Python {found.built}, and Python {found.used} does not look where they are: the start ends with ModuleNotFoundError.",
                    f"Use Python {found.built} here, too, or {found.used} in both stages.",
                    ERROR,
                    related=(Related(found.copied, "this brings them"),),
                )


def _instead(written: str, version: str, is_image: bool) -> str:
    """A supported version in the form in which the old one is written: ``python-3.13.5`` for ``python-3.8.1``, ``python313`` for ``python38``."""
    if is_image:
        image = with_python(written, "3.13")
        return f"Use {image}." if image else HELP
    for old, new in ((version, "3.13.5" if version.count(".") > 1 else "3.13"), (version.replace(".", ""), "313")):
        if old and written.count(old) == 1:
            return f"Replace {written} with {written.replace(old, new)}."
    return HELP
