r"""Secret in a platform file.

A platform file contains a secret in plain text.

## Why it is bad

Anyone with access to the repository or its history can read it. A secret in a Dockerfile is also in every copy of the image.

## Use instead

Leave the value to the host: `sync: false` or `generateValue: true` in render.yaml, `${NAME}` in Compose, a secret of the platform. Then create a new secret.

## Bad

Outcome: a clone shows "value: 9f2c4e7a1b8d4f60a3c5e1"

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
    startCommand: gunicorn app:app
    envVars:
      - key: SECRET_KEY
        value: 9f2c4e7a1b8d4f60a3c5e1  # <-
```

## Bad: in an image

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
ENV DATABASE_URL=postgresql://shop:Tr0ub4dor@db.example.com/shop  # <-
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Bad: the password of a database that everybody reaches

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml compose.yaml
services:
  web:
    build: .
    command: gunicorn -b 0.0.0.0:8000 app:app
  db:
    image: postgres:17
    ports: ["5432:5432"]
    environment:
      POSTGRES_PASSWORD: password  # <-
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
```

## Good

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
    startCommand: gunicorn app:app
    envVars:
      - key: SECRET_KEY
        generateValue: true
      - key: STRIPE_API_KEY
        sync: false
      - key: PASSWORD_MIN_LENGTH
        value: "12"
```

## Good: a reference, and the address of a database beside it

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml compose.yaml
services:
  web:
    build: .
    command: gunicorn -b 0.0.0.0:8000 app:app
    environment:
      SECRET_KEY: ${SECRET_KEY}
      DATABASE_URL: postgresql://postgres:postgres@db/shop
  db:
    image: postgres:17
    environment:
      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
```
"""

from flaskcheck.known import credentials, secrets
from flaskcheck.known.database_images import CLIENT_PASSWORDS, PASSWORDS
from flaskcheck.known.placeholders import asks
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, WARNING, Problem, Problems, Related, rule


@rule(family="environment", severity=ERROR, score=8.2, is_secret=True, fixable=True)
def check(project: Project) -> Problems:
    every = [
        (d, v) for d in project.deployments for v in (*(d.image.variables if d.image else ()), *d.service.variables)
    ]
    every += [(d, v) for d, program in project.programs("start", "release", "cron") for v in program.variables]
    every += [(d, v) for d in project.deployments for server in d.commands.servers for v in server.variables]
    declared = {v.place: (d, v) for d, v in every if v.source in ("literal", "build") and v.value}  # each place once
    secret = [
        v
        for d, v in declared.values()
        if not project.repository.env_files.get(v.place.path)
        and _is_secret(project, v.name, v.value or "", d.host.is_container or d.image is not None)
        and (v.name in project.settings.signing_variables or not d.environment.is_for_a_neighbour(v.name))
    ]
    held = [(v.value or "", Related(v.place, f"{v.name} holds it too")) for _, v in every]
    told: set[object] = {v.place for v in secret}
    for name, value in dict.fromkeys((v.name, v.value or "") for v in secret):
        places = [v.place for v in secret if (v.name, v.value or "") == (name, value)]
        first, *others = places
        signs = name in project.settings.signing_variables
        yield Problem(
            first,
            f"{name} {_danger(value, signs)}",
            f"Leave the value of {name} to the host's own settings or secrets, and make a new one.",
            _severity(name, value) if not signs else "",
            (*(Related(place, f"{name} again") for place in others), *_same(value, held, told)),
            project.advice(declared[first][0]).edits.referred(name, value, places),
        )
    yield from _database_passwords(project)


def _severity(name: str, value: str) -> str:
    """How bad a weak value is, or a salt, which opens nothing by itself; ``""`` for any other: what a database's own programs log in with protects what the database's port says, not this line."""
    if not credentials.is_weak(value):
        return WARNING if name.upper().endswith("SALT") else ""
    return INFO if name in CLIENT_PASSWORDS else WARNING


def _same(value: str, held: list[tuple[str, Related]], told: set[object]) -> tuple[Related, ...]:
    """The other variables that hold a secret, by themselves or in an address."""
    others = {other.place: other for text, other in held if value in text and other.place not in told}
    return tuple(others.values()) if len(value) > 5 and not credentials.is_weak(value) else ()


def _danger(value: str, signs: bool) -> str:
    """What the text of a variable means, in words that follow its name."""
    if signs and asks(value):
        return "is still a placeholder, and production signs with it: anyone can guess it and log in as any user."
    if signs:
        return "is committed here, and production signs with it: anyone who can read the repository or the image can forge sessions and tokens."
    known = "is committed here: anyone who can read the repository or the image has it"
    return f"{known}, and production uses it unless you override it." if credentials.is_weak(value) else f"{known}."


def _is_secret(project: Project, name: str, value: str, is_container: bool) -> bool:
    if secrets.is_reference(value) or "\ufffc" in value:
        return False
    if name in project.settings.signing_variables:
        return not credentials.is_switch(value)
    if asks(value):
        return False  # nobody can use it; placeholder-value tells that it is still there
    if secrets.known_token(value):
        return True
    url = secrets.url_credentials(value)
    if url is not None:
        return not secrets.is_placeholder(url.password) and not _is_inner(project, value, is_container)
    return secrets.is_secret_name(name) and len(value) > 3 and "://" not in value and not credentials.is_switch(value)


def _is_inner(project: Project, value: str, is_container: bool) -> bool:
    """Whether a URL leads to a service of the same file, whose password protects nothing outside; between containers any bare name may be one."""
    host = value.rpartition("@")[2].partition("/")[0].partition(":")[0].partition("?")[0]
    names = {service.name for file in project.repository.platform_files for service in file.services}
    return host in ("localhost", "host.docker.internal") or host in names or (is_container and "." not in host)


def _database_passwords(project: Project) -> Problems:
    """The texts that the databases which start beside an application take as their passwords; a developer's own are left out."""
    used = {deployment.place.path for deployment in project.deployments}
    worked_on = {deployment.place.path for deployment in project.deployments if deployment.service.mounts_code}
    for file in project.repository.platform_files:
        for service in file.services if file.path in used else ():
            written = [v for v in service.variables if v.name in PASSWORDS and v.source == "literal" and v.value]
            written = [v for v in written if not secrets.is_reference(v.value or "")]
            if service.kind == "database" and written and not service.development:
                first, *others = written
                port = next((p.number for p in service.ports if p.role == "publish" and not p.is_local), 0)
                message, help_ = _password(service.name, first.name, port)
                related = tuple(Related(v.place, f"{v.name}, too") for v in others)
                is_told = port and file.path not in worked_on
                yield Problem(first.place, message, help_, WARNING if is_told else INFO, related)


def _password(name: str, variable: str, port: int) -> tuple[str, str]:
    """What is to be said of a database whose password is written, and what helps."""
    reach = (
        f"and port {port} is published on all addresses, so anyone can log in."
        if port
        else "and nothing replaces it, so anyone who gets into one of the containers can log in."
    )
    return (
        f"{name} takes its password from {variable}. Anyone who can read the repository has it, {reach}",
        f"Write ${{{variable}}} and set it where the containers run"
        + (", and publish the port on 127.0.0.1 alone or not at all." if port else "."),
    )
