r"""Several migration heads.

The migration history has more than one revision head.

## Why it is bad

`flask db upgrade` stops with `Error: Multiple head revisions are present for given argument 'head'`, and the deploy fails. It happens when two branches each add a migration: git merges them without a conflict.

## Use instead

Join them with `flask db merge heads`, and commit the new file.

## Bad

Outcome: the release fails: "Multiple head revisions are present"

```python app.py
import os
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
Migrate(app, SQLAlchemy(app))
```

```text Procfile
release: flask db upgrade
web: gunicorn app:app
```

```python migrations/env.py
from alembic import context
```

```python migrations/versions/1_first.py
revision = "aaaa1111"
down_revision = None
```

```python migrations/versions/2_names.py
revision = "bbbb2222"
down_revision = "aaaa1111"  # <-
```

```python migrations/versions/2_prices.py
revision = "cccc3333"
down_revision = "aaaa1111"
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python migrations/env.py
from alembic import context
```

```python migrations/versions/1_first.py
revision = "aaaa1111"
down_revision: str | None = None
```

```python migrations/versions/2_names.py
revision = "bbbb2222"
down_revision = "aaaa1111"
```

```python migrations/versions/2_prices.py
revision = "cccc3333"
down_revision = "aaaa1111"
```

```python migrations/versions/3_merge.py
revision = "dddd4444"
down_revision = ("bbbb2222", "cccc3333")
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, Related, rule


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    asks_for_all = any("heads" in i.arguments for d in project.deployments for i in d.upgrades.commands)
    for history in project.repository.histories:
        heads = sorted(history.heads, key=lambda m: m.path)
        if len(heads) < 2 or history.is_dynamic or history.has_labels or asks_for_all or history.missing:
            continue
        names = ", ".join(m.revision for m in heads)
        yield Problem(
            heads[0].down_place,
            f'The history has {len(heads)} heads ({names}): flask db upgrade stops with "Multiple head revisions are present for '
            "given argument 'head'\".",
            "Join them: flask db merge heads",
            related=tuple(Related(m.down_place, f"{m.revision} is a head too") for m in heads[1:]),
        )
