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

from collections.abc import Callable
from functools import partial

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, WARNING, Cause, Problem, Problems, rule, wrong_root

REVISION = "versions/0001_first.py"
_STOPS = '"{}" stops with "Error: Path doesn\'t exist: {}", and the deployment with it.'


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        upgrades, commands = deployment.upgrades, list(deployment.upgrades.commands)
        command = next((c for c in commands if c.program in ("flask", "alembic")), None)
        is_told = command is not None and deployment.view.complete
        folder = None if upgrades.are_generated or (commands and not is_told) else upgrades.folder(command)
        if folder is None or not (folder or command):
            continue  # the commands make them, or name it in a way that cannot be determined
        path = upgrades.path(folder, command.cwd if command else deployment.view.cwd)
        if command is not None:
            what = "alembic upgrade" if command.program == "alembic" else _named(command.arguments)
            made = partial(project.advice(deployment).migrations_made, path, command.program == "flask")
            if command.phase != "build" and deployment.files.lacks(*project.tree.below(path)):
                line = deployment.files.why_left_out(f"{path}/env.py")
                said = _left_out(path, folder, what, line is not None)
                yield Problem(line or command.place, *said, cause=Cause("missing", path))
                continue
            told = _mistake(project, path, folder, what, upgrades.set_up is not None, made)
            if told is not None:
                missing = deployment.commands.missing_before(command.place, command.cwd)
                root = wrong_root(project.advice(deployment).other_root)
                yield Problem(command.place, *told, cause=root or Cause("missing", missing or path))
        elif upgrades.are_used and _is_hidden(project, path):
            hidden = f'{path} is ignored by git: the host gets no migration, and an upgrade there stops with "Error: Path doesn\'t exist: {folder}".'
            yield Problem(
                project.tree.place_of(".gitignore"), hidden, _kept(path), WARNING, cause=Cause("missing", path)
            )
        elif upgrades.are_used and (lacks := _without_revisions(project, path)):
            yield Problem(project.tree.place_of(f"{path}/env.py"), *lacks, WARNING, cause=Cause("missing", path))
        elif upgrades.set_up and deployment.view.complete and not project.repository.histories:
            if not project.tree.has_folder(path) and not upgrades.are_replaced():
                yield Problem(
                    upgrades.set_up.place,
                    f"Flask-Migrate is set up, but git has no {folder} and nothing else creates the tables: on the host's empty database requests fail with "
                    '"relation … does not exist".',
                    f"{project.advice(deployment).migrations_made(path)} Then upgrade with every deploy.",
                    INFO if deployment.is_implied else WARNING,
                    cause=Cause("missing", path),
                )


def _named(words: tuple[str, ...]) -> str:
    """The command of ``flask`` without what stands before it."""
    at = words.index("db") if "db" in words else 0
    return f"flask {' '.join(words[at : at + 2])}"


def _left_out(path: str, folder: str, what: str, by_line: bool) -> tuple[str, str]:
    """What is said of a folder that the repository has and the image has not, and the way to mend it."""
    why, mended = (
        ("this line leaves it out", "Take the line out.") if by_line else ("nothing copies it", f"Copy {path} too.")
    )
    return f"The image has no {path}, {why}: {_STOPS.format(what, folder)}", mended


def _mistake(
    project: Project, path: str, folder: str, what: str, is_set_up: bool, made: Callable[..., str]
) -> tuple[str, str] | None:
    """What is wrong with the folder that an upgrade reads, and the way to mend it; ``made`` tells how the project makes the folder, or with ``is_there`` its first migration."""
    stops = _STOPS.format(what, folder)
    known = project.repository.histories
    history = next((h for h in known if h.folder == path), None)
    elsewhere = [h.folder for h in known if h is not history and h.migrations]
    is_ignored = _is_ignored(project, path)
    if history is None and elsewhere and not is_ignored:
        if not is_set_up or project.tree.has_folder(path):
            return None  # another extension's, or env.py is made there
        said = f"{folder} is not there, where the upgrade looks for it: {stops}"
        return said, f'Tell it where they are: Migrate(app, db, directory="{elsewhere[0].rpartition("/")[2]}").'
    if history is None:
        said = f"{folder} {'is ignored by git' if is_ignored else 'is not there'}: {stops}"
        return said, _kept(path) if is_ignored else made()
    if not history.migrations:
        empty = f'{path}/versions holds no migration: "{what}" creates nothing, and requests fail with "relation … does not exist".'
        return empty, _kept(path) if _is_ignored(project, path, REVISION) else made(is_there=True)
    uncommitted = _uncommitted(project, path, [m.path for m in history.migrations])
    reads_settings = history.reads_settings and what.startswith("flask")
    return uncommitted or (_unset(project, path, folder) if reads_settings else None)


def _unset(project: Project, path: str, folder: str) -> tuple[str, str] | None:
    """What is said of Alembic's settings that env.py reads and the host does not get, and the way to mend it."""
    settings, tree = f"{path}/alembic.ini", project.tree
    why = tree.left_behind(settings) or ("" if tree.has(settings) else "absent")
    if not why:
        return None
    is_ignored = why == "ignored" or _is_ignored(project, path, "alembic.ini")
    reason = "is ignored by git" if is_ignored else "is not in git" if tree.tracked is not None else "is not there"
    said = f'{settings} {reason}, and env.py reads it: the upgrade stops with "FileNotFoundError: {folder}/alembic.ini doesn\'t exist".'
    mended = (
        "Make it again with flask db init in another folder, and commit it."
        if why == "absent"
        else f"git add {'-f ' if is_ignored else ''}{settings}"
    )
    return said, mended


def _uncommitted(project: Project, path: str, migrations: list[str]) -> tuple[str, str] | None:
    """What is said of migrations of which git has none, and the way to mend it."""
    tree = project.tree
    if tree.tracked is None or any(map(tree.is_tracked, migrations)):
        return None
    is_ignored = _is_ignored(project, path) or any(map(tree.is_ignored, migrations))
    said = f"The migrations in {path}/versions are not in git, so the host does not get them."
    return said, _kept(path) if is_ignored else f"Commit them: git add {path}"


def _kept(path: str) -> str:
    return f"Take {path} out of .gitignore and commit it: git add -f {path}"


def _is_ignored(project: Project, path: str, file: str = "env.py") -> bool:
    """Whether git ignores a file of a folder, there or not."""
    return project.tree.tracked is not None and project.tree.is_ignored(f"{path}/{file}")


def _is_hidden(project: Project, path: str) -> bool:
    """Whether git ignores a folder, and has no migrations elsewhere: one that is on this disk, or one without which nothing makes the tables."""
    if not _is_ignored(project, path) or any(h.migrations for h in project.repository.histories):
        return False
    is_absent = not project.tree.has_folder(path) and all(d.view.complete for d in project.web_deployments)
    is_needed = is_absent and not any(d.upgrades.are_replaced(when_served=True) for d in project.web_deployments)
    return is_needed or project.tree.exists_ignored(f"{path}/env.py")


def _without_revisions(project: Project, path: str) -> tuple[str, str] | None:
    """What is said of a folder of whose revisions git has none, though it has the application, and the way to mend it."""
    history, tree = next((h for h in project.repository.histories if h.folder == path), None), project.tree
    if history is None or not any(tree.is_tracked(application.path) for application in project.applications):
        return None
    if history.migrations:
        return _uncommitted(project, path, [m.path for m in history.migrations])
    if _is_ignored(project, path, REVISION):
        said = f"git ignores what lies in {path}/versions: the host gets no migration, and an upgrade there creates nothing."
        return said, _kept(f"{path}/versions")
    return None
