r"""SERVER_NAME or cookie domain is localhost.

SERVER_NAME or a cookie's domain is an address of the developer's machine.

## Why it is bad

With `SERVER_NAME = "localhost:5000"`, Flask before 3.1 answers 404 to every request; from 3.1 on it builds external links to localhost (verified with 2.2.5 and 3.1.3). Browsers drop a cookie for the domain `localhost`, so nobody can log in.

## Use instead

Leave the setting out, or read it from the environment.

## Bad

Outcome: / answers 200: "http://localhost:5000/cookies"

```python app.py
from flask import Flask, url_for

app = Flask(__name__)
app.config["SERVER_NAME"] = "localhost:5000"  # <-
app.config.update(SESSION_COOKIE_DOMAIN="127.0.0.1")  # <-

@app.route("/cookies")
def cookies():
    return "Cookies"

@app.route("/")
def index():
    return url_for("cookies", _external=True)
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
app.config["SERVER_NAME"] = "shop.example.com"

if __name__ == "__main__":
    app.config["SERVER_NAME"] = "localhost:5000"
    app.run()
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.known.loopback import loopback_server
from flaskcheck.known.settings import OWN_HOSTS
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, read_at, rule


@rule(family="network", severity=ERROR, supersedes=("hard-coded-loopback",))
def check(project: Project) -> Problems:
    for selected in project.settings.of(*OWN_HOSTS):
        setting = selected.setting
        local = next((o for o in setting.outcomes if o.text and loopback_server(o.text)), None)
        if local is None:
            continue
        absent = setting.when_missing(local, loopback_server)
        installed = selected.deployments[0].installed
        place = selected.deployments[0].environment.origin_of(local, setting.place)
        if setting.key != "SERVER_NAME":
            message = "Browsers drop a cookie for this domain: nobody can log in."
        elif installed.must_be_below("flask", "3.1"):
            message = "Flask answers 404 to every request that does not come for this address."
        else:
            message = "Every external link that Flask builds leads to the visitor's own computer; before Flask 3.1 every request gets 404."
        yield Problem(
            place,
            message if not absent else f"When {absent}: {message[0].lower()}{message[1:]}",
            "Leave it out, or read it from the environment.",
            WARNING if absent else "",
            read_at(place, setting.place, f"{setting.key} is set here"),
        )
