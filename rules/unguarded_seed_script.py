r"""Running app imports a second app.

The running app imports a script that creates an app at module level.

## Why it is bad

`create_app()` at the top of the seed module creates a second app inside the first: two configurations, two connection pools, background jobs that run twice, and an app context that is never closed.

## Use instead

Move it under `if __name__ == "__main__":`, so that only `python -m app.scripts.seed` runs it.

## Bad

Outcome: /run-seed answers 500: "Popped wrong app context"

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

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, Related, rule


@rule(family="seeds", severity=ERROR, fixable=True)
def check(project: Project) -> Problems:
    imported: dict[str, Related] = {}
    for statement, reached in project.reached.imports():
        for path in reached.deployments[0].search.modules_of(statement):
            imported.setdefault(path, Related(statement.place, "it is imported here"))
    for module, deployments in project.reached.modules():
        entries = {target.path for d in deployments for _, target in d.start.targets}
        if module.path not in imported or module.path in entries:
            continue
        place = deployments[0].doing.second_application(module.path)
        if place is not None:
            yield Problem(
                place,
                "The running app imports this module, which creates a second app: settings and connections exist twice, and its "
                "context stays open.",
                'Indent it under if __name__ == "__main__": so that only running the script does it.',
                related=(imported[module.path],),
                fix=project.advice(deployments[0]).code.guarded(place, to_the_end=True),
            )
