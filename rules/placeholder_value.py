r"""Placeholder left in a variable.

A variable of the deployment still holds the text of a form.

## Why it is bad

The app gets the placeholder: calls with such a key fail with a 401, and a database at `user:password@host` is never found (`could not translate host name "host" to address`). Nothing fails before the first request that needs it.

## Use instead

Write the real value if it is no secret. Leave a secret to the host's settings (`sync: false` in render.yaml, `${NAME}` in Compose).

## Bad

```python app.py
import os

from flask import Flask

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
app.config["MAILGUN_API_KEY"] = os.environ["MAILGUN_API_KEY"]
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: MAILGUN_API_KEY
        value: your-mailgun-key  # <-
      - key: DATABASE_URL
        value: postgresql://user:password@host/shop  # <-
```

## Bad: in compose, which has no other place for it

```python app.py
import os

from flask import Flask

app = Flask(__name__)
app.config["KEY_OF_MODELS"] = os.environ["OPENAI_API_KEY"]
```

```yaml compose.yaml
services:
  web:
    build: .
    command: gunicorn -b 0.0.0.0:8000 app:app
    environment:
      OPENAI_API_KEY: sk-xxxxxxxxxxxxxxxx  # <-
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
```

## Good: values, references, and a form that the host shows to whoever deploys

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
      OPENAI_API_KEY: ${OPENAI_API_KEY:?set it}
      SITE_SLOGAN: Change your mind, change your shop
      CORS_ORIGINS: "*"
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
```

```json app.json
{"name": "shop", "env": {"MAILGUN_API_KEY": {"value": "your-mailgun-key"}}}
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.known.placeholders import asks, names_no_host
from flaskcheck.known.services import may_be_read_by
from flaskcheck.known.usual_names import lists_variables
from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Problem, Problems, Related, rule, says


@rule(family="environment", severity=WARNING, is_secret=True)
def check(project: Project) -> Problems:
    found: dict[tuple[str, str], list[Related]] = {}
    for deployment in project.deployments:
        own = frozenset(deployment.service.variables)
        for variable in deployment.environment.declared.values():
            is_own = variable in own or deployment.host.file_is_complete
            once = deployment.host.runs_once(variable.place.path)
            is_given = variable.source == "literal" and is_own and not once
            if (
                is_given
                and _stands_for_another(variable.value or "")
                and _is_asked_for(project, variable.name, variable.place.path)
            ):
                again = Related(variable.place, f"{variable.name} again")
                found.setdefault((variable.name, variable.value or ""), []).append(again)
    for (name, value), places in found.items():
        if name in project.settings.signing_variables:
            continue  # plain-secret tells that it works as a key
        first, *others = dict.fromkeys(places)
        what = (
            "points to the example host of a guide: nothing answers there, and every request that needs it fails."
            if names_no_host(value)
            else "is still a placeholder, and nothing else sets it: what needs it is refused."
        )
        yield Problem(
            first.place,
            f"{name} {what}",
            f"Write the real value of {name}; if it is a secret, leave it to the host's settings.",
            related=tuple(others),
        )


def _is_asked_for(project: Project, name: str, path: str) -> bool:
    """Whether a file that doesn't only list variables names one, or a package that is installed may read it by itself."""
    others = (other for other in project.tree.files if other != path and not lists_variables(other))
    packages = {r.name for deployment in project.deployments for r in deployment.installed.requirements}
    return may_be_read_by(packages, name) or says(project, others, name)


def _stands_for_another(value: str) -> bool:
    return names_no_host(value) if "://" in value else asks(value)
