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

from collections.abc import Iterator

from flaskcheck.application.settings import Setting
from flaskcheck.facts.expressions import Attribute, Call, EnvRead, Expression, Literal
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, read_at, rule
from flaskcheck.units.deployment import Deployment

KEY = "SQLALCHEMY_DATABASE_URI"


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    for selected in project.settings.of(KEY):
        setting = selected.setting
        for deployment in selected.deployments:
            if deployment.installed.specifier("sqlalchemy") is None:
                continue
            problem = _naive_replace(setting)
            if problem is None and not deployment.installed.must_be_below("sqlalchemy", "1.4"):
                problem = _unchanged(deployment, setting) or _literal(deployment, setting)
            if problem is not None:
                yield problem
                break


def _literal(deployment: Deployment, setting: Setting) -> Problem | None:
    """The scheme is written in the code or in a platform file."""
    old = next((o for o in setting.outcomes if o.text.startswith("postgres://")), None)
    if old is None:
        return None
    place = deployment.environment.origin_of(old, setting.place)
    related = read_at(place, setting.place, f"{KEY} is set here")
    return Problem(
        place, MESSAGE.format("This URL"), "Write postgresql:// there." if related else HELP, related=related
    )


def _unchanged(deployment: Deployment, setting: Setting) -> Problem | None:
    """The variable that the host fills goes to SQLAlchemy as it is."""
    value = setting.value
    if value is None or _is_rewritten(deployment):
        return None
    for read in _plain_reads(value):
        if read.variable not in _handed_over(deployment):
            continue
        declared = deployment.environment.declared.get(read.variable)
        if declared is not None and declared.value and not declared.value.startswith("postgres://"):
            continue
        is_attached = any(v.name == read.variable for v in deployment.service.databases)
        sure = (is_attached and deployment.host.database_schemes == ("postgres",)) or bool(declared and declared.value)
        if declared and declared.value:
            related = read_at(declared.place, setting.place, f"{KEY} is set here")
            help_ = "Write postgresql:// there." if related else HELP
            return Problem(declared.place, MESSAGE.format("This URL"), help_, related=related)
        return Problem(
            setting.place,
            MESSAGE.format(f"{deployment.host.title} sets {read.variable} to a URL that"),
            HELP,
            "" if sure else WARNING,
        )
    return None


def _plain_reads(value: Expression) -> Iterator[EnvRead]:
    """Reads whose text is used unchanged: the expression itself, or an option of ``or``."""
    if isinstance(value, EnvRead):
        yield value
    elif not isinstance(value, Call):
        for child in value.children:
            yield from _plain_reads(child)


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


def _is_rewritten(deployment: Deployment) -> bool:
    """Whether reached code changes the scheme anywhere: in another statement, in a helper, on ``app.config`` itself."""
    for module in deployment.start.production.facts():
        if any(
            "postgres" in text.text and ("argument:" in "".join(text.context[-1:]) or "compare" in text.context)
            for text in module.texts
        ):
            return True
    return False


def _naive_replace(setting: Setting) -> Problem | None:
    """``replace("postgres", "postgresql")`` turns a right URL into postgresqlql://."""
    for value in setting.value.walk() if setting.value else ():
        if not isinstance(value, Call) or not _is_replace(value) or len(value.arguments) < 2:
            continue
        old, new = value.arguments[:2]
        if (
            isinstance(old, Literal)
            and isinstance(new, Literal)
            and old.value == "postgres"
            and str(new.value).startswith("postgresql")
        ):
            return Problem(
                setting.place,
                "A URL that already begins with postgresql:// becomes postgresqlql:// here, and the application stops with \"Can't "
                'load plugin: sqlalchemy.dialects:postgresqlql".',
                'Replace the scheme with its colon: .replace("postgres://", "postgresql://", 1)',
            )
    return None


def _is_replace(call: Call) -> bool:
    return call.name.endswith(".replace") or (isinstance(call.function, Attribute) and call.function.name == "replace")


MESSAGE = (
    "{} begins with postgres://, which SQLAlchemy refuses since 1.4: the application stops with \"Can't load plugin: "
    'sqlalchemy.dialects:postgres".'
)
HELP = 'Change it where it is read: url.replace("postgres://", "postgresql://", 1)'
