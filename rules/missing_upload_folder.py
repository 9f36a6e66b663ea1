"""Folder for uploads or logs missing.

The app writes into a folder beside the code that isn't in git, and nothing makes it.

## Why it is bad

git keeps no empty folders, and none whose files are all ignored. On your machine the folder is there; where git's files are deployed the first upload is answered with 500: `FileNotFoundError: [Errno 2] No such file or directory: '/app/static/uploads/cat.png'`. A log file in such a folder ends the start itself (verified with Flask 3.1.2 and gunicorn 23.0.0).

## Use instead

Make the folder when the app starts: `os.makedirs(folder, exist_ok=True)`.

## Bad

```python app.py
import os

from flask import Flask, request, send_from_directory

app = Flask(__name__)
FOLDER = os.path.join(app.root_path, "static", "uploads")

@app.post("/photos")
def photos():
    photo = request.files["photo"]
    photo.save(os.path.join(FOLDER, photo.filename))  # <-
    return "saved"
```

```text Procfile
web: gunicorn app:app
```

## Bad: a log

Outcome: the start fails: "No such file or directory"

```python app.py
from logging.handlers import RotatingFileHandler

from flask import Flask

app = Flask(__name__)
app.logger.addHandler(RotatingFileHandler("logs/shop.log", maxBytes=10240))  # <-
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
import os
from logging.handlers import RotatingFileHandler

from flask import Flask, request

app = Flask(__name__)
FOLDER = os.path.join(app.root_path, "static", "uploads")
os.makedirs("logs", exist_ok=True)
app.logger.addHandler(RotatingFileHandler("logs/shop.log", maxBytes=10240))

@app.post("/photos")
def photos():
    os.makedirs(FOLDER, exist_ok=True)
    photo = request.files["photo"]
    photo.save(os.path.join(FOLDER, photo.filename))
    return "saved"
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule


@rule(family="portability", severity=ERROR)
def check(project: Project) -> Problems:
    if project.tree.has(".gitmodules"):
        return
    for deployment in project.web_deployments:
        is_seen = deployment.view.complete and not deployment.host.is_lasting and not deployment.service.mounts
        for lost in deployment.running.beside.lost_folders() if is_seen and not deployment.service.binds else ():
            name = lost.folder.rpartition("/")[2]
            if any(name in program.text for program in deployment.commands.programs()):
                continue
            ends = "each upload is answered with 500" if lost.by_request else "the app doesn't start"
            yield Problem(
                lost.site.place,
                f'git has no folder {lost.folder}, and nothing makes it: {ends}, "FileNotFoundError: No such file or directory".',
                "Make it when the app starts: os.makedirs(folder, exist_ok=True).",
                cause=Cause("folder", lost.folder),
            )
