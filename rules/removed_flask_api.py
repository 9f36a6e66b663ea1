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

from __future__ import annotations

from itertools import accumulate

from flaskcheck.known.tables.breaks import NAMES
from flaskcheck.known.tables.removed import METHODS, PARAMETERS, REMOVED, RemovedName
from flaskcheck.known.versions import at_least
from flaskcheck.project import Project, Reached
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, happens, rule

CALLED = sorted({name.rpartition(".")[2] for name in (*REMOVED, *PARAMETERS)})


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
            yield Problem(
                statement.name_place,
                f'{installed} has no {name}: {happens(reached.at_start, reached.phase)} ("{error}").',
                REMOVED[name].instead,
                "" if reached.at_start else WARNING,
            )
    yield from _methods(project)
    yield from _reads(project)
    yield from _calls(project)


def _methods(project: Project) -> Problems:
    for function, reached in project.reached.functions():
        for decorator in function.decorators:
            thing, _, method = decorator.dotted.rpartition(".")
            row = METHODS.get(method) if thing else None
            if not row or not any(d.running.beside.is_always_reached(function) for d in reached.deployments):
                continue
            installed, place = _installed(reached, row) if row else "", decorator.place
            if row and installed and not reached.deployments[0].serving.is_of_own_class(decorator, function):
                kind = "Blueprint" if "app_first" in method else "Flask"
                yield Problem(
                    place,
                    f"{installed} has no {method}: the app doesn't start (\"'{kind}' object has no attribute '{method}'\").",
                    row.instead,
                )


GONE = RemovedName("flask", "2.3", 'Ask a variable of your own: os.environ.get("APP_ENV").')
"""What to do where an application is asked for what it has no more."""


def _reads(project: Project) -> Problems:
    """What Flask's applications have no more, and a setting that they are made without: where it is read."""
    for deployment in project.web_deployments:
        installed = _installed(project, GONE) if deployment.installed.specifier("flask") is not None else ""
        for read in deployment.running.beside.gone() if installed else ():
            is_setting = read.name.isupper()
            if is_setting and deployment.start.configuration.may_give(read.name):
                continue
            error = f"KeyError: '{read.name}'" if is_setting else f"'Flask' object has no attribute '{read.name}'"
            yield Problem(
                read.place,
                f'{installed} has no {f"setting {read.name}" if is_setting else f"app.{read.name}"}: {happens(read.at_start, "startup" if read.at_start else "request")} ("{error}").',
                GONE.instead,
                "" if read.at_start else WARNING,
                cause=Cause("gone", read.name),
            )


def _calls(project: Project) -> Problems:
    """Names that are read of a module where they are called, and parameters that a function takes no more."""
    imported = {(s.place.path, f"{s.module}.{s.name}") for s, _ in project.reached.imports()}
    for site in project.reached.calls_of(*CALLED):
        name, renamed = site.call.name, PARAMETERS.get(site.call.name, {})
        old = next((keyword.name for keyword in site.call.keywords if keyword.name in renamed), "")
        row = REMOVED.get(name) if (site.place.path, name) not in imported else None
        row = RemovedName("flask", "2.2", f"Write {renamed[old]}.") if old else row
        copes = site.is_tried or site.is_questioned
        installed = _installed(project, row) if row and not copes else ""
        if row and installed:
            module, _, last = name.rpartition(".")
            error = (
                f"{last}() got an unexpected keyword argument '{old}'"
                if old
                else f"module '{module}' has no attribute '{last}'"
            )
            what = f"{last} takes no {old} any more in {installed}" if old else f"{installed} has no {name}"
            yield Problem(site.place, f'{what}: what reaches this line fails ("{error}").', row.instead, WARNING)


def _installed(found: Reached | Project, row: RemovedName) -> str:
    """The release that some deployment surely gets and that has a name no more, or ``""``."""
    for deployment in found.deployments:
        releases = deployment.releases.releases(row.distribution)
        if releases and all(at_least(release.version, row.since) for release in releases):
            return f"{NAMES.get(row.distribution, row.distribution)} {releases[-1].version}"
    return ""
