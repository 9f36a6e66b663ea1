r"""Misnamed Procfile.

A Procfile has a name, or is in a folder, where no host looks for it.

## Why it is bad

Hosts look for `Procfile`, with a capital P and no extension, in the folder that they deploy. Under any other name it is just a file, and no web process starts. The same goes for a Procfile inside the package: the folder above, with the requirements, is the one that is deployed.

## Use instead

Rename it: `git mv procfile Procfile`.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile.txt file
web: gunicorn app:app
```

## Bad: inside the package

```python shop/__init__.py
from flask import Flask

app = Flask(__name__)
```

```text shop/Procfile file
web: gunicorn shop:app
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: gunicorn app:app
```

```text Procfile.dev
web: flask run --debug
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, rule, typed, word


@rule(family="platform", severity=ERROR)
def check(project: Project) -> Problems:
    roles, hosts = project.repository.roles, project.repository.hosts
    read = {path for _, invocation in project.programs() for path in invocation.via}  # honcho start -f procfile
    for path, right in hosts.misnamed_procfiles():
        if roles.of(path) == "production" and path not in read:
            yield Problem(
                project.tree.place_of(path),
                f"Hosts look for {right}; {path.rpartition('/')[2]} is not read, and no web process is started.",
                f'Rename it: git mv "{path}" "{right}"',
                fix=typed(f"git mv {word(path)} {word(right)}"),
            )
    for path, right in hosts.procfiles_elsewhere().items():
        if roles.of(path) == "production":
            yield Problem(
                project.tree.place_of(path),
                f"Hosts look for the Procfile in the folder that they deploy; {path.rpartition('/')[0]} is a package in it. Nothing reads the file, and no web "
                "process is started.",
                f'Move it: git mv "{path}" "{right}"',
                fix=typed(f"git mv {word(path)} {word(right)}"),
            )
