r"""A flask command cannot find the application.

`flask db upgrade` answers `Error: Could not locate a Flask application.` and `Error: No such command 'db'.`, because the commands of extensions only exist once the application is loaded; the build or the release ends there. Verified with
Flask 3.1.3.

Without help the `flask` command imports wsgi or app from the folder where it runs, a file or a package, and looks there for app, application, create_app or make_app. Otherwise name it: `flask --app run db upgrade`, or the variable `FLASK_APP=run.py` on the host. A FLASK_APP in `.env` wins over `.flaskenv`.

## Bad

```python run.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
Flask-Migrate==4.1.0
gunicorn==23.0.0
```

```text Procfile
release: flask db upgrade  # <-
web: gunicorn run:app
```

## Bad: a name that is not there

```python run.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt && flask db upgrade  # <-
    startCommand: gunicorn run:app
    envVars:
      - key: FLASK_APP
        value: runn.py
```

## Bad: two applications, none of them called app

```python sites.py
from flask import Flask

shop = Flask("shop")
blog = Flask("blog")
```

```text Procfile
release: flask --app sites db upgrade  # <-
web: gunicorn sites:shop
```

## Good

```python run.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt && flask db upgrade
    startCommand: gunicorn run:app
    envVars:
      - key: FLASK_APP
        value: run.py
```

## Good: found by itself

```python app.py
from flask import Flask

def create_app():
    return Flask(__name__)
```

```text Procfile
release: flask db upgrade
web: gunicorn "app:create_app()"
```

## Good: a package is found as well

```python app/__init__.py
from flask import Flask

def create_app():
    return Flask(__name__)
```

```text Procfile
release: flask db upgrade
web: gunicorn "app:create_app()"
```

## Good: the host may know the variable

```python run.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt && flask db upgrade
    startCommand: gunicorn run:app
    envVars:
      - key: FLASK_APP
        sync: false
```
"""

from flaskcheck.application.flask_app import FlaskApp
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule
from flaskcheck.servers.server import flask_command
from flaskcheck.shell.program import Invocation
from flaskcheck.units.deployment import Deployment


@rule(family="server", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment, invocation in project.programs("build", "release", "start"):
        if invocation.program != "flask" or invocation.cwd is None or invocation.conditional:
            continue
        written, _, words = flask_command(invocation)
        named = written or deployment.start.flask_app_variable(invocation.environment)
        if not words or "$" in named or _is_set_elsewhere(deployment, written):
            continue
        found = deployment.start.flask_app(named, invocation.cwd)
        if found.error and deployment.view.complete:
            yield _problem(deployment, invocation, found, words)


def _is_set_elsewhere(deployment: Deployment, written: str) -> bool:
    """Whether FLASK_APP is declared with a value that only the host knows."""
    return (
        not written
        and "FLASK_APP" in deployment.environment.declared
        and deployment.environment.values.get("FLASK_APP") is None
    )


def _problem(deployment: Deployment, invocation: Invocation, found: FlaskApp, words: tuple[str, ...]) -> Problem:
    what = "flask " + " ".join(words[:2])
    target = deployment.start.suggested_target.strip("'").removesuffix("()")
    named = f" (FLASK_APP or --app says {found.written!r})" if found.written else ""
    unsure = not found.written and deployment.host.has_dashboard and not deployment.environment.is_listed
    missing = deployment.commands.missing_before(invocation.place, invocation.cwd)
    return Problem(
        invocation.place,
        f'"{what}" stops with "{found.error}"{named}.'
        + (" Unless FLASK_APP is set on the host by hand, the deployment ends here." if unsure else ""),
        f"Name the application: flask --app {target.removesuffix(':app') or 'module:app'} {' '.join(words[:2])}",
        WARNING if unsure else "",
        cause=Cause("missing", missing) if missing else Cause("target", invocation.place),
    )
