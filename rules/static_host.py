r"""The only host that is set up serves files and cannot run Python.

Netlify, GitHub Pages, Firebase Hosting and S3 hand out files as they are: visitors get a 404 or the source code, and no route ever answers.

Choose a host that runs Python 3: Render, Railway, Fly.io, Google App Engine, DigitalOcean, PythonAnywhere.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```toml netlify.toml file
[build]
  publish = "."
```

## Good: the front end is there, the application elsewhere

```python backend/app.py
from flask import Flask

app = Flask(__name__)
```

```toml frontend/netlify.toml
[build]
  command = "npm run build"
  publish = "dist"
```

```json frontend/package.json
{"name": "shop", "scripts": {"build": "vite build"}}
```

## Good: the pages are frozen

```python app.py
from flask import Flask
from flask_frozen import Freezer

app = Flask(__name__)
freezer = Freezer(app)
```

```toml netlify.toml
[build]
  command = "python freeze.py"
  publish = "build"
```
"""

from flaskcheck.facts.services import PlatformFile
from flaskcheck.ground.place import Place
from flaskcheck.hosts import index
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, rule


@rule(family="platform", severity=ERROR)
def check(project: Project) -> Problems:
    if any(not d.is_implied for d in project.web_deployments) or _is_frozen(project):
        return
    for file in project.repository.platform_files:
        host = index.host(file.host) if file.host in index.MODULES else None
        if host is None or host.runs_python or not file.services or _is_front_end(project, file):
            continue
        yield Problem(
            Place(file.path),
            f"{host.title} hands out files and cannot run Python: no route of the Flask application will ever answer.",
            "Deploy to a host that runs Python, such as Render, Railway or Fly.io.",
        )


def _is_frozen(project: Project) -> bool:
    """Whether the pages are made into files beforehand (Frozen-Flask)."""
    return any(
        b"flask_frozen" in project.tree.source(p).raw
        for p in project.repository.python_paths
        if b"rozen" in project.tree.source(p).raw
    )


def _is_front_end(project: Project, file: PlatformFile) -> bool:
    """Whether the file is for a front end beside the application: a folder of its own, or a package.json with a build."""
    folder = file.path.rpartition("/")[0]
    roots = {a.path.rpartition("/")[0] for a in project.applications}
    if folder and not folder.startswith(".") and not any(r == folder or r.startswith(f"{folder}/") for r in roots):
        return True
    served = [s.root for s in file.services] + [f.path for s in file.services for f in s.folders]
    outside = [s for s in served if s and not any(r == s or r.startswith(f"{s}/") for r in roots)]
    return bool(outside) or any(
        project.tree.has(f"{r}/package.json".lstrip("/"))
        for r in {folder if not folder.startswith(".") else "", *served}
    )
