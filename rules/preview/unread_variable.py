"""Variable that nothing reads.

A host's file sets a variable that nothing reads, and the code reads one with nearly the same name that nothing sets.

## Why it is bad

The setting has no effect: the app goes on with its default, without a word. `DATABASE_URI` beside `os.environ.get("DATABASE_URL", "sqlite:///shop.db")` means that production keeps its data in a file (seen with Python 3.11: `os.environ.get` gives the default).

## Use instead

Write the name that the code reads.

## Bad

```python app.py
import os

from flask import Flask

app = Flask(__name__)
app.config["MAIL_SERVER"] = os.environ.get("MAIL_HOST", "localhost")
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install flask gunicorn
    startCommand: gunicorn app:app
    envVars:
      - key: MAIL_HOSTNAME
        value: smtp.example.com  # <-
```

## Good

```python app.py
import os

from flask import Flask

app = Flask(__name__)
app.config["MAIL_SERVER"] = os.environ.get("MAIL_HOST", "localhost")
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install flask gunicorn
    startCommand: gunicorn app:app
    envVars:
      - key: MAIL_HOST
        value: smtp.example.com
      - key: SENTRY_DSN
        sync: false
```
"""

from flaskcheck.known.usual_names import lists_variables
from flaskcheck.project import Project
from flaskcheck.rule import INFO, Cause, Problem, Problems, Related, rule, says


@rule(family="environment", severity=INFO)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        given = [variable for variable in deployment.environment.declared.values() if variable.place.line]
        for pair in deployment.needs.confused(given):
            name, place = pair.given.name, pair.given.place
            others = (path for path in project.tree.files if path != place.path and not lists_variables(path))
            if name not in pair.read and says(project, others, name):  # the one that is read has it in its own
                continue
            yield Problem(
                place,
                f"Nothing reads {name}: the code reads {pair.read}, which nothing sets, and goes on without it.",
                f"Write {pair.read}.",
                related=(Related(pair.place, f"reads {pair.read}"),),
                cause=Cause("variable", name),
            )
