r"""Server gets the factory, not the app.

The start command names the application factory where the server expects an app.

## Why it is bad

The server starts, the port check passes and the deploy succeeds. Then every request fails with a 500: `TypeError: create_app() takes 0 positional arguments but 2 were given`, because the server calls the factory as if it were the app. Verified with gunicorn 27.0.1, waitress 3.0.2 and uWSGI 2.0.31.

## Use instead

gunicorn and uWSGI call a factory when the target has parentheses (in quotes, for the shell). waitress needs `--call`; uvicorn and granian need `--factory`.

## Bad

Outcome: / answers 500: "TypeError: create_app() takes 0 positional arguments but 2 were given"

```python shop/__init__.py
from flask import Flask

def create_app():
    return Flask(__name__)
```

```text Procfile
web: gunicorn shop:create_app  # <-
```

## Bad: waitress without --call

Outcome: / answers 500: "TypeError"

```python shop.py
from flask import Flask

def create_app(name="prod"):
    app = Flask(__name__)
    return app
```

```text Procfile
web: waitress-serve --port=$PORT shop:create_app  # <-
```

## Good

```python shop/__init__.py
from flask import Flask

def create_app():
    return Flask(__name__)
```

```text Procfile
web: gunicorn "shop:create_app()"
```

## Good: a function that is a WSGI application itself

```python shop.py
from flask import Flask

flask_app = Flask(__name__)

def app(environ, start_response):
    return flask_app(environ, start_response)
```

```text Procfile
web: gunicorn shop:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, rule


@rule(family="server", severity=ERROR, fixable=True)
def check(project: Project) -> Problems:
    for deployment, server, target in project.targets():
        if target.status == "factory" and not server.parsed.call and not server.factory:
            yield Problem(
                server.target_place,
                f"'{target.attribute}' is the factory, not the app: {project.advice(deployment).importer(server)} starts, and then every request "
                f'fails with "TypeError: {target.attribute}() takes … positional arguments but 2 were given".',
                project.advice(deployment).call(server),
                fix=project.advice(deployment).edits.called(server),
            )
