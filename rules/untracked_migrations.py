r"""The upgrade runs on the host, but the migrations are not in git.

`flask db upgrade` stops with `Error: Path doesn't exist: migrations`; with an empty versions folder it succeeds and creates nothing, and the first request fails with `relation "user" does not exist` (verified with Flask-Migrate 4.1.0).

Migrations belong to the code: take the line out of .gitignore and commit the folder.

## Bad

```python app.py
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
Migrate(app, db)
```

```text Procfile
release: flask db upgrade  # <-
web: gunicorn app:app
```

```text .gitignore
migrations/
```

## Good

```python app.py
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)
Migrate(app, db)
```

```python migrations/env.py
from alembic import context
```

```python migrations/versions/1a2b3c4d_users.py
revision = "1a2b3c4d"
down_revision = None
```

```text Procfile
release: flask db upgrade
web: gunicorn app:app
```
"""

from flaskcheck.application.upgrades import upgrade_commands
from flaskcheck.facts.expressions import Literal
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule
from flaskcheck.shell.program import Invocation
from flaskcheck.units.deployment import Deployment


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        command = next(
            (c for c in upgrade_commands(deployment.commands.programs()) if c.program in ("flask", "alembic")), None
        )
        if command is None or not deployment.view.complete or _generates(deployment):
            continue
        problem = _problem(project, deployment, command)
        if problem is not None:
            yield problem


def _generates(deployment: Deployment) -> bool:
    """Whether the deployment makes its migrations itself (autogenerate-on-deploy)."""
    return any(i.program == "flask" and {"init", "migrate"} & set(i.arguments) for i in deployment.commands.programs())


def _problem(project: Project, deployment: Deployment, command: Invocation) -> Problem | None:
    folder = _folder(deployment)
    histories = [
        h
        for h in project.repository.histories
        if h.folder == folder or h.folder.endswith("/" + folder.rpartition("/")[2])
    ]
    if not histories and project.repository.histories:
        return None  # they are somewhere else, and env.py may say so
    what = f"flask {' '.join(command.arguments[:2])}" if command.program == "flask" else "alembic upgrade"
    ignored = project.tree.tracked is not None and project.tree.is_ignored(f"{folder}/env.py")
    if not histories:
        why = "is ignored by git" if ignored else "is not there"
        message = (
            f'{folder} {why}: "{what}" stops with "Error: Path doesn\'t exist: {folder}", and the deployment with it.'
        )
    elif not histories[0].migrations:
        message = f'{folder}/versions holds no migration: "{what}" creates nothing, and requests fail with "relation … does not exist".'
    elif project.tree.tracked is not None and not any(project.tree.is_tracked(m.path) for m in histories[0].migrations):
        message = f"The migrations in {folder}/versions are not in git, so the host does not get them."
    else:
        return None
    missing = deployment.commands.missing_before(command.place, command.cwd)
    return Problem(
        command.place,
        message,
        f"Take {folder} out of .gitignore and commit it: git add -f {folder}",
        cause=Cause("missing", missing or folder),
    )


def _folder(deployment: Deployment) -> str:
    """The migrations folder: ``Migrate(directory=…)``, else ``migrations`` beside where the command runs."""
    for site, _ in deployment.start.production.calls():
        value = site.call.argument(2, "directory") if site.call.name.endswith(("Migrate", "migrate.init_app")) else None
        if isinstance(value, Literal) and isinstance(value.value, str):
            return f"{deployment.source_root}/{value.value}".lstrip("/")
    return f"{deployment.source_root}/migrations".lstrip("/")
