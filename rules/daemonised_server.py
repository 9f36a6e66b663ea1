r"""Server runs as a daemon.

The start command ends as soon as the server is in the background, and the container or the host's process ends with it.

## Why it is bad

A container lives as long as its first process. `gunicorn --daemon` starts another process and ends at once with exit code 0 (seen with gunicorn 27.0.1); so does a shell behind `gunicorn app:app &`. Docker then removes everything that is left: `Exited (0)`, and the host starts it again and again.

## Use instead

Let the server stay in the foreground: leave out `--daemon`, `nohup` and the `&` at the end.

## Bad

Outcome: the start ends

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD gunicorn --daemon -b 0.0.0.0:8000 app:app  # <-
```

## Bad: a shell that ends

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: nohup gunicorn app:app &  # <-
```

## Good: something else stays in the foreground

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn && apt-get update && apt-get install -y nginx
CMD gunicorn --daemon -b 127.0.0.1:8000 app:app && nginx -g "daemon off;"
```

## Good: systemd follows the process

```python app.py
from flask import Flask

app = Flask(__name__)
```

```ini deploy/shop.service
[Unit]
Description=shop

[Service]
Type=forking
WorkingDirectory=/srv/shop
ExecStart=/srv/shop/venv/bin/gunicorn --daemon --pid /run/shop.pid app:app
PIDFile=/run/shop.pid
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, rule

QUICK = frozenset(("echo", "printf", "true", ":", "date"))
"""Programs that end at once."""


@rule(family="server", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        programs = [p for p in deployment.commands.programs("start") if not p.substituted]
        is_replaced = deployment.host.routed or deployment.host.is_container or deployment.image is not None
        for server in deployment.commands.web_servers if is_replaced and not deployment.host.is_lasting else ():
            program = server.invocation
            is_sent = program.background and all(path.endswith(".sh") for path in program.via)  # not by a supervisor
            is_gone = server.daemon or is_sent
            at = next((i for i, other in enumerate(programs) if other is program), len(programs))
            is_last = at < len(programs) and all(other.program in QUICK for other in programs[at + 1 :])
            if is_gone and is_last and not program.conditional:
                how = "goes into the background" if server.daemon else "is sent to the background"
                yield Problem(
                    program.place,
                    f"{server.program} {how}, the start command ends, and with it everything that it has started.",
                    "Let the server stay in the foreground: without --daemon, nohup and the & at the end.",
                )
