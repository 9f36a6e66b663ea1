r"""Cookies sent without HTTPS protection.

Production selects a setting that takes away a cookie's protection, although visitors come by HTTPS.

## Why it is bad

With `SESSION_COOKIE_SECURE = False` the browser also sends the session over plain HTTP, where others on the network read it and act as that user. With `SESSION_COOKIE_SAMESITE = "None"` and no `SESSION_COOKIE_SECURE = True` browsers drop the cookie: nobody stays logged in (Flask 3.1.3 sends `SameSite=None` without `Secure`).

## Use instead

`SESSION_COOKIE_SECURE = True` in the configuration that production loads; `False` only in the one for development.

## Bad

```python app.py
import os

from flask import Flask, session

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config["SESSION_COOKIE_SECURE"] = False  # <-

@app.post("/login")
def login():
    session["user"] = 1
    return ""
```

```text Procfile
web: gunicorn app:app
```

## Bad: for pages of another domain

```python app.py
import os

from flask import Flask, session

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config["SESSION_COOKIE_SAMESITE"] = "None"  # <-

@app.post("/login")
def login():
    session["user"] = 1
    return ""
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
import os

from flask import Flask, session

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config.update(SESSION_COOKIE_SAMESITE="None", SESSION_COOKIE_SECURE=True)

@app.post("/login")
def login():
    session["user"] = 1
    return ""
```

```text Procfile
web: gunicorn app:app
```

## Good: a server of your own, which may have no HTTPS

```python app.py
import os

from flask import Flask, session

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config["SESSION_COOKIE_SECURE"] = False

@app.post("/login")
def login():
    session["user"] = 1
    return ""
```

```ini deploy/shop.service
[Service]
WorkingDirectory=/srv/shop
ExecStart=/srv/shop/venv/bin/gunicorn -b 127.0.0.1:8000 app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, read_at, rule

OPEN = {
    "SESSION_COOKIE_SECURE": (False, "browsers send the session over plain HTTP too, where others can read it"),
    "REMEMBER_COOKIE_SECURE": (False, "browsers send the login over plain HTTP too, where others can read it"),
    "SESSION_COOKIE_HTTPONLY": (False, "scripts on a page, injected ones too, can read the session"),
    "SESSION_COOKIE_SAMESITE": ("None", "without SESSION_COOKIE_SECURE browsers drop the cookie, and nobody stays logged in"),
}  # fmt: skip


@rule(family="security", severity=WARNING, score=5.9)
def check(project: Project) -> Problems:
    for selected in project.settings.of(*OPEN):
        setting, deployments = selected.setting, selected.deployments
        wrong, effect = OPEN[setting.key]
        if not setting.sure or selected.is_open or not setting.outcomes:
            continue
        if any(not o.is_known or o.unset or o.value != wrong for o in setting.outcomes):
            continue
        if setting.key.endswith("SAMESITE") and any(
            d.start.configuration.may_give("SESSION_COOKIE_SECURE") for d in deployments
        ):
            continue
        is_https = all(d.host.routed and not (d.host.is_container or d.host.is_at_home) for d in deployments)
        if not is_https or any(project.reached.calls_of("Talisman")):
            continue
        if not any(d.running.session_writes() for d in deployments):
            continue
        place = deployments[0].environment.origin_of(setting.outcomes[0], setting.place)
        yield Problem(
            place,
            f"{setting.key} is {wrong} in production: {effect}.",
            f"Set {'SESSION_COOKIE_SECURE' if wrong else setting.key} to True where production loads it.",
            related=read_at(place, setting.place, f"{setting.key} is set here"),
            cause=Cause("setting", place),
        )
