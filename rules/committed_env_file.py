r"""A file of real environment variables is committed to git.

Everybody who can read the repository, now or at any time later, has its secrets: they can forge sessions and use the database. Deleting the file leaves it in the history.

Take it out (`git rm --cached .env`), add it to .gitignore, and above all replace every secret that it holds. Commit an `.env.example` with the names alone.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```sh .env file
SECRET_KEY=9f2c4e7a1b8d4f60a3c5
DATABASE_URL=sqlite:///database.db
```

## Good: an example, and a front end's public values

```python app.py
from flask import Flask

app = Flask(__name__)
```

```sh .env.example
SECRET_KEY=
DATABASE_URL=
```

```sh web/.env.production
VITE_API_URL=https://api.example.com
```

```sh .flaskenv
FLASK_APP=app.py
```

## Good: ignored

```python app.py
from flask import Flask

app = Flask(__name__)
```

```sh .env ignored
SECRET_KEY=9f2c4e7a1b8d4f60a3c5
```
"""

from flaskcheck import secrets
from flaskcheck.facts import EnvFile, Place, Variable
from flaskcheck.project import Project
from flaskcheck.readers.env_file import is_front_end, kind_of_env_file, secret_variables
from flaskcheck.rule import ERROR, INFO, WARNING, Problem, Problems, Related, rule

PUBLIC = frozenset(
    {
        "FLASK_APP",
        "FLASK_ENV",
        "FLASK_DEBUG",
        "FLASK_RUN_PORT",
        "FLASK_RUN_HOST",
        "PORT",
        "HOST",
        "DEBUG",
        "PYTHONPATH",
        "ENV",
        "LOG_LEVEL",
        "TZ",
        "PYTHONUNBUFFERED",
    }
)


@rule(family="environment", severity=ERROR, supersedes=("unignored-env-file",))
def check(project: Project) -> Problems:
    for path, file in project.repository.env_files.items():
        kind = kind_of_env_file(path)
        if not project.tree.is_tracked(path) or kind not in ("real", "flaskenv") or not file.variables:
            continue
        beside = project.tree.has(f"{path.rpartition('/')[0]}/package.json".lstrip("/"))
        if is_front_end(file, beside):
            continue
        found = secret_variables(file)
        if found:
            yield _problem(path, found)
        elif kind == "real":
            yield _harmless(path, file)


def _problem(path: str, found: list[Variable]) -> Problem:
    names = ", ".join(v.name for v in found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")
    weak = all(secrets.is_placeholder(v.value or "") for v in found)
    return Problem(
        Place(path),
        f"{path} is in git with {names}: everyone who can read the repository, now or in its history, has "
        + (
            "these secrets."
            if not weak
            else "these values, which look like examples but are used when nobody sets others."
        ),
        f"git rm --cached {path}, add it to .gitignore, and make new secrets: the old ones stay in the history.",
        WARNING if weak else "",
        tuple(Related(v.place, f"{v.name} is set here") for v in found[:5]),
    )


def _harmless(path: str, file: EnvFile) -> Problem:
    public = all(v.name in PUBLIC or not v.value for v in file.variables)
    return Problem(
        Place(path),
        f"{path} is in git. It holds no secret yet"
        + ("." if public else ", but the next one that is added will be public.")
        + " Flask's command line and load_dotenv read it on the server too.",
        f"git rm --cached {path} and add it to .gitignore; commit the names alone as {path}.example.",
        INFO,
    )
