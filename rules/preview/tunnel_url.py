r"""Address of a developer's tunnel.

A page, the code or a variable names an address of ngrok, a Cloudflare quick tunnel or a workspace.

## Why it is bad

Such an address leads to a developer's machine and is there as long as the tunnel is open. In production the link is dead: ngrok answers `ERR_NGROK_3200`, "The endpoint is offline". Later somebody else may have the name, and gets the visitors, their forms and their tokens.

## Use instead

`url_for()` for the app's own pages, and an environment variable for the address of another service.

## Bad

```python app.py
from flask import Flask, render_template

app = Flask(__name__)

@app.get("/")
def index():
    return render_template("index.html")
```

```html templates/index.html
<a href="https://abcd-12.ngrok-free.app/plants">Plants</a>  <!-- # <- -->
```

```text Procfile
web: gunicorn app:app
```

## Bad: in the code

```python app.py
import os

import requests
from flask import Flask

app = Flask(__name__)
API = os.environ.get("API", "https://quick-brown-fox.trycloudflare.com/api")  # <-

@app.get("/")
def index():
    return requests.post("https://1a2b.ngrok.io/hook").text  # <-
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask, request
from flask_cors import CORS

app = Flask(__name__)
CORS(app, origins=["https://shop.example.com", "https://1a2b.ngrok.io"])

@app.get("/")
def index():
    if request.host_url == "https://1a2b.ngrok.io/":
        return "at home"
    return '<a href="https://dashboard.ngrok.com/">ngrok</a>'
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.known.tunnels import tunnel_host
from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Place, Problem, Problems, rule

QUIET = ("fallback", "dev-proxy", "compare", "told")
UNUSED = frozenset("docstring compare list tuple set key raise assert env-name annotation".split())
"""What a text stands in that is only allowed, compared or told."""


@rule(family="security", severity=WARNING)
def check(project: Project) -> Problems:
    pages = project.pages
    for page in project.repository.pages_with_tunnels.values():
        is_shown = not (pages.is_beside_code(page.path) or pages.is_documentation(page.path))
        for link in page.links if is_shown and not page.switched else ():
            if link.kind not in QUIET and not link.conditional and tunnel_host(link.url):
                yield _problem(link.place, link.url)
    for text, reached in project.reached.texts():
        is_alone = not any(sign.isspace() for sign in text.text)
        if tunnel_host(text.text) and is_alone and UNUSED.isdisjoint(text.context):
            if not (text.variable and all(d.environment.has(text.variable) for d in reached.deployments)):
                yield _problem(text.place, text.text)
    for deployment in project.deployments:
        for variable in deployment.environment.declared.values():
            if tunnel_host(variable.value or ""):
                yield _problem(variable.place, variable.value or "")


def _problem(place: Place, url: str) -> Problem:
    host = tunnel_host(url)
    return Problem(
        place,
        f"{host} leads to a developer's machine, as long as a tunnel is open there: in production the address is dead, or somebody else's.",
        "Use url_for() for the app's own pages, and an environment variable for the address of another service.",
        cause=Cause("address", host),
        brief=f"{host} again",
    )
