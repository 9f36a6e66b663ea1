r"""Root directory not found.

A platform file names a folder that isn't in the repository.

## Why it is bad

The host stops before the build: `Root directory "backend" does not exist`, `unable to prepare context: path "./app" not found`.

## Use instead

Spell the folder as git does, including upper and lower case.

## Bad

```python server/app.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    rootDir: backend  # <-
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
```

## Good

```python server/app.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    rootDir: server
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule


@rule(family="platform", severity=ERROR)
def check(project: Project) -> Problems:
    told: set[object] = set()
    for missing in project.repository.hosts.missing_folders():
        folder = missing.folder
        if folder.place not in told:
            told.add(folder.place)
            what = "Dockerfile" if folder.role == "dockerfile" else "folder"
            yield Problem(
                folder.place,
                f"{missing.host} stops here: there is no {what} {folder.written!r} in the repository.",
                f"It is called {missing.near!r}." if missing.near else "Name one that is in git.",
                cause=Cause("folder", missing.outermost),
                brief=f"{folder.written!r} is not there either",
            )
