r"""The migration history is broken.

`flask db upgrade` stops with `KeyError: 'deadbeef'`, because a revision builds on one that is not there; two files with the same revision id (`Revision aaaa is present more than once`) or a circle stop it as well.

Commit the missing file, or correct `down_revision`.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python migrations/env.py
from alembic import context
```

```python migrations/versions/2_names.py
revision = "bbbb2222"
down_revision = "deadbeef"  # <-
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
down_revision = None
```

```python migrations/versions/2_names.py
revision: str = "bbbb2222"
down_revision: str = "aaaa1111"
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, Related, rule


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    for history in project.repository.histories:
        if history.is_dynamic:
            continue
        for migration, down in history.missing:
            yield Problem(
                migration.down_place,
                f"Revision {migration.revision} builds on {down}, and no file defines that: flask db upgrade stops with \"KeyError: '{down}'\".",
                "Commit the missing revision, or set down_revision to the one before.",
            )
        for first, second in history.doubled:
            yield Problem(
                second.place,
                f"Revision {second.revision} is defined twice: Alembic warns that it is present more than once and then finds several heads.",
                "Give one of the files a new revision id, and correct what builds on it.",
                related=(Related(first.place, "the other one"),),
            )
        looped = history.cycle()
        if looped is not None:
            yield Problem(
                looped.down_place,
                f'Revision {looped.revision} is its own ancestor: flask db upgrade stops with "Cycle is detected in revisions".',
                "Correct down_revision.",
            )
