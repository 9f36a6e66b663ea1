r"""Lock file out of date.

The lock that the deployment installs from was made from another state of the project, or isn't there.

## Why it is bad

`pipenv install --deploy` (Heroku), `poetry install` and `uv sync --locked` stop the build (seen with pipenv 2026.10, Poetry 2.5 and uv 0.13):

    ERROR:: Aborting deploy
    pyproject.toml changed significantly since poetry.lock was last generated.
    The lockfile at `uv.lock` needs to be updated, but `--locked` was provided.

`pipenv sync` and `uv sync --frozen` install what the lock holds: a package that was added since is missing. Heroku also stops where a `Pipfile` has no lock.

## Use instead

Make the lock again with the project's tool (`pipenv lock`, `poetry lock`, `uv lock`), and commit it together with the file that you changed.

## Bad

Outcome: the build fails: "needs to be updated"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```toml pyproject.toml
[project]
name = "shop"
version = "1"
requires-python = ">=3.10"
dependencies = ["flask", "gunicorn"]
```

```toml uv.lock file
version = 1
requires-python = ">=3.10"

[[package]]
name = "flask"
version = "3.1.3"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "shop"
version = "1"
source = { virtual = "." }
dependencies = [{ name = "flask" }]

[package.metadata]
requires-dist = [{ name = "flask" }]
```

```dockerfile Dockerfile
FROM python:3.13
WORKDIR /app
RUN pip install uv
COPY . .
RUN uv sync --locked
CMD ["uv", "run", "gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Bad: Heroku wants the lock

```python app.py
from flask import Flask

app = Flask(__name__)
```

```toml Pipfile file
[packages]
flask = "*"
gunicorn = "*"
```

```json app.json
{"name": "shop", "stack": "heroku-24"}
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```toml pyproject.toml
[project]
name = "shop"
version = "1"
requires-python = ">=3.12"
dependencies = ["flask", "gunicorn"]
```

```toml uv.lock
version = 1
requires-python = ">=3.12"

[[package]]
name = "flask"
version = "3.1.3"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "gunicorn"
version = "23.0.0"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "shop"
version = "1"
source = { virtual = "." }
dependencies = [{ name = "flask" }, { name = "gunicorn" }]

[package.metadata]
requires-dist = [{ name = "flask" }, { name = "gunicorn" }]
```

```dockerfile Dockerfile
FROM python:3.13
WORKDIR /app
RUN pip install uv
COPY . .
RUN uv sync --locked
CMD ["uv", "run", "gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, WARNING, Cause, Problem, Problems, read_at, rule, typed

STOPS = {
    "pipenv": 'pipenv stops the build with "Aborting deploy"',
    "poetry": 'Poetry stops the build with "pyproject.toml changed significantly since poetry.lock was last generated"',
    "uv": 'uv stops the build with "needs to be updated, but `--locked` was provided"',
}
KEEPS = "the build installs what the lock holds, whatever was changed since"


@rule(family="dependencies", severity=ERROR, supersedes=("no-requirements",))
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        for lock in deployment.releases.locks:
            name, manifest = lock.path.rpartition("/")[2], lock.manifest.rpartition("/")[2]
            whole = project.tree.place_of(lock.path if lock.state == "stale" else lock.manifest)
            fix = typed(f"{lock.tool} lock")
            copied = ((place, path) for path, _, place in deployment.image.missing) if deployment.image else ()
            unfound = next((place for place, path in copied if path.endswith(name)), None)
            cause = Cause("missing", unfound) if unfound else Cause("lock", lock.path)
            if lock.state == "missing":
                left = project.tree.left_behind(lock.path)
                why = "git ignores it" if left == "ignored" else "it isn't in git"
                who = lock.tool if lock.place else deployment.host.title
                yield Problem(
                    lock.place or whole,
                    f"{who} stops the build: it needs {name} beside {manifest}, and {why}.",
                    f"Make it with {lock.tool} lock, and commit it.",
                    cause=cause,
                    fix=None if left else fix,
                )
                continue
            then, severity = {
                "checks": (STOPS[lock.tool], ERROR),
                "insists": (KEEPS, WARNING),
                "keeps": (KEEPS, WARNING),
                "renews": (f"{lock.tool} chooses versions that nobody has tested", INFO),
            }.get(lock.use, (f"{lock.tool} stops, or installs what was declared earlier", WARNING))
            yield Problem(
                whole,
                f"{name} was made from another {manifest}: {then}.",
                f"Make it again with {lock.tool} lock, and commit both files.",
                severity,
                read_at(whole, lock.place, "this installs from it") if lock.place else (),
                fix,
                cause,
            )
