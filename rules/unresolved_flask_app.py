r"""Flask command can't find the app.

A command such as `flask db upgrade` runs on the host and finds no app to load, or not the one that is named.

## Why it is bad

`flask db upgrade` answers `Error: Could not locate a Flask application.` and `Error: No such command 'db'.`, because extensions add their commands only once the app is loaded. The build or the release ends there. Verified with Flask 3.1.3.

## Use instead

The `flask` command imports wsgi or app from the folder where it runs and looks there for app, application, create_app or make_app. Otherwise name the app: `flask --app run db upgrade`, or the variable `FLASK_APP=run.py` on the host. A FLASK_APP in `.env` overrides the one in `.flaskenv`.

## Bad

Outcome: the release fails: "Could not locate a Flask application"

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

Outcome: the build fails: "Could not import 'runn'."

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

Outcome: the release fails: "Detected multiple Flask applications"

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

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, rule, wrong_root


@rule(family="server", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.deployments:
        for stopped in deployment.flask.stopped():
            place, written = stopped.invocation.place, stopped.found.written
            words = " ".join(stopped.words[:2])
            named = f" (FLASK_APP or --app says {written!r})" if written else ""
            unsure = not written and deployment.host.has_dashboard and not deployment.environment.is_listed
            doubt = " Unless you set FLASK_APP on the host, the deployment ends here." if unsure else ""
            advice = project.advice(deployment)
            yield Problem(
                place,
                f'"flask {words}" stops with "{stopped.found.error}"{named}.{doubt}',
                advice.flask_command(words),
                WARNING if unsure or stopped.sometimes else "",
                related=tuple(Related(set_at, "FLASK_APP is set here") for set_at in (stopped.told,) if set_at),
                cause=Cause("missing", stopped.missing)
                if stopped.missing
                else wrong_root(advice.other_root) or Cause("target", place),
            )
