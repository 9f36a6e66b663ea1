r"""CORS with credentials for every origin.

The API lets every web site read its answers, with the cookies of whoever visits that site.

## Why it is bad

With `supports_credentials=True` and no origins of its own, or `"*"`, Flask-CORS answers each page with that page's own name and `Access-Control-Allow-Credentials: true` (seen with Flask-CORS 6.0.5). Where the session's cookie is sent along (`SameSite=None`, or a page on a subdomain of yours), a foreign page reads and changes what the user may.

## Use instead

Name the front ends: `CORS(app, origins=["https://shop.example.com"], supports_credentials=True)`.

## Bad

```python app.py
import os

from flask import Flask, session
from flask_cors import CORS

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
CORS(app, supports_credentials=True)  # <-

@app.post("/login")
def login():
    session["user"] = 1
    return ""
```

```text Procfile
web: gunicorn app:app
```

## Bad: by path

```python app.py
import os

from flask import Flask, session
from flask_cors import CORS

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
CORS(app, resources={r"/api/*": {"origins": "*"}}, supports_credentials=True)  # <-

@app.post("/api/login")
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
from flask_cors import CORS

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
CORS(app, origins=["https://shop.example.com"], supports_credentials=True)

@app.post("/login")
def login():
    session["user"] = 1
    return ""
```

```text Procfile
web: gunicorn app:app
```

## Good: a public API without cookies

```python app.py
from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
CORS(app, origins="*")
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, rule

HELP = 'Name the front ends: origins=["https://shop.example.com"].'


@rule(family="security", severity=WARNING, score=6.5)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        if not deployment.running.session_writes():
            continue
        for statement in deployment.origins.given_back:
            yield Problem(
                statement.place,
                "Every web site may ask here with a visitor's cookies and read the answer: whatever origin asks is allowed.",
                "Compare the origin with a list of your own front ends.",
                cause=Cause("call", statement.place),
            )
        for statement in deployment.origins.open_sockets:
            yield Problem(
                statement.place,
                "Pages of every web site may open a socket here, and where the browser sends the session along they act as the visitor.",
                'Name the front ends: cors_allowed_origins=["https://shop.example.com"].',
                cause=Cause("origins", "sockets"),
                brief="this lets them in, too",
            )
    for site, reached in project.reached.calls():
        deployment = reached.deployments[0]
        allowed = deployment.origins.of_call(site)
        if allowed is None or not allowed.credentials or "*" not in allowed.origins:
            continue
        if deployment.start.configuration.get("CORS_ORIGINS") or not deployment.running.session_writes():
            continue
        yield Problem(
            site.place,
            "Every web site may read the answers to requests that carry a visitor's cookies: Flask-CORS returns whatever origin asks.",
            HELP,
            cause=Cause("call", site.place),
        )
