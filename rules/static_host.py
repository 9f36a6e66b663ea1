r"""Static host can't run Flask.

The only host that is set up serves files and can't run Python.

## Why it is bad

Netlify, GitHub Pages, Firebase Hosting and S3 serve files as they are: visitors get a 404 or the source code, and no route ever answers.

## Use instead

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

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, rule


@rule(family="platform", severity=ERROR)
def check(project: Project) -> Problems:
    if any(not d.is_implied for d in project.web_deployments) or _is_frozen(project):
        return
    for site in project.repository.hosts.static_sites():
        yield Problem(
            site.place,
            f"{site.title} only serves files and can't run Python, so no route of the app ever answers.",
            "Declare a web service, or deploy to a host that runs Python, such as Render, Railway or Fly.io."
            if site.place.line
            else "Deploy to a host that runs Python, such as Render, Railway or Fly.io.",
        )


def _is_frozen(project: Project) -> bool:
    """Whether the pages are made into files beforehand (Frozen-Flask)."""
    return any(
        b"flask_frozen" in project.tree.source(p).raw
        for p in project.repository.python_paths
        if b"rozen" in project.tree.source(p).raw
    )
