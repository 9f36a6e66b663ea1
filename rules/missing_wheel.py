r"""No wheel for this Python.

A pinned release has wheels, but none for the Python of the deployment, so that pip builds it from source.

## Why it is bad

The official slim images have no compiler, and the build stops (seen with CPython 3.13.0):

    Error: pg_config executable not found.
    error: command 'gcc' failed: No such file or directory

Hosts that have a compiler need minutes for it, and old releases often don't build on a newer Python at all, whatever is installed.

## Use instead

A release that has a wheel for the Python, or a Python that the pinned release has wheels for.

## Bad

Outcome: the build fails: "pg_config executable not found"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
psycopg2-binary==2.9.9  # <-
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Bad: nothing names a Python, and the host takes a new one

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
greenlet==2.0.2  # <-
```

```text Procfile
web: gunicorn app:app
```

## Good: the release has one

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
psycopg2-binary==2.9.10
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good: the image can build it

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
psycopg2-binary==2.9.9
```

```dockerfile Dockerfile
FROM python:3.13-slim
RUN apt-get update && apt-get install -y build-essential libpq-dev
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```
"""

from flaskcheck.known.releases import builds_nowhere, needs_compiler, with_wheel
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, WARNING, Cause, Problem, Problems, rule


@rule(family="dependencies", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        releases, image = deployment.releases, deployment.image
        python, is_usual = next(iter(releases.taken), ""), not releases.declared
        for requirement, release in releases.without_wheel(python) if python else ():
            if is_usual and any(map(release.has_wheel, releases.taken)):
                continue
            by_default = is_usual and bool(release.wheels)  # without any, no Python mends it
            is_bare = image is not None and image.is_bare and deployment.files.lacks_program("gcc")
            if builds_nowhere(release, python):
                then, severity = "pip builds it from source, and the build fails", ERROR
            elif is_bare and needs_compiler(release):
                then, severity = "pip has to build it, and the image has no compiler: the build stops", ERROR
            elif image is None and needs_compiler(release):
                then, severity = "pip builds it from source, which takes minutes or fails", WARNING
            else:
                continue
            severity = {ERROR: WARNING, WARNING: INFO}[severity] if by_default else severity
            usual = f" or newer, which {deployment.host.named} takes where nothing names another" if by_default else ""
            cause = Cause("requirement", f"{requirement.place.path}: {requirement.name}")
            if by_default:  # whoever names an older Python mends all of them
                cause = Cause("python", deployment.root)
            newer = with_wheel(release, python)
            wanted = f"Write {requirement.written}=={newer.version}, which has one" if newer else "Take a newer release"
            yield Problem(
                requirement.place,
                f"{requirement.written} {release.version} has no wheel for Python {python}{usual}: {then}.",
                f"{wanted}, or {'name ' if by_default else ''}a Python that {release.version} has wheels for ({release.pythons})."
                if release.wheels
                else f"{wanted}.",
                severity,
                cause=cause,
                brief=f"{requirement.written} {release.version} has none either",
            )
