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

from flaskcheck.facts.python import Import
from flaskcheck.project import Project, Reached
from flaskcheck.rule import ERROR, Problem, Problems, rule


@rule(family="platform", severity=ERROR, supersedes=("undeclared-import",))
def check(project: Project) -> Problems:
    if project.tree.tracked is None:
        return
    told: set[str] = set()
    for statement, reached in project.imports():
        path = _hidden(project, statement, reached)
        if path and path not in told and not _copes(statement):
            told.add(path)
            ignored = project.tree.is_ignored(path)
            yield Problem(
                statement.place,
                f'{path} is on this disk, but {"git ignores it" if ignored else "not in git"}: on the host the import fails with "No module named '
                f"'{statement.module or statement.name}'\".",
                f"git add {'-f ' if ignored else ''}{path}; if it holds secrets, read them from the environment instead.",
            )


def _copes(statement: Import) -> bool:
    return any(g.kind in ("try", "except", "if") for g in statement.guards)


def _hidden(project: Project, statement: Import, reached: Reached) -> str:
    """The ignored file that an import would find here, or ``""``."""
    importer = reached.deployments[0].production.evaluator.importer
    dotted = importer.absolute(statement.place.path, statement.module, statement.level)
    if not dotted or importer.locate(dotted) or (importer.locate(dotted.partition(".")[0]) is None and "." in dotted):
        return ""
    folder = reached.deployments[0].source_root
    base = f"{folder}/{dotted.replace('.', '/')}".lstrip("/")
    for path in (f"{base}.py", f"{base}/__init__.py"):
        if project.tree.exists_ignored(path):
            return path
    return ""
