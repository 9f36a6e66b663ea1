r"""A failed step of the build goes unnoticed.

Steps that are joined by `;`, or that stand in a script without `set -e`, run whatever happened before: when `pip install` fails, the build goes on and turns green, and the application runs with old or missing packages (verified: `false; true` ends with 0).

Join them with `&&`, or begin the script with `set -e`.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt; flask db upgrade  # <-
    startCommand: gunicorn app:app
```

## Bad: a script

```python app.py
from flask import Flask

app = Flask(__name__)
```

```sh build.sh
pip install -r requirements.txt  # <-
flask db upgrade
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: bash build.sh
    startCommand: gunicorn app:app
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```sh build.sh
set -o errexit
pip install -r requirements.txt
flask db upgrade
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: bash build.sh && echo "done; really"
    startCommand: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Problem, Problems, rule
from flaskcheck.shell.program import Invocation

MATTERING = frozenset(
    {"pip", "poetry", "pipenv", "uv", "pdm", "flask", "alembic", "npm", "yarn", "pnpm", "conda", "python"}
)


@rule(family="platform", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.deployments:
        for phase in ("build", "release"):
            found = [i for i in deployment.programs(phase) if not i.substituted]
            for step, following in zip(found, found[1:]):
                if _same_text(step, following) and _goes_on(step, following) and not _is_handled(step):
                    yield _problem(step, following)


def _same_text(step: Invocation, following: Invocation) -> bool:
    return step.origin == following.origin and step.via == following.via


def _goes_on(step: Invocation, following: Invocation) -> bool:
    """Whether the second step runs although the first has failed."""
    return following.joiner in (";", "newline") and not step.errexit and not following.errexit


def _is_handled(step: Invocation) -> bool:
    upgrade_of_pip = step.program == "pip" and "pip" in step.arguments
    return step.program not in MATTERING or step.builtin or step.tested or step.conditional or upgrade_of_pip


def _problem(step: Invocation, following: Invocation) -> Problem:
    script = f" in {step.via[-1]}" if step.via else ""
    help_ = "Begin the script with: set -e" if step.via else "Join the steps with && instead of ;"
    return Problem(
        step.place,
        f'When "{_shown(step)}" fails{script}, "{_shown(following)}" still runs and the {step.phase} can turn green.',
        help_,
    )


def _shown(step: Invocation) -> str:
    words = " ".join([step.program, *step.arguments[:2]])
    return words if len(words) < 40 else f"{words[:39]}…"
