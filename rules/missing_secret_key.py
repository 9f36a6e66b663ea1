r"""SECRET_KEY not set.

Pages write to the session, and nothing sets SECRET_KEY.

## Why it is bad

The first page that logs someone in, calls `flash()` or writes to `session` answers 500: `RuntimeError: The session is unavailable because no secret key was set. Set the secret_key on the application to something unique and secret.` (verified with Flask 3.1.3). Pages that don't use the session work, so nobody notices before a visitor does.

Flask-JWT-Extended signs its tokens with JWT_SECRET_KEY, or with SECRET_KEY: without both, the page that hands out the first token answers 500, `RuntimeError: JWT_SECRET_KEY or flask SECRET_KEY must be set when using symmetric algorithm "HS256"` (verified with Flask-JWT-Extended 4.7.4).

## Use instead

`app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]`, with a long random value in the host's variables.

## Bad

Outcome: POST / answers 500: "The session is unavailable because no secret key was set"

```python app.py
from flask import Flask, flash

app = Flask(__name__)  # <-

@app.post("/")
def order():
    flash("Thank you")
    return ""
```

```text Procfile
web: gunicorn app:app
```

## Bad: the host's file lists its variables, without this one

```python app.py
import os

from flask import Flask, session

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY")  # <-

@app.post("/")
def order():
    session["cookie"] = "oat"
    return ""
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install flask gunicorn
    startCommand: gunicorn app:app
    envVars:
      - key: LOG_LEVEL
        value: info
```

## Good

```python app.py
import os

from flask import Flask, flash

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]

@app.post("/")
def order():
    flash("Thank you")
    return ""
```

```text Procfile
web: gunicorn app:app
```

## Good: nothing is written to the session

```python app.py
from flask import Flask, session

app = Flask(__name__)

@app.get("/")
def index():
    return session.get("name", "")
```

```text Procfile
web: gunicorn app:app
```

## Good: settings from elsewhere

```python app.py
from flask import Flask, flash

app = Flask(__name__)
app.config.from_prefixed_env()

@app.post("/")
def order():
    flash("Thank you")
    return ""
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, rule

KEY = "SECRET_KEY"
TELLING = ("JWT_SECRET_KEY", "JWT_PRIVATE_KEY", "JWT_ALGORITHM", "encode_key_loader", "from_prefixed_env")
"""One of these stands where Flask-JWT-Extended gets a key from elsewhere."""

MAKING = ("create_access_token", "create_refresh_token")
"""The functions of Flask-JWT-Extended that sign."""


@rule(family="environment", severity=ERROR)
def check(project: Project) -> Problems:
    yield from _of_tokens(project)
    for deployment in project.web_deployments:
        held = deployment.start.configuration
        applications = deployment.start.applications
        written = deployment.running.session_writes()
        if held.opaque or not written or len(applications) != 1 or project.pages.strangers:
            continue
        related = (Related(written[0].place, "this writes to the session"),)
        if KEY not in held.keys and not deployment.running.may_set_key():
            place = applications[0].place
            yield Problem(
                place,
                "Nothing sets SECRET_KEY, and pages write to the session: they answer 500 (The session is unavailable because no secret key was set).",
                'Set it: app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]',
                related=related,
                cause=Cause("setting", KEY),
            )
        for setting in held.get(KEY):
            missing = {name for o in setting.outcomes if o.value is None for name in o.unset}
            lists = deployment.environment.is_listed and not deployment.host.is_lasting
            if missing and lists and not any(map(deployment.may_be_set, missing)):
                name = min(missing)
                yield Problem(
                    setting.place,
                    f"{deployment.title} lists its variables without {name}: unless someone sets it elsewhere, SECRET_KEY is None, and pages that write to the session answer 500.",
                    f"Add {name} to the variables of {deployment.place.path}.",
                    WARNING,
                    related=related,
                    cause=Cause("setting", KEY),
                )


def _of_tokens(project: Project) -> Problems:
    """Tokens that are signed by the application's configuration, which holds no key."""
    sites = project.reached.calls_of(*MAKING)
    made = next((site for site in sites if site.call.name.partition(".")[0] == "flask_jwt_extended"), None)
    if made is None or project.pages.strangers or any(any(project.code.files_with(name)) for name in TELLING):
        return
    for deployment in project.web_deployments:
        held, applications = deployment.start.configuration, deployment.start.applications
        if held.opaque or KEY in held.keys or len(applications) != 1 or deployment.running.may_set_key():
            continue
        yield Problem(
            applications[0].place,
            'Nothing sets JWT_SECRET_KEY, and pages hand out tokens: they answer 500 (JWT_SECRET_KEY or flask SECRET_KEY must be set when using symmetric algorithm "HS256").',
            'Set it: app.config["JWT_SECRET_KEY"] = os.environ["JWT_SECRET_KEY"]',
            related=(Related(made.place, "this signs a token"),),
            cause=Cause("setting", KEY),
        )
        return
