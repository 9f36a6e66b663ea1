r"""Misnamed platform file.

A file is written for a host, or for Docker, which looks for another name and never reads it.

## Why it is bad

Render looks for `render.yaml`, Docker Compose for `compose.yaml` and `docker-compose.yml`. Under `render.yml`, `docker-compose.yml.yml` or `vercel.json.txt` it is just a file: its commands, variables and databases count for nothing, and no host says so.

## Use instead

Rename it: `git mv render.yml render.yaml`.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yml file
services:
  - type: web
    name: plants
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

## Good: a command names the file

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml docker_compose.yml
services:
  web:
    build: .
    command: gunicorn -b 0.0.0.0:8000 app:app
```

```text Makefile
up:
        docker compose -f docker_compose.yml up -d
```

## Good: a workflow that happens to be called so

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml .github/workflows/render.yml
on: push
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: pytest
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, rule, typed, word


@rule(family="platform", severity=ERROR)
def check(project: Project) -> Problems:
    repository = project.repository
    for path, right, title in repository.hosts.misnamed_files():
        if repository.roles.of(path) == "production":
            command = f"git mv {word(path)} {word(right)}"
            name = right.rpartition("/")[2]
            yield Problem(
                project.tree.place_of(path),
                f"{title} looks for {name}: nobody reads {path.rpartition('/')[2]}, and what is written in it does not happen.",
                f"Rename it: {command}",
                fix=typed(command),
            )
