r"""Env file not loaded.

The app needs variables of a `.env` file that neither its code nor the unit that starts it reads.

## Why it is bad

`flask run` and `app.run()` load `.env` where python-dotenv is installed; gunicorn, uWSGI and waitress don't. Under systemd or supervisor the variables are missing, and the app stops: `KeyError: 'API_FOLDER'`, `Worker failed to boot` (seen with gunicorn 27.0.1 and python-dotenv 1.2.1).

## Use instead

`EnvironmentFile=/srv/shop/.env` in the unit, or at the top of the module that the server loads: `from dotenv import load_dotenv`, `load_dotenv()`.

## Bad

Outcome: the start fails: "KeyError: 'API_FOLDER'"

```python app.py
import os

from flask import Flask

app = Flask(__name__)
FOLDER = os.environ["API_FOLDER"]  # <-
```

```text .env.example
API_FOLDER=/srv/shop/data
```

```ini deploy/shop.service
[Unit]
Description=shop

[Service]
WorkingDirectory=/srv/shop
ExecStart=/srv/shop/venv/bin/gunicorn -b 127.0.0.1:8000 app:app
```

## Good: the unit reads it

```python app.py
import os

from flask import Flask

app = Flask(__name__)
FOLDER = os.environ["API_FOLDER"]
```

```text .env.example
API_FOLDER=/srv/shop/data
```

```ini deploy/shop.service
[Unit]
Description=shop

[Service]
WorkingDirectory=/srv/shop
EnvironmentFile=/srv/shop/.env
ExecStart=/srv/shop/venv/bin/gunicorn -b 127.0.0.1:8000 app:app
```

## Good: the code loads it

```python app.py
import os

from dotenv import load_dotenv
from flask import Flask

load_dotenv()
app = Flask(__name__)
FOLDER = os.environ["API_FOLDER"]
```

```text .env.example
API_FOLDER=/srv/shop/data
```

```ini deploy/shop.service
[Unit]
Description=shop

[Service]
WorkingDirectory=/srv/shop
ExecStart=/srv/shop/venv/bin/gunicorn -b 127.0.0.1:8000 app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, Related, rule


@rule(family="environment", severity=ERROR, supersedes=("undeclared-variable",))
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        files, servers = deployment.env_files, deployment.commands.web_servers
        is_started = bool(servers) and not deployment.start.is_development
        if not (deployment.host.is_lasting and is_started) or files.reads(".env"):
            continue
        shown = {variable.name: variable for variable in files.shown}
        for need in deployment.needs.all:
            if not need.by_request and need.names[0] in shown:
                name = need.names[0]
                yield Problem(
                    need.places[0],
                    f'{name} stands in .env, which {servers[0].program} does not read, and nothing else does: the app stops with "{need.error}".',
                    "Name the file in the unit (EnvironmentFile=…), or call load_dotenv() before this line.",
                    related=(
                        Related(shown[name].place, f"{name} is shown here"),
                        Related(servers[0].place, "the app is started here"),
                    ),
                    cause=Cause("variable", name),
                )
