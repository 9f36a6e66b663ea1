r"""Requirements file not found.

An install command or a requirements file names a file that isn't in the repository.

## Why it is bad

pip stops with `Could not open requirements file: [Errno 2] No such file or directory: 'requirements/prod.txt'`, and the build fails.

## Use instead

Correct the name, or commit the file.

## Bad

Outcome: the build fails: "Could not open requirements file: [Errno 2] No such file or directory: '/app/requirements/base.txt'"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt lines=1
-r requirements/base.txt
gunicorn==23.0.0
```

## Bad: the build command

Outcome: the build fails: "Could not open requirements file: [Errno 2] No such file or directory: 'requirements-prod.txt'"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements-prod.txt  # <-
    startCommand: gunicorn app:app
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
-r requirements/base.txt
gunicorn==23.0.0
```

```text requirements/base.txt
Flask==3.1.2
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule

OWNED = ("unresolved-app", "unresolved-flask-app", "untracked-migrations")
"""What else is missing in a folder that commands change to and that is not there."""


@rule(family="dependencies", severity=ERROR, supersedes=("no-requirements", *OWNED))
def check(project: Project) -> Problems:
    for deployment in project.deployments:
        for install in deployment.commands.installs:
            for written, place in install.missing:
                if deployment.view.complete:
                    stop = deployment.image.stop_before(place, written) if deployment.image else None
                    missing = stop or deployment.commands.missing_before(place, install.cwd)
                    cause = Cause("missing", missing) if missing else Cause("file", f"{deployment.root}: {written}")
                    yield Problem(place, _message(written), _help(project, written, written), cause=cause)
        if not deployment.is_implied or deployment.installed.files:
            for include in deployment.installed.missing_includes:
                if include.place.path.endswith((".txt", ".in")) and not include.path.startswith(".."):
                    yield Problem(
                        include.place,
                        _message(include.written),
                        _help(project, include.written, include.path),
                        cause=Cause("file", include.path),
                    )


def _message(written: str) -> str:
    return f"pip stops with \"Could not open requirements file: No such file or directory: '{written}'\", and the build with it."


def _help(project: Project, written: str, path: str) -> str:
    name = written.rpartition("/")[2]
    near = [path for path in project.tree.files if path.rpartition("/")[2].lower() == name.lower()]
    if not near and project.tree.is_ignored(path):
        return f"git ignores {written}: git add -f {written}, or take it out of .gitignore."
    return f"Did you mean {near[0]}?" if near else "Commit the file, or name one that is there."
