r"""Syntax error in a production file.

A file that production imports isn't valid Python.

## Why it is bad

The import raises `SyntaxError`, and the worker fails to boot. Unresolved merge markers (`<<<<<<<`) are the most common cause.

## Use instead

Correct the line, and run `python -m compileall .` before you push.

## Bad

Outcome: the start fails: "SyntaxError"

```python app.py
from flask import Flask
import helpers

app = Flask(__name__)
```

```python helpers.py
def price(x):
    return x *  # <-
```

## Bad: a merge that was not finished

Outcome: the start fails: "SyntaxError"

```python app.py
from flask import Flask
import helpers

app = Flask(__name__)
```

```python helpers.py lines=1
<<<<<<< HEAD
RATE = 1
=======
RATE = 2
>>>>>>> feature
```

## Bad: Alembic loads every revision

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
release: flask db upgrade
web: gunicorn app:app
```

```python migrations/env.py
from alembic import context
```

```python migrations/versions/1_users.py lines=3
revision = "1a2b3c4d"
down_revision = None
<<<<<<< HEAD
```

## Good: production never imports it

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python old/script.py
print "hello"
```
"""

from flaskcheck.known.versions import major_minor
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, PYTHON_TWO, Cause, Problem, Problems, read_at, rule

WORDS = {
    "merge-markers": "a merge conflict was never resolved",
    "python2": "it is written for Python 2",
}
HELPS = {
    "merge-markers": "Resolve the conflict and remove the markers.",
    "python2": "Rewrite it for Python 3: print(x), except Error as error.",
}


@rule(family="portability", severity=ERROR, supersedes=("unresolved-import",))
def check(project: Project) -> Problems:
    loaded = {module.path: ("Production imports", module, found) for module, found in project.reached.modules()}
    for deployment in project.deployments:
        before = ((part.by, module, (deployment,)) for part in deployment.beforehand for module in part.modules)
        loaded = {**{found[1].path: found for found in before}, **loaded}
    broken = [module.error.kind for _, module, _ in loaded.values() if module.error]
    is_old = "python2" in broken  # and where several files say so, nobody has forgotten one
    is_whole = is_old and len(broken) > 1
    for by, module, deployments in loaded.values():
        declared = {v: d.python.place for d in deployments if d.python and (v := major_minor(d.python.version))}
        oldest = min(declared, default=(4, 0))
        newer = project.code.newest_syntax(module.path) if (3, 0) < oldest < (3, 12) else None
        if newer and oldest < newer.version:
            yield Problem(
                newer.place,
                f"{by} this file, and Python {_named(oldest)} stops with a SyntaxError: {newer.what} came with {_named(newer.version)}.",
                f"Declare Python {_named(newer.version)} or newer, or write the line in an older way.",
                related=read_at(newer.place, declared[oldest], "this Python is declared"),
                cause=Cause("syntax", newer.place),
            )
            continue
        error = module.error
        if error is None or error.kind not in ("syntax", "merge-markers", "python2", "encoding"):
            continue
        # where nobody says which Python it is, on your own server or where no file names a host, such code tells
        tells = error.kind == "python2"
        olds = (
            d.python.is_two if d.python else (d.host.is_placed and is_old) or (d.is_implied and is_whole)
            for d in deployments
        )
        if error.kind in ("syntax", "python2") and all(olds):
            continue
        why = WORDS.get(error.kind, error.message.rstrip("."))
        yield Problem(
            error.place,
            f"{by} this file and stops with a SyntaxError: {why}.",
            HELPS.get(error.kind, "Correct the line."),
            cause=PYTHON_TWO if tells else None,
            brief="this is written for Python 2, too" if tells else "",
        )


def _named(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))
