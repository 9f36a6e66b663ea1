r"""Virtual environment committed to git.

A virtual environment is in git: thousands of files that were made for one computer.

## Why it is bad

Its programs name the Python of the computer where it was made, and its compiled parts are for that system. Heroku refuses one called `.venv` or `venv` (`Error: Existing '.venv/' directory found`); elsewhere its packages are copied along,
and may be found before those that are installed.

## Use instead

`git rm -r --cached venv`, and `venv/` in `.gitignore`. The host makes its own from the requirements.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text venv/pyvenv.cfg file
home = /usr/bin
include-system-site-packages = false
version = 3.12.3
```

## Bad: without that file

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python env/Lib/site-packages/flask/__init__.py file
__version__ = "3.1.3"
```

## Good: git ignores it

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text venv/pyvenv.cfg untracked ignored
home = /usr/bin
include-system-site-packages = false
version = 3.12.3
```

```text .gitignore
venv/
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule


@rule(family="portability", severity=WARNING)
def check(project: Project) -> Problems:
    built = [d for d in project.deployments if d.image is None]
    own = {f"{d.root}/{name}".lstrip("/"): (d.host, name) for d in built for name in d.host.own_folders}
    for folder, path in project.repository.roles.committed_environments:
        if folder in own:
            continue  # told below
        name, is_whole = folder.rpartition("/")[2], path == f"{folder}/pyvenv.cfg"
        refusing = (d.host for d in built if f"{d.root}/{name}".lstrip("/") == folder and is_whole)
        host = next((host for host in refusing if name in host.refused_environments), None)
        then = (
            f"{host.title} stops the build with \"Existing '{name}/' directory found\""
            if host
            else "it was made for one computer, and works on no other"
        )
        yield Problem(
            project.tree.place_of(path),
            f"The virtual environment {folder} is in git: {then}.",
            f"git rm -r --cached {folder}, and write {name}/ into .gitignore.",
            ERROR if host else "",
        )
    for folder, (host, name) in own.items():
        inside = next(filter(project.tree.is_tracked, (folder, *project.tree.below(folder))), "")
        if inside:
            yield Problem(
                project.tree.place_of(inside),
                f"{folder} is in git: {host.title} puts its own Python there, and stops the build with \"Existing '{name}/' directory found\".",
                f"git rm -r --cached {folder}, and write {folder}/ into .gitignore.",
                ERROR,
            )
