r"""Auto-reload in production.

The production server watches the code and restarts its workers when a file changes.

## Why it is bad

`--reload` is for a developer's machine ("intended for development", gunicorn's settings). It watches every module, costs processor time in each worker, and restarts the workers in the middle of requests when a deploy or an upload touches a file.

gunicorn's `--spew` prints every line of Python that it runs: nearly 400,000 of them before the first request (seen with gunicorn 27.0.1).

## Use instead

Leave the option out of the command of production.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: gunicorn --reload app:app  # <-
```

## Bad: in its configuration

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python gunicorn.conf.py
reload = True  # <-
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: gunicorn app:app
```

```text Procfile.dev
web: gunicorn --reload app:app
```

## Good: only where it is asked for

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python gunicorn.conf.py
import os

reload = os.environ.get("RELOAD") == "1"
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Problem, Problems, rule


@rule(family="server", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment, server in project.servers():
        is_sure = server.kind == "wsgi" and not server.invocation.conditional and not deployment.service.mounts_code
        if is_sure and server.reload:
            option = next((o for o in server.options if o.name == "reload"), None)
            yield Problem(
                option.place if option else server.place,
                f"{server.program} watches the code and restarts its workers when a file changes, in the middle of requests.",
                "Leave reload out here; it is for a developer's machine.",
            )
        spew = next((o for o in server.options if o.name == "spew" and o.value not in ("False", "0")), None)
        if is_sure and spew is not None:
            yield Problem(
                spew.place,
                f"{server.program} prints every line of Python that it runs: the log is flooded, and every request takes many times as long.",
                "Leave spew out here; it is for looking for a fault.",
            )
