r"""Env file committed to git.

A file of real environment variables is in git.

## Why it is bad

Anyone with access to the repository, now or later, can read its secrets: they can forge sessions and use the database. Deleting the file leaves it in the history.

## Use instead

Take it out (`git rm --cached .env`), add it to .gitignore and, above all, replace every secret in it. Commit an `.env.example` with the names alone.

## Bad

Outcome: a clone shows "SECRET_KEY=9f2c4e7a1b8d4f60a3c5"

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

from flaskcheck.known import credentials, secrets
from flaskcheck.known.placeholders import asks
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, WARNING, Problem, Problems, Related, rule, some


@rule(family="environment", severity=ERROR, supersedes=("unignored-env-file",), score=8.6)
def check(project: Project) -> Problems:
    for file in project.repository.variable_files.given_away:
        if file.kind == "example":
            live = [v for v in file.variables if credentials.opens_a_service(v.name, v.value or "")]
            names = ", ".join(v.name for v in live[:3])
            if live:
                yield Problem(
                    project.tree.place_of(file.path),
                    f"{file.path} is an example, but {names} {'looks' if len(live) == 1 else 'look'} real: a service's key or the address of a host's database, and anyone who can read the repository has it.",
                    "Make a new one at the service, and write a placeholder here: the old one stays in the history.",
                    related=tuple(Related(v.place, f"{v.name} is set here") for v in live[:5]),
                )
        elif file.kind in ("real", "flaskenv", "development"):
            signing = list(_signing(project, file.path))
            yield from signing
            yield from _told(project, file.path, bool(signing))


def _signing(project: Project, path: str) -> Problems:
    """The placeholder that production signs with, because it gets its variables from this file and nobody else declares them."""
    file = project.repository.variable_files.of(path)
    readers = [d for d in project.web_deployments if path in (folder.path for folder in d.service.env_files)]
    is_loaded = not readers  # by the code, which leaves alone what the host sets
    readers = readers or [d for d in project.web_deployments if path == d.env_files.loaded_by_code]
    if file is None or not readers:
        return
    given = {name for d in readers for name in d.environment.declared}
    wanted = project.settings.signing_variables - given
    found = (v for v in file.variables if v.name in wanted and asks(v.value or "") and v not in file.secrets)
    for variable in list(found)[:1]:
        yield Problem(
            variable.place,
            f"{variable.name} is still a placeholder, and {'where the host sets no other ' if is_loaded else ''}production signs with it: anyone can guess it and log in as any user.",
            f"Take the file out of git and set {variable.name} to a long random text where the application runs.",
            WARNING if is_loaded else "",
        )


def _told(project: Project, path: str, is_told: bool) -> Problems:
    """What a file of real variables gives away; ``is_told``: something is said of it already."""
    file = project.repository.variable_files.of(path)
    if file is None:
        return
    found, is_read = file.secrets, path in _files_of_production(project)
    is_spare = file.kind == "development" or _is_for_work(project, path)
    if is_spare and not is_read:  # no production reads it, but a service's key works from everywhere
        found = [v for v in found if credentials.is_made_by_a_machine(v.value or "")]
    if found:
        is_weak = not any(secrets.is_live(v.value or "") for v in found)
        if not is_spare or is_read:
            is_weak = _is_for_developers(project, path) and not file.holds_keys(found)
        # the passwords of database containers open nothing else, where no application is deployed with the file
        is_deployed = bool(project.web_deployments) and (is_read or path.rpartition("/")[2] == ".env")
        inner = frozenset[str]() if is_deployed else project.repository.variable_files.databases
        is_own = all(file.is_a_developers(v) or not inner.isdisjoint(file.hosts_of(v)) for v in found)
        names = some([v.name for v in found])
        these = "these secrets."
        if is_weak or is_own:
            these = "these values. They look like development values, but they apply wherever you set no others."
        # Flask reads .flaskenv and .env alike, and only the first is meant to be in git.
        way = f"Move {names} to .env, add that" if file.kind == "flaskenv" else f"git rm --cached {path}, add it"
        yield Problem(
            project.tree.place_of(path),
            f"{path} is in git with {names}: anyone who can read the repository, or its history, has {these}",
            f"{way} to .gitignore, and make new secrets: the old ones stay in the history.",
            WARNING if is_weak or is_own else "",
            tuple(Related(v.place, f"{v.name} is set here") for v in found[:5]),
        )
    elif file.kind == "real" and not (is_spare and not is_read) and not is_told:
        is_loaded = path.rpartition("/")[2] == ".env"
        yield Problem(
            project.tree.place_of(path),
            f"{path} is in git. It holds no secret yet"
            + ("." if file.is_public else ", but the next one that is added will be public.")
            + (" Flask's command line and load_dotenv read it on the server too." if is_loaded else ""),
            f"git rm --cached {path} and add it to .gitignore; commit the names alone as {path}.example.",
            INFO,
        )


def _is_for_developers(project: Project, path: str) -> bool:
    """Whether a file of variables speaks of development; where its name does not, whether files say how the application is deployed, and neither a deployment nor its code reads it."""
    file = project.repository.variable_files.of(path)
    if file is None or file.kind == "development":
        return file is not None and file.speaks_of_development
    declared = [d for d in project.web_deployments if not d.is_implied]
    loaded = {d.env_files.loaded_by_code for d in declared}
    return file.turns_debug_on and bool(declared) and path not in loaded | _files_of_production(project)


def _files_of_production(project: Project) -> set[str]:
    return {folder.path for deployment in project.deployments for folder in deployment.service.env_files}


def _is_for_work(project: Project, path: str) -> bool:
    """Whether only what people work with beside the application reads a file."""
    deployed = (d.place for d in project.deployments if d.place.path != d.service.image)
    return project.repository.variable_files.is_for_work(path, deployed)
