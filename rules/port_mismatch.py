"""Container port differs from the server's.

Requests are forwarded to another container port than the one the server binds.

## Why it is bad

The app runs, but nothing reaches it: requests get "connection reset by peer" or "connection refused", or a proxy's 502. Compose forwards to the last number of an entry under `ports` ("Compose file reference", `ports`: `HOST:CONTAINER`); EXPOSE changes nothing.

## Use instead

Forward to the port that the server binds, or bind the port that requests are forwarded to.

## Bad

Outcome: the host gets no answer

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "--bind", "0.0.0.0:5000", "app:app"]
```

```yaml compose.yaml
services:
  web:
    build: .
    ports:
      - "80:8000"  # <-
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]
```

```yaml compose.yaml
services:
  web:
    build: .
    ports:
      - "80:8000"
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, Related, rule


@rule(family="network", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        commands = deployment.commands
        servers = [s for s in commands.servers if s.kind in ("wsgi", "development")]
        binds = [bind for server in servers for bind in server.binds]
        may_be_others = (
            commands.starts_proxy or commands.hides_programs or any(s.invocation.conditional for s in servers)
        )
        if not binds or may_be_others or deployment.host.sets_port or not all(bind.is_settled for bind in binds):
            continue
        wanted = [p for p in deployment.service.ports if p.role in ("publish", "forward")]
        if wanted and not {p.number for p in wanted} & {bind.port for bind in binds}:
            first, bind, server = wanted[0], binds[0], servers[0].program
            yield Problem(
                first.place,
                f"{deployment.host.title} forwards requests to port {first.number} of the container, and nothing listens there: "
                f"{server} binds {bind.port}, so no request reaches it.",
                f"Write {bind.port} in place of {first.number}, or let {server} bind 0.0.0.0:{first.number}.",
                related=(Related(bind.place, f"{server} binds {bind.port} here"),),
                cause=Cause("address", bind.place),
            )
