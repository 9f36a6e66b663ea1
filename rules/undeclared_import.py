r"""Imported package not installed.

The code imports a package that nothing installs.

## Why it is bad

The app stops at the import with `ModuleNotFoundError: No module named 'redis'`, and the worker fails to boot. It works on your machine because the package happens to be installed there.

## Use instead

Add the package to the requirements that the host installs. Its name isn't always the module's: `yaml` comes from PyYAML, `PIL` from pillow, `dotenv` from python-dotenv.

## Bad

Outcome: the start fails: "No module named 'yaml'"

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

Outcome: the start fails: "No module named 'redis'"

```python app.py
import redis  # <-
from flask import Flask

app = Flask(__name__)
```

```toml pyproject.toml
[project]
name = "shop"
version = "1"
dependencies = ["flask", "gunicorn"]

[dependency-groups]
dev = ["redis"]
```

## Bad: what works only with another package

Outcome: the start fails: "email-validator is not installed"

```python app.py
from flask import Flask
from pydantic import BaseModel, EmailStr  # <-

app = Flask(__name__)


class Customer(BaseModel):
    email: EmailStr
```

```text requirements.txt
Flask==3.1.2
pydantic==2.12.5
gunicorn==23.0.0
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

from flaskcheck.known.distributions import is_known_name
from flaskcheck.known.tables.works_with import EXTRAS, SINCE, TYPES, WORKS_WITH
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, WARNING, Problem, Problems, Related, happens, rule

SET_ASIDE = ("dev-only", "elsewhere")
"""Anyone who declares a distribution apart and imports it where it is used means to do without it in most places."""


@rule(family="dependencies", severity=ERROR, fixable=True)
def check(project: Project) -> Problems:
    told: set[str] = set()
    for statement, reached in project.reached.imports():
        top = statement.module.partition(".")[0]
        if statement.level or not top or top in told or statement.copes:
            continue
        lacking = [
            (d.search.provider(statement), d)
            for d in reached.deployments
            if not d.is_virtual_environment_elsewhere and d.search.lacks_distribution(statement)
        ]
        if not lacking:
            continue
        told.add(top)
        answer, deployment = next(((a, d) for a, d in lacking if a.status != "doubtful"), lacking[0])
        declared = answer.requirement.place if answer.requirement else None
        is_aside = answer.status in SET_ASIDE and not reached.at_start
        # what is unknown often brings what is well known, and never what is misspelt
        is_aside = is_aside or (answer.status == "doubtful" and is_known_name(answer.distribution))
        is_open = answer.status == "doubtful"
        kept = deployment.search.kept_from_git(statement)
        why, help_ = (
            _of_ignored(kept) if kept else _of_unknown(project.advice(deployment).package(answer.distribution), is_open)
        )
        yield Problem(
            statement.place,
            f"{happens(reached.at_start, reached.phase).capitalize()}: \"ModuleNotFoundError: No module named '{top}'\". {why}",
            help_,
            INFO if is_aside else "" if reached.at_start and not is_open else WARNING,
            (Related(declared, f"{answer.distribution} is declared here, {answer.why}"),) if declared else (),
            fix=None if is_open or declared or kept else project.advice(deployment).edits.package(answer.distribution),
        )
    yield from _beside(project, told)


def _of_unknown(added: str, is_open: bool) -> tuple[str, str]:
    """What to say of a module that no installed package brings, and how to add one that does."""
    doubt = ", unless one that flaskcheck doesn't know does" if is_open else ""
    return f"No installed package provides it{doubt}.", f"{added}."


def _of_ignored(path: str) -> tuple[str, str]:
    """What to say of a module that its author has kept from git, and how to mend that."""
    mend = f"Take it out of .gitignore and commit {path}, with secrets read from the environment instead."
    return f"{path} is ignored by git, so the host doesn't have it.", mend


def _beside(project: Project, told: set[str]) -> Problems:
    """What works only with another distribution that nothing installs: ``Email()`` of WTForms."""
    words = {name.rpartition(".")[2] for name in TYPES}
    typed = [statement for statement, _ in project.reached.imports() if statement.name in words]
    for name, (modules, error, stopped) in WORKS_WITH.items():
        last = name.rpartition(".")[2]
        places = (s.place for s in project.reached.calls_of(last) if s.call.name == name)
        imported = (s for s in typed if f"{s.module}.{s.name}" == name)
        models = (s.name_place for s in imported if (m := project.code.module(s.path)) is not None and m.classes)
        place = next(models if name in TYPES else places, None)
        since = SINCE.get(name, ("", ""))
        concerned = (d for d in project.web_deployments if place and not d.installed.must_be_below(*since))
        closed = (d for d in concerned if not any(EXTRAS & {*r.extras} for r in d.installed.requirements))
        lacking = (d for d in closed if all(d.installed.provides_import(m).is_absent for m in modules))
        deployment = next((d for d in lacking if not d.is_virtual_environment_elsewhere), None)
        needed = deployment.installed.provides_import(modules[0]).distribution if deployment else ""
        if place is None or deployment is None or needed in told:
            continue
        told.add(needed)
        yield Problem(
            place,
            f'{last} needs {needed}, which nothing installs: {stopped} fails with "{error}".',
            f"{project.advice(deployment).package(needed)}.",
            fix=project.advice(deployment).edits.package(needed),
        )
