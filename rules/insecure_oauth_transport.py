r"""OAuth allowed without HTTPS.

The check that OAuth runs over HTTPS is switched off in production.

## Why it is bad

`OAUTHLIB_INSECURE_TRANSPORT` makes oauthlib accept `http://` addresses for logins. It is meant for a developer's machine: tokens and codes that travel over http can be read and used by others on the way. oauthlib takes every text but the empty one as yes, `"0"` and `"false"` too (seen with oauthlib 3.3).

## Use instead

Remove it, and let the app know that it is behind HTTPS: `app.wsgi_app = ProxyFix(app.wsgi_app, x_proto=1)` behind a host's router. Set the variable on your own machine only.

## Bad

```python app.py
import os

from flask import Flask

os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # <-

app = Flask(__name__)
```

```text Procfile
web: gunicorn app:app
```

## Bad: a variable of the host

```python app.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install flask gunicorn
    startCommand: gunicorn app:app
    envVars:
      - key: OAUTHLIB_INSECURE_TRANSPORT
        value: "1"  # <-
```

## Good: on a developer's machine

```python app.py
import os

from flask import Flask

app = Flask(__name__)
if app.debug:
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"

if __name__ == "__main__":
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    app.run()
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule

NAME = "OAUTHLIB_INSECURE_TRANSPORT"
MESSAGE = f"{NAME} switches off the check that logins run over HTTPS, for every visitor: tokens can be read on the way."
HELP = "Remove it here, and set it on your own machine only; behind a host's router, ProxyFix tells the app of HTTPS."


@rule(family="security", severity=ERROR, score=7.4)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        declared = deployment.environment.declared.get(NAME)
        if declared is not None and declared.value and not declared.value.startswith("$"):
            yield Problem(declared.place, MESSAGE, HELP, cause=Cause("variable", NAME))
        for server in deployment.commands.web_servers:
            if server.given.get(NAME):
                yield Problem(server.place, MESSAGE, HELP, cause=Cause("variable", NAME))
        for written in deployment.texts.variable_writes(NAME):
            if written.text or written.is_default:
                yield Problem(written.statement.place, MESSAGE, HELP, cause=Cause("variable", NAME))
