r"""Windows command on a Linux host.

A command that the host runs is one of Windows: `set NAME=value`, `venv\Scripts\activate`, `py app.py`, a `.bat` file.

## Why it is bad

Hosts run commands in a shell of Linux. `py` and `.bat` files aren't found (exit code 127); a backslash disappears: `venvScriptsactivate: not found`. `set FLASK_APP=shop` is accepted and sets nothing (verified with dash and bash 5.2).

## Use instead

Write the command for a Unix shell: `export NAME=value`, `python app.py`. A host needs no virtual environment of yours.

## Bad

Outcome: the start fails: "not found"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: venv\Scripts\activate && gunicorn app:app  # <-
```

## Bad: set

```python shop.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn shop:app
release: set FLASK_APP=shop && flask routes  # <-
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

```text start.sh
set -e
set -- app:app
export FLASK_APP=app
printf 'ready\n'
exec gunicorn "$@"
```

```text Procfile
web: bash start.sh
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule

PROGRAMS = frozenset("py call del copy move cls powershell powershell.exe cmd cmd.exe".split())
ENDS = (".bat", ".cmd", ".ps1")


@rule(family="portability", severity=ERROR)
def check(project: Project) -> Problems:
    told: set[object] = set()
    found = [program for _, program in project.programs("build", "release", "start")]
    for program, following in zip(found, (*found[1:], None)):
        is_tried = following is not None and following.joiner == "||"
        if program.conditional or program.ignored_failure or is_tried or program.place in told:
            continue
        is_set = program.written == "set" and program.arguments[:1] and _assigns(program.arguments[0])
        is_path = "\\scripts\\" in program.text.lower() and program.written.lower().endswith(
            ("activate", *ENDS, ".exe")
        )
        is_windows = is_path or program.written in PROGRAMS or program.written.endswith(ENDS)
        if not (is_set or is_windows) or (program.script and program.written not in PROGRAMS):
            continue
        told.add(program.place)
        name = program.arguments[0].partition("=")[0] if is_set else program.written
        yield Problem(
            program.place,
            f"This is a command of Windows: in a shell of Linux it does not set {name}."
            if is_set
            else f'The {program.phase} runs in a shell of Linux, which ends here with "{name}: not found": this is a command of Windows.',
            f"Write: export {program.arguments[0]}" if is_set else "Write it for a Unix shell, or leave it out.",
            WARNING if is_set else "",
        )


def _assigns(argument: str) -> bool:
    name, equals, _ = argument.partition("=")
    return bool(equals) and name.isidentifier()
