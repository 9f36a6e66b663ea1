r"""Migrations aren't in git.

The deployment upgrades the database, but the migrations aren't in git.

## Why it is bad

`flask db upgrade` stops with `Error: Path doesn't exist: migrations`. With an empty versions folder it succeeds and creates nothing, and the first request fails with `relation "user" does not exist` (verified with Flask-Migrate 4.1.0).

## Use instead

Migrations belong to the code: take the line out of .gitignore and commit the folder.

## Bad

Outcome: the release fails: "Path doesn't exist: migrations"

```python app.py
import os
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
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

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, WARNING, Cause, Problem, Problems, rule, wrong_root

STOPS = '"{what}" stops with "Error: Path doesn\'t exist: {written}", and the deployment with it.'
LEFT_OUT = f"The image has no {{path}}, {{reason}}: {STOPS}"
LACKS = {
    "elsewhere": f"{{written}} is not there, where the upgrade looks for it: {STOPS}",
    "folder": f"{{written}} {{reason}}: {STOPS}",
    "revisions": '{path}/versions holds no migration: "{what}" creates nothing, and requests fail with "relation … does not exist".',
    "commits": "The migrations in {path}/versions are not in git, so the host does not get them.",
    "settings": '{path}/alembic.ini {reason}, and env.py reads it: the upgrade stops with "FileNotFoundError: {written}/alembic.ini doesn\'t exist".',
}
"""What is told of each thing that an upgrade does not find."""

UNASKED = {
    "folder": '{path} is ignored by git: the host gets no migration, and an upgrade there stops with "Error: Path doesn\'t exist: {written}".',
    "revisions": "git ignores what lies in {path}/versions: the host gets no migration, and an upgrade there creates nothing.",
    "commits": LACKS["commits"],
}
"""What is told where no command of the repository upgrades the database: whoever deploys does."""

NO_TABLES = 'Flask-Migrate is set up, but git has no {written} and nothing else creates the tables: on the host\'s empty database requests fail with "relation … does not exist".'


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    yield from _asked_for(project)
    yield from _unasked(project)


def _asked_for(project: Project) -> Problems:
    """What a command that upgrades the database does not find in its folder."""
    for deployment in project.web_deployments:
        upgrades, advice = deployment.upgrades, project.advice(deployment)
        command = next((c for c in upgrades.commands if c.program in ("flask", "alembic")), None)
        if command is None or upgrades.are_generated or not deployment.view.complete:
            continue  # other programs look where nobody knows
        folder, is_flask = upgrades.looked_for(command), command.program == "flask"
        if folder is None:
            continue
        what = _named(command.arguments) if is_flask else "alembic upgrade"
        if command.phase != "build" and deployment.files.lacks(*project.tree.below(folder.path)):
            line = deployment.files.why_left_out(f"{folder.path}/env.py")
            why, mending = ("this line leaves it out", "Take the line out.")
            if line is None:
                why, mending = "nothing copies it", f"Copy {folder.path} too."
            message = LEFT_OUT.format(what=what, path=folder.path, written=folder.written, reason=why)
            yield Problem(line or command.place, message, mending, cause=Cause("missing", folder.path))
            continue
        lack = folder.lack
        if lack is None or (lack.kind == "settings" and not is_flask):
            continue
        if lack.kind == "elsewhere" and (upgrades.set_up is None or folder.is_there):
            continue  # another extension's, or env.py is made there
        missing = deployment.commands.missing_before(command.place, command.cwd)
        yield Problem(
            command.place,
            LACKS[lack.kind].format(what=what, path=folder.path, written=folder.written, reason=lack.reason),
            advice.migrations_sent(folder, lack, is_flask),
            cause=wrong_root(advice.other_root) or Cause("missing", missing or folder.path),
        )


def _named(words: tuple[str, ...]) -> str:
    """The command of ``flask`` without what stands before it."""
    at = words.index("db") if "db" in words else 0
    return f"flask {' '.join(words[at : at + 2])}"


def _unasked(project: Project) -> Problems:
    """What the host does not get where no command of the repository upgrades its database: whoever deploys does."""
    for deployment in project.web_deployments:
        upgrades = deployment.upgrades
        folder = None if any(upgrades.commands) or upgrades.are_generated else upgrades.looked_for(None)
        lack = folder.lack if folder is not None else None
        if folder is None or lack is None:
            continue
        mending, cause = project.advice(deployment).migrations_sent(folder, lack), Cause("missing", folder.path)
        is_lost = folder.lies_here or (not folder.is_there and _are_needed(project))
        is_missed = folder.is_ignored and not folder.has_some and is_lost
        is_left_alone = lack.kind == "commits" or (lack.kind == "revisions" and lack.is_ignored)
        if upgrades.are_used and (is_missed or (is_left_alone and _has_application(project))):
            file, kind = (".gitignore", "folder") if is_missed else (f"{folder.path}/env.py", lack.kind)
            message = UNASKED[kind].format(path=folder.path, written=folder.written)
            yield Problem(project.tree.place_of(file), message, mending, WARNING, cause=cause)
        elif upgrades.set_up and deployment.view.complete and not project.repository.histories:
            if not folder.is_there and not upgrades.are_replaced():
                yield Problem(
                    upgrades.set_up.place,
                    NO_TABLES.format(written=folder.written),
                    f"{mending} Then upgrade with every deploy.",
                    INFO if deployment.is_implied else WARNING,
                    cause=cause,
                )


def _are_needed(project: Project) -> bool:
    """Whether nothing but migrations makes the tables."""
    deployments = project.web_deployments
    is_known = all(d.view.complete for d in deployments)
    return is_known and not any(d.upgrades.are_replaced(when_served=True) for d in deployments)


def _has_application(project: Project) -> bool:
    """Whether git has the application whose migrations it lacks."""
    return any(project.tree.is_tracked(application.path) for application in project.applications)
