r"""Requirements aren't pinned.

Requirements without versions change with every deploy.

## Why it is bad

Each build installs the latest versions. Flask 3, Werkzeug 3, and SQLAlchemy 2.1 with its new default driver broke apps overnight that nobody had touched.

## Use instead

Pin what you tested: `pip freeze > requirements.txt`, or use a lock file.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt file
Flask
gunicorn==23.0.0
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn>=23,<24
requests~=2.32
```

## Good: a lock file

```python app.py
from flask import Flask

app = Flask(__name__)
```

```toml Pipfile
[packages]
flask = "*"
```

```json Pipfile.lock
{"default": {"flask": {"version": "==3.1.2"}}, "develop": {}}
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import INFO, Problem, Problems, rule, some


@rule(family="dependencies", severity=INFO)
def check(project: Project) -> Problems:
    for file in project.installed_files:
        if file.lock or file.kind in ("constraints", "setup-py", "setup-cfg", "conda") or project.is_locked(file):
            continue
        loose = [r.written for r in file.requirements if r.is_loose]
        if loose:
            yield Problem(
                project.tree.place_of(file.path),
                f"{some(loose)} {'is' if len(loose) == 1 else 'are'}n't pinned, so every build installs the latest version, which may break the app.",
                "Pin what you tested: pip freeze > requirements.txt, or use a lock file.",
            )
