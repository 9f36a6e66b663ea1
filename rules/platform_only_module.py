"""Module of another operating system.

Code that production runs imports a module of Python that only Windows has.

## Why it is bad

Hosts run Linux. There `import winreg` ends with `ModuleNotFoundError: No module named 'winreg'`, and gunicorn gives up: `Worker failed to boot` (verified with Python 3.11 and gunicorn 23.0.0). No package brings these modules.

## Use instead

Import it only where it is there: `if sys.platform == "win32":`, or inside `try`/`except ImportError`, and do without it elsewhere.

## Bad

Outcome: the start fails: "No module named 'winsound'"

```python app.py
import winsound  # <-

from flask import Flask

app = Flask(__name__)

@app.get("/bell")
def bell():
    winsound.Beep(440, 200)
    return "rung"
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
import sys

from flask import Flask

try:
    import msvcrt
except ImportError:
    msvcrt = None
if sys.platform == "win32":
    import winreg

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, happens, rule

OF_WINDOWS = frozenset("winreg _winreg winsound msvcrt _winapi nt _msi msilib".split())


@rule(family="portability", severity=ERROR)
def check(project: Project) -> Problems:
    for statement, reached in project.reached.imports():
        name = statement.module
        if statement.level or name not in OF_WINDOWS or statement.copes:
            continue
        asked = (d.start.production for d in reached.deployments)
        if project.repository.module_names.get(name) or any(p.copes_without(statement) for p in asked):
            continue
        yield Problem(
            statement.place,
            f"{happens(reached.at_start, reached.phase).capitalize()}: \"ModuleNotFoundError: No module named '{name}'\". Only Windows has this module, and the host runs Linux.",
            'Import it only there: if sys.platform == "win32":',
            "" if reached.at_start else WARNING,
        )
