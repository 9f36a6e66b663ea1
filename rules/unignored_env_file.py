r"""Nothing keeps the .env file out of git.

The code loads `.env`, and no line of .gitignore names it: the next `git add .` publishes its secrets.

Add the line `.env` to .gitignore before the first secret is written.

## Bad

```python app.py
from dotenv import load_dotenv
from flask import Flask

load_dotenv()
app = Flask(__name__)
```

```text .gitignore file
__pycache__/
venv/
```

## Good

```python app.py
from dotenv import load_dotenv
from flask import Flask

load_dotenv()
app = Flask(__name__)
```

```text .gitignore
__pycache__/
.env
```

## Good: the code loads none

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text .gitignore
__pycache__/
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Edit, Problem, Problems, rule


@rule(family="environment", severity=WARNING, score=4.3)
def check(project: Project) -> Problems:
    if project.tree.tracked is None:
        return
    roots = dict.fromkeys(d.source_root for d in project.web_deployments if d.env_files.code_loads_dotenv)
    for root in roots:
        path = f"{root}/.env".lstrip("/")
        if project.tree.is_ignored(path) or project.tree.is_tracked(path):
            continue
        ignore = next((p for p in (f"{root}/.gitignore".lstrip("/"), ".gitignore") if project.tree.has(p)), "")
        place = project.tree.place_of(ignore or project.applications[0].path)
        yield Problem(
            place,
            f"The code loads {path}, and nothing ignores it: the next git add . publishes its secrets.",
            "Add the line .env to .gitignore.",
            fix=_fix(project, ignore),
        )


def _fix(project: Project, ignore: str) -> tuple[Edit, ...]:
    if not ignore:
        return ()
    lines = project.tree.source(ignore).lines
    last, column = len(lines), len(lines[-1]) + 1
    end = project.tree.place_of(ignore).replaced(line=last, column=column, end_line=last, end_column=column)
    return (Edit(end, f"{'' if not lines[-1] else chr(10)}.env\n"),)
