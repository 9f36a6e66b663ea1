r"""A platform file names a folder that is not in the repository.

The host stops before the build: `Root directory "backend" does not exist`, `unable to prepare context: path "./app" not found`.

Write the folder as it is called in git; upper and lower case count.

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

from flaskcheck.facts.services import Folder
from flaskcheck.hosts import index
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule


@rule(family="platform", severity=ERROR)
def check(project: Project) -> Problems:
    told = set()
    for file in project.repository.platform_files:
        for service in file.services:
            for folder in service.folders:
                if service.development or folder.place in told or not _is_missing(project, folder):
                    continue
                told.add(folder.place)
                host = index.host(service.host).title
                what = "Dockerfile" if folder.role == "dockerfile" else "folder"
                yield Problem(
                    folder.place,
                    f"{host} stops here: there is no {what} {folder.written!r} in the repository.",
                    _help(project, folder),
                    cause=Cause("folder", _outermost(project, service.folders, folder).path),
                    brief=f"{folder.written!r} is not there either",
                )


def _outermost(project: Project, folders: tuple[Folder, ...], folder: Folder) -> Folder:
    """The missing folder of the same service that holds this one, else itself."""
    above = [f for f in folders if f.path and folder.path.startswith(f"{f.path}/") and _is_missing(project, f)]
    return min(above, key=lambda f: len(f.path), default=folder)


def _is_missing(project: Project, folder: Folder) -> bool:
    if (
        folder.role not in ("root", "context", "dockerfile")
        or "://" in folder.written
        or "$" in folder.written
        or folder.path.startswith("..")
    ):
        return False
    if folder.role == "dockerfile":
        return not project.tree.has(folder.path)
    return not project.tree.has_folder(folder.path) and not project.tree.has(folder.path)


def _help(project: Project, folder: Folder) -> str:
    wanted = folder.path.lower()
    near = [
        f for f in (project.tree.files if folder.role == "dockerfile" else project.tree.folders) if f.lower() == wanted
    ]
    return f"It is called {near[0]!r}." if near else "Name one that is in git."
