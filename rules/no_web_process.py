r"""No web process.

The platform file declares no process that gets requests.

## Why it is bad

Only the process type `web` gets requests. Without it Heroku answers every one with `H14 No web processes running`. On other hosts a background worker has no address either, whatever it starts. DigitalOcean's App Platform requires a run command, in its app spec or a Procfile, unless it detects one when the app is made ("Python Buildpack on App Platform").

## Use instead

Add a line `web: gunicorn app:app`, or declare a web service.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile file
worker: python worker.py
release: flask db upgrade
```

## Bad: an image without a command

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile file
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
```

## Bad: the application as a worker

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: worker  # <-
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
```

## Bad: App Platform is told no command

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```yaml .do/app.yaml
name: shop
services:
  - name: web  # <-
    github:
      repo: example/shop
      branch: main
    http_port: 8080
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
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule, says


@rule(family="platform", severity=ERROR)
def check(project: Project) -> Problems:
    for file in project.repository.platform_files:
        if file.path.rpartition("/")[2] != "Procfile" or project.repository.roles.of(file.path) != "production":
            continue
        folder = file.path.rpartition("/")[0]
        named = {s.kind for s in file.services} | {s.name for s in file.services}
        if "web" in named or file.errors or project.tree.has(f"{folder}/heroku.yml".lstrip("/")):
            continue
        if any(a.path.startswith(folder) for a in project.applications):
            yield Problem(
                project.tree.place_of(file.path),
                "No line begins with web:, so nothing answers requests (Heroku: H14 No web processes running).",
                "Add a line such as: web: gunicorn app:app",
            )
    yield from _without_command(project)
    yield from _image_alone(project)
    yield from _ending_scripts(project)
    if any(not d.is_implied and d.service.kind == "web" for d in project.deployments):
        return
    for deployment in project.deployments:
        is_procfile = deployment.place.path.rpartition("/")[2] == "Procfile"
        if deployment.service.kind != "worker" or is_procfile or not deployment.host.routed:
            continue
        start, servers = deployment.start, deployment.commands.web_servers
        served = any(target.status in ("application", "factory") for _, target in start.targets)
        runs = (s.kind == "development" or (s.kind == "script" and start.development_run(s)) for s in servers)
        if served or any(runs):
            yield Problem(
                deployment.place,
                f"A worker of {deployment.host.named} gets no address: the web server runs, and no visitor can reach it.",
                "Declare it as a web service.",
            )


def _without_command(project: Project) -> Problems:
    """The services for which a host that starts nothing by itself is told no command."""
    for deployment in project.web_deployments:
        service, written = deployment.service, deployment.commands.written
        is_built = deployment.image is None and not service.base and not service.image
        if deployment.host.needs_command and is_built and not any(c.phase == "start" for c in written):
            if any(a.path.startswith(service.root) for a in project.applications):
                yield Problem(
                    deployment.place,
                    f"{deployment.host.title} needs a command that starts the app, and neither this service nor a Procfile has one.",
                    "Say how the app is started, as in: run_command: gunicorn app:app",
                    WARNING,
                )


def _image_alone(project: Project) -> Problems:
    """The images that start nothing, where nothing else tells what a container of them is to run."""
    told: set[object] = set()
    for deployment in project.web_deployments:
        image, commands = deployment.image, deployment.commands
        if image is None or image.path in told or commands.servers or not image.starts_nothing(project.tree):
            continue
        own = image.start.text if image.start is not None else ""
        starts = any(c.phase == "start" and c.text != own for c in commands.written)
        texts = (path for path in project.tree.files if path.endswith(TEXTS))
        if not starts and not says(project, texts, "docker run", "podman run", "docker exec", "command:", "args:"):
            told.add(image.path)
            yield Problem(
                project.tree.place_of(image.path),
                "This image starts no server: a container of it exits right away.",
                'Add a line such as: CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]',
                WARNING,
                cause=Cause("image", image.path),
            )


def _ending_scripts(project: Project) -> Problems:
    """The scripts that make an app, start nothing, and end: ``python wsgi.py``."""
    for deployment in project.web_deployments:
        servers, start = deployment.commands.web_servers, deployment.start
        server = servers[-1] if servers and {s.kind for s in servers} == {"script"} else None
        if (
            server is None
            or not server.is_bare_script
            or server.invocation.conditional
            or start.development_run(server)
        ):
            continue
        if deployment.serving.makes_only(server.script):
            yield Problem(
                server.place,
                f"{server.script} makes an app and starts no server: the process ends as soon as it has started.",
                project.advice(deployment).production_server(server, None),
                cause=Cause("command", server.place),
            )


TEXTS = (".md", ".rst", ".txt", ".sh", "Makefile", "justfile", ".yml", ".yaml", ".toml", ".py")
"""Ends of the files that may say how people run an image."""
