r"""Secret printed into the log.

A secret of the host is written into the log, when the app starts or while it answers.

## Why it is bad

All who may read the host's log have the secret from then on; so has every service that the log is sent to. It stays there when the line is long gone.

## Use instead

Print whether it is there: `print("API_TOKEN is set:", "API_TOKEN" in os.environ)`. Make a new secret if the line has ever run on the host.

## Bad

```python app.py
import os

from flask import Flask

app = Flask(__name__)
TOKEN = os.environ["API_TOKEN"]
print(f"starting with {TOKEN}")  # <-

@app.get("/")
def index():
    app.logger.warning("secret: %s", os.getenv("CLIENT_SECRET"))  # <-
    return ""
```

```text Procfile
web: gunicorn app:app
```

## Bad: everything

```python app.py
import os

from flask import Flask

app = Flask(__name__)
print(dict(os.environ))  # <-
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
import os

from flask import Flask

app = Flask(__name__)
TOKEN = os.environ["API_TOKEN"]
print("token:", bool(TOKEN), len(TOKEN), TOKEN[:3] + "…", "API_TOKEN" in os.environ)
print(os.environ.get("HOME"))
app.logger.debug("secret: %s", TOKEN)

@app.cli.command("token")
def token():
    print(TOKEN)
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import INFO, Problem, Problems, rule


@rule(family="environment", severity=INFO)
def check(project: Project) -> Problems:
    for deployment in project.deployments:
        for told in deployment.texts.printed():
            what = "every variable of the host, its secrets included," if told.name == "os.environ" else told.name
            yield Problem(
                told.site.place,
                f"This writes {what} into the log: all who may read that have it.",
                "Print whether it is set, not what it is; make a new secret if this has run on the host.",
            )
