r"""Data file not deployed.

A file that the app reads when it starts isn't in git, and nothing makes or fetches it.

## Why it is bad

The host deploys what git has. The import ends with `FileNotFoundError: [Errno 2] No such file or directory: 'model.pkl'`, and gunicorn gives up: `Worker failed to boot` (verified with gunicorn 27.0.1). On your own machine the file lies beside the code, so it works there.

## Use instead

Commit the file (`git add -f` where a rule in `.gitignore` covers it), or let the build fetch it.

## Bad

Outcome: the start fails: "No such file or directory: 'model.pkl'"

```python app.py
import pickle

from flask import Flask

app = Flask(__name__)
with open("model.pkl", "rb") as file:  # <-
    model = pickle.load(file)
```

```text requirements.txt
flask
gunicorn
```

```text Procfile
web: gunicorn app:app
```

## Bad: a path beside the module

Outcome: the start fails: "data/prices.csv'"

```python app.py
import os

import pandas
from flask import Flask

app = Flask(__name__)
HERE = os.path.dirname(__file__)
prices = pandas.read_csv(os.path.join(HERE, "data", "prices.csv"))  # <-
```

```text requirements.txt
flask
gunicorn
pandas
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
import pandas
from flask import Flask

app = Flask(__name__)
prices = pandas.read_csv("data/prices.csv")
try:
    notes = open("notes.txt").read()
except FileNotFoundError:
    notes = ""

@app.get("/")
def index():
    return open("later.txt").read()
```

```text data/prices.csv
name,price
```

```text Procfile
web: gunicorn app:app
```

## Good: the build makes it

```python app.py
import joblib
from flask import Flask

app = Flask(__name__)
model = joblib.load("model.joblib")
```

```python train.py
import joblib

joblib.dump({}, "model.joblib")
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install -r requirements.txt && python train.py
    startCommand: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule

FETCHING = frozenset("python make curl wget git gdown dvc aws gsutil gcloud az unzip tar npm yarn just invoke".split())
"""Programs that may make a file, or fetch it."""


@rule(family="portability", severity=ERROR)
def check(project: Project) -> Problems:
    if project.tree.has(".gitmodules"):
        return
    for deployment in project.web_deployments:
        is_seen = deployment.view.complete and not deployment.host.is_lasting and not deployment.files.has_mounted_code
        servers = {server.place for server in deployment.commands.servers}
        others = (program for program in deployment.commands.programs() if program.place not in servers)
        may_fetch = any(program.program in FETCHING for program in others)
        if is_seen and not (may_fetch or deployment.is_implied) and not deployment.unseen.has_build_script:
            for needed in deployment.running.beside.needed_files():
                path = f"{deployment.root}/{needed.name}".lstrip("/")
                if not deployment.files.may_make(path):
                    is_here = bool(project.tree.left_behind(path))
                    yield Problem(
                        needed.use.site.place,
                        f"Each start reads {needed.name}, which is not in git and which nothing makes: it ends with FileNotFoundError, and no worker boots.",
                        f"git add -f {path}" if is_here else "Commit the file, or let the build fetch it.",
                        cause=Cause("file", needed.name),
                    )
