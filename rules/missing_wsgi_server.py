r"""No production server in the requirements.

The host installs no production server.

## Why it is bad

The start command ends in `gunicorn: command not found` (exit 127); the host keeps restarting it and answers 502. A server in your own virtual environment doesn't exist on the host, which installs only what the requirements list.

## Use instead

Add it and commit: `pip install gunicorn`, then `pip freeze > requirements.txt`.

## Bad

Outcome: the start fails: "gunicorn: command not found"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt file
Flask==3.1.2
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
-r requirements/base.txt
```

```text requirements/base.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Good: installed by the Dockerfile

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
```

```dockerfile Dockerfile
FROM python:3.13
WORKDIR /app
COPY . .
RUN pip install -r requirements.txt && pip install gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good: the host brings a server

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
```

```json vercel.json
{"builds": [{"src": "app.py", "use": "@vercel/python"}]}
```
"""

from flaskcheck.known.tables.programs import WSGI_SERVERS
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, rule


@rule(family="server", severity=ERROR, supersedes=("command-not-installed",), fixable=True)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        installed, commands = deployment.installed, deployment.commands
        if not installed.is_known or not installed.complete:
            continue
        if installed.any_of(*WSGI_SERVERS) or deployment.is_virtual_environment_elsewhere:
            continue
        if deployment.is_implied and project.hides_deployments:
            continue
        started = next((s for s in commands.web_servers if s.kind == "wsgi"), None)
        if deployment.has_server(started):
            continue
        if started is None and (commands.web_servers or commands.starts_something_else):
            continue  # development-server speaks of these; other programs bring their own server
        if started is None and _is_copied(project):
            continue  # the repository has a server of its own
        is_left_open = project.repository.is_distributed or deployment.unseen.tells_of_server
        if started is None and deployment.is_implied and is_left_open:
            continue  # anyone who installs the package chooses the server, or the system brings it
        if started is None and deployment.is_implied and installed.any_of("frozen-flask"):
            continue  # its pages are made into files, which any host serves
        lacking = installed.provides(WSGI_SERVERS).status
        if lacking == "unknown" or (started is None and lacking in ("elsewhere", "host")):
            continue  # some way of deploying it that cannot be seen installs one
        answer = installed.provides_program(started.program if started else "gunicorn")
        name = "gunicorn" if started is None else {"waitress": "waitress-serve"}.get(started.program, started.program)
        related = [] if started is None else [Related(started.place, f"{deployment.host.title} starts {name} here")]
        if answer.requirement is not None and answer.why:
            related.append(Related(answer.requirement.place, f"{answer.distribution} is declared here, {answer.why}"))
        files = [f.path for f in installed.files if not f.lock] or [f.path for f in installed.files]
        yield Problem(
            project.tree.place_of(files[0]) if files else deployment.place,
            f"No production server is installed: {_effect(name if started else '')}",
            f"{project.advice(deployment).package(answer.distribution or name)}.",
            "" if started else WARNING,
            tuple(related),
            fix=project.advice(deployment).edits.package(answer.distribution or name),
            cause=Cause("server", f"{deployment.root}: {name}"),
        )


def _is_copied(project: Project) -> bool:
    """Whether the repository holds a copy of a server's package."""
    return any(path.split("/")[-2:-1] == [name] for path in project.tree.named("__init__.py") for name in WSGI_SERVERS)


def _effect(started: str) -> str:
    if started:
        return f'the start command ends in "{started}: command not found" and the deployment fails.'
    return "a host can't start this app, because Flask's development server isn't made for production."
