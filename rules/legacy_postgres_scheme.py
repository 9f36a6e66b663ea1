r"""The database URL begins with postgres://, which SQLAlchemy no longer accepts.

Heroku and others hand out `postgres://…`; since SQLAlchemy 1.4 the application stops with `NoSuchModuleError: Can't load plugin: sqlalchemy.dialects:postgres` (still so in 2.1.9, verified).

Change the scheme where the URL is read: `url.replace("postgres://", "postgresql://", 1)`. Mind the `://`: without it, `postgresql` becomes `postgresqlql`.

## Bad

```python app.py
import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]  # <-
db = SQLAlchemy(app)
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
SQLAlchemy==2.0.36
psycopg2-binary==2.9.10
gunicorn==23.0.0
```

```json app.json
{"name": "shop", "addons": ["heroku-postgresql"]}
```

```text Procfile
web: gunicorn app:app
```

## Bad: replaced without the colon

```python app.py
import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres", "postgresql")  # <-
db = SQLAlchemy(app)
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
SQLAlchemy==2.0.36
psycopg2-binary==2.9.10
gunicorn==23.0.0
```

## Good: a SQLAlchemy that still takes it

```python app.py
import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
```

```text requirements.txt
Flask==2.0.3
Flask-SQLAlchemy==2.5.1
SQLAlchemy==1.3.24
psycopg2-binary==2.9.10
gunicorn==23.0.0
```

```yaml docker-compose.yml
services:
  web:
    build: .
    ports: ["8000:8000"]
    environment:
      DATABASE_URL: postgres://shop:${DB_PASSWORD}@db:5432/shop
  db:
    image: postgres:17
    environment:
      POSTGRES_PASSWORD: ${DB_PASSWORD}
```

```dockerfile Dockerfile
FROM python:3.11-slim
WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good

```python app.py
import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://", 1)
db = SQLAlchemy(app)
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
SQLAlchemy==2.0.36
psycopg2-binary==2.9.10
gunicorn==23.0.0
```

```json app.json
{"name": "shop", "addons": ["heroku-postgresql"]}
```

```text Procfile
web: gunicorn app:app
```

## Good: the host's file says postgresql

```python app.py
import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
psycopg2-binary==2.9.10
gunicorn==23.0.0
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: DATABASE_URL
        sync: false
```

## Good: a host that builds by a script of one's own, which Heroku does not

```python app.py
import os
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
psycopg2-binary==2.9.10
gunicorn==23.0.0
```

```sh build.sh
set -o errexit
pip install -r requirements.txt
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.application.databases import scheme_of
from flaskcheck.application.settings import Setting
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, read_at, rule
from flaskcheck.units.deployment import Deployment
from flaskcheck.values.value import Outcome

KEY = "SQLALCHEMY_DATABASE_URI"
OLD, NEW = "postgres://user:secret@db.example.com:5432/shop", "postgresql://user:secret@db.example.com:5432/shop"


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    told: set[object] = set()
    for deployment in project.web_deployments:
        if deployment.installed.specifier("sqlalchemy") is not None:
            for problem in _problems(deployment):
                if problem.place not in told:
                    told.add(problem.place)
                    yield problem


def _problems(deployment: Deployment) -> Problems:
    settings = deployment.start.configuration.get(KEY)
    variables = sorted({name for setting in settings for o in setting.outcomes for name in o.variables})
    for name in variables:
        yield from (_spoilt(setting) for setting, found in _where(deployment, name, NEW) if _is_spoilt(found))
    if deployment.installed.must_be_below("sqlalchemy", "1.4"):
        return
    handed_over = _handed_over(deployment)
    for name in variables:
        if name in handed_over:
            found = _where(deployment, name, OLD)
            yield from (
                p for setting, values in found if _is_old(values) and (p := _unchanged(deployment, setting, name))
            )
    for setting in settings:
        old = next((o for o in setting.outcomes if o.text.startswith("postgres://")), None)
        if old is not None:
            yield _written(deployment, setting, old)


def _where(deployment: Deployment, variable: str, text: str) -> list[tuple[Setting, list[Outcome]]]:
    """What is written to the setting where a variable has a text: of each write the values that come from the variable."""
    evaluator = deployment.start.production.evaluator
    ask = evaluator.within(evaluator.world.given({variable: text}))
    found = deployment.start.configuration.written.in_world(ask, KEY)
    return [(setting, [o for o in values if variable in o.variables]) for setting, values in found]


def _is_spoilt(found: list[Outcome]) -> bool:
    """Whether a right URL becomes one with a scheme that nobody knows."""
    schemes = {scheme_of(o.text).partition("+")[0] for o in found}
    return bool(schemes) and all(s.startswith("postgres") and s not in ("postgres", "postgresql") for s in schemes)


def _is_old(found: list[Outcome]) -> bool:
    """Whether the URL surely still has the old scheme."""
    return bool(found) and all(o.text.startswith("postgres://") for o in found)


def _written(deployment: Deployment, setting: Setting, old: Outcome) -> Problem:
    """The scheme is written in the code or in a platform file."""
    place = deployment.environment.origin_of(old, setting.place)
    related = read_at(place, setting.place, f"{KEY} is set here")
    return Problem(
        place, MESSAGE.format("This URL"), "Write postgresql:// there." if related else HELP, related=related
    )


def _unchanged(deployment: Deployment, setting: Setting, variable: str) -> Problem | None:
    """The variable that the host fills goes to SQLAlchemy as it is."""
    declared = deployment.environment.declared.get(variable)
    if declared is not None and declared.value:
        if not declared.value.startswith("postgres://"):
            return None
        related = read_at(declared.place, setting.place, f"{KEY} is set here")
        help_ = "Write postgresql:// there." if related else HELP
        return Problem(declared.place, MESSAGE.format("This URL"), help_, related=related)
    is_attached = any(v.name == variable for v in deployment.service.databases)
    sure = is_attached and deployment.host.database_schemes == ("postgres",)
    return Problem(
        setting.place,
        MESSAGE.format(f"{deployment.host.title} sets {variable} to a URL that"),
        HELP,
        "" if sure else WARNING,
    )


def _handed_over(deployment: Deployment) -> set[str]:
    """Variables whose URL the host makes with the old scheme."""
    if deployment.host.database_schemes[:1] != ("postgres",):
        return {n for n, v in deployment.environment.declared.items() if v.value and v.value.startswith("postgres://")}
    found = {v.name for v in deployment.service.databases if v.value in (None, "postgres", "postgresql")}
    uses_postgres = deployment.installed.any_of(
        "psycopg2", "psycopg2-binary", "psycopg", "psycopg-binary", "pg8000", "asyncpg"
    )
    if uses_postgres and _may_attach(deployment):
        found.add("DATABASE_URL")
    return found


def _may_attach(deployment: Deployment) -> bool:
    """Whether the host's own database may be attached where no file shows it: by its command line or its dashboard, which then sets DATABASE_URL."""
    declared = deployment.environment.declared.get("DATABASE_URL")
    if declared is not None and declared.source != "database":
        return False  # whoever deploys gives one
    if deployment.host.stands_for_many:
        return not deployment.unseen.has_build_script
    return deployment.host.database_schemes == ("postgres",)


def _spoilt(setting: Setting) -> Problem:
    """``replace("postgres", "postgresql")`` turns a right URL into postgresqlql://."""
    return Problem(
        setting.place,
        "A URL that already begins with postgresql:// becomes postgresqlql:// here, and the application stops with \"Can't "
        'load plugin: sqlalchemy.dialects:postgresqlql".',
        'Replace the scheme with its colon: .replace("postgres://", "postgresql://", 1)',
    )


MESSAGE = (
    "{} begins with postgres://, which SQLAlchemy refuses since 1.4: the application stops with \"Can't load plugin: "
    'sqlalchemy.dialects:postgres".'
)
HELP = 'Change it where it is read: url.replace("postgres://", "postgresql://", 1)'
