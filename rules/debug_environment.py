r"""FLASK_DEBUG on in production.

A file that production reads sets FLASK_DEBUG, or the code does.

## Why it is bad

With `flask run` or `app.run()`, every error page gives any visitor a Python console. With gunicorn there is no console, but the app still runs in debug mode: custom error pages are skipped and `if app.debug` code runs.

Flask treats every value except 0, false and no as on: `FLASK_DEBUG=off` turns it on (verified with Flask 3.1.3).

## Use instead

Remove the variable from the deployment; set it on your own machine.

## Bad

Outcome: /search answers 500: "BadRequestKeyError: 400 Bad Request"

```python app.py
from flask import Flask, request

app = Flask(__name__)

@app.route("/search")
def search():
    return request.args["q"]
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: FLASK_DEBUG
        value: "1"  # <-
```

## Bad: in an image

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
ENV FLASK_DEBUG=off  # <-
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Bad: set by the code

```python app.py
import os
from flask import Flask

os.environ["FLASK_DEBUG"] = "1"  # <-
app = Flask(__name__)
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: FLASK_DEBUG
        value: "false"
```

## Good: a compose file for developers

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml docker-compose.override.yml
services:
  web:
    environment:
      FLASK_DEBUG: "1"
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, Problem, Problems, edits, read_at, rule, unsafe

OFF = ("", "0", "false", "no")
"""What Flask takes as off (``flask.helpers.get_debug_flag``)."""

IGNORED = "gunicorn ignores that file, but flask run on the server reads it.", INFO
RUNS = "custom error pages are skipped, and code behind `if app.debug` runs."


@rule(
    family="debug", severity=ERROR, supersedes=("debug-setting",), score=9.8, fixable=True
)  # anyone who gets at the debugger runs code
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        heeds, is_development = deployment.flask.heeds_debug, deployment.start.is_development
        variable = deployment.environment.declared.get("FLASK_DEBUG")
        if variable is not None and _is_on(variable.value):
            message, severity = _told(f"FLASK_DEBUG={variable.value}", heeds, is_development)
            yield Problem(
                variable.place,
                message,
                "Remove the variable here; set it only on your machine.",
                severity,
                fix=unsafe(edits(project, variable.place.path).replaced(variable.place, variable.value or "", "0")),
            )
    yield from _in_commands(project)
    yield from _in_env_files(project)
    yield from _in_code(project)


def _is_on(value: str | None) -> bool:
    return value is not None and value.lower() not in OFF and "$" not in value


def _effect(heeds: bool, is_development: bool) -> tuple[str, str]:
    """What debug mode does there, and how bad that is; ``heeds``: the variable decides about it."""
    if not heeds:
        return "the configuration turns debug mode off again, but flask run on the server reads it.", INFO
    return ("every error page gives its visitors a Python console." if is_development else RUNS), ""


def _told(what: str, heeds: bool, is_development: bool) -> tuple[str, str]:
    """The message about what turns it on, and how bad that is."""
    effect, severity = _effect(heeds, is_development)
    return f"{what} {'is set' if severity else 'turns debug mode on'} in production: {effect}", severity


def _in_commands(project: Project) -> Problems:
    for deployment in project.web_deployments:
        heeds, is_development = deployment.flask.heeds_debug, deployment.start.is_development
        is_declared = "FLASK_DEBUG" in deployment.environment.declared
        for invocation in deployment.commands.programs("start"):
            value = dict(invocation.environment).get("FLASK_DEBUG")
            on = _is_on(value) and not is_declared
            if on or deployment.flask.is_debugged(invocation):
                what = f"FLASK_DEBUG={value}" if on else "--debug"
                place = dict(invocation.set_at).get("FLASK_DEBUG", invocation.place) if on else invocation.place
                message, severity = _told(what, heeds, is_development)
                yield Problem(
                    place,
                    message,
                    f"Remove {what} from the start command.",
                    severity,
                    related=read_at(place, invocation.place, f"{invocation.program} gets it here"),
                )
                break


def _in_env_files(project: Project) -> Problems:
    """``.flaskenv`` and ``.env`` that are deployed: read by the flask command and by load_dotenv, not by gunicorn."""
    for deployment in project.web_deployments:
        heeds, is_development = deployment.flask.heeds_debug, deployment.start.is_development
        for name, variable in deployment.env_files.deployed_variables:
            if variable.name != "FLASK_DEBUG" or not _is_on(variable.value):
                continue
            effect, severity = _effect(heeds, is_development) if deployment.env_files.reads(name) else IGNORED
            yield Problem(
                variable.place,
                f"FLASK_DEBUG={variable.value} is in a file that is deployed with the code: {effect}",
                _moved(name, [v.name for file, v in deployment.env_files.deployed_variables if file == name]),
                severity,
                fix=unsafe(edits(project, name).replaced(variable.place, variable.value or "", "0")),
            )


def _moved(file: str, variables: list[str]) -> str:
    """Where the variable belongs: a file that tells ``flask`` of the application has to stay."""
    if "FLASK_APP" in variables and file != ".env":
        return f"Move it from {file} into .env, and keep .env out of git: the host needs the rest of {file}."
    return f"Take it out of {file}, or keep the file out of git."


def _in_code(project: Project) -> Problems:
    if not any(deployment.flask.heeds_debug for deployment in project.web_deployments):
        return
    for assignment, reached in project.reached.assignments():
        name, value = assignment.item or ("", "")
        if name == "FLASK_DEBUG" and reached.phase == "startup" and _is_on(value):
            yield Problem(
                assignment.place,
                "The code turns debug mode on for every process that starts, production included: custom error pages are skipped, "
                "and code behind `if app.debug` runs.",
                "Remove the line; set FLASK_DEBUG only on your machine.",
                fix=unsafe(edits(project, assignment.place.path).replaced(assignment.place, value, "0")),
            )
