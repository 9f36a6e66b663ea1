"""Server option the server refuses.

The server refuses an option of its command line, or the value of one.

## Why it is bad

gunicorn reads its options first: `unrecognized arguments: --wokers`, `argument -w/--workers: invalid int value: 'auto'`, `argument -b/--bind: expected one argument`, `'PORT' is not a valid port number`. It ends with exit code 2 or 1 before it loads the app, and the host restarts it again and again. `GUNICORN_CMD_ARGS` works the same way. waitress takes its options only before the application: `Specify one application only`, exit code 1.

An unknown option is reported only if the requirements pin a version whose options are known, since a newer version may have it.

## Use instead

Correct the option. A long option has two dashes: gunicorn reads `-workers 4` as `-w orkers`.

## Bad: one dash

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
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, rule

_HELPS = {
    "gunicorn": "Correct the option; a long one has two dashes, as in --workers 4.",
    "waitress": "Correct the options, and write them before the application: waitress-serve --port=8080 module:app.",
}


@rule(family="server", severity=ERROR, supersedes=("unresolved-app", "missing-root-directory"))
def check(project: Project) -> Problems:
    for deployment, server in project.servers():
        refused, strange = server.refused, server.strange
        if refused is None and strange and deployment.installed.must_be_below(server.program, strange.before):
            refused = strange.said
        if refused is not None:
            yield Problem(
                refused.place,
                f'{server.program} refuses this command line and ends before it loads the application: "{refused.message}".',
                _HELPS.get(server.program, "Correct the option."),
            )
