r"""Invalid systemd unit.

A line of a systemd unit means nothing to systemd, or makes it refuse the whole unit.

## Why it is bad

Of a key that it doesn't know systemd says `Unknown key 'environment' in section [Service], ignoring` in its own log, and starts the service without: the variable is missing. For a path that isn't absolute it starts nothing: `Neither a valid executable name nor an absolute path: venv/bin/gunicorn`. systemd runs no shell, so `cd`, `&&` and `~` mean nothing. Each was tried with `systemd-analyze verify` of systemd 252.

## Use instead

Write keys with their capital letters, paths from `/` on and without quotes, and one program for each `ExecStart`. `systemd-analyze verify shop.service` tells the rest.

## Bad

Outcome: systemd says "Neither a valid executable name nor an absolute path: venv/bin/gunicorn"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```ini deploy/shop.service
[Service]
WorkingDirectory=/srv/shop
environment=MODE=production  # <-
ExecStart=venv/bin/gunicorn app:app  # <-
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```ini deploy/shop.service
[Service]
WorkingDirectory=-/srv/shop
EnvironmentFile=-/etc/shop.env
Environment=MODE=production "TITLE=My shop"
ExecStartPre=/bin/sh -c 'cd /srv/shop && venv/bin/flask db upgrade'
ExecStart=/srv/shop/venv/bin/gunicorn app:app
Restart=on-failure
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule


@rule(family="platform", severity=ERROR)
def check(project: Project) -> Problems:
    for fault in project.repository.hosts.unit_faults:
        if project.repository.is_read_as_written(fault.place.path):
            yield Problem(fault.place, f"{fault.message}.", fault.mend, cause=Cause("unit", fault.place))
