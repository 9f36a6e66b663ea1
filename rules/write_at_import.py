r"""Write to a read-only disk at import.

A folder or a log is made beside the code when the app is loaded, on a host whose disk cannot be written to.

## Why it is bad

On Vercel, AWS Lambda and App Engine only `/tmp` can be written to. The first line that makes a folder elsewhere raises `OSError: [Errno 30] Read-only file system`, the app never loads, and each request answers 500 (`FUNCTION_INVOCATION_FAILED` on Vercel; the error was seen with gunicorn 27.0.1 on a disk that was mounted read-only).

## Use instead

Write to `/tmp`, where files live as long as the instance does, or keep them in object storage or a database. A log goes to the standard output.

## Bad

```python api/index.py
import os

from flask import Flask

STORAGE = os.path.join(os.path.dirname(__file__), "storage")
os.makedirs(STORAGE, exist_ok=True)  # <-
app = Flask(__name__)
```

```json vercel.json
{"builds": [{"src": "api/index.py", "use": "@vercel/python"}], "routes": [{"src": "/(.*)", "dest": "api/index.py"}]}
```

## Bad: a log

Outcome: the start fails: "Read-only file system: 'logs'"

```python main.py
import logging
import os

from flask import Flask

if not os.path.exists("logs"):
    os.mkdir("logs")  # <-
logging.getLogger().addHandler(logging.FileHandler("logs/shop.log"))  # <-
app = Flask(__name__)
```

```yaml app.yaml
runtime: python313
```

## Good

```python main.py
import logging
import os

from flask import Flask

app = Flask(__name__)
os.makedirs("/tmp/storage", exist_ok=True)
os.makedirs(os.environ.get("STORAGE", "storage"), exist_ok=True)
try:
    os.makedirs(app.instance_path)
except OSError:
    pass

@app.post("/")
def upload():
    os.makedirs("uploads", exist_ok=True)
    return ""
```

```yaml app.yaml
runtime: python313
```

## Good: on a disk that can be written to

```python main.py
import os

from flask import Flask

os.makedirs("uploads", exist_ok=True)
app = Flask(__name__)
```

```text Procfile
web: gunicorn main:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule


@rule(family="portability", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        for made in deployment.running.beside.made_files() if deployment.host.disk == "read-only" else ():
            what = made.name or "it"
            yield Problem(
                made.use.site.place,
                f'{deployment.host.title} lets nobody write beside the code: making {what} fails with "Read-only file system", and the app never loads.',
                "Write to /tmp, or keep the files in object storage.",
                cause=Cause("call", made.use.site.place),
            )
