r"""Tunnel address in production.

A page, the code or a variable names an address of ngrok, a Cloudflare quick tunnel or a workspace.

## Why it is bad

Such an address leads to a developer's machine and is there as long as the tunnel is open. In production the link is dead: ngrok answers `ERR_NGROK_3200`, "The endpoint is offline". Later someone else may have the name, and gets the visitors, their forms and their tokens.

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

from flaskcheck.known.tunnels import names_tunnel, tunnel_host
from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, rule

QUIET = ("fallback", "dev-proxy", "compare", "told")


@rule(family="security", severity=WARNING)
def check(project: Project) -> Problems:
    for page in project.pages.with_tunnels:
        for link in page.links if not page.switched else ():
            if link.kind not in QUIET and not link.conditional and tunnel_host(link.url):
                yield Problem(link.place, *_words(link.url), cause=_cause(link.url), brief="again")
    for text, reached in project.reached.standing_texts():
        if names_tunnel(text):
            if not (text.variable and all(d.environment.has(text.variable) for d in reached.deployments)):
                yield Problem(text.place, *_words(text.text), cause=_cause(text.text), brief="again")
    for site in project.reached.calls_of("connect", "run_with_ngrok"):
        patches_run = site.call.name == "flask_ngrok.run_with_ngrok"
        opens = site.call.name in ("pyngrok.ngrok.connect", "ngrok.connect", "ngrok.forward")
        is_run = patches_run and any(d.start.is_development for d in project.web_deployments)
        if (opens or is_run) and not site.is_questioned:
            yield Problem(
                site.place,
                "Each start opens a tunnel of ngrok's: its address changes with every start, and visitors go through a developer's account.",
                "Leave it out: the host gives the app an address.",
                cause=Cause("tunnel", "ngrok"),
                brief="this opens a tunnel, too",
            )
    for deployment in project.deployments:
        for variable in deployment.environment.declared.values():
            url = variable.value or ""
            if tunnel_host(url):
                yield Problem(variable.place, *_words(url), cause=_cause(url), brief="again")


def _words(url: str) -> tuple[str, str]:
    return (
        f"{tunnel_host(url)} leads to a developer's machine, as long as a tunnel is open there: in production the address is dead, or belongs to someone else.",
        "Use url_for() for the app's own pages, and an environment variable for the address of another service.",
    )


def _cause(url: str) -> Cause:
    """All addresses of one tunnel are one mistake."""
    return Cause("address", tunnel_host(url))
