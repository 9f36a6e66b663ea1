r"""Setup only under the main guard.

Blueprints, extensions, tables or settings are set up only when the file is run as a script, and the server imports it.

## Why it is bad

A server imports the module, so `__name__` is not `"__main__"`, and nothing below the guard runs. The pages of a blueprint answer 404, an extension fails with `RuntimeError: The current Flask app is not registered with this 'SQLAlchemy' instance`, a query with `no such table`, a session with `The session is unavailable because no secret key was set` (verified with gunicorn 27.0.1, Flask 3.1.3 and Flask-SQLAlchemy 3.1.1). `python app.py` works, so it looks like the host's fault.

## Use instead

Move the set-up above the guard, or into the factory. Below the guard only `app.run()` is left.

## Bad

Outcome: /cookies answers 404

```python app.py
from flask import Flask
from shop import shop

app = Flask(__name__)

if __name__ == "__main__":
    app.register_blueprint(shop)  # <-
    app.run()
```

```python shop.py
from flask import Blueprint

shop = Blueprint("shop", __name__)

@shop.route("/cookies")
def cookies():
    return "Cookies"
```

```text Procfile
web: gunicorn app:app
```

## Bad: in a function that only the guard calls

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy()

def prepare():
    app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql:///shop"
    db.init_app(app)

if __name__ == "__main__":
    prepare()  # <-
    app.run()
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask
from shop import shop

app = Flask(__name__)
app.register_blueprint(shop)

if __name__ == "__main__":
    app.run(debug=True)
```

```python shop.py
from flask import Blueprint

shop = Blueprint("shop", __name__)
```

```text Procfile
web: gunicorn app:app
```

## Good: the factory does the same

```python app.py
from flask import Flask
from shop import shop

def create_app():
    app = Flask(__name__)
    app.register_blueprint(shop)
    return app

if __name__ == "__main__":
    app = create_app()
    app.run()
```

```python shop.py
from flask import Blueprint

shop = Blueprint("shop", __name__)
```

```text Procfile
web: gunicorn "app:create_app()"
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, rule

NEEDED = ("SECRET_KEY", "SQLALCHEMY_DATABASE_URI")
"""The settings without which pages fail."""
ENDS = {
    "blueprint": "every page of {what} answers 404",
    "routes": "{what} answers 404",
    "extension": "{what} is never called, and what needs it fails at the first request",
    "setting": "{what} is not set, and what needs it fails at the first request",
    "tables": "no table is made, and the first query fails",
    "scheduler": "{what} is never called, and no job runs",
}


@rule(family="server", severity=ERROR)
def check(project: Project) -> Problems:
    told: set[str] = set()
    for deployment in project.web_deployments:
        if not deployment.commands.imports_application or deployment.start.is_development:
            continue
        held = deployment.start.configuration
        found = [
            s
            for s in deployment.running.only_as_script()
            if s.kind != "setting" or (s.what in NEEDED and not list(held.get(s.what)))
        ]
        found.sort(key=lambda s: s.kind in ("tables", "scheduler"))
        first = found[0] if found else None
        if first is None or first.place.path in told or _is_command(project, first.place.path):
            continue
        told.add(first.place.path)
        is_mild = first.kind in ("tables", "scheduler") or deployment.is_implied or not deployment.commands.web_servers
        yield Problem(
            first.place,
            f"This runs only when {first.place.path} is run as a script, which a server never does: {ENDS[first.kind].format(what=first.what)}.",
            'Move it above if __name__ == "__main__": and leave only app.run() below.',
            WARNING if is_mild else "",
            related=tuple(Related(s.place, f"{s.what} stands there, too") for s in found[1:] if s.place != first.place),
            cause=Cause("guard", first.place.path),
        )


def _is_command(project: Project, path: str) -> bool:
    """Whether the distribution installs a command that calls a function of a module: the command starts what the guard starts."""
    dotted = f".{path.removesuffix('.py').replace('/', '.')}"
    files = project.repository.dependency_files.values()
    return any(dotted.endswith(f".{target.partition(':')[0].strip()}") for f in files for _, target in f.scripts)
