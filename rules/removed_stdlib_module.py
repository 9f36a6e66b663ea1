r"""Module that the declared Python no longer has.

The code imports a module of the standard library that the Python of the deployment no longer has.

## Why it is bad

Python 3.12 removed `distutils`, `imp`, `asyncore`, `asynchat` and `smtpd`, Python 3.13 `cgi`, `crypt`, `imghdr`, `pipes`, `telnetlib` and others; setuptools 82 removed `pkg_resources`. The application stops at its import (seen with CPython 3.13.0):

    ModuleNotFoundError: No module named 'cgi'

## Use instead

What the documentation of Python names in its place (`importlib` for `imp`, `packaging.version` for `distutils.version`, `shlex.quote` for `pipes.quote`), or a package that keeps the module alive, such as `legacy-cgi`.

## Bad

Outcome: the start fails: "No module named 'cgi'"

```python app.py
import cgi  # <-

from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
```

```text .python-version
3.13
```

## Bad: a module that setuptools has given up

```python app.py
import pkg_resources  # <-

from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
setuptools==82.0.0
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good: a Python that still has it

```python app.py
import cgi

from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
```

```text .python-version
3.12
```

## Good: a package brings it

```python app.py
import cgi

from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
legacy-cgi==2.6.3
```

```text .python-version
3.13
```
"""

from flaskcheck.known.distributions import stdlib_modules
from flaskcheck.known.tables.stdlib import GONE, INSTEAD, REMOVED
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, happens, rule


@rule(family="dependencies", severity=ERROR, supersedes=("undeclared-import",))
def check(project: Project) -> Problems:
    yield from _given_up(project)
    for statement, reached in project.reached.imports():
        top = statement.module.partition(".")[0]
        if statement.level or top not in REMOVED or statement.copes:
            continue
        for deployment in reached.deployments:
            python = next(iter(deployment.releases.taken), "")
            if (
                not python
                or top in stdlib_modules(python)
                or not deployment.search.lacks_distribution(statement, python)
            ):
                continue
            if top == "distutils" and deployment.releases.may_have("setuptools"):
                continue
            is_usual = not deployment.releases.declared
            usual = f", and {deployment.host.named} takes it where nothing names another" if is_usual else ""
            yield Problem(
                statement.place,
                f"Python {python} has no {top} any more (removed in {REMOVED[top]}){usual}: {happens(reached.at_start, reached.phase)} (\"No module named '{top}'\").",
                INSTEAD.get(top, "Use what Python's documentation names in its place."),
                "" if reached.at_start and not is_usual else WARNING,
            )
            break


def _given_up(project: Project) -> Problems:
    """Modules that were a distribution's and that its release of today has no more."""
    for statement, reached in project.reached.imports():
        top = statement.module.partition(".")[0]
        found = (d.releases.without_module(top) for d in reached.deployments) if top in GONE else ()
        release = next(filter(None, found), None) if not (statement.level or statement.copes) else None
        if release is not None:
            name, since, _, instead = GONE[top]
            yield Problem(
                statement.place,
                f"{name} {release.version} has no {top} any more (removed in {since}): {happens(reached.at_start, reached.phase)} (\"No module named '{top}'\").",
                f"{instead}; or pin {name}<{since}.",
                "" if reached.at_start else WARNING,
            )
