r"""The code imports a module of its own that does not exist.

The application stops with `ModuleNotFoundError: No module named 'app.helpers'`, or what reaches the line fails. Often the file was renamed, or it is on one computer only.

## Bad

```python shop/__init__.py
from flask import Flask
from shop.helpers import price  # <-

app = Flask(__name__)
```

```text Procfile
web: gunicorn shop:app
```

## Good

```python shop/__init__.py
from flask import Flask
from shop.helpers import price
from . import models

app = Flask(__name__)
```

```python shop/helpers.py
def price(x):
    return x
```

```python shop/models/user.py
```

```text Procfile
web: gunicorn shop:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule


@rule(family="portability", severity=ERROR, supersedes=("undeclared-import",))
def check(project: Project) -> Problems:
    yield from _statements(project)
    yield from _texts(project)


def _statements(project: Project) -> Problems:
    told: set[str] = set()
    for statement, reached in project.reached.imports():
        deployment, production = reached.deployments[0], reached.deployments[0].start.production
        if not deployment.view.complete:
            continue
        missing = production.evaluator.importer.missing(statement)
        if not missing or missing in told or project.is_generated(missing):
            continue
        if production.is_optional(statement) or production.does_without(statement.spans.path):
            continue
        told.add(missing)
        at_start = reached.phase == "startup" and not statement.scope
        yield Problem(
            statement.place,
            ("The application does not start" if at_start else "What reaches this line fails")
            + f": \"No module named '{missing}'\". The repository has no such module.",
            "Commit the module, or correct the name.",
            "" if at_start else WARNING,
        )


def _texts(project: Project) -> Problems:
    """Modules that start-up imports by a name in a text."""
    for deployment in project.deployments:
        for named in deployment.unfound_names:
            if project.is_generated(named.module):
                continue
            when = f"Where {' and '.join(named.unset)} is missing, the" if named.unset else "The"
            error = (
                f"import_string() failed for '{named.text}'" if named.is_object else f"No module named '{named.text}'"
            )
            lack = (
                f"{named.module} has no '{named.attribute}'" if named.attribute else "The repository has no such module"
            )
            yield Problem(
                named.place,
                f'{when} application does not start: "{error}". {lack}.',
                "Commit the module, or correct the name.",
                WARNING if named.unset else "",
            )
