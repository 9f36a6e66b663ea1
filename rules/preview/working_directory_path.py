r"""Relative path in another working directory.

A file is opened by a relative path, and the server runs in another folder than the one that holds the file.

## Why it is bad

A relative path begins in the working directory, which the command, the unit or the image chooses, not beside the code. With `python app.py` in the file's folder it works; where the server is started elsewhere, it is `FileNotFoundError: [Errno 2] No such file or directory: 'prices.json'` (seen with gunicorn 27.0.1). `sqlite3.connect` makes an empty database there instead: `no such table`.

## Use instead

Build the path from where the code is: `Path(__file__).parent / "prices.json"`, or `os.path.join(app.root_path, "prices.json")`.

## Bad

Outcome: the start fails: "No such file or directory: 'prices.json'"

```python shop/app.py
import json

from flask import Flask

app = Flask(__name__)
with open("prices.json") as file:  # <-
    prices = json.load(file)
```

```json shop/prices.json
{}
```

```text requirements.txt
flask
gunicorn
```

```text Procfile
web: gunicorn --pythonpath shop app:app
```

## Bad: a unit without a working directory

```python app.py
import sqlite3

from flask import Flask

app = Flask(__name__)

@app.get("/")
def index():
    return str(sqlite3.connect("shop.db").execute("SELECT name FROM goods").fetchall())  # <-
```

```text shop.db
SQLite format 3
```

```ini deploy/shop.service
[Service]
ExecStart=/srv/shop/venv/bin/gunicorn --pythonpath /srv/shop app:app

[Install]
WantedBy=multi-user.target
```

## Good

```python shop/app.py
import json
from pathlib import Path

from flask import Flask

app = Flask(__name__)
with open("shop/prices.json") as file:
    prices = json.load(file)
other = json.loads((Path(__file__).parent / "prices.json").read_text())
```

```json shop/prices.json
{}
```

```text Procfile
web: gunicorn --pythonpath shop app:app
```

## Good: the server runs in the folder

```python shop/app.py
from flask import Flask

app = Flask(__name__)

@app.get("/")
def index():
    return open("prices.json").read()
```

```json shop/prices.json
{}
```

```text Procfile
web: gunicorn --chdir shop app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, rule


@rule(family="portability", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        servers = deployment.commands.servers
        folders = tuple(dict.fromkeys(server.chdir or server.invocation.cwd or "" for server in servers))
        if deployment.is_implied or not folders or not all(folders) or any(server.by_file for server in servers):
            continue
        for opened in deployment.running.beside.opened_elsewhere(deployment.view, folders):
            may_be_there = not deployment.host.is_lasting and deployment.view.maybe(opened.path)
            name = opened.file.rpartition("/")[2]
            is_brought = deployment.files.is_mounted(opened.path) or may_be_there
            if is_brought or any(name in program.text for program in deployment.commands.programs()):
                continue
            ends = "the start ends" if opened.at_start else "the request ends"
            effect = f"{ends} with FileNotFoundError"
            if opened.makes:
                effect = "SQLite makes an empty database there, without any table"
            yield Problem(
                opened.site.place,
                f"The server runs in {folders[0]}, and {opened.file} is elsewhere: {effect}.",
                f"Build the path from the code's own place: {opened.mended}",
                cause=Cause("path", opened.file),
                brief="the same file again",
            )
