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

from flaskcheck.effects.looks import is_asked_otherwise, looks_before, with_callers
from flaskcheck.effects.rows import deletes_at_import, deletes_rows, seeds_at_import
from flaskcheck.facts.python import CallSite, Import
from flaskcheck.project import Project, Reached
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, rule
from flaskcheck.units.deployment import Deployment
from flaskcheck.values.value import Where


@rule(family="seeds", severity=ERROR)
def check(project: Project) -> Problems:
    told: set[str] = set()
    yield from _in_entries(project, told)
    for statement, reached in project.reached.imports():
        for path in _imported(reached.deployments[0], statement):
            site = seeds_at_import(project.code, path)
            entry = any(path in _entry_paths(d) for d in reached.deployments)
            if site is None or path in told or entry:
                continue
            sites = (statement, *with_callers(project.code, (site,)))
            is_careful = looks_before(project.code, sites)
            if reached.phase != "startup" if is_careful else is_asked_otherwise(sites) or _may_not_run(reached, site):
                continue
            told.add(path)
            yield _problem(statement, reached, site, deletes_at_import(project.code, path), is_careful)


def _may_not_run(reached: Reached, site: CallSite) -> bool:
    """Whether the writing depends on a test that cannot be told, as of a variable that is set for one run."""
    evaluator = reached.deployments[0].start.production.evaluator
    is_tested = any(guard.kind == "if" for guard in site.guards)
    return is_tested and not evaluator.runs(site.guards, Where(site.path, site.scope))


def _in_entries(project: Project, told: set[str]) -> Iterator[Problem]:
    """The module that the server itself imports may write rows too."""
    for _, server, target in project.targets():
        site = seeds_at_import(project.code, target.path) if target.path not in told else None
        if site is None:
            continue
        is_careful = looks_before(project.code, with_callers(project.code, (site,)))
        if is_careful or not any(g.kind == "if" for g in site.guards):
            told.add(target.path)
            deletion = deletes_at_import(project.code, target.path)
            yield Problem(
                site.place,
                f"Every worker that starts imports this module and {_again(deletion, is_careful)}.",
                "Put the writing into a function and call it from a command: @app.cli.command('seed').",
                WARNING if is_careful and not _deletes_always(deletion) else "",
                related=(Related(server.place, "the module is started here"),),
                cause=_deleted_by(deletion),
            )


def _deletes_always(deletion: CallSite | None) -> bool:
    return deletion is not None and not deletion.guards


def _again(deletion: CallSite | None, is_careful: bool) -> str:
    """What happens with each start. Rows that are written after others were deleted are no duplicates."""
    if deletion is not None and _deletes_always(deletion):
        return f"deletes the data ({deletes_rows(deletion.call)}) before it writes these rows anew"
    if is_careful:
        return "asks the database for these rows: several that see none write them at the same time, and nothing starts without a database"
    return "writes these rows again: duplicates, or the start fails on a unique column"


def _deleted_by(deletion: CallSite | None) -> Cause | None:
    return Cause("deletion", deletion.place) if deletion else None


def _imported(deployment: Deployment, statement: Import) -> list[str]:
    importer = deployment.start.production.evaluator.importer
    found = [located.path for located in importer.targets(statement.path, statement)]
    return [path for path in found[-1:] if path.endswith(".py")]


def _entry_paths(deployment: Deployment) -> set[str]:
    """The modules that the server itself loads: drop-all and create-all rules speak of those."""
    return {target.path for _, target in deployment.start.targets}


def _problem(
    statement: Import, reached: Reached, site: CallSite, deletion: CallSite | None, is_careful: bool
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
        related=(Related(site.place, "the rows are written here, at import"),),
        cause=_deleted_by(deletion) if at_start else Cause("import", statement.place),
    )
