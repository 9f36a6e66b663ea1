r"""Command not installed.

A build, release or start command runs a program that nothing installs.

## Why it is bad

The shell answers `alembic: command not found` (exit 127), and the build, the release or the start ends there. The program is on your own machine, but the host installs only what the requirements list.

## Use instead

Add the package that provides the program, or remove the command.

## Bad

Outcome: the release fails: "alembic: command not found"

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

Outcome: the log says "nc: not found"

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

from flaskcheck.known.tables.programs import PROGRAMS, WSGI_SERVERS
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, Cause, Problem, Problems, Related, rule

SERVERS = frozenset(program for name in WSGI_SERVERS for program in PROGRAMS.get(name, ()))

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


@rule(family="server", severity=ERROR)
def check(project: Project) -> Problems:
    told: set[tuple[str, int]] = set()
    for deployment, invocation in project.programs("build", "release", "start"):
        files, program, phase = deployment.files, invocation.program, invocation.phase
        place, line = invocation.place_of(-1), (invocation.place.path, invocation.place.line)
        is_needed = invocation.is_needed and line not in told
        if is_needed and "/" not in invocation.written and files.lacks_program(program):
            told.add(line)
            yield Problem(place, *_not_in_image(program, "" if invocation.awaited else phase))
        elif is_needed and (interpreter := files.lacks_interpreter(invocation)):
            told.add(line)
            yield Problem(place, *_without_interpreter(interpreter, invocation.script, phase))
        elif not invocation.is_looked_up or (deployment.commands.is_supplied and phase == "start"):
            continue  # it comes not from the deployment's own installation
        elif deployment.is_virtual_environment_elsewhere:
            continue
        elif phase == "start" and program in OTHER_LANGUAGES and files.are_python_alone:
            yield Problem(place, *_other_language(program))
        elif (answer := deployment.installed.provides_program(program)).is_absent:
            declared = answer.requirement.place if answer.requirement else None
            error = f"No module named {program}" if invocation.module else f"{program}: command not found"
            yield Problem(
                place,
                f'The {phase} command stops with "{error}": no installed package provides {program}.',
                f"{project.advice(deployment).package(answer.distribution or program)}.",
                related=(Related(declared, f"{answer.distribution} is declared here, {answer.why}"),)
                if declared
                else (),
                cause=Cause("server", f"{deployment.root}: {program}") if program in SERVERS else None,
                fix=project.advice(deployment).edits.package(answer.distribution or program),
            )
    yield from _health(project)


def _not_in_image(program: str, phase: str) -> tuple[str, str]:
    """``phase`` is what ends without the program; nothing where a loop waits for it."""
    what = f"and the {phase} ends there" if phase else "again and again: the loop never ends"
    return (
        f'The image has no {program}, and nothing installs it: "{program}: not found", {what}.',
        "Install it in the Dockerfile, or wait in Python: the image has that.",
    )


def _without_interpreter(interpreter: str, script: str, phase: str) -> tuple[str, str]:
    return (
        f'The image has no {interpreter}, which the first line of {script} asks for: "no such file or directory", and the {phase} ends there.',
        f"Write #!/bin/sh there, or install {interpreter} in the Dockerfile.",
    )


def _other_language(program: str) -> tuple[str, str]:
    language = OTHER_LANGUAGES[program]
    return (
        f'The start command stops with "{program}: command not found": it belongs to {language}, and the image has only Python.',
        "Start the Flask application instead, such as: gunicorn app:app",
    )


def _health(project: Project) -> Problems:
    for deployment, invocation in project.programs("health"):
        is_plain = not (invocation.conditional or "/" in invocation.written)
        if is_plain and deployment.files.lacks_program(invocation.program):
            waiting = deployment.service.waiting
            then = (
                f": {' and '.join(waiting)}, which wait{'' if waiting[1:] else 's'} for it, never start{'' if waiting[1:] else 's'}"
                if waiting
                else ""
            )
            yield Problem(
                invocation.place_of(-1),
                f"The image has no {invocation.program}, and nothing installs it: the health check fails each time, and the container counts as unhealthy{then}.",
                "Install it in the Dockerfile, or ask in Python: urllib.request is there.",
                "" if waiting else INFO,
            )
