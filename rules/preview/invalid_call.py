"""Call that Python refuses.

Something is called that can't be called, or asked for an item that has none, or called without what it needs.

## Why it is bad

Python stops there with a TypeError: `'method' object is not subscriptable` for `os.environ.get["KEY"]`, `'_Environ' object is not callable` for `os.environ("KEY")`, `'module' object is not callable` for `datetime()` after `import datetime`. At the top of a module, or in a function that every start calls, the app doesn't start; in a view the page answers 500.

## Use instead

Functions take parentheses, mappings take brackets: `os.environ["KEY"]`, `os.environ.get("KEY")`, `app.config["KEY"]`.

## Bad

Outcome: the start fails: "'method' object is not subscriptable"

```python app.py
import os

from flask import Flask

app = Flask(__name__)
app.config["SITE"] = os.environ.get["SITE"]  # <-
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: the configuration called

Outcome: the start fails: "'Config' object is not callable"

```python app.py
from flask import Flask

app = Flask(__name__)
NAME = app.config("NAME")  # <-
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: a module called, in a view

Outcome: / answers 500: "'module' object is not callable"

```python app.py
import datetime

from flask import Flask

app = Flask(__name__)


@app.route("/")
def index():
    return str(datetime())  # <-
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: an app without its name

Outcome: the start fails: "missing 1 required positional argument: 'import_name'"

```python app.py
from flask import Flask

app = Flask()  # <-
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
import os
from datetime import datetime

from flask import Flask, request

app = Flask(__name__)
app.config["SITE"] = os.environ.get("SITE")

try:
    app.config["ZONE"] = os.environ("ZONE")
except TypeError:
    app.config["ZONE"] = "UTC"


@app.route("/")
def index():
    return f"{datetime.now()} {request.args['page']}"
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, happens, rule


@rule(family="portability", severity=ERROR)
def check(project: Project) -> Problems:
    told: set[object] = set()
    for deployment in project.deployments:
        for found, phase, at_start, is_certain in deployment.search.refused.uses():
            if found.place not in told:
                told.add(found.place)
                yield Problem(
                    found.place,
                    f'"TypeError: {found.error}": {happens(at_start, phase)}.',
                    found.mending,
                    "" if is_certain else WARNING,
                )
