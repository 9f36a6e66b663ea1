r"""Python version file the host refuses.

The host can't read the file that names the Python version.

## Why it is bad

Heroku stops the build: `Error: Invalid Python version in .python-version`. It takes one version without quotes, prefix or operator in `.python-version`, and `python-3.13.5` in the older `runtime.txt`, which it reads first. In a `Pipfile.lock` it takes one version, too.

Beside `uv.lock` there must be a `.python-version`. Without it Heroku answers `Error: No Python version was specified.`, or `Error: The runtime.txt file isn't supported when using uv.`

## Use instead

Write `.python-version` with nothing but `3.13`, and delete `runtime.txt`.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text runtime.txt
C:/Users/ann/envs/shop  # <-
```

```text Procfile
web: gunicorn app:app
```

## Bad: the form of the other file

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text .python-version lines=1
python-3.13.5
```

```json app.json
{"name": "shop", "stack": "heroku-24"}
```

```text Procfile
web: gunicorn app:app
```

## Bad: uv on Heroku needs the file

```python app.py
from flask import Flask

app = Flask(__name__)
```

```toml uv.lock file
version = 1
requires-python = ">=3.13"

[[package]]
name = "flask"
version = "3.1.2"
source = { registry = "https://pypi.org/simple" }

[[package]]
name = "gunicorn"
version = "23.0.0"
source = { registry = "https://pypi.org/simple" }
```

```json app.json
{"name": "shop", "stack": "heroku-24"}
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text .python-version
# the version of production
3.13
```

```json app.json
{"name": "shop", "stack": "heroku-24"}
```

```text Procfile
web: gunicorn app:app
```

## Good: this host takes what pyenv takes

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text .python-version
cpython-3.13.5
```

```toml fly.toml
app = "shop"
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, rule


@rule(family="dependencies", severity=ERROR)
def check(project: Project) -> Problems:
    told = set()
    for deployment in project.web_deployments:
        host, files = deployment.host, project.repository.platform_files
        if deployment.image is not None or not host.strict_python_file:
            continue
        for error in host.version_refusals(files, deployment.root, deployment.installed.files):
            if error.place not in told:
                told.add(error.place)
                yield Problem(
                    error.place,
                    f"{host.title} stops the build: {error.message}.",
                    "Write .python-version with nothing but a version, such as 3.13.",
                )
