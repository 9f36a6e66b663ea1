"""Two files start different apps.

Two platform files deploy the same folder, and their start commands lead to different apps.

## Why it is bad

Each file is right for its own host, so nothing fails: one host serves one app, the other serves another, perhaps an old copy or a first attempt. Whoever deploys by the other file gets a site with other pages, and a mistake that is mended in one app stays in the other.

## Use instead

Name one app in both files, and delete the other one or give it a folder of its own.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python main.py
from flask import Flask

app = Flask(__name__)
```

```docker Dockerfile
FROM python:3.13
WORKDIR /srv
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "main:app"]  # <-
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install flask gunicorn
    startCommand: gunicorn app:app
```

## Good: one app under two names

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python wsgi.py
from app import app as application
```

```docker Dockerfile
FROM python:3.13
WORKDIR /srv
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "wsgi"]
```

```text Procfile
web: gunicorn app:app
```

## Good: two services, which each file knows

```python app.py
from flask import Flask

app = Flask(__name__)
```

```python hooks.py
from flask import Flask

app = Flask(__name__)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install flask gunicorn
    startCommand: gunicorn app:app
  - type: web
    name: hooks
    runtime: python
    buildCommand: pip install flask gunicorn
    startCommand: gunicorn hooks:app
```

```text Procfile
web: gunicorn hooks:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Problem, Problems, Related, rule


@rule(family="server", severity=WARNING)
def check(project: Project) -> Problems:
    found = [
        (deployment, server, target.application)
        for deployment, server, target in project.targets()
        if target.application is not None and not deployment.commands.is_supplied and deployment.service.kind == "web"
    ]
    found = [each for each in found if not each[0].is_implied]
    files = [deployment.place.path for deployment, _, _ in found]
    alone = [each for each, path in zip(found, files) if files.count(path) == 1]  # a file with several knows of them
    for deployment, server, application in alone[1:]:
        other, its_server, its_application = alone[0]
        loaded, its_loaded = deployment.start.production.modules, other.start.production.modules
        is_part = application.path in its_loaded or its_application.path in loaded
        is_same_file = application.path == its_application.path and application != its_application
        is_other_service = other.root != deployment.root or other.host == deployment.host
        if application == its_application or (is_part and not is_same_file) or is_other_service:
            continue
        started = f"{application.factory or application.variable} of {application.path}"
        yield Problem(
            server.target_place,
            f"This starts {started}, and {other.place.path} starts {its_application.factory or its_application.variable} of {its_application.path}.",
            "Name the same app in both files.",
            related=(Related(its_server.target_place, f"{other.host.title} starts {its_server.target}"),),
        )
