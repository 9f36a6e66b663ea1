r"""The code imports a package that nothing installs.

The application stops at the import: `ModuleNotFoundError: No module named 'redis'`, the worker fails to boot. It works on your machine because the package happens to be installed there.

Add the distribution to the requirements that the host installs. Its name is not always the module's: `yaml` comes from PyYAML, `PIL` from pillow, `dotenv` from python-dotenv.

## Bad

```python app.py
import yaml  # <-
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

## Bad: only for development

```python app.py
import redis  # <-
from flask import Flask

app = Flask(__name__)
```

```toml pyproject.toml
[project]
name = "shop"
dependencies = ["flask", "gunicorn"]

[dependency-groups]
dev = ["redis"]
```

## Good

```python app.py
import os

import yaml
from flask import Flask
from werkzeug.utils import secure_filename

import helpers

try:
    import orjson
except ImportError:
    orjson = None

app = Flask(__name__)
```

```python helpers.py
```

```text requirements.txt
Flask==3.1.2
PyYAML==6.0.2
gunicorn==23.0.0
```

## Good: the code goes on without it

```python app.py
from contextlib import suppress

from flask import Flask

app = Flask(__name__)

with suppress(ImportError):
    import boto3

try:
    import directory
except ImportError:
    directory = None
else:
    from ldap import LDAPError
```

```python directory.py
import ldap
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

## Good: only tests import it

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python tests/test_app.py
import pytest
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```
"""

from flaskcheck.facts.python import Import
from flaskcheck.installed.installed import WHY
from flaskcheck.known.distributions import stdlib_modules
from flaskcheck.project import Project, Reached
from flaskcheck.rule import ERROR, INFO, WARNING, Problem, Problems, Related, rule
from flaskcheck.units.deployment import Deployment

SET_ASIDE = ("dev-only", "elsewhere")
"""Whoever declares a distribution apart and imports it where it is used means to do without it in most places."""


@rule(family="dependencies", severity=ERROR)
def check(project: Project) -> Problems:
    told: set[str] = set()
    for statement, reached in project.reached.imports():
        top = statement.module.partition(".")[0]
        if statement.level or not top or top in told or statement.copes:
            continue
        deployments = [d for d in reached.deployments if _lacks(d, statement)]
        if deployments:
            told.add(top)
            yield _problem(statement, reached, deployments)


def _module(statement: Import) -> str:
    """The dotted name that decides which distribution is needed: of namespace packages the whole."""
    return f"{statement.module}.{statement.name}" if statement.name and statement.name != "*" else statement.module


def _lacks(deployment: Deployment, statement: Import) -> bool:
    top = statement.module.partition(".")[0]
    python = deployment.installed.python
    if top in stdlib_modules(python) or top in ("__future__", "__main__", "_typeshed"):
        return False
    if deployment.is_virtual_environment_elsewhere or deployment.start.production.evaluator.importer.locate(top):
        return False
    if top in deployment.repository.module_names:
        return False  # unresolved-import tells of first-party modules
    if deployment.installed.provides_import(_module(statement)).status not in ("missing", "doubtful", *WHY):
        return False
    production = deployment.start.production
    return not (production.is_optional(statement) or production.does_without(statement.spans.path))


def _problem(statement: Import, reached: Reached, deployments: list[Deployment]) -> Problem:
    top = statement.module.partition(".")[0]
    answers = [d.installed.provides_import(_module(statement)) for d in deployments]
    answer = next((a for a in answers if a.status != "doubtful"), answers[0])
    related: tuple[Related, ...] = ()
    if answer.requirement is not None:
        related = (Related(answer.requirement.place, f"{answer.distribution} is declared here, {WHY[answer.status]}"),)
    at_start = reached.at_start
    when = "The application does not start" if at_start else "What reaches this line fails"
    doubt = ", unless one that flaskcheck does not know brings it" if answer.status == "doubtful" else ""
    return Problem(
        statement.place,
        f"{when}: \"ModuleNotFoundError: No module named '{top}'\". No distribution that the host installs provides it{doubt}.",
        f"Add {answer.distribution} to the requirements.",
        "" if at_start and not doubt else INFO if answer.status in SET_ASIDE else WARNING,
        related,
    )
