r"""Package needs a compiler.

A package that is published as source alone must be built, and the image has no compiler or the host no library for it.

## Why it is bad

pip stops, and with it the build of the image: `Error: pg_config executable not found.` (psycopg2 2.9.10), `Exception: Can not find valid pkg-config name.` (mysqlclient 2.2.7), `Exception: you need a C compiler to build uWSGI` (uWSGI 2.0.31), `error: [Errno 2] No such file or directory: 'gcc'` (python-ldap 3.4.4). `slim` and `alpine` images hold no compiler, the images without these words do.

## Use instead

A package with wheels (`psycopg2-binary`, `psycopg[binary]`), or install what building needs before `pip install`: `apt-get install -y gcc libpq-dev`.

## Bad

Outcome: the build fails: "pg_config executable not found"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.2
gunicorn==23.0.0
psycopg2==2.9.10  # <-
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good: what it is built from

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.2
gunicorn==23.0.0
psycopg2==2.9.10
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
RUN apt-get update && apt-get install -y gcc libpq-dev
COPY . .
RUN pip install -r requirements.txt
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good: an image with a compiler

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.2
gunicorn==23.0.0
psycopg2==2.9.10
```

```dockerfile Dockerfile
FROM python:3.13
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```
"""

from flaskcheck.known.distributions import SOURCE_ALONE
from flaskcheck.known.releases import admits
from flaskcheck.known.versions import exact, marker_applies
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule


@rule(family="dependencies", severity=ERROR)
def check(project: Project) -> Problems:
    yield from _on_hosts(project)
    for deployment in project.web_deployments:
        image, installed = deployment.image, deployment.installed
        if image is None or not image.is_bare or not installed.is_known or not deployment.files.lacks_program("gcc"):
            continue
        files = {file.path for file in installed.files}  # what a command names may be a package of the system
        for requirement in installed.requirements:
            if (
                requirement.place.path not in files
                or [r.name for r in installed.requirements].count(requirement.name) > 1
            ):
                continue
            known = SOURCE_ALONE.get(requirement.name)
            is_here = marker_applies(requirement.marker, deployment.releases.declared or "3.12")
            if known is None or requirement.url or not is_here:
                continue
            error, instead = known
            yield Problem(
                requirement.place,
                f'{requirement.written} is published as source alone, and the image has no compiler: pip stops with "{error}".',
                instead,
                cause=Cause("requirement", f"{requirement.place.path}: {requirement.name}"),
            )


def _on_hosts(project: Project) -> Problems:
    """What the build of a host has no libraries for: whoever deploys there may have added what brings them."""
    for deployment in project.web_deployments:
        for name, refused, error, instead in deployment.host.unbuildable if deployment.image is None else ():
            requirement = deployment.installed.has(name)
            pin = exact(requirement.specifier) if requirement is not None else ""
            if requirement is not None and not requirement.url and (not refused or (pin and admits(refused, pin))):
                yield Problem(
                    requirement.place,
                    f'{requirement.written} is published as source alone, and {deployment.host.title} stops the build with "Package installation failed since {error}".',
                    instead,
                    WARNING,
                    cause=Cause("requirement", f"{requirement.place.path}: {requirement.name}"),
                )
