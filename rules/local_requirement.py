r"""Requirement with a local path.

A requirement points to a path on the computer where the file was written.

## Why it is bad

pip stops with `OSError: [Errno 2] No such file or directory: '/croot/certifi_1665076670883/work/certifi'`, because the path doesn't exist on the host. `pip freeze` in a conda environment writes such lines.

## Use instead

Replace the path with the version: `certifi==2024.7.4`. `pip list --format=freeze` writes the whole list without paths.

## Bad

Outcome: the build fails: "../shared is not a valid editable requirement"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt lines=2,3
Flask==3.1.2
certifi @ file:///croot/certifi_1665076670883/work/certifi
-e ../shared
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
-e ./vendor/shop
shop-tools @ https://packages.example.com/shop_tools-1.0-py3-none-any.whl
git+https://github.com/example/thing@v1#egg=thing
```

```python vendor/shop/setup.py
from setuptools import setup

setup(name="shop")
```
"""

import posixpath
import re

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule

DRIVE = re.compile(r"^(file:/*)?[A-Za-z]:[\\/]")


@rule(family="dependencies", severity=ERROR)
def check(project: Project) -> Problems:
    for file in project.installed_files:
        for requirement in file.requirements:
            if requirement.url and not file.lock and _is_elsewhere(project, file.path, requirement.url):
                name = requirement.written or "the package"
                yield Problem(
                    requirement.place,
                    f'pip stops with "No such file or directory": {name} comes from a path that exists only '
                    "on the computer where this line was written.",
                    f"Write the version instead: {requirement.written or 'name'}==…, as pip list --format=freeze shows it.",
                    cause=Cause("local paths", file.path),
                    brief=f"{name} too",
                )
            elif requirement.url and not file.lock and _is_no_project(project, file.path, requirement.url):
                yield Problem(
                    requirement.place,
                    f"pip stops with \"does not appear to be a Python project: neither 'setup.py' nor 'pyproject.toml' found\": {requirement.url} has neither.",
                    "Delete the line, or commit the pyproject.toml that it needs.",
                )


def _is_elsewhere(project: Project, file: str, written: str) -> bool:
    url = written.partition("#")[0].partition("[")[0].strip()
    if DRIVE.match(url) or url.startswith(("~", "/")):
        return True
    if url.startswith("file:"):
        path = url.removeprefix("file:").lstrip("/")
        is_there = project.tree.has_folder(path) or (not url.startswith("file:/") and _is_in_image(project, file, path))
        return url.startswith("file:///") or not is_there
    if "://" in url or "+" in url.partition("/")[0] or url in (".", "./"):
        return False
    folder = file.rpartition("/")[0]
    path = posixpath.normpath(posixpath.join(folder, url.replace("\\", "/")))
    if _is_in_image(project, file, url):
        return False
    if path.startswith(".."):
        return True
    return not (path == "." or project.tree.has(path) or project.tree.has_folder(path) or project.tree.is_unread(path))


def _is_no_project(project: Project, file: str, written: str) -> bool:
    """Whether a requirement is a folder of the repository that has nothing that tells how to install it, and no build can bring that."""
    url = written.partition("#")[0].partition("[")[0].strip().replace("\\", "/")
    path = posixpath.normpath(posixpath.join(file.rpartition("/")[0], url))
    if "://" in url or ":" in url or not (path == "." or project.tree.has_folder(path)):
        return False
    users = [d for d in project.deployments if any(f.path == file for f in d.installed.files)]
    is_seen = all(d.view.complete and not d.unseen.has_build_script for d in users)
    needed = (posixpath.normpath(f"{path}/{name}") for name in ("setup.py", "pyproject.toml"))
    return bool(users) and is_seen and not any(project.tree.has(n) or project.tree.left_behind(n) for n in needed)


def _is_in_image(project: Project, file: str, path: str) -> bool:
    """Whether an image that installs from a file holds, or may hold, what a relative path in that leads to, which lies elsewhere in the repository."""
    images = (d for d in project.deployments if d.image is not None and any(f.path == file for f in d.installed.files))
    return any(deployment.view.may_reach(file, path) for deployment in images)
