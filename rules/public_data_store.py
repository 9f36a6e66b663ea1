r"""Database open to the world.

Compose publishes the port of a database on every address of the machine.

## Why it is bad

`ports: "5432:5432"` listens on 0.0.0.0, and Docker's own rules come before those of ufw: the database can be reached from the internet, where programs try passwords at once ("Packet filtering and firewalls", docs.docker.com). The app doesn't need it: containers of one network reach each other without published ports.

## Use instead

Leave `ports` out, or publish for the machine itself only: `"127.0.0.1:5432:5432"`.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

```yaml compose.yaml
services:
  web:
    build: .
    ports:
      - "80:8000"
  db:
    image: postgres:17
    ports:
      - "5432:5432"  # <-
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
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

```yaml compose.yaml
services:
  web:
    build: .
    ports:
      - "80:8000"
  db:
    image: postgres:17
    expose:
      - "5432"
  cache:
    image: redis:8
    ports:
      - "127.0.0.1:6379:6379"
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, rule


@rule(family="security", severity=WARNING, score=5.3)
def check(project: Project) -> Problems:
    deployed = {d.place.path for d in project.web_deployments}
    for file in project.repository.platform_files:
        is_worked_on = any(service.mounts_code for service in file.services)
        for service in file.services if file.path in deployed and not is_worked_on else ():
            if service.kind != "database" or service.development:
                continue
            for port in service.ports:
                if port.role == "anyone":
                    yield Problem(
                        port.place,
                        f"{service.name} lets in every address of the internet: anyone may try passwords.",
                        "Write ipAllowList: [], which lets in the services of Render alone, or list your own addresses.",
                        cause=Cause("port", port.place),
                    )
                elif port.is_open:
                    outer = port.published if port.published.isdecimal() else port.number
                    yield Problem(
                        port.place,
                        f"{service.name} listens on port {outer} of every address of the machine, past its firewall: anyone may try passwords.",
                        "Leave ports out: the other containers reach it without. For yourself, publish 127.0.0.1 only.",
                        cause=Cause("port", port.place),
                    )
