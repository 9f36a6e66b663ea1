r"""Fixed port where the host assigns one.

The server binds a fixed port, but the host assigns one.

## Why it is bad

The host sends traffic to the port in the variable PORT and waits for the app there. Heroku stops it after 60 seconds (`R10 Web process failed to bind to $PORT`); Railway answers 502.

## Use instead

Bind `0.0.0.0:$PORT`, or leave the address out: gunicorn reads PORT by itself. waitress doesn't: without a port it listens on 8080.

## Bad

Outcome: the host gets no answer

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: gunicorn -b 0.0.0.0:8000 app:app  # <-
```

## Bad: a server that does not read PORT

Outcome: the host gets no answer

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: waitress-serve app:app  # <-
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
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule


@rule(family="server", severity=ERROR, fixable=True)
def check(project: Project) -> Problems:
    for deployment, server in project.servers():
        if not deployment.host.sets_port or server.kind not in ("wsgi", "development") or server.invocation.conditional:
            continue
        if deployment.commands.is_supplied:
            continue
        forwarded = tuple(port.number for port in deployment.service.ports if port.role == "forward")
        expected = (*(forwarded or (deployment.host.default_port,)), deployment.environment.port)
        wrong = [b for b in server.binds if (b.is_fixed or b.is_known_default) and b.port not in expected]
        if any(not bind.is_loopback and not bind.socket for bind in server.binds if bind not in wrong):
            continue  # gunicorn listens on each of several addresses
        for bind in wrong:
            does = "binds" if bind.is_fixed else "does not read it and binds"
            yield Problem(
                bind.place,
                f"{deployment.host.title} assigns the port in PORT, but {server.program} {does} {bind.port}: requests never "
                "reach it and the deploy fails.",
                bind.on_all(server.program, "$PORT") if bind.origin == "config" else "Bind 0.0.0.0:$PORT.",
                WARNING if deployment.host.detects_port else "",
                cause=Cause("address", bind.place),
                fix=project.advice(deployment).edits.on_all(server, bind, "$PORT"),
            )
