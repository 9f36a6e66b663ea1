r"""The start command names an application that is not there.

The server starts, imports the module and stops: `ModuleNotFoundError: No module named 'app'` (worker failed to boot, exit 3) or `Failed to find attribute 'app' in 'app'` (app failed to load, exit 4). The host keeps the old version or answers
502 and H10. Verified with gunicorn 27.0.1.

The part before the colon is a module as Python imports it from the folder where the command runs: `run` for run.py, `pkg.wsgi` for pkg/wsgi.py. The part after it is a name that the module binds when it is imported.
Beware of a package and a module of the same name side by side: `import app` finds the folder app/ with its `__init__.py`, never app.py.

## Bad: the attribute is another

```python run.py
from flask import Flask

application = Flask(__name__)
```

```text Procfile
web: gunicorn run:app  # <-
```

## Bad: a package shadows the module

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

## Bad: a unit of a machine of one's own

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

from flaskcheck.application.applications import Target
from flaskcheck.ground.place import Place
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, rule
from flaskcheck.servers.server import Server
from flaskcheck.units.deployment import Deployment

FAILED = ("missing-module", "missing-attribute", "missing-folder", "not-callable", "syntax")


@rule(family="server", severity=ERROR, supersedes=("unresolved-flask-app", "untracked-migrations"))
def check(project: Project) -> Problems:
    for deployment, server in project.servers():
        if server.names_nothing:
            yield Problem(
                server.place,
                f"{server.program} is told of no application and does not start"
                + (' ("Error: No application module specified.").' if server.program == "gunicorn" else "."),
                _help(deployment, server),
            )
    for deployment, server, target in project.targets():
        if target.is_second_copy and len(project.tree.below(target.path.rpartition("/")[0])) > 1:
            package = target.module.removesuffix(".__init__")
            yield Problem(
                server.target_place,
                f"{server.program} imports the package {package} a second time, as {target.module}: what its other modules register is on the first copy, "
                "and the one that is served answers 404.",
                f"Name the package: {server.program} {package}:{target.attribute}",
            )
        if target.status not in FAILED or deployment.is_foreign(server, target):
            continue
        hidden = _hidden(project, server) if target.status == "missing-module" else ""
        is_guess = deployment.commands.is_guessed
        yield Problem(
            _place(server, target),
            _message(server, target, hidden)
            + (f" {deployment.host.title} starts it so where nothing names a start command." if is_guess else ""),
            f"Commit the file (git add -f {hidden})." if hidden else _help(deployment, server),
            WARNING if is_guess and deployment.host.has_dashboard else "",
            related=_related(target),
            cause=_cause(deployment, server, target),
        )


def _place(server: Server, target: Target) -> Place:
    """Where it is mended: the import that fails in a script, the folder, or the target."""
    if server.by_file and target.place and (target.status == "missing-module" or target.reason == "import"):
        return target.place
    return server.chdir_place if target.status == "missing-folder" else server.target_place


def _cause(deployment: Deployment, server: Server, target: Target) -> Cause:
    """What is missing before the server starts; else its own target."""
    cwd = server.chdir or server.invocation.cwd
    missing = deployment.commands.missing_before(server.place, cwd) if target.status.startswith("missing-") else None
    return Cause("missing", missing) if missing else Cause("target", server.target_place)


def _hidden(project: Project, server: Server) -> str:
    """The module's file, when it is on disk but not in git."""
    found = (f.path for f in project.left_behind if f.kind == "target" and f.place == server.target_place)
    return next(found, "")


def _message(server: Server, target: Target, hidden: str) -> str:
    name = server.program
    if server.by_file and not hidden:
        return _script(server, target)
    if target.status == "syntax":
        return f"{name} refuses '{server.target_text or server.target}': {target.reason.rstrip('.')}. The application never starts."
    if hidden:
        return _fails(server, f"No module named '{target.module}'", f"{hidden} is on this disk, but not in git.")
    if target.status == "missing-module":
        why = "there is no such module in the folder where the command runs."
        return _fails(server, f"No module named '{target.module}'", why)
    if target.status == "missing-folder":
        return f"{name} stops with \"can't chdir to '{server.chdir.lstrip('/')}'\": there is no such folder."
    if target.status == "not-callable":
        return _refused(server, target)
    if target.reason == "standard-library":
        return (
            f"{name} stops with \"Failed to find attribute '{target.attribute}' in '{target.module}'\": it has the standard library's "
            f"module of that name loaded already, and never reads yours."
        )
    if target.reason == "package-shadows-module":
        return (
            f"{name} stops with \"Failed to find attribute '{target.attribute}' in '{target.module}'\": Python imports the "
            f"package {target.path}, not {target.shadowed}, and the package has no '{target.attribute}'."
        )
    where = target.path or f"the folder {target.module}"
    only = (
        " It is only made when the file is run by itself, or inside a function."
        if target.reason == "main-guard"
        else ""
    )
    said = f"Failed to find attribute '{target.attribute}' in '{target.module}'"
    said = "unable to load app 0 (mountpoint='') (callable not found or import error)" if server.stays else said
    return _fails(server, said, f"{where} does not bind it.{only}")


def _fails(server: Server, said: str, why: str) -> str:
    """How a server ends, or does not: some go on without an application and answer 500."""
    if server.stays:
        return f'{server.program} logs "{said}" and answers every request with 500: {why}'
    return f'{server.program} stops with "{said}": {why}'


def _script(server: Server, target: Target) -> str:
    """What a web server meets in a script that it imports."""
    if target.status == "missing-module":
        why = "the folder that has it is added to sys.path further down." if target.reason == "later" else ""
        return _fails(server, f"No module named '{target.module}'", why or "none of the folders on sys.path has it.")
    if target.status == "not-callable":
        return _refused(server, target)
    if target.reason == "import":
        said = f"cannot import name '{target.attribute}' from '{target.module}'"
        return _fails(server, said, "the module does not bind it.")
    why = "the script does not bind the name that is looked for."
    return _fails(server, f"Target WSGI script does not contain WSGI application '{target.attribute}'", why)


def _refused(server: Server, target: Target) -> str:
    """What is under the name cannot answer requests; gunicorn says so at once, other servers with the first request."""
    if target.reason == "none":
        said, why = f"Failed to find application object: '{target.attribute}'", f"{target.path} gives None there."
        if target.function is not None:
            said, why = said.replace("'", "") + "()", f"{target.function.name}() returns nothing: it lacks return app."
    elif target.reason == "submodule":
        said, why = f"Failed to find attribute '{target.attribute}' in '{target.module}'", "that is a module."
    else:
        said, why = "Application object must be callable.", f"'{target.attribute}' in {target.path} is no application."
    return (
        f'{server.program} stops with "{said}": {why}'
        if server.program == "gunicorn"
        else f"{server.program} finds no application: {why}"
    )


def _help(deployment: Deployment, server: Server) -> str:
    found = deployment.start.suggested_target
    if server.by_file:
        module, _, name = found.partition(":")
        ends = f"from {module} import {name} as application" if name.isidentifier() else "application = …"
        return f"Add the folder of the application to sys.path first, then end the script with: {ends}"
    if found:
        said = "module =" if server.config and server.program == "uwsgi" else server.program
        return f"The application is at {found}: write {said} {found}"
    return "Name the module and the variable that hold the Flask application, as in 'run:app' for app in run.py."


def _related(target: Target) -> tuple[Related, ...]:
    application = target.application
    return (Related(application.place, "the application is made here"),) if application else ()
