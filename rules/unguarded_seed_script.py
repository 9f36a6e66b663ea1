r"""A script that creates an application of its own is imported by a running one.

`create_app()` at the top of the seed module makes a second application inside the first: settings, connections and background jobs exist twice, and what it pushes as context stays for the rest of the process.

Do it under `if __name__ == "__main__":`, so that only `python -m app.scripts.seed` does.

## Bad

```python app/__init__.py
from flask import Flask

def create_app():
    app = Flask(__name__)

    @app.route("/run-seed")
    def run_seed():
        import app.scripts.seed
        return "done"

    return app
```

```python app/scripts/seed.py
from app import create_app

app = create_app()  # <-
app.app_context().push()
```

```text Procfile
web: gunicorn "app:create_app()"
```

## Good

```python app/__init__.py
from flask import Flask

def create_app():
    app = Flask(__name__)

    @app.route("/run-seed")
    def run_seed():
        import app.scripts.seed
        return "done"

    return app
```

```python app/scripts/seed.py
from app import create_app

if __name__ == "__main__":
    app = create_app()
    app.app_context().push()
```

```text Procfile
web: gunicorn "app:create_app()"
```
"""

from flaskcheck.effects.rows import is_seed_name, makes_application, top_level_calls, writes_rows
from flaskcheck.facts.python import Import
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, Related, rule


@rule(family="seeds", severity=ERROR)
def check(project: Project) -> Problems:
    importers: dict[str, Import] = {}
    for statement, reached in project.reached.imports():
        importer = reached.deployments[0].start.production.evaluator.importer
        for located in importer.targets(statement.path, statement):
            importers.setdefault(located.path, statement)
    for module, deployments in project.reached.modules():
        imported = importers.get(module.path)
        entries = {target.path for d in deployments for _, target in d.start.targets}
        if imported is None or module.path in entries or not _is_script(project, module.path):
            continue
        site = next((s for s in top_level_calls(module) if makes_application(s.call)), None)
        if site is not None:
            yield Problem(
                site.place,
                "This module is imported by the running application and creates a second one inside it: settings and connections exist "
                "twice, and its context stays open.",
                'Indent it under if __name__ == "__main__": so that only running the script does it.',
                related=(Related(imported.place, "it is imported here"),),
            )


def _is_script(project: Project, path: str) -> bool:
    """Whether a module is named or made for filling the database, rather than for serving."""
    module = project.code.module(path)
    return (
        is_seed_name(path)
        or "/scripts/" in f"/{path}"
        or any(writes_rows(s.call) for s in (module.calls if module else ()))
    )
