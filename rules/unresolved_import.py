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

from flaskcheck.facts.python import Import
from flaskcheck.project import Project, Reached
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule


@rule(family="portability", severity=ERROR, supersedes=("undeclared-import",))
def check(project: Project) -> Problems:
    told: set[str] = set()
    for statement, reached in project.imports():
        missing = _missing(statement, reached)
        if not missing or missing in told or _copes(statement) or project.is_generated(missing):
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


def _copes(statement: Import) -> bool:
    return any(g.kind in ("try", "except", "if") for g in statement.guards)


def _missing(statement: Import, reached: Reached) -> str:
    """The dotted name of a first-party module that is not there; ``""`` when it is, or when it may be somebody else's."""
    for deployment in reached.deployments:
        importer = deployment.production.evaluator.importer
        dotted = importer.absolute(statement.place.path, statement.module, statement.level)
        top = importer.locate(dotted.partition(".")[0]) if dotted else None
        if (
            top is None
            or top.kind == "namespace"
            and not statement.level
            or importer.locate(dotted)
            or not deployment.view.complete
        ):
            return ""
        parts = dotted.split(".")
        for end in range(2, len(parts) + 1):
            name = ".".join(parts[:end])
            if importer.locate(name) is None:
                parent = importer.locate(".".join(parts[: end - 1]))
                bound = (
                    parent is not None
                    and parent.path.endswith(".py")
                    and deployment.code.bindings(parent.path).get(parts[end - 1])
                )
                return "" if bound or parent is None or parent.kind == "namespace" else name
    return ""
