r"""Development configuration in production.

Production starts with the development or testing configuration.

## Why it is bad

A variable picks the configuration, and when it isn't set the code falls back to the development one: debug mode, a local database, unprotected cookies. The deploy succeeds, so you don't notice.

## Use instead

Make the production configuration the default and set the variable on developers' machines, or stop when it is missing.

## Bad: the default of the variable that picks

Outcome: /search answers 500: "BadRequestKeyError: 400 Bad Request"

```python app.py
import os
from flask import Flask, request
from config import config

app = Flask(__name__)
app.config.from_object(config[os.getenv("FLASK_CONFIG") or "default"])  # <-

@app.route("/search")
def search():
    return request.args["q"]
```

```python config.py
class DevelopmentConfig:
    DEBUG = True

class ProductionConfig:
    DEBUG = False

config = {
    "development": DevelopmentConfig,
    "production": ProductionConfig,
    "default": DevelopmentConfig,
}
```

## Bad: the entry module asks for it

```python wsgi.py
from factory import create_app

app = create_app("development")
```

```python factory.py
from flask import Flask

def create_app(name):
    app = Flask(__name__)
    app.config.from_object(f"config.{name}")  # <-
    return app
```

```python config/development.py
DEBUG = True
```

```text Procfile
web: gunicorn wsgi:app
```

## Good: the host sets the variable

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.config.from_object(os.environ.get("APP_SETTINGS", "config.DevelopmentConfig"))
```

```python config.py
class DevelopmentConfig:
    DEBUG = True

class ProductionConfig:
    DEBUG = False
```

```yaml render.yaml
services:
  - type: web
    name: cookies
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: APP_SETTINGS
        value: config.ProductionConfig
```

## Good: the host says which, and production is the default

```python wsgi.py
import os
from shop import create_app

app = create_app(os.environ.get("APP_CONFIG", "production"))
```

```python shop/__init__.py
import os
from flask import Flask
from shop.config import configurations

def create_app(name=None):
    app = Flask(__name__)
    app.config.from_object(configurations[name or os.environ.get("APP_CONFIG", "development")])
    return app
```

```python shop/config.py
class Development:
    DEBUG = True

class Production:
    DEBUG = False

configurations = {"development": Development, "production": Production}
```

```text Procfile
web: gunicorn wsgi:app
```

## Good: production is the default

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.config.from_object(os.environ.get("APP_SETTINGS", "config.ProductionConfig"))
```

```python config.py
class DevelopmentConfig:
    DEBUG = True

class ProductionConfig:
    DEBUG = False
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, Related, read_at, rule


@rule(family="debug", severity=ERROR, score=7.5)
def check(project: Project) -> Problems:
    for selection, deployments in project.settings.selections():
        thing, outcome = selection.for_development, selection.outcome
        if thing is None or outcome is None or not selection.sure or selection.is_brief:
            continue
        unset, name, place = sorted(outcome.unset), thing.name.rpartition(".")[2], selection.place
        declared = [
            d
            for d in deployments
            if not _lacks_module([target.status for _, target in d.start.targets])
            and not outcome.unset & d.environment.declared.keys()
            and not any(map(d.environment.is_hosts_own, unset))
        ]
        if not declared:
            continue
        by = "" if unset else declared[0].start.decided_by(selection) or min(outcome.variables, default="")
        left = "" if unset or by else declared[0].start.decided_by(selection, is_declared=False)
        unset = unset or [left] * bool(left)
        if unset:
            message = f"Where {' and '.join(unset)} {'are' if unset[1:] else 'is'} not set, production runs with {name}, the configuration for development."
            help_ = f"Set {unset[0]} on the host, or make the production configuration the default."
        else:
            message = f"Production runs with {name}, the configuration for development or testing."
            help_ = "Select the production configuration in the module that the server starts."
        if by:
            chosen = outcome.given(outcome.replaced(variables=frozenset((by,))))
            place = declared[0].environment.origin_of(chosen, place)
            help_ = _chosen(by, declared[0].environment.literal.get(by, ""))
        deployed = Related(declared[0].place, f"deployed here: {declared[0].title}")
        yield Problem(
            place,
            message,
            help_,
            WARNING if unset and all(d.env_files.may_set(unset) for d in declared) else "",
            related=(
                *read_at(place, selection.place, "the configuration is picked here"),
                *((deployed,) if deployed.place.line else ()),
            ),
        )


def _lacks_module(statuses: list[str]) -> bool:
    """Whether the repository has none of the modules that servers are pointed at, so that nobody knows with what arguments they would call a factory."""
    return bool(statuses) and all(status == "missing-module" for status in statuses)


def _chosen(variable: str, value: str) -> str:
    """What to change where a variable picks."""
    if value and value.isidentifier() and len(value) < 16:
        return f"{variable}={value} picks it: set the value that picks the production configuration."
    return f"Name the production configuration: it is {variable} that picks."
