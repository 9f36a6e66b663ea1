r"""Test settings in production.

Production selects a setting that is meant for tests: TESTING, LOGIN_DISABLED, or WTF_CSRF_ENABLED = False.

## Why it is bad

With `LOGIN_DISABLED` every page under `@login_required` is open to anyone. With `TESTING` exceptions go past the app's own error pages, and Flask-Mail sends nothing. Without `WTF_CSRF_ENABLED` another site can post forms in the name of a user who is logged in. (Verified with gunicorn 27.0.1, Flask 3.1.3 and Flask-Login 0.6.3.)

## Use instead

Set them in the tests: `app.config.update(TESTING=True)` in a fixture, or a configuration class that only the tests load.

## Bad

Outcome: /orders answers 200: "all orders"

```python app.py
import os

from flask import Flask
from flask_login import LoginManager, login_required

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config["TESTING"] = True  # <-
app.config["LOGIN_DISABLED"] = True  # <-
LoginManager(app).user_loader(int)

@app.route("/orders")
@login_required
def orders():
    return "all orders"
```

```text Procfile
web: gunicorn app:app
```

## Bad: in the class that production loads

```python config.py
class Config:
    WTF_CSRF_ENABLED = False  # <-
```

```python app.py
import os

from flask import Flask
from flask_login import login_user

app = Flask(__name__)
app.config.from_object("config.Config")
app.secret_key = os.environ["SECRET_KEY"]

@app.post("/login")
def login():
    login_user(None)
    return ""
```

```text Procfile
web: gunicorn app:app
```

## Good

```python config.py
class Config:
    TESTING = False

class TestingConfig(Config):
    TESTING = True
    WTF_CSRF_ENABLED = False
```

```python app.py
from flask import Flask

app = Flask(__name__)
app.config.from_object("config.Config")

if __name__ == "__main__":
    app.testing = True
    app.run()
```

```text Procfile
web: gunicorn app:app
```

## Good: an API whose clients send a token

```python app.py
from flask import Flask

app = Flask(__name__)
app.config["WTF_CSRF_ENABLED"] = False
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, read_at, rule

ENDS = {
    "TESTING": (True, "exceptions go past the error pages, and mails are not sent"),
    "LOGIN_DISABLED": (True, "@login_required lets everyone in"),
    "WTF_CSRF_ENABLED": (False, "other sites can post forms in the name of a user who is logged in"),
    "RATELIMIT_ENABLED": (False, "no limit of Flask-Limiter holds, and passwords can be tried without end"),
}


@rule(family="debug", severity=ERROR, score=7.5)
def check(project: Project) -> Problems:
    for selected in project.settings.of(*ENDS):
        setting = selected.setting
        wrong, effect = ENDS[setting.key]
        values = [o.value for o in setting.outcomes if o.is_known and not o.unset]
        if not setting.sure or selected.is_open or not values or any(value is not wrong for value in values):
            continue
        is_form = setting.key == "WTF_CSRF_ENABLED"
        if is_form and not any(d.running.session_writes() for d in selected.deployments):
            continue
        is_limit = setting.key == "RATELIMIT_ENABLED"
        if is_limit and not any(True for _ in project.reached.calls_of("limit", "shared_limit")):
            continue
        place = selected.deployments[0].environment.origin_of(setting.outcomes[0], setting.place)
        yield Problem(
            place,
            f"{setting.key} is {wrong} in production: {effect}.",
            "Set it in the tests, or in a configuration that only they load.",
            WARNING if is_form or is_limit else "",
            related=read_at(place, setting.place, f"{setting.key} is set here"),
            cause=Cause("setting", place),
        )
