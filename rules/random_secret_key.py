r"""Session key changes with every process.

Each process creates its own key to sign sessions.

## Why it is bad

Each worker signs with another key, so one worker refuses the sessions of the next: users are logged out at random, and forms fail with "The CSRF tokens do not match". Every restart and every deploy logs all users out (verified with gunicorn 27.0.1 and three workers: a counter in the session read 1 2 3 4 1 1 1 2).

## Use instead

Create one key and keep it in an environment variable of the host.

## Bad

Outcome: after the next deployment, / no longer shows what POST /cart?cookie=Marzipan wrote

```python app.py
import os
from flask import Flask, request, session

app = Flask(__name__)
app.secret_key = os.urandom(24)  # <-

@app.route("/")
def index():
    return session.get("cart", "nothing yet")

@app.post("/cart")
def add():
    session["cart"] = request.form["cookie"]
    return "added"
```

## Bad: as the fallback

```python app.py
import os, secrets
from flask import Flask

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ.get("SECRET_KEY", secrets.token_hex(32))  # <-
```

## Good

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
```

## Good: only the test configuration makes one up

```python app.py
import os
from flask import Flask

app = Flask(__name__)
app.config.from_object("config.ProductionConfig")
```

```python config.py
import os

class ProductionConfig:
    SECRET_KEY = os.environ["SECRET_KEY"]

class TestingConfig:
    SECRET_KEY = os.urandom(16)
```
"""

from flaskcheck.known.secrets import is_made_by
from flaskcheck.known.settings import SIGNING_KEYS
from flaskcheck.project import Project, SelectedSetting
from flaskcheck.rule import ERROR, INFO, WARNING, Cause, Problem, Problems, read_at, rule


@rule(family="environment", severity=ERROR)
def check(project: Project) -> Problems:
    for selected in project.settings.of(*SIGNING_KEYS):
        setting = selected.setting
        if all(deployment.service.kind != "web" for deployment in selected.deployments):
            continue  # nobody logs in to a worker
        if all(d.env_files.name_file_of(setting.key) for d in selected.deployments) or not (
            setting.by_default or setting.asks_for_a_secret
        ):
            continue  # the file or some other test decides, which cannot be determined
        found = setting.random_value()
        said = _now(selected, found.unset) if found else None
        if found is None and (found := setting.random_value(selected.spare)):
            said = _of_spare(selected, min(found.unset))
        if found is None or said is None:
            continue
        place = selected.deployments[0].environment.origin_of(found, setting.place)
        name = min(found.unset, default=setting.key)
        yield Problem(
            place,
            said[0],
            'Make one key, python -c "import secrets; print(secrets.token_hex(32))", store it in the host\'s '
            f'environment variables as {name} and read os.environ["{name}"].',
            said[1],
            related=read_at(place, setting.place, f"{setting.key} is set here"),
            cause=Cause("value", place),
            brief=f"{setting.key} is the same",
        )


def _now(selected: SelectedSetting, unset: frozenset[str]) -> tuple[str, str]:
    """What to say of a key that is random, and how bad it is: less where all requests are answered with one key."""
    servers = [deployment.commands.web_servers for deployment in selected.deployments]
    is_shared = all(found and all(s.is_of_one_process or s.kind == "script" for s in found) for found in servers)
    when = f"When {min(unset)} is not set on the host, " if unset else ""
    key, severity = selected.setting.key, WARNING if unset or not selected.setting.sure else ""
    fresh = f"{when}{key} is a new random value"
    if is_shared:
        return f"{fresh} after each restart: every deploy and every restart logs all users out.", WARNING
    others = "sessions signed by one worker are refused by the others"
    if not any(server.kind == "wsgi" for found in servers for server in found):
        several = f"where there are several workers, {others}"
        return f"{fresh} after each restart: every deploy logs all users out, and {several}.", WARNING
    return f"{fresh} in each worker and after each restart: {others}, and every deploy logs all users out.", severity


def _of_spare(selected: SelectedSetting, variable: str) -> tuple[str, str] | None:
    """What to say of a random default beside a variable that is there, and how bad it is."""
    key = selected.setting.key
    given = [[server.given.get(variable) for server in d.commands.web_servers] for d in selected.deployments]
    texts = [found[0] if found and None not in found else None for found in given]
    if any(text is not None for text in texts):
        if not all(is_made_by(text or "") for text in texts):
            return None  # the commands read it from somewhere
        made = f"The start command makes a new {variable} each time that it runs, so {key} is another one"
        return f"{made} after each restart: every deploy logs all users out.", WARNING
    fine = f"{variable} is declared, so nothing is wrong today."
    return (
        f"{fine} If it is ever lost on the host, {key} is silently a new random value in each worker.",
        INFO,
    )
