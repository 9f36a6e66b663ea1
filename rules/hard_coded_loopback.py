r"""Localhost address in production code.

The code calls a localhost address or hands one out.

## Why it is bad

On the host, `http://localhost:5000` is the container itself, where nothing else runs: `Connection refused`. In e-mails, redirects and OAuth callbacks it sends visitors to their own computers.

## Use instead

Build the app's own addresses with `url_for(…, _external=True)`, and read those of other services from environment variables.

## Bad

Outcome: / answers 500: "Connection refused"

```python app.py
import requests
from flask import Flask, redirect

app = Flask(__name__)

@app.route("/")
def index():
    return requests.get("http://localhost:5001/api").text  # <-

@app.route("/go")
def go():
    return redirect("http://127.0.0.1:5000/there")  # <-
```

## Good: a class that production does not select

```python app.py
import os

from flask import Flask

class Config:
    API = os.environ.get("API")

class Test(Config):
    API = "http://localhost:6011"

app = Flask(__name__)
app.config.from_object(Config)
```

```text Procfile
web: gunicorn app:app
```

## Good: the default of what is always there

```python app.py
import os

from flask import Flask, current_app

app = Flask(__name__)
app.config["BASE_URL"] = os.environ["BASE_URL"]
BACKEND_URL = os.environ.get("BACKEND_URL") or "http://localhost:5002"

@app.route("/")
def index():
    return current_app.config.get("BASE_URL", "http://localhost:5001") + BACKEND_URL
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: BASE_URL
        sync: false
      - key: BACKEND_URL
        sync: false
```

## Good

```python app.py
# open http://localhost:5000 to try it
import os
from flask import Flask, request
from flask_cors import CORS

app = Flask(__name__)
CORS(app, origins=["http://localhost:3000", "https://shop.example.com"])

@app.route("/")
def index():
    print("serving on http://localhost:5000")
    if request.host in ("localhost", "127.0.0.1"):
        return "at home"
    return "ok"

if __name__ == "__main__":
    app.run(host="127.0.0.1")
```
"""

from flaskcheck.known.loopback import is_asked, is_of_developers, is_said, loopback_host
from flaskcheck.known.meanings import ASKS, CONNECTS
from flaskcheck.project import Project, Reached
from flaskcheck.rule import ERROR, INFO, WARNING, Cause, Problem, Problems, read_at, rule


@rule(family="network", severity=ERROR)
def check(project: Project) -> Problems:
    services, own = (_given_at(project, kind) for kind in (CONNECTS, ASKS))
    given = {name for c, _ in project.reached.clients(CONNECTS) for o in c.outcomes for name in o.unset}
    asked = {(c.statement.place.path, c.statement.place.line) for c, _ in project.reached.clients(ASKS) if c.outcomes}
    asked |= {(given.reader.path, given.reader.line) for d in project.deployments for given in d.nearby.lost}
    judged = set[object]()
    for text, reached in project.reached.standing_texts():
        texts, settings = reached.deployments[0].texts, project.settings
        written = texts.whole(text) if "://" in text.text else text.text
        found = loopback_host(written)
        if found is None or found.kind == "host" or found.is_open or text.place in services:
            continue  # a client's, of which loopback-service tells
        variable = settings.variable_at(text.place) or texts.variable_of(text)
        if variable in given or (written != text.text and (text.place.path, text.place.line) in asked):
            continue  # of a service, or told where its host is written
        judged.add(text.place)
        if (
            (is_said(text) or is_of_developers(text) or found.is_of_service)
            or (not found.scheme and any(server.config == text.place.path for _, server in project.servers()))
            or (settings.is_unselected(text) or _is_for_unselected(project, text.scope))
            or _is_never_used(reached, variable, text.setting)
            or not any(d.nearby.lacks(found.port, text.place in own or not found.scheme) for d in reached.deployments)
            or all(d.texts.is_unused(text, bool(variable)) for d in reached.deployments)
            or (settings.is_default(text) or settings.is_unread(text.place))
        ):
            continue
        shown = written[found.start : found.end]
        when, used = (f"When {variable} is not set, ", "is used, which ") if variable else ("", "")
        yield Problem(
            text.place,
            f"{when}{shown} {used}is the container itself or the visitor's own computer, where nothing answers.",
            _set(variable),
            _severity(reached, variable, is_asked(text)),
            cause=_cause(variable, found.port),
            brief=f"{shown} again",
        )
    yield from (*_put_together(project, judged | services), *_declared(project))


def _severity(reached: Reached, variable: str, is_surely_asked: bool) -> str:
    """How bad it is, if not as bad as the rule says of what is called: whoever runs the image may have seen which variable it takes."""
    if variable and all(deployment.env_files.are_shown(variable) for deployment in reached.deployments):
        return INFO
    return "" if is_surely_asked and not variable else WARNING


def _given_at(project: Project, kind: str) -> set[object]:
    """Where the addresses are written that clients of a kind are given."""
    return {outcome.place for connection, _ in project.reached.clients(kind) for outcome in connection.outcomes}


def _put_together(project: Project, told: set[object]) -> Problems:
    """The addresses that requests are sent to and that stand in no one text: a host and a port, each a constant of its own."""
    for connection, deployments in project.reached.clients(ASKS):
        is_spare = all(d.start.production.is_spare(connection.statement) for d in deployments)
        for outcome in () if is_spare else connection.outcomes:
            found = loopback_host(outcome.text)
            if (
                found is None
                or found.is_open
                or outcome.text[: found.start].strip()  # in what is asked of another host
                or outcome.guessed
                or outcome.variables
                and not outcome.unset
                or outcome.place in told
                or connection.expects_nobody
                or not any(d.nearby.lacks(found.port) for d in deployments)
            ):
                continue
            told.add(outcome.place)
            unset, may_stay = outcome.missing_for_host, not project.settings.is_default(outcome.host_part)
            when = f"When {unset} is not set, " if unset else ""
            yield Problem(
                outcome.place,
                f"{when}{connection.client}() asks {outcome.text[found.start : found.end]}, which is the container itself, where nothing answers.",
                _set(unset),
                "" if connection.sure and may_stay and not unset and connection.service == "client" else WARNING,
                read_at(outcome.place, connection.statement.place, "it is asked here"),
                cause=_cause(unset, found.port),
                brief="again",
            )


def _declared(project: Project) -> Problems:
    """What a platform file gives what asks, or what sends visitors somewhere: told where it is declared."""
    for given in (given for deployment in project.deployments for given in deployment.nearby.lost):
        told = f"{given.shown} is {given.whose}, where nothing answers.", "Write the address that it has when deployed."
        severity, related = "" if given.sure else WARNING, read_at(given.place, given.reader, "it is used here")
        yield Problem(given.place, *told, severity, related, cause=_cause("", given.port))


def _cause(variable: str, port: int | None) -> Cause:
    """The one mistake of an address: the variable whose default it is, which clients of services may be given too, else its port."""
    return Cause("variable", variable) if variable else Cause("local port", f":{port}")


def _set(variable: str) -> str:
    """What to do about an address that is the default of a variable, or stands there alone."""
    if not variable:
        return "Use url_for() for the application's own addresses and an environment variable for other services."
    return f'Set {variable} on the host, and let the start fail without it: os.environ["{variable}"].'


def _is_for_unselected(project: Project, scope: str) -> bool:
    """Whether only configuration that production does not select calls the function of a scope."""
    sites = list(project.reached.calls_of(scope.rpartition(".")[2])) if scope else []
    return bool(sites) and all(map(project.settings.is_unselected, sites))


def _is_never_used(reached: Reached, variable: str, key: str) -> bool:
    """Whether a text is the default of what every deployment has: a variable that it declares, a setting that its configuration gives, or the file that it loads may give."""
    if variable and all(d.environment.has(variable) for d in reached.deployments):
        return True
    return bool(key) and all(d.start.configuration.may_give(key) for d in reached.deployments)
