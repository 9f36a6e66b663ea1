r"""Command that can't run.

A build, release or start command names a program or a script that can't exist, or an image's entrypoint never runs it.

## Why it is bad

`gunicron: command not found` (exit 127), `./build.sh: No such file or directory` (exit 127), `python: can't open file 'serve.py'` (exit 2), or Docker's `executable file not found in $PATH`: the build, the release or the start ends there. Behind USER, pip can't write where Python's packages are: it takes the user's home (`/home/app/.local/bin`, where PATH doesn't lead: `"gunicorn": executable file not found in $PATH`), and where there is none it stops with `Permission denied: '/nonexistent'`.

An ENTRYPOINT gets CMD (or the command of a Compose file) as its arguments. A script that doesn't run them, with `exec "$@"`, ends, and the container with it: the server never starts.

## Use instead

Correct the line, or commit the file that it names. Spell it as git does: Linux distinguishes upper and lower case.

## Bad: the server is misspelt

Outcome: the start fails: "gunicron: command not found"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicron app:app  # <-
```

## Bad: a script that is not there

Outcome: the build fails: "./bulid.sh: No such file or directory"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: ./bulid.sh  # <-
    startCommand: gunicorn app:app
```

## Bad: a list with one text

Outcome: the start fails: "FileNotFoundError: [Errno 2] No such file or directory"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```docker Dockerfile lines=4
FROM python:3.13-slim
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn -b 0.0.0.0:8000 app:app"]
```

## Bad: a list that is no JSON

Outcome: the start fails: "[gunicorn,: not found"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```docker Dockerfile lines=4
FROM python:3.13-slim
COPY . .
RUN pip install flask gunicorn
CMD ['gunicorn', '-b', '0.0.0.0:8000', 'app:app']
```

## Bad: the entrypoint never runs its arguments

Outcome: the start fails: "Starting"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```sh entrypoint.sh mode=100755
#!/bin/sh
set -e
echo "Starting"  # <-
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
ENTRYPOINT ["./entrypoint.sh"]
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```sh build.sh mode=100755
#!/bin/sh
set -e
pip install -r requirements.txt
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: ./build.sh && curl -fsSO https://example.com/extra.sh && sh extra.sh
    startCommand: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, edits, rule

TEXTS = {
    "prompt": ('"{written}" is the prompt of a shell, copied along: "{written}: command not found".', "Remove it."),
    "option": ('"{written}" is taken for the program: "{written}: not found".', "Begin the line with the program."),
    "label": (
        '"{written}" is taken for the program: "{written}: command not found". A name before the command belongs into a Procfile.',
        "Remove it; the command begins behind it.",
    ),
    "list": (
        'A shell gets this list, since it is no JSON: "{written}: not found". JSON wants double quotes, and a comma between two texts.',
        'Write it like this: ["gunicorn", "app:app"]',
    ),
    "blanks": (
        'All of "{written}" is taken for the name of one program: "not found".',
        "Write each word as a separate string, or write the command without the quotes around it.",
    ),
    "target": (
        '"{written}" is taken for the program: "{written}: command not found". It is an application; the server that runs it comes first.',
        "Write: gunicorn {written}",
    ),
    "unread": (
        'No shell reads this list: {near} gets "{written}" and all behind it as arguments, and what they were to start never runs.',
        'Write the commands as one text for a shell: ["sh", "-c", "… && exec …"].',
    ),
    "misspelt": ('"{written}: command not found": the program is called {near}.', "Write {near}."),
    "absent": (
        "There is no file {written} where this runs: the {phase} ends here.",
        "Commit the file, or correct the path.",
    ),
    "module": (
        'Python stops with "No module named {written}": the package has no such module, and the {phase} ends here.',
        "Commit the module, or correct the name.",
    ),
    "case": (
        "There is no file {written} where this runs: git has {near}, and on Linux case counts.",
        "Write the name as git has it.",
    ),
    "ignored": (
        "{written} exists locally, but git ignores it: on the host the {phase} ends here.",
        "git add -f {near}, or take it out of .gitignore.",
    ),
    "left-out": (
        "The repository has {near}, but the image has no {written}: the {phase} ends here.",
        "Copy it into the image, and make sure that .dockerignore doesn't exclude it.",
    ),
    "environment": (
        "{written} belongs to a virtual environment that is only on your machine: the {phase} ends here.",
        "Leave the folder out: the host installs the requirements where its own programs find them.",
    ),
    "early": ('"{written}: command not found": the step that installs it comes later.', "Install it first."),
    "settings": (
        "There is no alembic.ini where this runs: \"No 'script_location' key found in configuration\", and the {phase} ends here.",
        "Name it with -c, or run alembic in its folder.",
    ),
    "unheard": (
        'The container never runs "{written}": the image\'s entrypoint, {near}, gets it as its arguments and ends here without running them.',
        'End the script with: exec "$@"',
    ),
    "unargued": (
        'The container never runs "{written}": an ENTRYPOINT that is no list is run by a shell, which gives {near} no arguments, and the script ends here.',
        "Write it as a list, with brackets and quotes.",
    ),
    "waiting": (
        "Git has no {written}, and nothing makes it: the test fails, and the server behind it is never started.",
        "Commit the file, or start the server without the test.",
    ),
    "user": ('"unable to find user {written}": nobody has made it.', "Make it before: RUN useradd {written}"),
    "homeless": ('pip stops with "Permission denied": {written} has no home.', "Put USER {written} below this line."),
    "homebound": ('"{written}: not found": pip ran as {near}, who alone has it.', "Put USER {near} below pip's line."),
    "step": ('pip stops with "unknown command "{written}"": it is called {near}.', "Write: pip {near}"),
    "requirements": (
        'pip looks for a package called "{written}": "No matching distribution found".',
        "Write: pip install -r {written}",
    ),
}

NEAR = {"absent": "Did you mean {near}?", "settings": "Write: alembic -c {near} …"}


@rule(family="server", severity=ERROR, fixable=True)
def check(project: Project) -> Problems:
    for deployment in project.deployments:
        for obstacle in deployment.obstacles:
            if obstacle.kind not in TEXTS:
                continue
            kind, near, written = obstacle.kind, obstacle.near, obstacle.written
            said = {"written": written, "near": near, "phase": obstacle.invocation.phase}
            message, help_text = TEXTS[kind][0], (NEAR.get(kind) if near else None) or TEXTS[kind][1]
            missing = deployment.commands.missing_before(obstacle.place) if kind in ("absent", "left-out") else None
            cause = Cause("missing", missing) if missing else Cause("unheard", near) if kind == "unheard" else None
            option = f"-r {written}" if obstacle.invocation.expands else ""
            right = {"misspelt": near, "step": near, "requirements": option}.get(kind)
            fix = edits(project, obstacle.place.path).replaced(obstacle.place, written, right) if right else None
            yield Problem(obstacle.place, message.format(**said), help_text.format(**said), cause=cause, fix=fix)
