r"""The host's own guess starts nothing.

No file says how the app is started, and the host, left to guess, finds nothing that serves it.

## Why it is bad

Each host looks for the app under names of its own. Railway's Railpack knows `main.py`, `app.py`, `start.py`, `bot.py`, `hello.py` and `server.py` and stops at others with `No start command detected`; without gunicorn it runs the file with Python, so Flask's development server answers. Nixpacks runs `python main.py`, whatever is installed. Vercel's build ends in `No python entrypoint found`, Cloud Run's in `for Python, provide a main.py or app.py file or set an entrypoint`. Azure shows a page of its own. Heroku guesses nothing: without a Procfile every request gets `H14 No web processes running`.

Read in the hosts' own sources in August 2026: railpack `core/providers/python`, nixpacks `src/providers/python.rs`, vercel `packages/python`, GoogleCloudPlatform/buildpacks `cmd/python`, Oryx `startupscriptgenerator`, heroku-buildpack-python `bin/release`. A name that the host finds but that holds no `app` is unresolved-app's.

## Use instead

Say how the app is started, in the host's own file: a start command, or a Procfile.

## Bad

```python shop/__init__.py
from flask import Flask

def create_app():
    return Flask(__name__)
```

```text requirements.txt
flask==3.1.2
```

```json vercel.json lines=1
{"rewrites": [{"source": "/(.*)", "destination": "/shop"}]}
```

## Bad: Nixpacks runs the script

```python main.py
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run()
```

```text requirements.txt
flask==3.1.2
gunicorn==23.0.0
```

```json railway.json lines=1
{"build": {"builder": "NIXPACKS"}}
```

## Good

```python shop/__init__.py
from flask import Flask

def create_app():
    return Flask(__name__)
```

```python api/index.py
from shop import create_app

app = create_app()
```

```text requirements.txt
flask==3.1.2
```

```json vercel.json
{"rewrites": [{"source": "/(.*)", "destination": "/api/index"}]}
```

## Good: told

```python shop.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
flask==3.1.2
gunicorn==23.0.0
```

```json railway.json
{"deploy": {"startCommand": "gunicorn shop:app"}}
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, WARNING, Problem, Problems, rule, says


@rule(family="platform", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        found = deployment.unseen.unstarted
        if found is None or says(project, [deployment.place.path], "rocfile", "ocker"):
            continue  # a step of a workflow may write the Procfile, or build an image
        host, runs = deployment.host.title, _runs_flask(project, found.script)
        if found.script and not runs:
            continue
        elsewhere = f", unless {host} is told a command elsewhere" if not found.is_sure else ""
        serves = ", and Flask's development server answers" if runs else ""
        yield Problem(
            deployment.place,
            f"No file names a start command, so {host} {found.told}{serves}{elsewhere}.",
            project.advice(deployment).edits.started(found.remedy),
            "" if found.is_sure else WARNING if runs else INFO,
        )


def _runs_flask(project: Project, path: str) -> bool:
    """Whether a file, run by Python, starts the development server of an application that it makes."""
    module = project.code.module(path) if path else None
    own = {f"{application.variable}.run" for application in project.applications if application.path == path}
    return module is not None and any(site.call.name in own for site in module.calls)
