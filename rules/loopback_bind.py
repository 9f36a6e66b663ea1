r"""Server listens on localhost.

The server listens on an address that can't be reached from outside the container.

## Why it is bad

Inside a container, 127.0.0.1 is the container. The host's router gets no answer ("No open ports detected", R10, 502) and the deploy fails. gunicorn listens there by default when neither `--bind` nor the variable PORT says otherwise (verified with gunicorn 27.0.1); so do flask run and uvicorn.

## Use instead

Listen on every address of the container: `--bind 0.0.0.0:8000`.

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
CMD ["gunicorn", "--bind", "127.0.0.1:8000", "app:app"]  # <-
```

## Bad: the default

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
CMD gunicorn app:app  # <-
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

## Good: the host sets PORT, and gunicorn follows it

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: gunicorn app:app
```

## Good: nginx in the same container

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
RUN apt-get update && apt-get install -y nginx
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD service nginx start && gunicorn --bind 127.0.0.1:8000 app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule

_UNSEEN = {"gunicorn": "where the host sets no PORT ", "uvicorn": "where nobody sets UVICORN_HOST "}
"""What may tell a server its address where nobody knows what runs the image."""


@rule(family="server", severity=ERROR, supersedes=("fixed-port",), fixable=True)
def check(project: Project) -> Problems:
    for deployment, server in project.servers():
        if server.kind not in ("wsgi", "development") or not deployment.is_routed or server.invocation.conditional:
            continue
        if any(not bind.is_loopback and not bind.socket for bind in server.binds):
            continue  # gunicorn listens on each of several addresses
        port_decides = "PORT" in deployment.environment.values or deployment.host.sets_port
        for bind in server.binds:
            is_default = bind.origin == "default"
            if not bind.is_loopback or (is_default and port_decides):
                continue  # a default address may stand only because PORT is not known here
            lone = _UNSEEN.get(server.program, "") if deployment.host.stands_for_many and is_default else ""
            told = f"gets no address, so {lone}it " if is_default else ""
            port = "$PORT" if deployment.host.sets_port else bind.port or "$PORT"
            yield Problem(
                bind.place,
                f"{server.program} {told}listens on {bind.address}, which can't be reached from outside the container.",
                bind.on_all(server.program, port),
                WARNING if lone else "",
                cause=Cause("address", bind.place),
                fix=project.advice(deployment).edits.on_all(server, bind, port),
            )
    for deployment in project.web_deployments:
        scripts = [s for s in deployment.commands.servers if s.kind == "script" and not s.invocation.conditional]
        if not deployment.is_routed or len(scripts) != 1 or deployment.start.development_run(scripts[0]) is not None:
            continue  # development-server tells of the development server
        for place in deployment.serving.on_loopback():
            yield Problem(
                place,
                "socketio.run listens on 127.0.0.1, which can't be reached from outside the container.",
                'Write host="0.0.0.0", port=int(os.environ["PORT"]), or start the app with gunicorn.',
                cause=Cause("address", place),
            )
