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

from flaskcheck.application.first_upgrade import makes_tables_otherwise
from flaskcheck.application.upgrades import upgrade_commands, uses_migrations
from flaskcheck.files.paths import joined
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, WARNING, Cause, Problem, Problems, rule
from flaskcheck.shell.program import Invocation
from flaskcheck.units.deployment import Deployment
from flaskcheck.units.upgrades import migrations_folder, migrations_made


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        programs = list(upgrade_commands(deployment.commands.programs()))
        command = next((c for c in programs if c.program in ("flask", "alembic")), None)
        if _generates(deployment):
            continue
        if command is not None and deployment.view.complete:
            problem = _problem(project, deployment, command)
        else:
            problem = None if programs else _ignored(project, deployment) or _absent(project, deployment)
        if problem is not None:
            yield problem


def _generates(deployment: Deployment) -> bool:
    """Whether the deployment makes its migrations itself (autogenerate-on-deploy)."""
    return any(i.program == "flask" and {"init", "migrate"} & set(i.arguments) for i in deployment.commands.programs())


def _problem(project: Project, deployment: Deployment, command: Invocation) -> Problem | None:
    folder = migrations_folder(deployment, command)
    if folder is None:
        return None  # it is named in a way that cannot be told
    what = f"flask {' '.join(command.arguments[:2])}" if command.program == "flask" else "alembic upgrade"
    told = _mistake(project, deployment, _path(deployment, folder, command.cwd), folder, what)
    if told is None:
        return None
    missing = deployment.commands.missing_before(command.place, command.cwd)
    return Problem(command.place, *told, cause=Cause("missing", missing or _path(deployment, folder, command.cwd)))


def _mistake(project: Project, deployment: Deployment, path: str, folder: str, what: str) -> tuple[str, str] | None:
    """What is wrong with the folder that an upgrade reads, and the way to mend it."""
    stops = f'"{what}" stops with "Error: Path doesn\'t exist: {folder}", and the deployment with it.'
    help_text = f"Take {path} out of .gitignore and commit it: git add -f {path}"
    known = project.repository.histories
    history = next((h for h in known if h.folder == path), None)
    elsewhere = [h.folder for h in known if h is not history and h.migrations]
    is_ignored = _is_ignored(project, path)
    if history is None and elsewhere and not is_ignored:
        if migrations_made(deployment.start.production) is None or project.tree.has_folder(path):
            return None  # another extension's, or env.py is made there
        return (
            f"{folder} is not there, where the upgrade looks for it: {stops}",
            f'Tell it where they are: Migrate(app, db, directory="{elsewhere[0].rpartition("/")[2]}").',
        )
    if history is None:
        return f"{folder} {'is ignored by git' if is_ignored else 'is not there'}: {stops}", help_text
    if not history.migrations:
        empty = f'{path}/versions holds no migration: "{what}" creates nothing, and requests fail with "relation … does not exist".'
        return empty, help_text
    if project.tree.tracked is not None and not any(project.tree.is_tracked(m.path) for m in history.migrations):
        return f"The migrations in {path}/versions are not in git, so the host does not get them.", help_text
    return None


def _is_ignored(project: Project, path: str) -> bool:
    return project.tree.tracked is not None and project.tree.is_ignored(f"{path}/env.py")


def _path(deployment: Deployment, folder: str, cwd: str | None) -> str:
    """The repository path of a folder as a program in ``cwd`` names it."""
    view = deployment.view
    found = view.find(view.join(cwd, folder)) if cwd else None
    base = (view.find(cwd) if cwd else None) or deployment.source_root
    return found or joined(base, folder)


def _ignored(project: Project, deployment: Deployment) -> Problem | None:
    """The folder that git ignores although no command that is known reads it: whoever upgrades the host's database does it without migrations."""
    if not uses_migrations(deployment.start.production):
        return None
    folder = migrations_folder(deployment, None)
    path = _path(deployment, folder, deployment.view.cwd) if folder else ""
    if not path or not _is_ignored(project, path) or any(h.migrations for h in project.repository.histories):
        return None
    if not project.tree.exists_ignored(f"{path}/env.py"):
        return None
    return Problem(
        project.tree.place_of(".gitignore"),
        f'{path} is ignored by git: the host gets no migration, and an upgrade there stops with "Error: Path doesn\'t exist: {folder}".',
        f"Take {path} out of .gitignore and commit it: git add -f {path}",
        WARNING,
        cause=Cause("missing", path),
    )


def _absent(project: Project, deployment: Deployment) -> Problem | None:
    """A set-up without any migration, where nothing else makes the tables either."""
    made = migrations_made(deployment.start.production)
    folder = migrations_folder(deployment, None)
    if made is None or not folder or not deployment.view.complete or project.repository.histories:
        return None
    path = _path(deployment, folder, deployment.view.cwd)
    if project.tree.has_folder(path) or makes_tables_otherwise(project.code):
        return None
    return Problem(
        made.place,
        f"Flask-Migrate is set up, but git has no {folder} and nothing else creates the tables: on the host's empty database requests fail with "
        '"relation … does not exist".',
        "Run flask db init and flask db migrate, commit the folder, and upgrade with every deploy.",
        INFO if deployment.is_implied else WARNING,
        cause=Cause("missing", path),
    )
