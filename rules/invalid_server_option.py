"""Server option the server refuses.

The server refuses an option of its command line, or the value of one.

## Why it is bad

gunicorn reads its options first: `unrecognized arguments: --wokers`, `argument -w/--workers: invalid int value: 'auto'`, `argument -b/--bind: expected one argument`, `'PORT' is not a valid port number`. It ends with exit code 2 or 1 before it loads the app, and the host restarts it again and again. `GUNICORN_CMD_ARGS` works the same way. waitress takes its options only before the application: `Specify one application only`, exit code 1.

A configuration file that isn't there ends gunicorn in the same way: `Error: 'conf/gunicorn.py' doesn't exist`, exit code 1.

An unknown option is reported only if the requirements pin a version whose options are known, since a newer version may have it.

What the file says is read as Python: a name that nothing defines, a hook with other arguments (`Value must have an arity of: 2`) or `workers = "auto"` (`invalid literal for int() with base 0: 'auto'`) ends the start too. So does a log file or pidfile in a folder that isn't there: `Error: 'logs/error.log' isn't writable [FileNotFoundError(2, 'No such file or directory')]` (verified with gunicorn 23.0.0 and 27.0.1). It works where somebody once made the folder by hand.

## Use instead

Correct the option. A long option has two dashes: gunicorn reads `-workers 4` as `-w orkers`.

## Bad: one dash

Outcome: the start fails: "argument -w/--workers: invalid int value: 'orkers'"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn -workers 4 app:app  # <-
```

## Bad: misspelt

Outcome: the start fails: "unrecognized arguments: --wokers"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn --wokers 4 app:app  # <-
```

## Bad: options behind the application

Outcome: the start fails: "Specify one application only"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
waitress==3.0.2
```

```text Procfile
web: waitress-serve app:app --port=$PORT  # <-
```

## Bad: the configuration file isn't there

Outcome: the start fails: "'deploy/gunicorn.py' doesn't exist"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn --config deploy/gunicorn.py app:app  # <-
```

## Bad: a log file in a folder that git doesn't have

Outcome: the start fails: "'logs/error.log' isn't writable"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn --log-file logs/error.log app:app  # <-
```

## Bad: a name that nothing defines

Outcome: the start fails: "name 'cpu_count' is not defined"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python gunicorn.conf.py
workers = cpu_count() * 2 + 1  # <-
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
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
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn --worker-conn 100 -w4 --timeout $TIMEOUT --bind 0.0.0.0:$PORT app:app
```

## Good: the folder is made before

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python gunicorn.conf.py
import os
from multiprocessing import cpu_count

os.makedirs("logs", exist_ok=True)
workers = cpu_count() * 2 + 1
errorlog = "logs/error.log"

def post_fork(server, worker):
    server.log.info("forked %s", worker.pid)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: mkdir -p run && gunicorn --pid run/web.pid app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule

_HELPS = {
    "gunicorn": "Correct the option; a long one has two dashes, as in --workers 4.",
    "waitress": "Correct the options, and write them before the application: waitress-serve --port=8080 module:app.",
}


_IN_FILE = {
    "name": "Define the name, or import it.",
    "hook": "Give the function the arguments that gunicorn calls it with.",
}
"""What mends a configuration file."""

_LACKING = {
    "case": ("git has {near}, and on Linux case counts.", "Write the name as git has it."),
    "ignored": ("{near} exists locally, but git ignores it.", "git add -f {near}, or take it out of .gitignore."),
    "left-out": (
        "the repository has {near}, but the image does not.",
        "Copy it into the image, and make sure that .dockerignore doesn't exclude it.",
    ),
    "absent": ("there is no such file where this runs.", "Commit the file, or correct the path."),
    "near": ("there is no such file where this runs.", "Did you mean {near}?"),
}
"""Why a server finds no configuration file, and what to do about it."""

_SAYS = "Error: '{}' doesn't exist"
_SAID = {"uwsgi": "realpath() of {} failed: No such file or directory"}


@rule(family="server", severity=ERROR, supersedes=("unresolved-app", "missing-root-directory"))
def check(project: Project) -> Problems:
    for deployment, server in project.servers():
        refused, strange = server.refused, server.strange
        is_newest = False
        if refused is None and strange:
            is_newest = not deployment.installed.must_be_below(server.program, strange.before)
            is_any = not deployment.installed.specifier(server.program)
            refused = strange.said if is_any or not is_newest else None
        if refused is not None:
            is_file = bool(server.config) and refused.place.path == server.config
            yield Problem(
                refused.place,
                f'{server.program} refuses this {"file" if is_file else "command line"} and ends before it loads the app: "{refused.message}".',
                _IN_FILE.get(refused.kind, "Correct the setting.")
                if is_file
                else _HELPS.get(server.program, "Correct the option."),
                WARNING if is_newest else "",  # a release that is newer than flaskcheck may know it
            )
    for deployment in project.deployments:
        for obstacle in deployment.obstacles:
            if obstacle.kind == "folder":
                yield Problem(
                    obstacle.place,
                    f'{obstacle.invocation.program} ends before it loads the app, "{obstacle.written}": nothing makes the folder {obstacle.near}.',
                    'Write "-" instead of the file, so that the host collects the log, or make the folder before the start (mkdir -p).',
                )
            if obstacle.kind != "configuration":
                continue
            why, help_text = _LACKING["near" if obstacle.why == "absent" and obstacle.near else obstacle.why]
            program, missing = obstacle.invocation.program, deployment.commands.missing_before(obstacle.place)
            yield Problem(
                obstacle.place,
                f'{program} ends before it loads the app, "{_SAID.get(program, _SAYS).format(obstacle.written)}": {why.format(near=obstacle.near)}',
                help_text.format(near=obstacle.near),
                cause=Cause("missing", missing) if missing else None,
            )
