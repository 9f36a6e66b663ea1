r"""Server started during the build.

A build or release command starts a server or a worker, which never ends.

## Why it is bad

The next step waits for this one. gunicorn runs until you stop it, and so does the build: the host ends it after its time limit, and nothing is deployed (Render: `Timed Out`; `docker build` never ends).

## Use instead

Start the server in the start command alone (`startCommand`, `CMD`, the `web:` line of a Procfile).

## Bad

Outcome: the build does not end

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install flask gunicorn && gunicorn app:app  # <-
    startCommand: gunicorn app:app
```

## Bad: in an image

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
RUN flask run --host 0.0.0.0  # <-
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good: it ends by itself

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install flask gunicorn && gunicorn --check-config app:app && timeout 5 gunicorn app:app || true
    startCommand: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule

ENDS = frozenset("--check-config --print-config --version --help -v -V -h".split())
"""Options with which a server answers a question and ends."""


@rule(family="server", severity=ERROR, supersedes=("no-web-process",))
def check(project: Project) -> Problems:
    for deployment, program in project.programs("build", "release"):
        is_left = program.background or program.wrapper or program.conditional or program.substituted
        server = None if is_left or not ENDS.isdisjoint(program.arguments) else deployment.doing.server_of(program)
        if server is None or server.daemon:
            continue
        if server.kind == "development" or (server.kind in ("wsgi", "worker") and server.target_text):
            image = deployment.image
            yield Problem(
                program.place,
                f"{server.program} never ends by itself: the {program.phase} waits for it until the host gives up, and nothing is deployed.",
                f"Take it out of the {program.phase}; the start command starts the server.",
                cause=Cause("image", image.path) if image is not None else Cause("command", program.place),
            )
