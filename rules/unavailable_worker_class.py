r"""Worker class that gunicorn cannot load.

gunicorn is told to use workers of a class that its release no longer has, or whose package nothing installs.

## Why it is bad

gunicorn stops before it listens (seen with gunicorn 27.0.1 and 23.0.0):

    Error: class uri 'gevent' invalid or not found:
    ModuleNotFoundError: No module named 'gevent'

gunicorn 26 removed the eventlet worker: `ImportError: Entry point ('gunicorn.workers', 'eventlet') not found`. From gunicorn 25 on the gevent worker wants gevent 24.10.1.

uvicorn's workers load, but they speak ASGI: with a Flask application each request ends with `TypeError: Flask.__call__() missing 1 required positional argument: 'start_response'`.

## Use instead

Add the package to the requirements, or use threads: `gunicorn --threads 8 app:app`.

## Bad

Outcome: the start fails: "gevent worker requires gevent 1.4 or higher"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
```

```text Procfile
web: gunicorn -k gevent app:app  # <-
```

## Bad: a class that the release no longer has

Outcome: the start fails: "Entry point ('gunicorn.workers', 'eventlet') not found"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==27.0.1
eventlet==0.40.3
```

```text Procfile
web: gunicorn --worker-class eventlet -w 1 app:app  # <-
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
gevent==25.9.1
```

```text Procfile
web: gunicorn -k gevent app:app
```

## Good: threads

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.3
gunicorn==27.0.1
```

```text Procfile
web: gunicorn -k gthread --threads 8 app:app
```
"""

from __future__ import annotations

from flaskcheck.known.tables.programs import WORKER_CLASSES
from flaskcheck.known.versions import at_least
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, Related, rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from flaskcheck.known.releases import Release

    Releases: TypeAlias = tuple[Release, ...]


@rule(family="server", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment, server in project.servers():
        distribution = WORKER_CLASSES.get(server.worker_class, "")
        if server.program != "gunicorn" or not distribution or deployment.is_virtual_environment_elsewhere:
            continue
        place = next((o.place for o in server.options if o.name in ("worker_class", "worker-class")), server.place)
        answer, releases = deployment.installed.provides((distribution,)), deployment.releases.releases("gunicorn")
        if answer.is_absent:
            yield Problem(
                place,
                f"gunicorn stops with \"class uri '{server.worker_class}' invalid or not found\": nothing installs {distribution}.",
                f"{project.advice(deployment).package(distribution)}, or use threads: -k gthread --threads 8.",
                related=(Related(answer.requirement.place, f"{distribution} is declared here, {answer.why}"),)
                if answer.requirement and answer.why
                else (),
            )
        elif server.worker_class == "eventlet" and releases and all(at_least(r.version, "26") for r in releases):
            yield Problem(
                place,
                f"gunicorn {releases[-1].version} has no eventlet worker any more: it stops with \"Entry point ('gunicorn.workers', 'eventlet') not found\".",
                "Use threads: -k gthread --threads 100; or write gunicorn<26.",
            )
        elif server.worker_class == "gevent" and _is_too_old(deployment.releases.releases("gevent"), releases):
            yield Problem(
                place,
                f'gunicorn {releases[-1].version} stops with "gevent worker requires gevent 24.10.1 or higher".',
                "Write gevent>=24.10.1.",
            )
    yield from _of_asgi(project)


def _is_too_old(gevents: Releases, gunicorns: Releases) -> bool:
    """Whether gunicorn refuses every release of gevent that may be there."""
    is_strict = bool(gunicorns) and all(at_least(r.version, "25") for r in gunicorns)
    return is_strict and bool(gevents) and not any(at_least(r.version, "24.10.1") for r in gevents)


def _of_asgi(project: Project) -> Problems:
    for deployment, server, target in project.targets():
        application, made = target.application, target.outcome.value if target.outcome else None
        is_asgi = server.program == "gunicorn" and server.worker_class.startswith(("uvicorn.", "uvicorn_worker."))
        if is_asgi and deployment.installed.provides((WORKER_CLASSES.get(server.worker_class, "uvicorn"),)).is_absent:
            continue
        if not is_asgi or application is None or getattr(made, "name", "") != "flask.Flask()":
            continue
        if target.place is not None and application.place.lines[0] == (
            target.path,
            target.place.line,
        ):  # else something may wrap it
            yield Problem(
                next((o.place for o in server.options if o.name in ("worker_class", "worker-class")), server.place),
                "The worker speaks ASGI, and the application is Flask's, which speaks WSGI: every request answers 500 (\"Flask.__call__() missing 1 required positional argument: 'start_response'\").",
                "Use threads: -k gthread --threads 8; or wrap the application: app = asgiref.wsgi.WsgiToAsgi(app).",
            )
