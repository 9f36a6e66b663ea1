r"""Failed build step goes unnoticed.

A step of the build can fail while the build goes on.

## Why it is bad

Steps joined by `;`, or in a script without `set -e`, run whatever happened before. If `pip install` fails, the build goes on and may succeed, and the app runs with old or missing packages (verified: `false; true` ends with 0).

A single `&` sends the step before it into the background. After `||` a step runs only if the one before failed.

## Use instead

Join steps with `&&`, or begin the script with `set -e`.

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

## Bad: a sign that means something else

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt & flask db upgrade  # <-
    startCommand: flask db upgrade || gunicorn app:app  # <-
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
from flaskcheck.rule import WARNING, Cause, Problem, Problems, rule

MATTERING = frozenset(
    {"pip", "poetry", "pipenv", "uv", "pdm", "flask", "alembic", "npm", "yarn", "pnpm", "conda", "python"}
)


SIGNS = {
    "&": 'The & sends "{step}" into the background: "{following}" does not wait for it, and its failure counts for nothing.',
    "||": 'Behind || "{following}" runs only when "{step}" has failed.',
    "|": 'In a pipe "{following}" runs while "{step}" does, and the failure of "{step}" counts for nothing.',
}


@rule(family="platform", severity=WARNING, fixable=True)
def check(project: Project) -> Problems:
    yield from _wrongly_joined(project)
    for deployment in project.deployments:
        texts = [(phase, tuple(deployment.commands.programs(phase))) for phase in ("build", "release", "start")]
        for phase, programs in (*texts, *(("build", found) for found in deployment.unseen.script_programs)):
            found = [i for i in programs if not i.substituted]
            for step, following in zip(found, found[1:]):
                if phase == "start" and step.prepares != "packages":
                    continue  # anyone who migrates at the start decides whether to serve without it
                upgrade_of_pip = step.program == "pip" and "pip" in step.arguments
                handled = step.builtin or step.tested or step.conditional or upgrade_of_pip
                if step.program not in MATTERING or handled or not following.runs_despite(step):
                    continue
                script = f" in {step.via[-1]}" if step.via else ""
                mending = project.advice(deployment).edits
                yield Problem(
                    step.place,
                    f'When "{step.shown}" fails{script}, "{following.shown}" still runs{_ends(phase)}.',
                    _help(bool(step.via), following.joiner),
                    cause=Cause("command", step.via[-1] if step.via else step.origin),
                    brief=f'"{following.shown}" runs whatever "{step.shown}" did',
                    fix=mending.stopping(step)
                    if step.via or following.joiner == "newline"
                    else mending.chained(step, following),
                )


def _wrongly_joined(project: Project) -> Problems:
    for deployment in project.deployments:
        for phase in ("build", "release", "start"):
            found = list(deployment.commands.programs(phase))
            waits = any(i.program == "wait" for i in found)
            for step, following in zip(found, found[1:]):
                if following.is_wrongly_joined(step) and not (waits and following.joiner == "&"):
                    yield Problem(
                        step.place,
                        SIGNS[following.joiner].format(step=step.shown, following=following.shown),
                        "Join the steps with &&",
                        fix=project.advice(deployment).edits.chained(step, following),
                    )


def _ends(phase: str) -> str:
    return ", with old or missing packages" if phase == "start" else f" and the {phase} can turn green"


def _help(in_script: bool, joiner: str) -> str:
    if in_script:
        return "Begin the script with: set -e"
    return "Begin the command with: set -e" if joiner == "newline" else "Join the steps with && instead of ;"
