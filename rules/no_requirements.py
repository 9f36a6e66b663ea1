r"""No requirements file the host can install from.

The deployed folder has no file that the host would install the dependencies from.

## Why it is bad

The build ends with `Couldn't find any supported Python package manager files` (Heroku) or `Could not open requirements file: [Errno 2] No such file or directory: 'requirements.txt'`. Where it goes on, the app stops with `No module named 'flask'`.

## Use instead

Write the file in the deployed folder, under its exact name (`pip freeze > requirements.txt`), and commit it.

## Bad: a misspelt name

Outcome: the start fails: "gunicorn: command not found"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirement.txt file
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: no file at all

```python app.py file
from flask import Flask

app = Flask(__name__)
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

## Good: a Dockerfile that installs by itself

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```
"""

from flaskcheck.known.usual_names import is_nearly_requirements
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule, typed, word

INSTALLERS = frozenset({"poetry", "uv", "pipenv", "conda", "pdm", "pixi", "make"})
"""Programs of a build that install in a way of their own."""


@rule(family="dependencies", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        installed = deployment.installed
        if deployment.image is not None or installed.files or deployment.is_virtual_environment_elsewhere:
            continue
        if installed.requirements or not deployment.view.complete or not deployment.host.runs_python:
            continue
        if any(i.program in INSTALLERS for i in deployment.commands.programs("build")):
            continue
        if deployment.is_implied and (project.hides_deployments or deployment.unseen.installs):
            continue  # what cannot be read may name it, or people install by hand
        unfound = [written for install in deployment.commands.installs for written, _ in install.missing]
        beside = deployment.start.applications[0].path.rpartition("/")[0]
        misspelt = _misspelt(project.tree.files, deployment.root) or _misspelt(project.tree.files, beside)
        own = f"{deployment.root}/requirements.txt".lstrip("/")
        below = [p for p in project.repository.dependency_files if p.endswith("requirements.txt")]
        severity, fix = "", None
        if misspelt:
            place = misspelt
            message = f"The host looks for requirements.txt and does not see {misspelt}: nothing is installed, and the deployment fails."
            help_ = f'Rename it: git mv "{misspelt}" "{_beside(misspelt)}"'
            fix = typed(f"git mv {word(misspelt)} {word(_beside(misspelt))}")
        elif below:
            place, message, help_ = _of_another(below, own, deployment.root)
            is_any = deployment.host.stands_for_many and deployment.host.reads_procfile
            severity = WARNING if is_any or deployment.is_implied else ""
        else:
            place = deployment.start.applications[0].place.path
            message = (
                "No file says what to install, so the build fails or the app stops with \"No module named 'flask'\"."
            )
            help_ = "Write one and commit it: pip freeze > requirements.txt"
            if project.tree.is_ignored(own):
                help_ = "git ignores requirements.txt: git add -f requirements.txt, or take it out of .gitignore."
        cause = Cause("file", f"{deployment.root}: {unfound[0]}") if unfound else None
        cause = next((Cause("lock", lock.path) for lock in deployment.releases.locks if lock.state == "missing"), cause)
        yield Problem(project.tree.place_of(place), message, help_, severity, cause=cause, fix=fix)


def _of_another(below: list[str], own: str, root: str) -> tuple[str, str, str]:
    """Where requirements are that nothing installs, what that means, and how to mend it."""
    if own in below:
        said = "No command of this deployment installs it, so the app stops with \"No module named 'flask'\"."
        return own, said, "Install it in the build command: pip install -r requirements.txt"
    said = f"The host looks for requirements.txt in the folder that it deploys ({root or 'the root'}), not in {below[0]}: nothing is installed."
    return below[0], said, "Deploy that folder (root directory), or move the file."


def _misspelt(files: tuple[str, ...], root: str) -> str:
    for path in files:
        folder, _, name = path.rpartition("/")
        if folder == root and name != "requirements.txt" and is_nearly_requirements(name.strip()):
            return path
    return ""


def _beside(path: str) -> str:
    folder, slash, _ = path.rpartition("/")
    return f"{folder}{slash}requirements.txt"
