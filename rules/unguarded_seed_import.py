r"""Importing a module of the application fills the database.

The rows are written when the module is first imported: in every worker at every start, or when a visitor calls the route that imports it. A second call in the same process does nothing, because Python keeps the module (verified with the tutorial's own code: "Database seed completed!" and no row).

Put the work into a function and call that: `def seed(): …`, as a command of `app.cli`.

## Bad

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

import seed  # <-

app = Flask(__name__)
db = SQLAlchemy(app)
```

```python seed.py
from models import Cookie, db

db.session.add(Cookie(slug="chocolate-chip"))
db.session.commit()
```

```python models.py
db = None
Cookie = dict
```

## Good

```python app.py
from flask import Flask
from seeds import seed_commands

app = Flask(__name__)
app.cli.add_command(seed_commands)
```

```python seeds/__init__.py
from flask.cli import AppGroup

seed_commands = AppGroup("seed")

@seed_commands.command("all")
def seed():
    from models import Cookie, db
    db.session.add(Cookie(slug="chocolate-chip"))
    db.session.commit()
```

```python models.py
db = None
Cookie = dict
```

## Good: a function that is called by hand

```python app.py
from flask import Flask
import seed

app = Flask(__name__)
```

```python seed.py
def run(db, Cookie):
    db.session.add(Cookie(slug="chocolate-chip"))
    db.session.commit()

if __name__ == "__main__":
    run(None, dict)
```
"""

from collections.abc import Iterator

from flaskcheck.effects.looks import is_asked_otherwise, looks_before
from flaskcheck.effects.seed_commands import of_kind
from flaskcheck.effects.summaries import Effect
from flaskcheck.facts.python import Import
from flaskcheck.known.meanings import DELETES_ROWS, DROPS_TABLES, WRITES_ROWS
from flaskcheck.project import Project, Reached
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, rule
from flaskcheck.units.deployment import Deployment
from flaskcheck.values.value import Where


@rule(family="seeds", severity=ERROR)
def check(project: Project) -> Problems:
    told: set[str] = set()
    yield from _in_entries(project, told)
    for statement, reached in project.reached.imports():
        deployment = reached.deployments[0]
        for path in _imported(deployment, statement):
            effects = deployment.doing.code.of_module(path)
            written = next(iter(of_kind(effects, WRITES_ROWS, DELETES_ROWS)), None)
            entry = any(path in _entry_paths(d) for d in reached.deployments)
            if written is None or path in told or entry:
                continue
            ways = (statement, *written.through)
            is_careful = looks_before(project.code, ways)
            if (
                reached.phase != "startup"
                if is_careful
                else is_asked_otherwise(ways) or _may_not_run(deployment, written)
            ):
                continue
            told.add(path)
            yield _problem(statement, reached, written, _deletion(effects), is_careful)


def _may_not_run(deployment: Deployment, written: Effect) -> bool:
    """Whether the writing depends on a test that cannot be told, as of a variable that is set for one run."""
    evaluator = deployment.start.production.evaluator
    return any(
        any(guard.kind == "if" for guard in step.guards)
        and not evaluator.runs(step.guards, Where(step.spans.path, step.scope))
        for step in written.through
    )


def _deletion(effects: tuple[Effect, ...]) -> Effect | None:
    return next(iter(of_kind(effects, DROPS_TABLES, DELETES_ROWS)), None)


def _in_entries(project: Project, told: set[str]) -> Iterator[Problem]:
    """The module that the server itself imports may write rows too."""
    for deployment, server, target in project.targets():
        effects = deployment.doing.code.of_module(target.path) if target.path not in told else ()
        written = next(iter(of_kind(effects, WRITES_ROWS, DELETES_ROWS)), None)
        if written is None:
            continue
        is_careful = looks_before(project.code, written.through)
        if is_careful or not any(g.kind == "if" for step in written.through for g in step.guards):
            told.add(target.path)
            deletion, place = _deletion(effects), written.through[0].place
            is_here = (place.path, place.line) == (written.place.path, written.place.line)
            yield Problem(
                place,
                f"Every worker that starts imports this module and {_again(deletion, is_careful)}.",
                "Put the writing into a function and call it from a command: @app.cli.command('seed').",
                WARNING if is_careful and not _deletes_always(deletion) else "",
                related=(
                    Related(server.place, "the module is started here"),
                    *(() if is_here else (Related(written.place, "the rows are written here"),)),
                ),
                cause=_deleted_by(deletion),
            )


def _deletes_always(deletion: Effect | None) -> bool:
    return deletion is not None and not any(g.kind != "with" for step in deletion.through for g in step.guards)


def _again(deletion: Effect | None, is_careful: bool) -> str:
    """What happens with each start. Rows that are written after others were deleted are no duplicates."""
    if deletion is not None and _deletes_always(deletion):
        return f"deletes the data ({deletion.what}) before it writes these rows anew"
    if is_careful:
        return "asks the database for these rows: several that see none write them at the same time, and nothing starts without a database"
    return "writes these rows again: duplicates, or the start fails on a unique column"


def _deleted_by(deletion: Effect | None) -> Cause | None:
    return Cause("deletion", deletion.place) if deletion else None


def _imported(deployment: Deployment, statement: Import) -> list[str]:
    importer = deployment.start.production.evaluator.importer
    found = [located.path for located in importer.targets(statement.path, statement)]
    return [path for path in found[-1:] if path.endswith(".py")]


def _entry_paths(deployment: Deployment) -> set[str]:
    """The modules that the server itself loads: drop-all and create-all rules speak of those."""
    return {target.path for _, target in deployment.start.targets}


def _problem(
    statement: Import, reached: Reached, written: Effect, deletion: Effect | None, is_careful: bool
) -> Problem:
    at_start = reached.phase == "startup"
    if at_start:
        when = f"Every worker that starts {_again(deletion, is_careful)}"
    else:
        when = "A visitor fills the database by calling this; a second call in the same process does nothing, and each worker does it anew"
    return Problem(
        statement.place,
        f"Importing this module writes to the database. {when}.",
        "Put the writing into a function and call it from a command: @app.cli.command('seed').",
        WARNING if is_careful and not _deletes_always(deletion) else "",
        related=(Related(written.place, "the rows are written here, at import"),),
        cause=_deleted_by(deletion) if at_start else Cause("import", statement.place),
    )
