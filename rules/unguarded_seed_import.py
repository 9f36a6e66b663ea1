r"""Import fills the database.

Importing a module of the app fills the database.

## Why it is bad

The import writes the rows: in every worker at every start, or when a visitor calls the route that imports the module. A second call in the same process does nothing, because Python keeps the module (verified with the tutorial's own code: "Database seed completed!" and no row).

## Use instead

Put the work into a function (`def seed(): …`) and call it from a command of `app.cli`.

## Bad

Outcome: the start fails: "Working outside of application context"

```python app.py
from flask import Flask
from models import db

import seed  # <-

app = Flask(__name__)
db.init_app(app)
```

```python seed.py
from models import Cookie, db

db.session.add(Cookie(slug="chocolate-chip"))
db.session.commit()
```

```python models.py
from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()

class Cookie(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    slug = db.Column(db.String(80))
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

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, WARNING, Cause, Problem, Problems, Related, read_at, rule

HELP = "Put the writing into a function and call it from a command: @app.cli.command('seed')."


@rule(family="seeds", severity=ERROR)
def check(project: Project) -> Problems:
    told: set[str] = set()
    yield from _in_entries(project, told)
    for statement, reached in project.reached.imports():
        if reached.phase == "release":
            continue  # that is what such a script is for
        deployment = reached.deployments[0]
        path = next(reversed(deployment.search.modules_of(statement)), "")
        found = deployment.doing.filling(path, statement) if path.endswith(".py") else None
        if (
            found is None
            or path in told
            or any(path == t.path for d in reached.deployments for _, t in d.start.targets)
        ):
            continue
        at_start = reached.phase == "startup"
        if not at_start if found.looks_first else found.may_not_run:
            continue
        told.add(path)
        deleted = found.deletion.what if found.deletion and found.deletes_always else ""
        by_visit = "A visitor fills the database by calling this; a second call in the same process does nothing, but each worker does it once more"
        cause = Cause("deletion", found.deletion.place) if found.deletion else None
        yield Problem(
            statement.place,
            f"Importing this module writes to the database. {f'Every worker that starts {_again(deleted, found.copes, found.looks_first)}' if at_start else by_visit}.",
            HELP,
            _severity(deleted, found.copes, found.looks_first),
            related=(Related(found.written.place, "the rows are written here, at import"),),
            cause=cause if at_start else Cause("import", statement.place),
        )


def _in_entries(project: Project, told: set[str]) -> Problems:
    """What a server imports, and the factory that it calls, may write rows too. What a script writes may be its work, but none begins it by deleting what is there."""
    written: set[object] = set()
    for deployment in project.deployments:
        servers = {target.path: server for server, target in deployment.start.targets}
        for entry in deployment.start.production.trace.entries:
            found = deployment.doing.filling(entry) if entry.path not in told else None
            if found is None:
                continue
            deleted = found.deletion.what if found.deletion and found.deletes_always else ""
            is_script = entry.name == "__main__"
            server = servers.get(entry.path)
            is_careful = found.looks_first or found.copes
            if (found.is_tested and not found.looks_first) or found.written.place in written:
                continue
            if not deleted and (is_script or (is_careful and (server is None or entry.factory is not None))):
                continue
            told.add(entry.path)
            written.add(found.written.place)
            place = found.written.through[0].place
            runs = (p for p in deployment.commands.programs("build", "release", "start") if not p.conditional)
            by = (p.place for p in runs if found.deletion and deployment.doing.deletes_at(p, found.deletion.place))
            how = "start runs" if is_script else "worker that starts imports"
            yield Problem(
                place,
                f"Every {how} this module and {_again(deleted, found.copes, found.looks_first)}.",
                HELP,
                _severity(deleted, found.copes, found.looks_first),
                related=(
                    *((Related(server.place, "the module is started here"),) if server else ()),
                    *read_at(place, found.written.place, "the rows are written here"),
                ),
                cause=Cause("deletion", next(by, found.deletion.place)) if found.deletion else None,
            )


def _severity(deleted: str, copes: bool, looks_first: bool) -> str:
    """How bad it is, if not as bad as the rule says."""
    return "" if deleted else INFO if copes else WARNING if looks_first else ""


def _again(deleted: str, copes: bool, looks_first: bool) -> str:
    """What happens with each start. Rows that are written after others were deleted are no duplicates."""
    if deleted:
        return f"deletes the data ({deleted}) before it writes these rows again"
    if copes:
        return "adds these rows, unless they are there already: nothing starts without a database"
    if looks_first:
        return "asks the database for these rows: several that see none write them at the same time, and nothing starts without a database"
    return "writes these rows again: duplicates, or the start fails on a unique column"
