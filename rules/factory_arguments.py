r"""Application factory called with wrong arguments.

The start command calls the application factory with arguments it doesn't take, or without those it needs.

## Why it is bad

The app doesn't start: `TypeError: create_app() missing 1 required positional argument: 'config_name'`. It works on your machine because something else calls the factory there: run.py, `flask run`, tests.

## Use instead

Give the argument in the target (`gunicorn "shop:create_app('production')"`, in quotes for the shell), or give the parameter a default.

## Bad

Outcome: the start fails: "create_app() missing 1 required positional argument: 'config_name'"

```python shop.py
from flask import Flask

def create_app(config_name):
    app = Flask(__name__)
    app.config["NAME"] = config_name
    return app
```

```text Procfile
web: gunicorn "shop:create_app()"  # <-
```

## Bad: where the application is made

Outcome: the start fails: "takes 0 positional arguments but 1 was given"

```python shop.py
from flask import Flask

def create_app():
    return Flask(__name__)
```

```python wsgi.py
from shop import create_app

app = create_app("production")  # <-
```

```text Procfile
web: gunicorn wsgi:app
```

## Good

```python shop.py
from flask import Flask

def create_app(config_name, debug=False):
    app = Flask(__name__)
    app.config["NAME"] = config_name
    return app
```

```text Procfile
web: gunicorn "shop:create_app('production')"
```

## Good: it takes whatever comes

```python shop.py
from flask import Flask

def create_app(*args, **settings):
    return Flask(__name__)
```

```python wsgi.py
from shop import create_app

app = create_app("production", debug=False)
```

```text Procfile
web: gunicorn wsgi:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, happens, rule

HELP = "Give it the arguments that it takes, or give its parameters defaults."


@rule(family="server", severity=ERROR)
def check(project: Project) -> Problems:
    for _, server, target in project.targets():
        is_called = server.parsed.call or server.factory
        if target.function is None or not is_called or target.status not in ("factory", "callable"):
            continue
        given = server.parsed.arguments or ()
        said = target.function.refusal(len(given), tuple(name.strip("*") for name, _ in server.parsed.keywords))
        if said:
            yield Problem(server.target_place, f'{server.program} stops with "TypeError: {said}".', HELP)
    told: set[int] = set()
    for deployment in project.deployments:
        for site, at_start, said in deployment.search.refused.factories():
            if id(site) not in told:
                told.add(id(site))
                yield Problem(
                    site.place,
                    f'{happens(at_start).capitalize()}: "TypeError: {said}".',
                    HELP,
                    "" if at_start else WARNING,
                )
