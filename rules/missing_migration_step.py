r"""Migrations aren't applied on deploy.

No deploy command applies the migrations.

## Why it is bad

New code runs against old tables: `relation "cookie" does not exist`, `column user.email does not exist`. On your machine you ran `flask db upgrade` yourself.

## Use instead

Run it with every deploy, before the new version takes traffic: in the build command on Render (`pip install -r requirements.txt && flask db upgrade`), or as `release: flask db upgrade` in a Procfile.

## Bad

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
web: gunicorn app:app  # <-
```

## Bad: where the commands are in the dashboard, it is told as advice

```python app.py file
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

## Good: the build command of the dashboard is a script

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

```sh build.sh
set -o errexit
pip install -r requirements.txt
flask db upgrade
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

## Good: by a script

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

```sh start.sh
set -e
flask db upgrade
exec gunicorn app:app
```

```text Procfile
web: bash start.sh
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import INFO, WARNING, Problem, Problems, Related, rule


@rule(family="database", severity=WARNING)
def check(project: Project) -> Problems:
    histories = [h for h in project.repository.histories if h.migrations]
    regular = [program for d in project.deployments for program in d.upgrades.regular]
    unread = [p for p in regular if p.phase == "release" and p.place.path.rpartition("/")[2] == "Procfile"]
    if not histories or project.hides_deployments or len(unread) < len(regular):
        return
    for deployment in project.web_deployments:
        is_read = deployment.host.reads_procfile and deployment.image is None
        if unread and (is_read or deployment.host.stands_for_many or deployment.is_implied):
            continue
        upgrades, unseen, commands = deployment.upgrades, deployment.unseen, deployment.commands
        own = next((h for h in histories if upgrades.owns(h.folder)), None)
        if own is None:
            continue  # they are another application's
        if not unseen.is_all and not commands.web_servers:
            continue  # what it starts cannot be determined, and may do it
        if not upgrades.has_tables or upgrades.in_code or commands.hides_programs or upgrades.are_stated:
            continue
        first, server = upgrades.first_only, next(iter(commands.web_servers), None)
        is_unknown = (unseen.is_all or unseen.is_image_for_others) and not first
        by_people = deployment.host.is_placed or unseen.is_image_for_others
        number, named, upgrade = len(own.migrations), "", project.advice(deployment).migrations("upgrade")
        if deployment.host.once_per_deploy and not deployment.host.stands_for_many:
            told = deployment.host.once_per_deploy.replace("flask db upgrade", upgrade)
            named = f", on {deployment.host.named}: {told}"
        yield Problem(
            first[0].place if first else server.place if server else deployment.place,
            f"{own.folder} holds {number} migration{'s' if number != 1 else ''} and {_who(is_unknown, first[1] if first else '')} the new code runs on the old "
            'tables, and requests fail with "relation … does not exist".',
            f"Run '{upgrade}' with every deploy, before the new version starts{named}."
            + (_unless("you run it yourself" if by_people else "the host's dashboard does") if is_unknown else ""),
            INFO if is_unknown else "",
            related=(
                Related(project.tree.place_of(f"{own.folder}/env.py"), "the migrations"),
                *(Related(p.place, f"{deployment.host.title} doesn't read this") for p in unread[:1]),
            ),
        )
        return


def _unless(applied: str) -> str:
    return f" If {applied}, say so in build.sh, the README or [tool.flaskcheck.deploy]."


def _who(is_unknown: bool, file: str) -> str:
    """Who applies the migrations, as far as the repository tells."""
    if file:
        return f"this applies them only until {file} is there: after the first release"
    if is_unknown:
        return "nothing in this repository applies them. Unless you do,"
    return "no command applies them:"
