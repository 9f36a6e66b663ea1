r"""Text "False" counts as true.

A setting is read from the environment as it is, and the text there says no.

## Why it is bad

Variables are texts, and every text but the empty one is true, `"False"` and `"0"` too. With `LOGIN_DISABLED` every page under `@login_required` is open, `MAIL_SUPPRESS_SEND` keeps every mail back, and `MAIL_USE_SSL` speaks TLS to a port that doesn't (`ssl.SSLError: [SSL: WRONG_VERSION_NUMBER] wrong version number`; all verified with Flask 3.1.3, Flask-Login 0.6.3 and Flask-Mail 0.10.0).

## Use instead

Compare the text: `os.environ.get("MAIL_USE_SSL", "").lower() in ("1", "true")`. Or leave the variable out where it is meant to be off.

## Bad

```python app.py
import os

from flask import Flask
from flask_mail import Mail

app = Flask(__name__)
app.config["MAIL_USE_SSL"] = os.environ.get("MAIL_USE_SSL", False)
mail = Mail(app)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install flask flask-mail gunicorn
    startCommand: gunicorn app:app
    envVars:
      - key: MAIL_USE_SSL
        value: "False"  # <-
```

## Bad: the default is a text

Outcome: / answers 200: "prices of the test shop"

```python app.py
import os

from flask import Flask

app = Flask(__name__)
app.config["TESTING"] = os.environ.get("TESTING", "false")  # <-

@app.route("/")
def index():
    return "prices of the test shop" if app.testing else "prices"
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
import os

from flask import Flask

app = Flask(__name__)
app.config["MAIL_USE_SSL"] = os.environ.get("MAIL_USE_SSL", "False").lower() in ("1", "true")
app.config["TESTING"] = os.environ.get("TESTING", False)
app.config["LOGIN_DISABLED"] = os.environ.get("OPEN") == "1"
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install flask gunicorn
    startCommand: gunicorn app:app
    envVars:
      - key: MAIL_USE_SSL
        value: "False"
      - key: OPEN
        value: "0"
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, read_at, rule

ENDS = {
    "LOGIN_DISABLED": "@login_required lets everyone in",
    "TESTING": "exceptions go past the error pages, and mails are not sent",
    "MAIL_SUPPRESS_SEND": "no mail is sent",
    "MAIL_USE_SSL": "mails are sent over TLS from the first byte, which fails where the port expects STARTTLS or none",
    "MAIL_USE_TLS": "STARTTLS is asked for, which fails where the server has none",
}
"""What happens where one of these is true against what the text says."""


@rule(family="environment", severity=ERROR)
def check(project: Project) -> Problems:
    for selected in project.settings.of(*ENDS):
        setting = selected.setting
        texts = [o for o in setting.outcomes if o.text and not o.guessed]
        is_text = all(o in texts or (o.is_of_variable and not o.is_known) for o in setting.outcomes)
        if not (texts and is_text and setting.sure) or selected.is_open or not all(o.says_no for o in texts):
            continue
        denial = texts[0]
        place = selected.deployments[0].environment.origin_of(denial, setting.place)
        when = f" wherever {min(denial.unset)} is not set" if denial.unset else ""
        yield Problem(
            place,
            f'{setting.key} is the text "{denial.text}"{when}, which is true like every text but the empty one: {ENDS[setting.key]}.',
            f'Compare the text where it is read: … .lower() in ("1", "true"); or leave {min(denial.variables, default="it")} out.',
            "" if setting.key == "LOGIN_DISABLED" else WARNING,
            related=read_at(place, setting.place, f"{setting.key} is set here"),
            cause=Cause("setting", setting.place),
        )
    for deployment in project.web_deployments:
        for test in deployment.texts.denied():
            names = min(test.text.variables)
            place = deployment.environment.origin_of(test.text, test.place)
            when = f" wherever {names} is not set" if test.text.unset else ""
            yield Problem(
                place,
                f'{names} is the text "{test.text.text}"{when}, which is true like every text but the empty one: the test of it holds.',
                'Compare the text where it is read: … .lower() in ("1", "true").',
                WARNING,
                related=read_at(place, test.place, f"{names} is tested here"),
                cause=Cause("setting", test.place),
            )
