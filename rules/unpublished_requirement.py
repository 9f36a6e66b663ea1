r"""Requirement isn't on the package index.

A requirement names what pip doesn't find: a part of Debian's Python, a standard library module, or a version.

## Why it is bad

pip stops with `ERROR: No matching distribution found for pkg-resources==0.0.0` and installs nothing. `pip freeze` on old Debian and Ubuntu adds `pkg-resources` by mistake. Modules of the standard library such as sqlite3 come with Python and can't be installed. pip 24.1 and later pass over releases with invalid metadata, such as Celery before 5.2.1 (`pytz (>dev)`): "Please use pip<24.1 if you need to use this version".

## Use instead

Delete the line, or write a version that there is.

## Bad

Outcome: the build fails: "No matching distribution found for pkg-resources==0.0.0"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt lines=2,3
Flask==3.1.2
pkg-resources==0.0.0
sqlite3
```

## Bad: a version that there never was

Outcome: the build fails: "No matching distribution found for Flask==2.4.0"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt lines=1
Flask==2.4.0
gunicorn==23.0.0
```

## Bad: a release that today's pip passes over

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt lines=3
Flask==3.1.2
gunicorn==23.0.0
celery==5.0.5
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
setuptools==75.0.0
```
"""

from flaskcheck.known.distributions import meant_by_slip
from flaskcheck.known.tables.platforms import STANDARD_LIBRARY_NAMES, UNPUBLISHED
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, edits, rule


@rule(family="dependencies", severity=ERROR, fixable=True)
def check(project: Project) -> Problems:
    for file in project.installed_files:
        for requirement in file.requirements if not file.lock and file.kind != "conda" else ():
            if requirement.url or requirement.group:
                continue
            if requirement.name in UNPUBLISHED:
                why = f"it is {UNPUBLISHED[requirement.name]}"
            elif requirement.name in STANDARD_LIBRARY_NAMES:
                why = "it is part of Python itself"
            elif meant := meant_by_slip(requirement.name):
                yield Problem(
                    requirement.place,
                    f"{requirement.written} is {meant} with two letters exchanged: pip finds no such package, or installs what a stranger has published under that name.",
                    f"Write {meant}.",
                    severity=WARNING,
                )
                continue
            else:
                continue
            yield Problem(
                requirement.place,
                f'pip stops with "No matching distribution found for {requirement.written}{requirement.specifier}": {why}.',
                "Delete the line.",
                fix=edits(project, file.path).without(requirement.place) if file.is_list_by_hand else None,
            )
    passed = {found: None for deployment in project.deployments for found in deployment.releases.passed_over}
    for requirement, mended in passed:
        yield Problem(
            requirement.place,
            f'pip stops with "No matching distribution found for {requirement.written}{requirement.specifier}": its metadata is invalid, and pip 24.1 and later pass over it.',
            f"Write {requirement.written}>={mended}." if mended else "Write another release, or install with pip<24.1.",
            cause=Cause("requirement", f"{requirement.place.path}: {requirement.name}"),
        )
    pins = {requirement for deployment in project.deployments for requirement in deployment.releases.unpublished}
    for requirement in pins:
        yield Problem(
            requirement.place,
            f'pip stops with "No matching distribution found for {requirement.written}{requirement.specifier}": there is no such release.',
            "Write a version that there is.",
        )
