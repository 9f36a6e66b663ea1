r"""Configuration file not deployed.

The app loads a configuration file when it starts, and git has no such file.

## Why it is bad

`from_pyfile` and `from_file` stop the app where the file is missing: `FileNotFoundError: [Errno 2] Unable to load configuration file (No such file or directory)` (seen with Flask 3.1.3). A host deploys what git has, so a file that lies on your machine alone, or that git ignores, is missing there.

## Use instead

Take what differs from environment variables (`app.config.from_prefixed_env()`), and keep the rest in a file that is in git. `silent=True` passes over a file that only some machines have.

## Bad

Outcome: the start fails: "Unable to load configuration file (No such file or directory)"

```python app.py
from flask import Flask

app = Flask(__name__)
app.config.from_pyfile("settings.cfg")  # <-
```

```text Procfile
web: gunicorn app:app
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

## Bad: in a factory

```python shop/__init__.py
import json

from flask import Flask

def create_app():
    app = Flask(__name__, instance_relative_config=True)
    app.config.from_file("shop.json", load=json.load)  # <-
    return app
```

```text Procfile
web: gunicorn "shop:create_app()"
```

```text .gitignore
instance/
```

## Good

```python app.py
import os

from flask import Flask

app = Flask(__name__)
app.config.from_pyfile("defaults.cfg")
app.config.from_pyfile("local.cfg", silent=True)
if os.environ.get("SETTINGS"):
    app.config.from_pyfile(os.environ["SETTINGS"])
try:
    app.config.from_pyfile("extra.cfg")
except FileNotFoundError:
    pass
```

```text defaults.cfg
PAGE_SIZE = 20
```

```text Procfile
web: gunicorn app:app
```

## Good: on a server of your own

```python app.py
from flask import Flask

app = Flask(__name__)
app.config.from_pyfile("settings.cfg")
```

```ini deploy/shop.service
[Service]
WorkingDirectory=/srv/shop
ExecStart=/srv/shop/venv/bin/gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule


@rule(family="environment", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        is_known = not (deployment.host.is_lasting or deployment.is_implied or deployment.files.has_mounted_code)
        is_git = deployment.host.sends == "git" and not deployment.host.is_container
        for needed in deployment.running.beside.needed_settings() if is_known else ():
            is_built = not is_git and deployment.host.sends == "git"  # an image holds what is at hand where it is built
            taken = "of which the image is built" if is_built else f"which {deployment.host.title} gets"
            lacks = "so the host has none" if is_git else f"nor has this folder, {taken}"
            yield Problem(
                needed.use.site.place,
                f'Git has no {needed.name}, {lacks}: the app stops with "Unable to load configuration file (No such file or directory)".',
                "Commit the file without secrets, or take the settings from environment variables.",
                severity="" if is_git else WARNING,
                cause=Cause("call", needed.use.site.place),
            )
