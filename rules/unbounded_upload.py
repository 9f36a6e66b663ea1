r"""Uploads of any size.

Requests save what visitors send, and nothing limits how much that may be.

## Why it is bad

Flask takes a body of any size unless `MAX_CONTENT_LENGTH` is set: its default is `None` (Flask 3.1.3). Werkzeug writes a file larger than 500 kB into a temporary one first, so a few requests of some gigabytes fill the disk twice, and the host ends the app.

## Use instead

`app.config["MAX_CONTENT_LENGTH"] = 16 * 1024 * 1024`: Flask answers 413 to what is larger. Behind nginx `client_max_body_size` does it, which is 1 MB where nothing else is said.

## Bad

```python app.py
from flask import Flask, request

app = Flask(__name__)

@app.post("/photos")
def photos():
    request.files["photo"].save("/tmp/photo.jpg")  # <-
    return "saved"
```

```text Procfile
web: gunicorn app:app
```

```json app.json
{"name": "photos", "stack": "heroku-24"}
```

## Good

```python app.py
from flask import Flask, request

app = Flask(__name__)
app.config["MAX_CONTENT_LENGTH"] = 16 * 1024 * 1024

@app.post("/photos")
def photos():
    request.files["photo"].save("/tmp/photo.jpg")
    return "saved"
```

```text Procfile
web: gunicorn app:app
```

```json app.json
{"name": "photos", "stack": "heroku-24"}
```

## Good: nginx limits it

```python app.py
from flask import Flask, request

app = Flask(__name__)

@app.post("/photos")
def photos():
    request.files["photo"].save("/tmp/photo.jpg")
    return "saved"
```

```text deploy/nginx.conf
server {
    listen 80;
    location / {
        proxy_pass http://127.0.0.1:8000;
    }
}
```

```ini deploy/shop.service
[Service]
WorkingDirectory=/srv/photos
ExecStart=/srv/photos/venv/bin/gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import INFO, Cause, Problem, Problems, rule


@rule(family="security", severity=INFO, score=5.3)
def check(project: Project) -> Problems:
    if project.repository.proxies.upstreams:
        return
    for deployment in project.web_deployments:
        configuration, host = deployment.start.configuration, deployment.host
        if host.disk != "ephemeral" or host.limits_bodies or configuration.may_give("MAX_CONTENT_LENGTH"):
            continue
        for site in deployment.exposed.unlimited_uploads():
            yield Problem(
                site.place,
                "Nothing limits how much a visitor may send here: a few large files fill the disk.",
                'Set a limit: app.config["MAX_CONTENT_LENGTH"] = 16 * 1024 * 1024',
                cause=Cause("setting", "MAX_CONTENT_LENGTH"),
                brief="this saves uploads, too",
            )
