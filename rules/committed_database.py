r"""Database file committed to git.

A database file, or a database server's data directory, is in git.

## Why it is bad

Anyone with access to the repository can read its records, including users and password hashes. Every deploy overwrites live data with the committed copy.

## Use instead

Run `git rm --cached instance/app.db`, and add the file to .gitignore.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text instance/app.db file
SQLite format 3
```

## Bad: the data of a server

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text db_data/PG_VERSION file
16
```

```text db_data/base/1/1259
x
```

```text db_data/global/pg_filenode.map
x
```

## Good: a fixture of the tests

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text tests/fixtures/app.db
SQLite format 3
```

## Good: not in git

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text instance/app.db ignored
SQLite format 3
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Problem, Problems, rule

SUFFIXES = (".db", ".db3", ".sqlite", ".sqlite3", ".s3db")
COPIES = tuple(f"{suffix}{mark}" for suffix in SUFFIXES for mark in (".backup", ".bak", ".old", ".orig", ".copy"))
HEADER = b"SQLite format 3"


@rule(family="database", severity=WARNING, score=7.5)
def check(project: Project) -> Problems:
    for path in project.repository.roles.committed(*SUFFIXES, *COPIES):
        if _is_database(project, path):
            loses = "" if path.lower().endswith(COPIES) else ", and every deploy overwrites live data with this copy"
            yield Problem(
                project.tree.place_of(path),
                f"{path} is in git: anyone with access to the repository can read its records{loses}.",
                f"git rm --cached {path}, and add it to .gitignore.",
            )
    for path, server in project.repository.roles.server_data:
        folder = path.rpartition("/")[0]
        yield Problem(
            project.tree.place_of(path),
            f"The data directory of {server} is in git ({folder or 'the root'}): anyone with access to the repository can read all records and the passwords of its users.",
            f"git rm -r --cached {folder or path}, add it to .gitignore, and change the passwords: the old ones stay in the history.",
        )


def _is_database(project: Project, path: str) -> bool:
    """By its content; a file that is too large to be here is recognised by its name. One that is called ``test`` is the tests', unless production opens it."""
    name = path.rpartition("/")[2]
    if name.lower().startswith("test") and not _is_opened(project, name):
        return False
    return not project.tree.has(path) or project.tree.source(path).raw.startswith(HEADER)


def _is_opened(project: Project, name: str) -> bool:
    uses = (use for deployment in project.web_deployments for use in deployment.databases.uses)
    return any(use.sure and use.file_name.rpartition("/")[2] == name for use in uses)
