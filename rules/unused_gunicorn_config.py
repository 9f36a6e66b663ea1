"""gunicorn configuration that nothing reads.

A file sets gunicorn's settings, and no command names it.

## Why it is bad

gunicorn reads `gunicorn.conf.py` in the folder where it starts, and no other file unless `-c` names it. A `gunicorn_config.py` beside it does nothing: gunicorn listens on `127.0.0.1:8000` with one worker and a timeout of 30 seconds, without a word (verified with gunicorn 27.0.1).

## Use instead

Rename the file to `gunicorn.conf.py`, or start gunicorn with `-c` and its name.

## Bad

```python gunicorn_config.py file
bind = "0.0.0.0:8000"
workers = 4
```

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: gunicorn app:app
```

## Good

```python gunicorn_config.py
bind = "0.0.0.0:8000"
workers = 4
```

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: gunicorn -c gunicorn_config.py app:app
```

## Good: named elsewhere

```python conf/gunicorn.py
bind = "0.0.0.0:8000"
workers = 4
```

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: gunicorn app:app
```

```make Makefile
serve:
        gunicorn -c conf/gunicorn.py app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Problem, Problems, rule, says

SETTINGS = frozenset(
    "bind workers worker_class threads timeout graceful_timeout keepalive max_requests max_requests_jitter preload_app accesslog errorlog loglevel "
    "worker_connections backlog capture_output wsgi_app chdir raw_env daemon pidfile proc_name forwarded_allow_ips worker_tmp_dir reload".split()
)
ENOUGH = 2
"""How many settings of gunicorn's make a file its configuration."""


@rule(family="server", severity=WARNING)
def check(project: Project) -> Problems:
    started = [(d, s) for d, s in project.servers() if s.program == "gunicorn"]
    if not started or any(s.config_missing or any("$" in w for w in s.invocation.arguments) for _, s in started):
        return
    for path in project.repository.python_paths:
        name = path.rpartition("/")[2]
        settings = SETTINGS & set(project.code.bindings(path)) if "gunicorn" in name else ()
        if len(settings) < ENOUGH or any(s.config == path for _, s in started) or _is_named(project, path):
            continue
        yield Problem(
            project.tree.place_of(path),
            f"Nothing reads this file: gunicorn starts without {', '.join(sorted(settings)[:3])} as they are set here.",
            f"Name it gunicorn.conf.py, in the folder where gunicorn starts, or start gunicorn with -c {path}.",
        )


def _is_named(project: Project, path: str) -> bool:
    """Whether any other file has the name of a file, or of its module, in it: a command, a script, documentation."""
    module = path.rpartition("/")[2].removesuffix(".py")  # of which the file's name is more
    return says(project, (other for other in project.tree.files if other != path), module)
