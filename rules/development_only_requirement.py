r"""Production dependency declared only for development.

A package that production needs is declared in a development group or file.

## Why it is bad

Hosts install without development groups (`pipenv install --deploy`, `uv sync --no-dev`, `poetry install --only main`), so the server or the database driver is missing: `gunicorn: command not found`, `No module named 'psycopg2'`.

## Use instead

Move it to the dependencies that production installs.

## Bad

Outcome: the start fails: "gunicorn: command not found"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```toml Pipfile lines=5
[packages]
flask = "*"

[dev-packages]
gunicorn = "*"
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```toml Pipfile
[packages]
flask = "*"
gunicorn = "*"

[dev-packages]
pytest = "*"
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.known.tables.programs import WSGI_SERVERS
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, Related, rule


@rule(family="dependencies", severity=ERROR, supersedes=("missing-wsgi-server", "command-not-installed"))
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        if deployment.installed.any_of(*WSGI_SERVERS):
            continue
        server = next((s for s in deployment.commands.web_servers if s.kind == "wsgi"), None)
        if server is None or deployment.has_server(server):
            continue
        name = "waitress-serve" if server.program == "waitress" else server.program
        answer = deployment.installed.provides_program(name)
        if answer.status == "dev-only" and answer.requirement is not None:
            group = answer.requirement.group or answer.requirement.place.path
            yield Problem(
                answer.requirement.place,
                f"{deployment.host.title} doesn't install {group}, so the start command stops with "
                f'"{answer.distribution}: command not found".',
                f"Move {answer.requirement.written} to the dependencies that production installs.",
                related=(Related(server.place, f"{server.program} is started here"),),
                cause=Cause("server", f"{deployment.root}: {name}"),
            )
