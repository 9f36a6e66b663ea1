r"""Dockerfile copies a missing file.

The Dockerfile copies a file that isn't in the build context.

## Why it is bad

`docker build` stops: `failed to compute cache key: "/requirements-prod.txt": not found`. Paths are relative to the build context, and files that .dockerignore or .gitignore excludes don't exist there.

A file that git ignores may be made before the build (`npm run build`). Where the image is built from a local folder, the finding is only an info.

## Use instead

Correct the path, or commit the file.

## Bad

Outcome: the build fails: "/requirements-prod.txt": not found"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY requirements-prod.txt .  # <-
RUN pip install -r requirements-prod.txt
COPY . .
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```dockerfile Dockerfile
FROM python:3.13-slim AS build
WORKDIR /app
COPY requirements*.txt ./
RUN pip install -r requirements.txt
FROM python:3.13-slim
COPY --from=build /usr/local /usr/local
COPY . /app
WORKDIR /app
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Bad: only told, as git ignores what another step makes before the build

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text .gitignore
dist/
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY app.py .
COPY dist dist # <-
RUN pip install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, Cause, Problem, Problems, rule

WHY = {
    "absent": "it is not in the build context",
    "stage": "the stage that it is copied from has no such path",
    "ignored": ".dockerignore excludes it",
    "made": "git ignores it, so a fresh clone doesn't have it",
    "untracked": "it exists locally but isn't in git, so a fresh clone doesn't have it",
}

PACKED = (".tar", ".tgz", ".gz", ".xz", ".bz2", ".zst", ".zip", ".whl")

OWNED = (
    "missing-requirements-file",
    "unresolved-app",
    "unresolved-flask-app",
    "impossible-command",
    "untracked-migrations",
    "stale-lock-file",
)
"""What a file that was not copied is missing for. Its COPY is where the build ends, so that none of these is reached."""


@rule(family="platform", severity=ERROR, supersedes=OWNED)
def check(project: Project) -> Problems:
    for deployment in project.deployments:
        image = deployment.image
        for written, reason, place in image.missing if image else ():
            if "$" in written or "\ufffc" in written or _is_packed(project, written):
                continue
            if reason == "title":
                said = f'No stage above is called {written}: docker build looks for an image of that name, and stops with "pull access denied".'
                yield Problem(place, said, "Write the name that FROM … AS has.")
                continue
            yield Problem(
                place,
                f'docker build stops here with "{written}: not found": {WHY.get(reason, WHY["absent"])}.',
                "Correct the path: it is one inside that stage."
                if reason == "stage"
                else "Commit the file, or correct the path; it counts from the build context"
                + (f" ({image.context})." if image and image.context else "."),
                INFO if reason == "made" and deployment.host.is_container else "",
                cause=Cause("missing", place),
            )


def _is_packed(project: Project, written: str) -> bool:
    """Whether it is an archive of which a job speaks that runs before the build, and so packs it."""
    name = written.rpartition("/")[2]
    return name.lower().endswith(PACKED) and project.repository.prepared.may_make(name)
