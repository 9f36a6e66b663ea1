"""The server refuses its own command line.

gunicorn reads its options before anything else: `unrecognized arguments: --wokers`, `argument -w/--workers: invalid int value: 'auto'`, `argument -b/--bind: expected one argument`, `'PORT' is not a valid port number`. It ends at once with exit code 2 or 1, the application is never loaded, and the host starts it again and again. The same counts for `GUNICORN_CMD_ARGS`. waitress takes its options before the application only: `Specify one application only`, exit code 1.

An option that is like none that the server has is told where the requirements pin a version whose options are known: a newer one may have it.

A long option has two dashes: gunicorn reads `-workers 4` as `-w orkers`.

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
