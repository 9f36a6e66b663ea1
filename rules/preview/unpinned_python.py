r"""Python version not pinned.

Nothing names the Python of the deployment, so that the host takes its own default, which changes over time.

## Why it is bad

A warning where a pinned release fails on that Python, or a file names another one that the host doesn't read; else an info.

Render takes Python 3.14.3 for services made since February 2026 and older ones for older services; Heroku takes 3.14, and Railway 3.13. A deployment that worked stops when the default moves: pinned packages have no wheel for the new Python, or don't run on it. The finding lists those that are known.

## Use instead

A file `.python-version` with the Python that you test with, such as `3.13`. Render, Heroku, Railway, uv and pyenv read it.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
```

```yaml render.yaml
services:
  - type: web  # <-
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
```

## Bad: a file that the host doesn't read

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
psycopg2-binary==2.9.9
```

```text runtime.txt
python-3.12.7
```

```yaml render.yaml
services:
  - type: web  # <-
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
```

```text .python-version
3.13
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
```

## Good: a variable of the host's names it

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: PYTHON_VERSION
        value: 3.13.5
```
"""

from flaskcheck.known.releases import needs_compiler
from flaskcheck.project import Project
from flaskcheck.rule import INFO, WARNING, Cause, Problem, Problems, Related, edits, rule

FILE = ".python-version"
NEWEST = "3.14"


@rule(family="dependencies", severity=WARNING, supersedes=("missing-wheel", "incompatible-requirements"), fixable=True)
def check(project: Project) -> Problems:
    if project.hides_deployments:
        return  # what can't be read may name one
    lost = {missing.folder.place.path for missing in project.repository.hosts.missing_folders()}
    for deployment in project.web_deployments:
        host, releases, root = deployment.host, deployment.releases, deployment.root
        files = deployment.installed.files if deployment.place.path not in lost else ()
        if host.stands_for_many and any(d.python is not None and d.root == root for d in project.web_deployments):
            continue  # whoever deploys it elsewhere names one there
        if not (host.default_python or host.is_unknown) or not files or not releases.is_open:
            continue
        is_misled = releases.fails_by_default
        path, fitting = f"{root}/{FILE}".lstrip("/"), releases.fitting
        if host.is_unknown:
            message = f"Nothing names the Python version: each host takes its own default, up to {NEWEST}."
            lacking = (r for r in releases.without_wheel(NEWEST) if needs_compiler(r[1]))
            related = tuple(
                Related(r.place, f"{r.written} {release.version} has no wheel for {NEWEST}") for r, release in lacking
            )
            place, fix = project.tree.place_of(files[0].path), None
        else:
            newer = " or newer" if host.stands_for_many else ""
            then = "on which a pinned release fails" if releases.fails_by_default else "and a newer one some day"
            named = "Nothing names" if host.stands_for_many else f"Nothing that {host.title} reads names"
            message = f"{named} the Python version: {host.named} takes {host.default_python}{newer}, {then}."
            unread = [f"{root}/{name}".lstrip("/") for name in host.unread_python_files]
            there = (project.tree.place_of(name) for name in unread if project.tree.has(name))
            related = tuple(Related(place, f"{host.title} doesn't read this file") for place in there)
            is_misled = is_misled or bool(related)
            is_mended = fitting and not host.stands_for_many  # whoever runs it may have another
            place, fix = deployment.place, edits(project, path).added(fitting) if is_mended else None
        yield Problem(
            place,
            message,
            f"Write the version into {path}: {fitting or 'one that all pinned releases have wheels for'}.",
            "" if is_misled else INFO,
            related,
            fix,
            Cause("python", root),
        )
