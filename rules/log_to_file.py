r"""Log written to a file that is lost.

All that the app logs goes into a file, and the disk of the host is replaced with every deploy and restart.

## Why it is bad

The host shows what a process prints, and keeps it. A file in the container is seen by nobody and is gone after a crash, just when its last lines are wanted. With `logging.basicConfig(filename=…)` the terminal, too, stays empty: an error that a page raises is answered with 500, and the host's log has nothing about it (seen with Flask 3.1.3 and gunicorn 27.0.1).

## Use instead

Leave `filename` out, or use `logging.StreamHandler()`: the lines go to standard error, and the host collects them.

## Bad

```python app.py
import logging

from flask import Flask

logging.basicConfig(filename="shop.log", level=logging.INFO)  # <-
app = Flask(__name__)
```

```text Procfile
web: gunicorn app:app
```

```json app.json
{"name": "shop", "stack": "heroku-24"}
```

## Bad: a dictionary

```python app.py
from logging.config import dictConfig

from flask import Flask

dictConfig({
    "version": 1,
    "handlers": {"file": {"class": "logging.FileHandler", "filename": "shop.log"}},  # <-
    "root": {"level": "INFO", "handlers": ["file"]},
})
app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install flask gunicorn
    startCommand: gunicorn app:app
```

## Good

```python app.py
import logging

from flask import Flask

logging.basicConfig(level=logging.INFO)
app = Flask(__name__)

if __name__ == "__main__":
    logging.getLogger().addHandler(logging.FileHandler("shop.log"))
    app.run()
```

```text Procfile
web: gunicorn app:app
```

```json app.json
{"name": "shop", "stack": "heroku-24"}
```

## Good: a disk that lasts

```python app.py
import logging

from flask import Flask

logging.basicConfig(filename="/var/log/shop.log", level=logging.INFO)
app = Flask(__name__)
```

```ini deploy/shop.service
[Service]
WorkingDirectory=/srv/shop
ExecStart=/srv/shop/venv/bin/gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import INFO, Cause, Problem, Problems, rule

LOST = {
    "ephemeral": "{} has an ephemeral disk: the file is gone with every deploy and restart, and nobody sees it.",
    "container": "The container is replaced with every deploy, the file with it, and nobody sees it.",
}


@rule(family="portability", severity=INFO)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        words = LOST.get(deployment.host.disk)
        if words is None or deployment.service.mounts or deployment.service.binds or deployment.is_implied:
            continue
        for logged in deployment.exposed.logged_files():
            place = logged.statement.place
            yield Problem(
                place,
                f"The log goes into {logged.name} alone. {words.format(deployment.host.title)}",
                "Log to standard error, which the host collects: logging.StreamHandler().",
                cause=Cause("log", place),
            )
