r"""Files of several package managers.

The folder that the host builds holds files of several package managers, and the host refuses to choose.

## Why it is bad

Heroku stops the build (heroku-buildpack-python, `lib/package_manager.sh`):

    Error: Multiple Python package manager files were found.

A `Pipfile` beside another one's file, but without its lock, ends with `Error: No 'Pipfile.lock' found!`

## Use instead

Keep the files of one: `requirements.txt`, or `poetry.lock`, or `uv.lock`, or `Pipfile.lock`. A list that is exported from a lock can be made where it is needed.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```json app.json
{"name": "shop", "buildpacks": [{"url": "heroku/python"}]}
```

```text Procfile
web: gunicorn app:app
```

```text requirements.txt file
flask==3.1.3
gunicorn==23.0.0
```

```toml Pipfile
[packages]
flask = "*"
gunicorn = "*"
```

## Good: one of them

```python app.py
from flask import Flask

app = Flask(__name__)
```

```json app.json
{"name": "shop", "buildpacks": [{"url": "heroku/python"}]}
```

```text Procfile
web: gunicorn app:app
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
```

```toml pyproject.toml
[tool.ruff]
line-length = 100
```

## Good: an image is built

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml heroku.yml
build:
  docker:
    web: Dockerfile
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt
CMD gunicorn -b 0.0.0.0:$PORT app:app
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
```

```toml Pipfile
[packages]
flask = "*"
gunicorn = "*"
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, Related, rule


@rule(family="dependencies", severity=ERROR, supersedes=("stale-lock-file",))
def check(project: Project) -> Problems:
    told: set[str] = set()
    for deployment in project.web_deployments:
        managers = deployment.host.one_of if deployment.image is None else ()
        paths = [[f"{deployment.root}/{name}".lstrip("/") for name in names.split()] for names in managers]
        found = [
            next(path for path in own if project.tree.has(path)) for own in paths if any(map(project.tree.has, own))
        ]
        if len(found) > 1 and deployment.root not in told:
            told.add(deployment.root)
            missing = next((lock.path for lock in deployment.releases.locks if lock.state == "missing"), "")
            name = missing.rpartition("/")[2]  # that is the first thing the host looks for
            error = f"No '{name}' found" if missing else "Multiple Python package manager files were found"
            yield Problem(
                project.tree.place_of(found[0]),
                f'{deployment.host.title} stops the build with "{error}": {" and ".join(found)}.',
                "Remove all but one of them from git.",
                related=tuple(Related(project.tree.place_of(path), "another one") for path in found[1:]),
                cause=Cause("lock", missing) if missing else None,
            )
