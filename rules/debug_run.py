r"""Flask debugger in production.

Production starts the development server with its debugger.

## Why it is bad

Every error shows a page with the source code and a Python console, protected only by a short PIN. Anyone who gets in can run any program on the server.

## Use instead

Leave `debug=True` out. Use `flask run --debug` while you develop.

## Bad

Outcome: the log says "Debugger is active!"

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

Outcome: the log says "Debugger is active!"

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

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, edits, read_at, rule, unsafe


@rule(
    family="debug", severity=ERROR, supersedes=("debug-setting",), score=9.8, fixable=True
)  # anyone who gets at the debugger runs code
def check(project: Project) -> Problems:
    for deployment in project.deployments if project.web_deployments else ():
        environment, host = deployment.environment, deployment.host
        for run in deployment.serving.development_runs():
            sure = [o for o in run.debug if not o.unset or host.file_is_complete]
            on = [o for o in run.debug if o.is_known and o.value]
            is_sure = bool(sure) and all(o in on for o in sure)
            debug = sure[0] if is_sure else next((o for o in on if environment.lacks(o.unset)), None)
            if debug is None:
                continue
            when = (
                "Production runs this call: " if is_sure else f"Where {' and '.join(sorted(debug.unset))} is not set, "
            )
            elsewhere = read_at(run.place, debug.place, "debug is switched on here")
            yield Problem(
                run.place,
                f"{when}every error page shows source code and a console that can run any program on the server.",
                f"{'Remove debug=True' if run.is_literal else 'Leave debug off'} and start the application with gunicorn; use flask run --debug while developing.",
                # An image has the variables that it declares; a host's dashboard may hold others.
                "" if is_sure else ERROR if host.is_container else WARNING,
                related=elsewhere,
                fix=unsafe(edits(project, run.place.path).replaced(run.place, "debug=True", "debug=False"))
                if run.is_literal
                else None,
                cause=Cause("debug", f"{debug.place.path}:{debug.place.line}") if elsewhere else None,
            )
