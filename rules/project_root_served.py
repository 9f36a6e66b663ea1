"""Source code served to visitors.

The app hands out files from the folder that holds its own code.

## Why it is bad

Whoever asks for `/app.py`, `/.env` or `/instance/shop.db` gets the file with status 200: code, keys and the database (verified with Flask 3.1.3, for `static_folder="."` and for `send_from_directory(".", name)`).

## Use instead

Put what visitors may have into a folder of its own, such as `static`, and hand out only that.

## Bad

Outcome: /app.py answers 200: "send_static_file"

```python app.py
from flask import Flask

app = Flask(__name__, static_url_path="", static_folder=".")  # <-

@app.get("/")
def index():
    return app.send_static_file("index.html")
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: any file that is asked for

Outcome: /app.py answers 200: "send_from_directory"

```python app.py
from flask import Flask, send_from_directory

app = Flask(__name__)

@app.route("/<path:name>")
def file(name):
    return send_from_directory(".", name)  # <-
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
from flask import Flask, send_from_directory

app = Flask(__name__, static_url_path="", static_folder="public")

@app.get("/")
def index():
    return send_from_directory(".", "index.html")

@app.route("/photos/<path:name>")
def photo(name):
    return send_from_directory("photos", name)
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule


@rule(family="security", severity=ERROR, score=7.5)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        for served in deployment.running.beside.served_roots():
            who = "Visitors get whatever file they name" if served.by_view else "Every file is served as a static one"
            yield Problem(
                served.site.place,
                f"{who}, from the folder of the code: the source, and .env or a database beside it.",
                "Hand out a folder that holds only what visitors may have.",
                cause=Cause("call", served.site.place),
            )
