r"""Uploads or records on an ephemeral disk.

A page saves uploads beside the code, or keeps its records in a file there, and the host's disk is ephemeral.

## Why it is bad

Every deploy and every restart starts from what the build made: the pictures are gone, and the database still names them; a `notes.json` is as it was in git. With several instances each has its own files.

## Use instead

Keep uploads in object storage (S3, R2, Cloud Storage) and records in a database, or mount a disk that lasts and save them there.

## Bad

```python app.py
import os

from flask import Flask, request
from werkzeug.utils import secure_filename

app = Flask(__name__)
UPLOADS = os.path.join(app.root_path, "static", "uploads")

@app.post("/upload")
def upload():
    file = request.files["picture"]
    file.save(os.path.join(UPLOADS, secure_filename(file.filename)))  # <-
    return "ok"
```

```text Procfile
web: gunicorn app:app
```

```json app.json
{"name": "events", "stack": "heroku-24"}
```

## Bad: a folder from the configuration

```python app.py
from flask import Flask, request

app = Flask(__name__)
app.config["UPLOAD_FOLDER"] = "static/uploads"

@app.post("/upload")
def upload():
    file = request.files.get("picture")
    file.save(f"{app.config['UPLOAD_FOLDER']}/{file.filename}")  # <-
    return "ok"
```

```yaml render.yaml
services:
  - type: web
    name: events
    runtime: python
    buildCommand: pip install flask gunicorn
    startCommand: gunicorn app:app
```

## Bad: a disk that cannot be written to

```python app.py
from flask import Flask, request

app = Flask(__name__)

@app.post("/scan")
def scan():
    file = request.files["page"]
    file.save(f"pages/{file.filename}")  # <-
    return "ok"
```

```json vercel.json
{"builds": [{"src": "app.py", "use": "@vercel/python"}]}
```

```text requirements.txt
flask==3.1.2
```

## Bad: records in a file

```python app.py
import json

from flask import Flask, request

app = Flask(__name__)
FILE = "notes.json"

def notes():
    with open(FILE) as file:
        return json.load(file)

@app.post("/notes")
def add():
    with_new = [*notes(), request.form["note"]]
    with open(FILE, "w") as file:  # <-
        json.dump(with_new, file)
    return "ok"
```

```json notes.json
[]
```

```text Procfile
web: gunicorn app:app
```

```json app.json
{"name": "notes", "stack": "heroku-24"}
```

## Bad: a disk that nothing uses

```python app.py
import os

from flask import Flask, request

app = Flask(__name__)
FOLDER = os.environ["UPLOAD_FOLDER"]

@app.post("/upload")
def upload():
    file = request.files["picture"]
    file.save(f"{FOLDER}/{file.filename}")
    return "ok"
```

```yaml render.yaml lines=9
services:
  - type: web
    name: events
    runtime: python
    buildCommand: pip install flask gunicorn
    startCommand: gunicorn app:app
    disk:
      name: data
      mountPath: /var/disk
    envVars:
      - key: UPLOAD_FOLDER
        value: /var/data/uploads
```

## Good: a disk that lasts

```python app.py
from flask import Flask, request

app = Flask(__name__)

@app.post("/upload")
def upload():
    file = request.files["picture"]
    file.save(f"/var/data/{file.filename}")
    return "ok"
```

```yaml render.yaml
services:
  - type: web
    name: events
    runtime: python
    buildCommand: pip install flask gunicorn
    startCommand: gunicorn app:app
    disk:
      name: data
      mountPath: /var/data
```

## Good: only for a moment

```python app.py
import os

from flask import Flask, request

app = Flask(__name__)

@app.post("/scan")
def scan():
    file = request.files["page"]
    file.save("/tmp/page.png")
    request.files["other"].save("other.png")
    os.remove("other.png")
    return "ok"
```

```text Procfile
web: gunicorn app:app
```

```json app.json
{"name": "events", "stack": "heroku-24"}
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, Related, rule, says

LOST = {
    "ephemeral": "{} has an ephemeral disk: the upload is lost with every deploy and restart.",
    "container": "Every deploy replaces the container that this runs in, and the upload is gone.",
    "read-only": "{} has a disk that cannot be written to: saving the upload fails.",
}
RECORDS = {
    "ephemeral": "{} has an ephemeral disk: with every deploy and restart the file is as it was in git, or gone.",
    "container": "Every deploy replaces the container that this runs in, and what was written is gone.",
    "read-only": "{} has a disk that cannot be written to: writing the file fails.",
}


@rule(family="portability", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        words = LOST.get(deployment.host.disk)
        disks = tuple(mount.path for mount in deployment.service.mounts)
        if words is None or (disks and (deployment.service.binds or not all(d.startswith("/") for d in disks))):
            continue
        is_locked = deployment.host.disk == "read-only"
        for upload in deployment.running.uploads(deployment.view, is_locked, disks):
            yield Problem(
                upload.site.place,
                f"Uploads are saved beside the code{f', in {upload.folder}' if upload.folder else ''}. {words.format(deployment.host.title)}",
                "Keep them in object storage, or mount a disk that lasts and save them there.",
                cause=Cause("call", upload.site.place),
            )
        for kept in deployment.running.beside.records() if not disks else ():
            yield Problem(
                kept.site.place,
                f"Requests keep what they are sent in {kept.name}, beside the code. {RECORDS[deployment.host.disk].format(deployment.host.title)}",
                "Keep it in a database, or mount a disk that lasts and write it there.",
                cause=Cause("file", kept.name),
            )
    yield from _past_the_disk(project)


STORING = frozenset("folder dir directory path data upload uploads storage media file files db database root".split())
"""Words in the names of variables that say where something is kept."""


def _past_the_disk(project: Project) -> Problems:
    """A disk that nothing uses, and a variable that names a folder outside it."""
    for deployment in project.web_deployments:
        mounts, given = deployment.service.mounts, deployment.environment.declared.values()
        if deployment.host.disk != "ephemeral" or len(mounts) != 1 or not mounts[0].path.startswith("/"):
            continue
        place, disk = mounts[0].place, mounts[0].path.rstrip("/")
        outside = [v for v in given if _is_folder(v.value or "") and STORING & {*v.name.lower().split("_")}]
        is_used = disk.startswith(deployment.view.home or "/\0") or any(_uses(v.value or "", disk) for v in given)
        if not outside or is_used or says(project, (p for p in project.tree.files if p != place.path), disk):
            continue
        name, value = outside[0].name, outside[0].value
        yield Problem(
            place,
            f"Nothing uses the disk at {disk}, and {name} names {value}, which is outside it: what is written there is lost with every deploy and restart.",
            f"Mount the disk where {name} says, or set {name} to a folder in {disk}.",
            related=(Related(outside[0].place, "names the folder"),),
            cause=Cause("disk", place),
        )


def _uses(value: str, disk: str) -> bool:
    """Whether a value is a path on a disk, or an address with one in it."""
    return f"{value}/".startswith(f"{disk}/") or f"/{disk}" in value


def _is_folder(value: str) -> bool:
    """Whether a value is the path of a folder that people make for data: none of the system's, nor where programs and the code are."""
    top, second = [*value.split("/"), "", ""][1:3] if value.startswith("/") else ("", "")
    return top in HOLDING or (top == "var" and second in HOLDING)


HOLDING = frozenset("data mnt srv storage disk volume persistent uploads media".split())
"""How the folders are called where disks are mounted, at the top and in /var."""
