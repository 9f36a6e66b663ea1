r"""The deployment needs a file that is not in git.

It is on your disk, so it works there; the host gets only what git has: `ModuleNotFoundError: No module named 'config'`, `TemplateNotFound`.

Commit the file (`git add -f` when .gitignore names it); if it holds secrets, read them from the environment instead.

## Bad

```python app.py
from flask import Flask
import settings  # <-

app = Flask(__name__)
```

```python settings.py ignored
THEME = "light"
```

## Good

```python app.py
from flask import Flask
import settings

try:
    import local_settings
except ImportError:
    local_settings = None

app = Flask(__name__)
```

```python settings.py
THEME = "light"
```

```python local_settings.py ignored
THEME = "dark"
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, rule


@rule(family="platform", severity=ERROR, supersedes=("undeclared-import",))
def check(project: Project) -> Problems:
    if project.tree.tracked is None:
        return
    told: set[str] = set()
    for statement, reached in project.reached.imports():
        deployment = reached.deployments[0]
        importer = deployment.start.production.evaluator.importer
        dotted = importer.asked(statement)
        top = importer.locate(dotted.partition(".")[0]) if dotted else None
        if statement.is_optional or not dotted or importer.locate(dotted) or (top is None and "." in dotted):
            continue
        path = _ignored_file(project, deployment.source_root, dotted)
        if path and path not in told and not deployment.start.production.does_without(statement.spans.path):
            told.add(path)
            ignored = project.tree.is_ignored(path)
            yield Problem(
                statement.place,
                f'{path} is on this disk, but {"git ignores it" if ignored else "not in git"}: on the host the import fails with "No module named '
                f"'{statement.module or statement.name}'\".",
                f"git add {'-f ' if ignored else ''}{path}; if it holds secrets, read them from the environment instead.",
            )


def _ignored_file(project: Project, folder: str, dotted: str) -> str:
    """The file of a module that lies on this disk though git does not have it, or ``""``."""
    base = f"{folder}/{dotted.replace('.', '/')}".lstrip("/")
    return next((p for p in (f"{base}.py", f"{base}/__init__.py") if project.tree.exists_ignored(p)), "")
