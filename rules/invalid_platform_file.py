r"""A platform file has a mistake that its host refuses.

The host rejects the deployment, or leaves out what it cannot read: a Procfile line without `name:` starts nothing (H14 No web processes running), a duplicate or unknown key in render.yaml stops the sync.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
gunicorn app:app  # <-
```

## Bad: YAML

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: [gunicorn app:app
  - type: worker  # <-
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
# the web process
web: gunicorn app:app
```
"""

from flaskcheck.facts.broken import Unreadable
from flaskcheck.hosts import index
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, WARNING, Cause, Problem, Problems, rule

MILD = {"ignored-key": INFO, "undefined-reference": WARNING, "python-version": WARNING, "unknown-value": WARNING}


@rule(family="platform", severity=ERROR)
def check(project: Project) -> Problems:
    for file in project.repository.platform_files:
        if project.repository.roles.of(file.path) != "production" or project.repository.is_template(file.path):
            continue
        host = index.host(file.host).title if file.host in index.MODULES else "The host"
        for error in file.errors:
            if error.kind != "python-version":
                yield _problem(host, error, any(other.kind == "merge-markers" for other in file.errors))
    for dockerfile in project.repository.dockerfiles.values():
        for error in dockerfile.errors:
            yield _problem("docker build", error, any(other.kind == "merge-markers" for other in dockerfile.errors))


def _problem(host: str, error: Unreadable, unmerged: bool) -> Problem:
    words = error.message.rstrip(".")
    return Problem(
        error.place,
        f"{host} refuses this file: {words}." if error.kind not in MILD else f"{words}.",
        "Correct the file; the line is where reading it failed." if error.kind == "syntax" else "Correct this line.",
        MILD.get(error.kind, ""),
        cause=Cause("merge", error.place.path) if unmerged else None,
    )
