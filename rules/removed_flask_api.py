r"""API that the installed Flask no longer has.

The code uses a name that the release of Flask, Werkzeug, Jinja2 or itsdangerous which is installed no longer has.

## Why it is bad

Where nothing pins them, the newest releases are installed, and old code stops at its import (seen with Flask 3.1.3):

    AttributeError: 'Flask' object has no attribute 'before_first_request'
    ImportError: cannot import name 'Markup' from 'flask'

## Use instead

Write what has taken its place, or pin the release that the code was written for, with all that it brings.

## Bad

Outcome: the start fails: "cannot import name 'Markup' from 'flask'"

```python app.py
from flask import Flask, Markup  # <-

app = Flask(__name__)


@app.before_first_request  # <-
def prepare():
    app.config["READY"] = True
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Good: the release that is pinned still has it

```python app.py
from flask import Flask, Markup

app = Flask(__name__)


@app.before_first_request
def prepare():
    app.config["READY"] = True
```

```text requirements.txt
flask==2.2.5
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Good: the code copes

```python app.py
from flask import Flask

try:
    from markupsafe import Markup
except ImportError:
    from flask import Markup

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```
"""

from itertools import accumulate

from flaskcheck.known.tables.breaks import NAMES
from flaskcheck.known.tables.removed import METHODS, REMOVED, RemovedName
from flaskcheck.known.versions import at_least
from flaskcheck.project import Project, Reached
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule


@rule(family="dependencies", severity=ERROR)
def check(project: Project) -> Problems:
    for statement, reached in project.reached.imports():
        if statement.level or statement.copes or statement.is_questioned:
            continue
        dotted = f"{statement.module}.{statement.name}".rstrip(".")
        name = next((n for n in accumulate(dotted.split("."), "{}.{}".format) if n in REMOVED), "")
        installed = _installed(reached, REMOVED[name]) if name else ""
        if installed:
            is_whole = name != dotted or not statement.name
            error = f"cannot import name '{statement.name}' from '{statement.module}'"
            error = f"No module named '{name}'" if is_whole else error
            when = "the application doesn't start" if reached.at_start else "what reaches this line fails"
            yield Problem(
                statement.name_place,
                f'{installed} has no {name}: {when} ("{error}").',
                REMOVED[name].instead,
                "" if reached.at_start else WARNING,
            )
    yield from _methods(project)


def _methods(project: Project) -> Problems:
    for function, reached in project.reached.functions():
        for name, place in function.decorated_by:
            thing, _, method = name.rpartition(".")
            row = METHODS.get(method) if thing and function.is_of_import else None
            installed = _installed(reached, row) if row else ""
            if row and installed:
                kind = "Blueprint" if "app_first" in method else "Flask"
                yield Problem(
                    place,
                    f"{installed} has no {method}: the application doesn't start (\"'{kind}' object has no attribute '{method}'\").",
                    row.instead,
                )


def _installed(reached: Reached, row: RemovedName) -> str:
    """The release that some deployment surely gets and that has a name no more, or ``""``."""
    for deployment in reached.deployments:
        found = deployment.releases.releases(row.distribution)
        if found and all(at_least(release.version, row.since) for release in found):
            return f"{NAMES.get(row.distribution, row.distribution)} {found[-1].version}"
    return ""
