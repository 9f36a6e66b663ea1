r"""Start command names a missing app.

The start command names an app that isn't there.

## Why it is bad

The server starts, imports the module and stops: `ModuleNotFoundError: No module named 'app'` (worker failed to boot, exit 3) or `Failed to find attribute 'app' in 'app'` (app failed to load, exit 4). The host keeps the old version, or answers 502 and H10. Verified with gunicorn 27.0.1.

## Use instead

Before the colon stands a module as Python imports it from the folder where the command runs: `run` for run.py, `pkg.wsgi` for pkg/wsgi.py. After it stands a name that the module defines when it is imported.

Don't put a package and a module of the same name side by side: `import app` finds the folder app/ with its `__init__.py`, never app.py.

## Bad: the attribute is another

Outcome: the start fails: "Failed to find attribute 'app' in 'run'"

```python run.py
from flask import Flask

application = Flask(__name__)
```

```text Procfile
web: gunicorn run:app  # <-
```

## Bad: a package shadows the module

Outcome: the start fails: "Failed to find attribute 'app' in 'app'"

```python app.py
from app import create_app

app = create_app()
```

```python app/__init__.py
from flask import Flask

def create_app():
    return Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app  # <-
```

## Bad: no such module in the folder

Outcome: the start fails: "No module named 'wsgi'"

```python backend/wsgi.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: gunicorn wsgi:app  # <-
```

## Good

```python backend/wsgi.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: cd backend && gunicorn wsgi:app
```

## Bad: the module is not in git

Outcome: the start fails: "No module named 'wsgi'"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python wsgi.py ignored
from app import app
```

```text Procfile
web: gunicorn wsgi:app  # <-
```

## Good: re-exported from a package

```python shop/__init__.py
from .factory import app
```

```python shop/factory.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: gunicorn "shop:app"
```

## Good: the module makes names as they are asked for

```python wsgi.py
from flask import Flask

def __getattr__(name):
    return Flask(name)
```

```text Procfile
web: gunicorn wsgi:anything
```

## Bad: a unit of your own server

```python app.py
from flask import Flask

app = Flask(__name__)
```

```ini deploy/shop.service
[Service]
WorkingDirectory=/srv/shop
ExecStart=/srv/shop/venv/bin/gunicorn wsgi:app # <-
```

## Bad: mod_wsgi looks for application

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python shop.wsgi file
import sys

sys.path.insert(0, "/srv/shop")

from app import app
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python shop.wsgi
import sys

sys.path.insert(0, "/srv/shop")

from app import app as application
```
"""

from flaskcheck.known.target_errors import case_of, told
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, rule, wrong_root

FAILED = ("missing-module", "missing-attribute", "missing-folder", "not-callable", "syntax")


@rule(family="server", severity=ERROR, supersedes=("unresolved-flask-app", "untracked-migrations"))
def check(project: Project) -> Problems:
    yield from _told_of_nothing(project)
    yield from _second_copies(project)
    for deployment, server, target in project.targets():
        if target.status not in FAILED or deployment.is_foreign(server, target):
            continue
        advice = project.advice(deployment)
        missing = target.module if target.status == "missing-module" else ""
        uncopied, line = deployment.files.uncopied_module(missing)
        elsewhere, path, cure = _elsewhere(project, missing and server.target_place, uncopied, line is not None)
        case = elsewhere or case_of(target.status, target.reason, server.by_file, target.function is not None)
        message = told(
            case,
            advice.importer(server),
            server.stays,
            advice.importer(server) != server.program,
            target=target,
            where=target.path or f"the folder {target.module}",
            folder=server.chdir.lstrip("/"),
            hidden=path,
            image=deployment.service.image,
            written=server.target_text or server.target,
            reason=target.reason.rstrip("."),
        )
        is_guess, host = deployment.commands.is_guessed, deployment.host
        guess = f" {host.title} starts it so where nothing names a start command." if is_guess else ""
        place = server.chdir_place if target.status == "missing-folder" else server.target_place
        if server.by_file and target.place and (missing or target.reason == "import"):
            place = target.place
        is_lacking, cwd = target.status.startswith("missing-"), server.chdir or server.invocation.cwd
        lost = deployment.commands.missing_before(server.place, cwd) if is_lacking else None
        cause = wrong_root(advice.other_root) or Cause("target", server.target_place)
        yield Problem(
            line or place,
            message + guess,
            cure or advice.target(server),
            WARNING if is_guess and host.has_dashboard else "",
            related=tuple(Related(a.place, "the application is made here") for a in (target.application,) if a),
            cause=Cause("missing", lost) if lost else cause,
        )


def _told_of_nothing(project: Project) -> Problems:
    for deployment, server in project.servers():
        if server.names_nothing:
            said = ' ("Error: No application module specified.").' if server.program == "gunicorn" else "."
            yield Problem(
                server.place,
                f"{server.program} gets no app and doesn't start{said}",
                project.advice(deployment).target(server),
            )


def _second_copies(project: Project) -> Problems:
    for _, server, target in project.targets():
        if target.is_second_copy and len(project.tree.below(target.path.rpartition("/")[0])) > 1:
            package = target.module.removesuffix(".__init__")
            yield Problem(
                server.target_place,
                f"{server.program} imports the package {package} a second time, as {target.module}: what its other modules register is on the first copy, "
                "and the one that is served answers 404.",
                f"Name the package: {server.program} {package}:{target.attribute}",
            )


def _elsewhere(project: Project, place: object, uncopied: str, is_excluded: bool) -> tuple[str, str, str]:
    """Where the file of a missing module lies all the same: what is wrong, its path, and what to do."""
    hidden = next((f.path for f in project.left_behind if f.kind == "target" and f.place == place), "")
    if hidden:
        return "hidden", hidden, f"Commit the file (git add -f {hidden})."
    if is_excluded:
        return "excluded", uncopied, "Take the line out."
    return ("uncopied", uncopied, f"Copy {uncopied} too.") if uncopied else ("", "", "")
