r"""Nothing applies the migrations when the application is deployed.

The new code runs on the old tables: `relation "cookie" does not exist`, `column user.email does not exist`. On your machine you ran `flask db upgrade` by hand.

Run it with every deploy, before the new version takes traffic: in the build command on Render (`pip install -r requirements.txt && flask db upgrade`), as `release: flask db upgrade` in a Procfile.

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

from flaskcheck.application.upgrades import has_tables, upgrade_commands, upgrades_in_code
from flaskcheck.project import Project
from flaskcheck.rule import INFO, WARNING, Problem, Problems, Related, rule
from flaskcheck.units.deployment import Deployment
from flaskcheck.units.upgrades import first_upgrade_only, upgrades


@rule(family="database", severity=WARNING)
def check(project: Project) -> Problems:
    histories = [h for h in project.repository.histories if h.migrations]
    if not histories or project.hides_deployments or any(any(upgrades(d)) for d in project.deployments):
        return
    for deployment in project.web_deployments:
        own = [h for h in histories if f"{h.folder}/".startswith(f"{deployment.source_root}/".lstrip("/"))]
        if not own:
            continue  # they are another application's
        if not deployment.unseen.is_all and not deployment.commands.web_servers:
            continue  # what it starts cannot be told, and may do it
        if (
            has_tables(deployment.start.production)
            and not upgrades_in_code(deployment.start.production)
            and not deployment.commands.hides_programs
            and not any(upgrade_commands(deployment.unseen.programs(b"upgrade", b"migrat")))
        ):
            yield _problem(deployment, len(own[0].migrations), own[0].folder)
            return


def _problem(deployment: Deployment, number: int, folder: str) -> Problem:
    server = next(iter(deployment.commands.web_servers), None)
    first = first_upgrade_only(deployment)
    place = first[0].place if first else server.place if server else deployment.place
    where = deployment.host.once_per_deploy
    named = f", on {deployment.host.title}: {where}" if where and not deployment.host.stands_for_many else ""
    is_published = deployment.unseen.is_image_for_others
    is_unknown = (deployment.unseen.is_all or is_published) and not first
    by_people = deployment.host.is_placed or is_published
    who_does = "somebody" if by_people else "the host's dashboard"
    return Problem(
        place,
        f"{folder} holds {number} migration{'s' if number != 1 else ''} and {_who(is_unknown, first[1] if first else '')} the new code runs on the old "
        'tables, and requests fail with "relation … does not exist".',
        f"Run 'flask db upgrade' with every deploy, before the new version starts{named}."
        + (f" If {who_does} does, say so in build.sh, the README or [tool.flaskcheck.deploy]." * is_unknown),
        INFO if is_unknown else "",
        related=(
            Related(
                place.replaced(path=f"{folder}/env.py", line=0, column=0, end_line=0, end_column=0), "the migrations"
            ),
        ),
    )


def _who(is_unknown: bool, file: str) -> str:
    """Who applies the migrations, as far as the repository tells."""
    if file:
        return f"this applies them only until {file} is there: after the first release"
    if is_unknown:
        return "no file of the repository says who applies them: where nobody does,"
    return "no command applies them:"
