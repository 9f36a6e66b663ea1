r"""Script doesn't find the app's modules.

A command runs a script of a folder by its path, and the script imports a package that lies in another folder.

## Why it is bad

`python scripts/seed.py` searches the folder of the script, `scripts`, and not the one where it is started. `from shop import create_app` ends with `ModuleNotFoundError: No module named 'shop'` (verified with Python 3.11.7), and the build, the release or the start ends there. In an editor it works, because that adds the project's folder.

## Use instead

`python -m scripts.seed`, which searches the folder where it is started; or set `PYTHONPATH` to that folder.

## Bad

Outcome: the release fails: "No module named 'shop'"

```python shop/__init__.py
from flask import Flask

def create_app():
    return Flask(__name__)
```

```python scripts/seed.py
from shop import create_app

app = create_app()
```

```text requirements.txt
flask
gunicorn
```

```text Procfile
release: python scripts/seed.py  # <-
web: gunicorn "shop:create_app()"
```

## Bad: in the package itself

Outcome: the start fails: "No module named 'shop'"

```python shop/__init__.py
from flask import Flask

app = Flask(__name__)
```

```python shop/tasks/report.py
from shop import app

print(app.name)
```

```docker Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD python shop/tasks/report.py && gunicorn -b 0.0.0.0:8000 shop:app  # <-
```

## Good

```python shop/__init__.py
from flask import Flask

def create_app():
    return Flask(__name__)
```

```python scripts/seed.py
from shop import create_app

app = create_app()
```

```python scripts/report.py
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from shop import create_app
```

```text requirements.txt
flask
gunicorn
```

```text Procfile
release: python -m scripts.seed && PYTHONPATH=. python scripts/seed.py && python scripts/report.py
web: gunicorn "shop:create_app()"
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, Related, edits, rule


@rule(family="seeds", severity=ERROR, fixable=True)
def check(project: Project) -> Problems:
    for deployment in project.deployments:
        for lost in deployment.search.lost_scripts():
            program, path = lost.program, lost.program.script
            word = program.arguments[lost.argument] if lost.argument >= 0 else ""
            place = program.place_of(lost.argument)
            is_plain = lost.module and program.expands and program.arguments[0] == word
            fix = edits(project, place.path).replaced(place, word, f"-m {lost.module}") if is_plain else None
            folder = path.rpartition("/")[0]
            if lost.meant is None:
                yield Problem(
                    program.place,
                    f'{word or path} is run by its path and imports relatively: "ImportError: attempted relative import with no known parent package". The {program.phase} ends here.',
                    f"Write: python -m {lost.module}" if lost.module else "Import by the full name of the package.",
                    related=(Related(lost.statement.place, "the relative import"),),
                    cause=Cause("call", lost.statement.place),
                    fix=fix,
                )
                continue
            yield Problem(
                program.place,
                f"Python searches {folder or 'the top folder'} when it is given {word or path}, and not the folder where it is started: \"No module named '{lost.meant.name}'\". The {program.phase} ends here.",
                f"Write: python -m {lost.module}"
                if lost.module
                else f"Set PYTHONPATH to {lost.meant.folder or 'the top folder'}.",
                related=(Related(lost.statement.place, f"{lost.meant.path} is not found from here"),),
                cause=Cause("call", lost.statement.place),
                fix=fix,
            )
