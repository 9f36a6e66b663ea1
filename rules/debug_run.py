r"""Production starts the development server with its debugger.

Whoever causes an error gets a page with the source code and a Python console, protected by a short PIN: they can run any program on the server.

Leave `debug=True` out; `flask run --debug` turns it on where you develop.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(host="0.0.0.0", debug=True)  # <-
```

```text Procfile
web: python app.py
```

## Bad: by a variable whose production value is true

```python app.py
import os
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(host="0.0.0.0", debug=os.environ.get("APP_ENV") != "live")  # <-
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
ENV APP_ENV=docker
COPY . .
RUN pip install flask
CMD ["python", "app.py"]
```

## Good: production imports the module and never gets there

```python app.py
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(debug=True)
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.effects.run import Step
from flaskcheck.effects.serving import is_development_run
from flaskcheck.facts.python import CallSite
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, rule
from flaskcheck.values.evaluator import Evaluator
from flaskcheck.values.value import Outcome

DEBUGGERS = ("debug", "use_debugger")


@rule(
    family="debug", severity=ERROR, supersedes=("debug-setting",), score=9.8
)  # whoever gets at the debugger runs code
def check(project: Project) -> Problems:
    for deployment in project.deployments if project.web_deployments else ():
        evaluator = deployment.start.production.evaluator
        for step in deployment.start.production.trace.steps:
            if isinstance(step.statement, CallSite) and step.sure:
                if is_development_run(step.statement.call, evaluator, step.where):
                    outcomes = _debug(step, evaluator)
                    found = [o for o in outcomes if not o.unset or deployment.host.file_is_complete]
                    if found and all(map(_is_on, found)):
                        yield _problem(step, found[0])
                        continue
                    lacking = (o for o in outcomes if _is_on(o) and deployment.environment.lacks(o.unset))
                    if unset := next(lacking, None):
                        # An image has the variables that it declares; a host's dashboard may hold others.
                        severity = ERROR if deployment.host.is_container else WARNING
                        yield _problem(step, unset, severity, f"Where {' and '.join(sorted(unset.unset))} is not set, ")


def _is_on(debug: Outcome) -> bool:
    return debug.is_known and bool(debug.value)


def _problem(step: Step, debug: Outcome, severity: str = "", when: str = "") -> Problem:
    place = step.statement.place
    is_elsewhere = (debug.place.path, debug.place.line) != (place.path, place.line)
    return Problem(
        place,
        f"{when or 'Production runs this call: '}every error shows the source code and a console in which anybody can run "
        "programs on the server.",
        "Remove debug=True and start the application with gunicorn; use flask run --debug while developing.",
        severity,
        related=(Related(debug.place, "debug is switched on here"),) if is_elsewhere else (),
        cause=Cause("debug", f"{debug.place.path}:{debug.place.line}") if is_elsewhere else None,
    )


def _debug(step: Step, evaluator: Evaluator) -> tuple[Outcome, ...]:
    assert isinstance(step.statement, CallSite)
    call = step.statement.call
    for name in DEBUGGERS:
        value = call.argument(2 if name == "debug" and call.name.endswith(".run") else -1, name)
        if value is not None:
            return evaluator.outcomes(value, step.where)
    return ()
