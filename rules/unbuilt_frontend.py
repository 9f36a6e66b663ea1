r"""Front end not built.

The app hands out a folder that only the build of a front end fills, and no command of the deployment runs that build.

## Why it is bad

The folder isn't in git, so the host doesn't have it: `/` answers 404, or 500 with `TemplateNotFound: index.html`. On the computer where `npm run build` was typed once everything works. Verified with Flask 3.1.3.

## Use instead

Run the build where the app is built: in Render's `buildCommand`, in a stage of the Dockerfile, in the workflow that deploys; or commit the built folder.

## Bad

Outcome: / answers 404

```python app.py
from flask import Flask

app = Flask(__name__, static_folder="client/dist", static_url_path="/")  # <-

@app.route("/")
def index():
    return app.send_static_file("index.html")
```

```json client/package.json
{"scripts": {"build": "vite build"}}
```

```text .gitignore
dist/
.env
```

```text requirements.txt
flask
gunicorn
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__, static_folder="client/dist", static_url_path="/")

@app.route("/")
def index():
    return app.send_static_file("index.html")
```

```json client/package.json
{"scripts": {"build": "vite build"}}
```

```text .gitignore
dist/
.env
```

```text requirements.txt
flask
gunicorn
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt && cd client && npm ci && npm run build
    startCommand: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, rule


@rule(family="portability", severity=ERROR)
def check(project: Project) -> Problems:
    folders = project.pages.rendered.unbuilt_folders if project.web_deployments else ()
    for folder in folders:
        file = f"{folder.path}/index.html"
        for deployment in project.web_deployments:
            has_node = deployment.image is None and project.tree.has(f"{deployment.root}/package.json".lstrip("/"))
            is_own = deployment.is_implied or deployment.host.is_lasting or deployment.files.may_make(file) or has_node
            if is_own or (deployment.image is None and deployment.service.image):
                continue
            package = project.tree.source(folder.package).whole()
            yield Problem(
                folder.place,
                f"{deployment.host.title} has no {folder.path}: git doesn't have it, and nothing builds it there, so its pages answer 404.",
                f"Run the build of {folder.package} where the app is built, or commit {folder.path}.",
                ERROR if folder.is_all else WARNING,
                related=(Related(package, "this build would fill it"),),
                cause=Cause("folder", folder.path),
            )
            break
