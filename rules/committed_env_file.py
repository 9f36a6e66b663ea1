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

## Bad: a key of a service in the example that others copy

```python app.py
from flask import Flask

app = Flask(__name__)
```

```sh .env.example file
SECRET_KEY=
SENDGRID_API_KEY=SG.aZ3kQ9xV1bN7mL5pT2wR8y.cD4fG6hJ0kL2nM4pQ6rS8tU0vW2xY4zA6bC8dE0fG
```

## Good: placeholders open nothing

```python app.py
from flask import Flask

app = Flask(__name__)
```

```sh .env.model
SECRET_KEY=__MUST_BE_CHANGED__
STRIPE_SECRET_KEY=sk_test_...
DB_PASSWORD=troque-por-sua-senha
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

## Good: a developer's containers

```python app.py
from flask import Flask

app = Flask(__name__)
```

```sh .env.dev
FLASK_DEBUG=1
SECRET_KEY=dev
DATABASE_URL=postgresql://shop:shop@db:5432/shop_dev
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

from flaskcheck.facts.services import EnvFile, Variable
from flaskcheck.ground.place import Place
from flaskcheck.known import secrets
from flaskcheck.known.placeholders import asks
from flaskcheck.project import Project
from flaskcheck.readers.env_file import (
    hosts_of,
    is_a_developers,
    is_front_end,
    kind_of_env_file,
    secret_variables,
    speaks_of_development,
)
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


@rule(family="environment", severity=ERROR, supersedes=("unignored-env-file",), score=8.6)
def check(project: Project) -> Problems:
    for path, file in project.repository.env_files.items():
        kind = kind_of_env_file(path)
        beside = project.tree.has(f"{path.rpartition('/')[0]}/package.json".lstrip("/"))
        if not project.tree.is_tracked(path) or not file.variables or is_front_end(file, beside):
            continue
        if kind == "example":
            live = [v for v in file.variables if secrets.is_live(v.value or "")]
            yield from (_given_away(path, live),) if live else ()
        elif kind in ("real", "flaskenv", "development"):
            yield from _told(project, path, file, kind)


def _told(project: Project, path: str, file: EnvFile, kind: str) -> Problems:
    """What a file of real variables gives away."""
    found = secret_variables(file)
    for variable in [v for v in _signing(project, path, file) if v not in found][:1]:
        yield _placeholder_that_signs(variable)
    spare = kind == "development" and path not in _files_of_production(project)
    if spare:  # no production reads it, but a service's key works from everywhere
        found = [v for v in found if _is_key(v.value or "")]
    if found:
        weak = (
            kind == "development"
            and speaks_of_development(file)
            and not any(secrets.known_token(v.value or "") for v in found)
        )
        own = all(is_a_developers(v, file) or _is_of_a_container(project, path, v, file) for v in found)
        yield _problem(path, found, spare or weak or own)
    elif kind == "real":
        yield _harmless(path, file)


def _signing(project: Project, path: str, file: EnvFile) -> list[Variable]:
    """The placeholders that production signs with, because it gets its variables from this file and nobody else declares them."""
    readers = [d for d in project.web_deployments if path in (folder.path for folder in d.service.env_files)]
    given = {name for d in readers for name in d.environment.declared}
    wanted = project.settings.signing_variables - given if readers else ()
    return [v for v in file.variables if v.name in wanted and asks(v.value or "")]


def _placeholder_that_signs(variable: Variable) -> Problem:
    return Problem(
        variable.place,
        f"{variable.name} is still a placeholder, and production signs with it: it works as a key that everybody knows, and anyone can log in as any user.",
        f"Take the file out of git and set {variable.name} to a long random text where the application runs.",
    )


def _given_away(path: str, live: list[Variable]) -> Problem:
    names = ", ".join(v.name for v in live[:3])
    return Problem(
        Place(path),
        f"{path} is an example, but {names} {'looks' if len(live) == 1 else 'look'} real: a service's key or the address of a host's database, and everyone who can read the repository has it.",
        "Make a new one at the service, and write a placeholder here: the old one stays in the history.",
        related=tuple(Related(v.place, f"{v.name} is set here") for v in live[:5]),
    )


def _files_of_production(project: Project) -> set[str]:
    return {folder.path for deployment in project.deployments for folder in deployment.service.env_files}


def _is_of_a_container(project: Project, path: str, variable: Variable, file: EnvFile) -> bool:
    """Whether a password opens nothing but a database container of the repository, and no application is deployed with the file."""
    if project.web_deployments and (path in _files_of_production(project) or path.rpartition("/")[2] == ".env"):
        return False
    databases = {s.name for f in project.repository.platform_files for s in f.services if s.kind == "database"}
    return not databases.isdisjoint(hosts_of(variable, file))


def _is_key(value: str) -> bool:
    """Whether a value was made by a machine, as the keys of services are."""
    url = secrets.url_credentials(value)
    return bool(secrets.known_token(value)) or secrets.looks_random(url.password if url else value)


def _problem(path: str, found: list[Variable], weak: bool) -> Problem:
    names = ", ".join(v.name for v in found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")
    return Problem(
        Place(path),
        f"{path} is in git with {names}: everyone who can read the repository, now or in its history, has "
        + (
            "these secrets."
            if not weak
            else "these values. They look like a developer's own, and are used wherever nobody sets others."
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
        + (
            " Flask's command line and load_dotenv read it on the server too."
            if path.endswith("/.env") or path == ".env"
            else ""
        ),
        f"git rm --cached {path} and add it to .gitignore; commit the names alone as {path}.example.",
        INFO,
    )
