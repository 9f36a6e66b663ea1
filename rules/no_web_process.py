r"""The Procfile starts no web process.

Only the process type `web` gets requests; without it Heroku answers every one with `H14 No web processes running`.

Add a line `web: gunicorn app:app`.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile file
worker: python worker.py
release: flask db upgrade
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: gunicorn app:app
worker: python worker.py
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, rule


@rule(family="platform", severity=ERROR)
def check(project: Project) -> Problems:
    for file in project.repository.platform_files:
        if file.path.rpartition("/")[2] != "Procfile" or project.repository.roles.of(file.path) != "production":
            continue
        folder = file.path.rpartition("/")[0]
        named = {s.kind for s in file.services} | {s.name for s in file.services}
        if "web" in named or file.errors or not file.services or project.tree.has(f"{folder}/heroku.yml".lstrip("/")):
            continue
        if any(a.path.startswith(folder) for a in project.applications):
            yield Problem(
                project.tree.place_of(file.path),
                "No line begins with web:, so nothing answers requests (Heroku: H14 No web processes running).",
                "Add a line such as: web: gunicorn app:app",
            )
