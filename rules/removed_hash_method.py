r"""Hash method that Werkzeug no longer has.

`generate_password_hash` is asked for a method that the installed Werkzeug no longer has.

## Why it is bad

Werkzeug 3 has `scrypt` and `pbkdf2` only. Whoever signs up, or changes the password, gets an error 500 (seen with Werkzeug 3.1.9):

    ValueError: Invalid hash method 'sha256'.

## Use instead

`generate_password_hash(password)`: the default is a good one. Hashes made before with `pbkdf2:sha256` can still be checked.

## Bad

Outcome: POST /sign-up?password=secret answers 500: "Invalid hash method 'sha256'"

```python app.py
from flask import Flask, request
from werkzeug.security import generate_password_hash

app = Flask(__name__)


@app.post("/sign-up")
def sign_up():
    return generate_password_hash(request.form["password"], method="sha256")  # <-
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Good: a method that is there

```python app.py
from flask import Flask, request
from werkzeug.security import generate_password_hash

app = Flask(__name__)


@app.post("/sign-up")
def sign_up():
    return generate_password_hash(request.form["password"], method="pbkdf2:sha256")
```

```text requirements.txt
flask==3.1.3
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Good: the release that is pinned has it

```python app.py
from flask import Flask, request
from werkzeug.security import generate_password_hash

app = Flask(__name__)


@app.post("/sign-up")
def sign_up():
    return generate_password_hash(request.form["password"], method="sha256")
```

```text requirements.txt
flask==2.2.5
werkzeug==2.2.3
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.known.meanings import HASHES
from flaskcheck.known.versions import at_least
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, rule

KEPT = ("scrypt", "pbkdf2")


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    for site, found in project.reached.given(HASHES):
        methods = {outcome.text for outcome in found if outcome.is_fixed}
        method = methods.pop() if len(methods) == len(found) == 1 else ""
        if method.partition(":")[0] in ("", *KEPT):
            continue
        for deployment in project.deployments:
            releases = deployment.releases.releases("werkzeug")
            if releases and all(at_least(release.version, "3") for release in releases):
                yield Problem(
                    site.place,
                    f"Werkzeug {releases[-1].version} has no hash method {method}: this line fails with \"ValueError: Invalid hash method '{method}'\".",
                    "Leave method out: the default is a good one.",
                )
                break
