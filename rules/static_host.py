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

## Bad: a static site in place of a web service

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web  # <-
    name: shop
    runtime: static
    buildCommand: pip install -r requirements.txt
    staticPublishPath: .
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

from flaskcheck.facts.services import PlatformFile, Service
from flaskcheck.files.paths import is_in
from flaskcheck.ground.place import Place
from flaskcheck.hosts import index
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, rule


@rule(family="platform", severity=ERROR)
def check(project: Project) -> Problems:
    if any(not d.is_implied for d in project.web_deployments) or _is_frozen(project):
        return
    for file in project.repository.platform_files:
        for service in file.services:
            if service.kind == "static" and _hands_out_the_application(project, file, service):
                yield Problem(
                    service.place,
                    f"{_title(service)} hands out files and cannot run Python: no route of the Flask application will ever answer.",
                    "Declare a web service, or deploy to a host that runs Python, such as Render, Railway or Fly.io.",
                )
        host = index.host(file.host) if file.host in index.MODULES else None
        if host is None or host.runs_python or not file.services or _is_front_end(project, file):
            continue
        yield Problem(
            Place(file.path),
            f"{host.title} hands out files and cannot run Python: no route of the Flask application will ever answer.",
            "Deploy to a host that runs Python, such as Render, Railway or Fly.io.",
        )


def _title(service: Service) -> str:
    title = index.host(service.host).title
    return title if not index.host(service.host).runs_python else f"A static site of {title}"


def _hands_out_the_application(project: Project, file: PlatformFile, service: Service) -> bool:
    """Whether a static site, declared among other services or by a workflow, publishes the folder of the application or its templates as they are."""
    if file.host in index.MODULES and not index.host(file.host).runs_python:
        return False  # a file of such a host is judged as a whole
    published = [f.path for f in service.folders if f.role == "static"]
    is_built = any(project.tree.has(f"{folder}/package.json".lstrip("/")) for folder in (*published, service.root))
    roots = {a.path.rpartition("/")[0] for a in project.applications}
    own = {*roots, *(f"{root}/templates".lstrip("/") for root in roots)}
    return not is_built and any(is_in(each, folder) or each == folder for folder in published for each in own)


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
