r"""Deploying or starting the application deletes its data.

`drop_all()`, DROP TABLE, the removal of the database file or `flask db downgrade base` is on the way that production takes: each deploy or restart begins with an empty database.

Remove it; keep such steps in a command that nobody runs by accident.

## Bad

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)

with app.app_context():
    db.drop_all()  # <-
    db.create_all()
```

## Bad: a release command

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
release: flask db downgrade base && flask db upgrade  # <-
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)

@app.cli.command("reset-db")
def reset():
    db.drop_all()
    db.create_all()
```

```text Procfile
release: flask db upgrade
web: gunicorn app:app
```
"""

from collections.abc import Iterator

from flaskcheck.effects.destruction import destroying_call, dropping_script
from flaskcheck.effects.run import Chance
from flaskcheck.effects.seed_commands import of_kind
from flaskcheck.facts.python import CallSite
from flaskcheck.ground.place import Place
from flaskcheck.known.meanings import CONNECTS, DELETES_ROWS, DROPS_TABLES
from flaskcheck.known.settings import DATABASE_URLS
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule
from flaskcheck.units.deployment import Deployment

WORKING = frozenset(("jobs", "broker", "cache"))
"""What is kept of services of these kinds is working state."""


@rule(family="database", severity=ERROR, supersedes=("unguarded-seed-import",))
def check(project: Project) -> Problems:
    told: set[Place] = set()
    for deployment in project.deployments:
        trace = deployment.start.production.trace
        for step in (*trace.steps, *trace.skipped):
            site = step.statement
            if not isinstance(site, CallSite) or site.place in told:
                continue
            what = destroying_call(site.call) or dropping_script(trace.evaluator, site)
            if what and not _is_working_state(project, what):
                chance = trace.chance(site)
                cause = _cause(deployment, site) if chance is not None else None
                if chance is not None and cause is not None:
                    told.add(site.place)
                    yield _problem(site, what, chance, cause)
    yield from _commands(project)


def _cause(deployment: Deployment, site: CallSite) -> Cause | None:
    """What deletes: the command that runs the seed with it, else the call itself; ``None`` where the command may not run."""
    programs = deployment.commands.programs("build", "release", "start")
    by = [
        program
        for program in programs
        for effect in of_kind(deployment.doing.of_program(program), DROPS_TABLES, DELETES_ROWS)
        if effect.through and effect.place == site.place
    ]
    sure = [i for i in by if not i.conditional and i.place.path not in deployment.host.files_run_once]
    if by and not sure:
        return None
    return Cause("deletion", sure[0].place if sure else site.place)


def _problem(site: CallSite, what: str, chance: Chance, cause: Cause) -> Problem:
    when = f"Where {min(chance.unset)} is not set, " if chance.unset else ""
    return Problem(
        site.place,
        f"{when}{what} runs whenever the application starts: every deploy and restart deletes the data.",
        "Remove it, or move it into a command of app.cli that is only run by hand.",
        WARNING if chance.assumed else "",
        cause=cause,
        brief=f"{what} deletes too",
    )


def _is_working_state(project: Project, what: str) -> bool:
    """Whether a file that is removed holds jobs, a cache or a queue, which are filled anew, and is no database of the application's."""
    name = f"/{what.rpartition(' ')[2].rpartition('/')[2]}"
    services = {
        connection.service
        for connection, _ in project.reached.clients(CONNECTS)
        for outcome in connection.outcomes
        if f"/{outcome.text}".partition("?")[0].endswith(name)
    }
    kept = (o for selected in project.settings.of(*DATABASE_URLS) for o in selected.setting.outcomes)
    return bool(services) and services <= WORKING and not any(o.text.endswith(name[1:]) for o in kept)


def _commands(project: Project) -> Iterator[Problem]:
    for deployment, invocation in project.programs("build", "release", "start"):
        effects = of_kind(deployment.doing.of_program(invocation), DROPS_TABLES) if not invocation.conditional else ()
        own = (effect.what for effect in effects if not effect.through)  # destructive-seed tells what code drops
        what = next(own, "")
        if what and not _is_working_state(project, what):
            yield Problem(
                invocation.place,
                f"{what} runs with every deploy and deletes the data.",
                "Remove it from the deployment's commands.",
            )
