r"""A secret is written in a platform file.

The file is in git, so everybody who can read the repository, now or in its history, has the secret; in a Dockerfile it is in every copy of the image too.

Leave the value to the host: `sync: false` or `generateValue: true` in render.yaml, `${NAME}` in compose, a secret of the platform. Then make a new secret.

## Bad

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

## Good: a reference, and the throw-away password of a database beside it

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
      POSTGRES_PASSWORD: postgres
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
```
"""

from flaskcheck.known import secrets
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, Related, rule


@rule(family="environment", severity=ERROR, score=8.2)
def check(project: Project) -> Problems:
    every = [v for d in project.deployments for v in (*(d.image.variables if d.image else ()), *d.service.variables)]
    declared = {v.place: v for v in every if v.source in ("literal", "build") and v.value}  # each place once
    secret = [v for v in declared.values() if not project.repository.env_files.get(v.place.path)]
    secret = [v for v in secret if _is_secret(v.name, v.value or "")]
    for name, value in dict.fromkeys((v.name, v.value or "") for v in secret):
        first, *others = (v.place for v in secret if (v.name, v.value or "") == (name, value))
        weak = secrets.is_placeholder(value) or _is_local_password(value)
        yield Problem(
            first,
            f"{name} is written here and committed: everybody who can read the repository or the image has "
            + ("it." if not weak else "it, and unless somebody replaces it, production uses it."),
            f"Leave the value of {name} to the host's own settings or secrets, and make a new one.",
            WARNING if weak else "",
            tuple(Related(place, f"{name} again") for place in others),
        )


def _is_secret(name: str, value: str) -> bool:
    if secrets.is_reference(value) or "\ufffc" in value:
        return False
    if secrets.known_token(value):
        return True
    url = secrets.url_credentials(value)
    if url is not None:
        return not secrets.is_placeholder(url.password) and not _is_inner(value)
    return secrets.is_secret_name(name) and len(value) > 3 and "://" not in value and not _is_flag(value)


def _is_inner(value: str) -> bool:
    """Whether a URL leads to a service of the same file, whose password protects nothing outside."""
    host = value.rpartition("@")[2].partition("/")[0].partition(":")[0].partition("?")[0]
    return "." not in host


def _is_local_password(value: str) -> bool:
    return value.lower() in ("postgres", "root", "admin", "mysql", "redis", "guest", "rabbitmq")


def _is_flag(value: str) -> bool:
    return value.lower() in ("true", "false", "yes", "no", "none", "null") or value.isdigit()
