r"""A command runs a program that nothing installs.

The shell answers `alembic: command not found` (exit 127), and the build, the release or the start ends there. The program is on your own machine, but the host installs only what the requirements list.

Add the distribution that brings the program, or remove the command.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
release: alembic upgrade head  # <-
web: gunicorn app:app
```

## Bad: a program that the image lacks

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["sh", "start.sh"]
```

```sh start.sh
until nc -z db 5432; do sleep 1; done  # <-
exec gunicorn -b 0.0.0.0:8000 app:app
```

## Bad: no command of flask

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
Flask-Migrate==4.1.0
gunicorn==23.0.0
```

```text Procfile
release: flask db upgarde  # <-
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
Flask-Migrate==4.1.0
gunicorn==23.0.0
```

```text Procfile
release: flask db upgrade && alembic current
web: gunicorn app:app
```

## Good: a program that flaskcheck does not know

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
release: our-own-tool --now
web: gunicorn app:app
```
"""

from flaskcheck.installed.installed import WHY, Answer
from flaskcheck.known.tables.programs import PROGRAMS, WSGI_SERVERS
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, Cause, Problem, Problems, Related, rule
from flaskcheck.shell.program import Invocation
from flaskcheck.units.deployment import Deployment

SERVERS = frozenset(program for name in WSGI_SERVERS for program in PROGRAMS.get(name, ()))


@rule(family="server", severity=ERROR)
def check(project: Project) -> Problems:
    told: set[tuple[str, int]] = set()
    for deployment, invocation in project.programs("build", "release", "start"):
        key = (invocation.place.path, invocation.place.line)
        if (
            _is_fatal(invocation, invocation.written)
            and key not in told
            and deployment.files.lacks_program(invocation.program)
        ):
            told.add(key)
            yield _not_in_image(invocation)
            continue
        interpreter = deployment.files.lacks_interpreter(invocation) if _is_fatal(invocation, "") else ""
        if interpreter and key not in told:
            told.add(key)
            yield _without_interpreter(invocation, interpreter)
            continue
        if not _is_looked_up(deployment, invocation):
            continue
        if invocation.program in OTHER_LANGUAGES and _is_python_alone(deployment, invocation):
            yield _other_language(invocation)
            continue
        answer = deployment.installed.provides_program(invocation.program)
        if answer.status not in ("missing", *WHY):
            continue
        cause = Cause("server", f"{deployment.root}: {invocation.program}")
        yield _problem(invocation, answer).replaced(cause=cause if invocation.program in SERVERS else None)
    for deployment, invocation in project.programs("health"):
        is_plain = not (invocation.conditional or "/" in invocation.written)
        if is_plain and deployment.files.lacks_program(invocation.program):
            yield _unhealthy(invocation)
    for deployment in project.deployments:
        for obstacle in deployment.obstacles:
            if obstacle.kind == "subcommand":
                message = f"flask stops with \"Error: No such command '{obstacle.written}'.\": the {obstacle.invocation.phase} ends here."
                yield Problem(obstacle.place, message, f"Write: {obstacle.near}")


OTHER_LANGUAGES = {
    "bundle": "Ruby",
    "rails": "Ruby",
    "rake": "Ruby",
    "puma": "Ruby",
    "php": "PHP",
    "java": "Java",
    "mvn": "Java",
    "mix": "Elixir",
    "cargo": "Rust",
}


def _is_python_alone(deployment: Deployment, invocation: Invocation) -> bool:
    """Whether the image is one of Python's own and nothing adds another language to it."""
    image = deployment.image
    if image is None or image.python is None or invocation.phase != "start":
        return False
    return not any(
        i.program in ("apt-get", "apt", "apk", "curl", "wget") for i in deployment.commands.programs("build")
    )


def _other_language(invocation: Invocation) -> Problem:
    language = OTHER_LANGUAGES[invocation.program]
    return Problem(
        invocation.place_of(-1),
        f'The start command stops with "{invocation.program}: command not found": it is a program of {language}, and the image has Python only.',
        "Start the Flask application instead, such as: gunicorn app:app",
    )


def _is_fatal(invocation: Invocation, written: str) -> bool:
    """Whether nothing goes on in a container without this program: a loop waits for it, or its failure ends the start."""
    if invocation.phase == "build" or invocation.conditional or invocation.substituted or "/" in written:
        return False
    ends = not invocation.tested and (invocation.errexit or not invocation.via) and not invocation.ignored_failure
    return invocation.awaited or ends


def _without_interpreter(invocation: Invocation, interpreter: str) -> Problem:
    return Problem(
        invocation.place_of(-1),
        f'The image has no {interpreter}, which the first line of {invocation.script} asks for: "no such file or directory", and the {invocation.phase} ends there.',
        f"Write #!/bin/sh there, or install {interpreter} in the Dockerfile.",
    )


def _unhealthy(invocation: Invocation) -> Problem:
    return Problem(
        invocation.place_of(-1),
        f"The image has no {invocation.program}, and nothing installs it: the health check fails each time, and the container counts as unhealthy.",
        "Install it in the Dockerfile, or ask in Python: urllib.request is there.",
        INFO,
    )


def _not_in_image(invocation: Invocation) -> Problem:
    what = "again and again: the loop never ends" if invocation.awaited else f"and the {invocation.phase} ends there"
    return Problem(
        invocation.place_of(-1),
        f'The image has no {invocation.program}, and nothing installs it: "{invocation.program}: not found", {what}.',
        "Install it in the Dockerfile, or wait in Python: the image has that.",
    )


def _is_looked_up(deployment: Deployment, invocation: Invocation) -> bool:
    """Whether the program comes from the deployment's own installation: not by an absolute path, not from the host."""
    if invocation.conditional or invocation.ignored_failure or invocation.substituted or invocation.script:
        return False
    if "/" in invocation.written or invocation.tested or invocation.builtin:
        return False
    is_hosts_own = deployment.commands.is_supplied and invocation.phase == "start"
    return not is_hosts_own and not deployment.is_virtual_environment_elsewhere


def _problem(invocation: Invocation, answer: Answer) -> Problem:
    related: tuple[Related, ...] = ()
    if answer.requirement is not None:
        related = (Related(answer.requirement.place, f"{answer.distribution} is declared here, {WHY[answer.status]}"),)
    error = f"No module named {invocation.program}" if invocation.module else f"{invocation.program}: command not found"
    return Problem(
        invocation.place_of(-1),
        f'The {invocation.phase} command stops with "{error}": nothing that the host installs brings {invocation.program}.',
        f"Add {answer.distribution or invocation.program} to the requirements that the host installs.",
        related=related,
    )
