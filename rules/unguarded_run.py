r"""Import starts the development server.

Importing the app starts the development server inside it.

## Why it is bad

The WSGI server imports the module, reaches `app.run()` and never returns: the port is open, every request hangs, and nothing is logged (verified with gunicorn 27.0.1: no WORKER TIMEOUT within 45 s). PythonAnywhere answers 502 or 504.

## Use instead

Move the call under `if __name__ == "__main__":`, so that only `python app.py` runs it.

## Bad

Outcome: the host gets no answer

```python app.py
from flask import Flask

app = Flask(__name__)

app.run(debug=False)  # <-
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run()
```

```text Procfile
web: gunicorn app:app
```

## Good: a launcher that production does not import

```python serve.py
from app import app

app.run(debug=True)
```

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.known.tables.programs import ASGI_SERVERS, WSGI_SERVERS
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, rule

SERVERS = tuple(name for name in WSGI_SERVERS if name not in ASGI_SERVERS)


@rule(family="server", severity=ERROR, supersedes=("debug-run",), fixable=True)
def check(project: Project) -> Problems:
    for site, reached in project.reached.calls():
        if reached.phase != "startup" or not reached.deployments[0].serving.starts(site):
            continue
        if not reached.deployments[0].serving.is_met(site):
            continue  # under a condition it may never happen
        importing = [d for d in reached.deployments if d.commands.imports_application]
        if len(importing) < len(reached.deployments):
            importing = [d for d in importing if d.commands.web_servers]
        # where nobody tells the command and surely no server is installed, "python file.py" is the only way to start
        importing = [d for d in importing if not (d.is_implied and d.installed.provides(SERVERS).is_absent)]
        if not importing:
            continue  # who runs the file by itself means the call, and so does an image whose command nobody tells
        fix = project.advice(importing[0]).code.guarded(site.place) if site.is_of_import else None
        yield Problem(
            site.place,
            f"The WSGI server imports this module and gets stuck in {site.call.short}(): the port opens, but every request "
            "hangs.",
            f'{"Indent" if site.is_of_import else "Put"} it under if __name__ == "__main__": so that only "python file.py" runs it.',
            fix=fix,
        )
