"""Own module shadows a library.

A module of the project has the name of a library that Flask or an extension imports, and Python finds it first.

## Why it is bad

Python searches the folder where gunicorn starts before the installed packages. With a `click.py` there, Flask's own `import click` gets yours, and no worker boots: `ModuleNotFoundError: No module named 'click.core'; 'click' is not a package`; with a `uuid.py`: `AttributeError: module 'uuid' has no attribute 'UUID'` (verified with Flask 3.1 and gunicorn 20.1.0, 23.0.0 and 27.0.1). What gunicorn itself has loaded before, such as `logging` or `typing`, isn't affected.

## Use instead

Rename the module, or put it into a package of your own.

## Bad

Outcome: the start fails: "'click' is not a package"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python click.py file
COUNT = 0
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: an extension's library

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
```

```python sqlalchemy.py file
ENGINE = "postgresql"
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask

from shop import click

app = Flask(__name__)
```

```python shop/__init__.py
```

```python shop/click.py
COUNT = 0
```

```python logging.py
LEVEL = "info"
```

```text uuid/notes.txt
A folder that is no package shadows nothing.
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.known.tables.shadowed import SHADOWED
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule


@rule(family="portability", severity=ERROR, supersedes=("undeclared-import", "unresolved-import"))
def check(project: Project) -> Problems:
    imported = {
        s.module.partition(".")[0] for s, reached in project.reached.imports() if reached.at_start and not s.copes
    }
    names = {name: said for user in SHADOWED.keys() & imported for name, said in SHADOWED[user].items()}
    told: set[str] = set()
    for deployment, server, target in project.targets():
        folder = next(iter(server.folders), "")
        if server.program != "gunicorn" or not folder or target.status not in ("application", "factory"):
            continue
        for name, said in names.items():
            found = (deployment.view.find(f"{folder}/{end}") for end in (f"{name}.py", f"{name}/__init__.py"))
            path = next((p for p in found if p and p not in told), "")
            if path and not _has(project, path, said):
                told.add(path)
                yield Problem(
                    project.tree.place_of(path),
                    f'Python finds this file where the library {name} is meant: the app doesn\'t start, "{said}".',
                    "Rename it, or put it into a package of your own.",
                    cause=Cause("module", name),
                )


def _has(project: Project, path: str, said: str) -> bool:
    """Whether a module of the project has what is looked for in the library of its name."""
    bound = project.code.bindings(path)
    wanted = said.split("'")[1 if said.startswith(("cannot", "No module")) else 3]
    inner = f"{path.rpartition('/')[0]}/{wanted.rpartition('.')[2]}"
    is_there = "." in wanted and any(project.tree.has(f"{inner}{end}") for end in (".py", "/__init__.py"))
    return "*" in bound or "__getattr__" in bound or wanted in bound or is_there
