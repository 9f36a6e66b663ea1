r"""The server binds a fixed port although the host assigns one.

The host sends traffic to the port in the variable PORT and waits for the application there: Heroku ends it after 60 seconds (`R10 Web process failed to bind to $PORT`), Railway answers 502.

Bind `0.0.0.0:$PORT`, or leave the address out: gunicorn reads PORT by itself.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: gunicorn -b 0.0.0.0:8000 app:app  # <-
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: gunicorn -b 0.0.0.0:$PORT app:app
```

## Good: the port that the file itself forwards to

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
EXPOSE 8000
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good: App Engine always uses 8080

```python main.py
from flask import Flask

app = Flask(__name__)
```

```yaml app.yaml
runtime: python313
entrypoint: gunicorn -b :8080 main:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule
from flaskcheck.servers.server import Bind
from flaskcheck.units.deployment import Deployment


@rule(family="server", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment, server in project.servers():
        if not deployment.host.sets_port or server.kind not in ("wsgi", "development") or server.invocation.conditional:
            continue
        for bind in server.binds:
            if _is_fixed(bind) and bind.port not in _forwarded(deployment) and not _is_supplied(deployment):
                yield Problem(
                    bind.place,
                    f"{deployment.host.title} assigns the port in PORT, but {server.program} binds {bind.port}: requests do not "
                    "reach it and the deployment is ended.",
                    "Bind 0.0.0.0:$PORT.",
                    WARNING if deployment.host.detects_port else "",
                )


def _is_fixed(bind: Bind) -> bool:
    return (
        bind.port is not None and not bind.socket and bind.origin in ("command", "config") and "$" not in bind.port_text
    )


def _forwarded(deployment: Deployment) -> set[int | None]:
    """The ports that the platform file or the host itself forwards to."""
    ports: set[int | None] = {p.number for p in deployment.service.ports if p.role == "forward"}
    declared = deployment.variables.get("PORT")
    if declared and declared.isdigit():
        ports.add(int(declared))
    ports.add(deployment.host.default_port)
    return ports


def _is_supplied(deployment: Deployment) -> bool:
    return any(c.supplied for c in deployment.commands if c.phase == "start")
