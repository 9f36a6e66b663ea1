r"""Admin pages open to everyone.

Anyone can use the pages of Flask-Admin or a dashboard, which show or change what the app keeps.

## Why it is bad

Whoever finds `/admin/user/` reads, changes and deletes all rows. Flask-Admin asks nobody unless the class of each view has `is_accessible`; an index view that has one guards the index alone: `/admin/` answers 403 and `/admin/user/new/` still makes a user (seen with Flask-Admin 2.2.1 and Flask 3.1.3). Flask-MonitoringDashboard lets `admin` in with the password `admin` until it is told another (seen with 5.1.0).

## Use instead

Give all views one class of your own with `is_accessible`. RQ's blueprint gets a `before_request` that checks a login, Flower `--basic-auth`, Flask-MonitoringDashboard its `config.init_from(…)`.

## Bad

Outcome: /admin/user/ answers 200

```python app.py
import os

from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.secret_key = os.environ["SECRET_KEY"]
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = SQLAlchemy(app)

class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)

with app.app_context():
    db.create_all()
Admin(app).add_view(ModelView(User, db.session))  # <-
```

```text requirements.txt
Flask==3.1.3
Flask-Admin==2.2.1
Flask-SQLAlchemy==3.1.1
gunicorn==27.0.1
```

```text Procfile
web: gunicorn app:app
```

## Bad: a dashboard

```python app.py
import rq_dashboard
from flask import Flask

app = Flask(__name__)
app.config.from_object(rq_dashboard.default_settings)
app.register_blueprint(rq_dashboard.blueprint, url_prefix="/rq")  # <-
```

```text Procfile
web: gunicorn app:app
```

## Bad: Flower

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn celery flower
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

```yaml compose.yaml
services:
  web:
    build: .
    ports:
      - "80:8000"
  flower:
    build: .
    command: celery -A tasks flower
    ports:
      - "5555:5555"  # <-
```

## Good

```python app.py
import os

from flask import Flask
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView
from flask_login import current_user
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
db = SQLAlchemy(app)

class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)

class Guarded(ModelView):
    def is_accessible(self):
        return current_user.is_authenticated and current_user.is_admin

class UserView(Guarded):
    column_list = ["id"]

Admin(app).add_view(UserView(User, db.session))
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, rule

EFFECTS = {
    "Flask-Admin": ("anyone reads, changes and deletes what {} edits", "Add it with a class that has is_accessible."),
    "RQ": (
        "anyone sees the jobs, and may empty the queues",
        "Check a login in rq_dashboard.blueprint.before_request.",
    ),
    "Flask-MonitoringDashboard": (
        "it lets admin in with the password admin",
        "Set USERNAME and PASSWORD in a file, and load it before: dashboard.config.init_from(file=…)",
    ),
}


@rule(family="security", severity=WARNING, score=8.1)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        closed = project.repository.hosts.closed
        for found in deployment.exposed.open_dashboards() if not closed else ():
            effect, help_ = EFFECTS[found.library]
            yield Problem(
                found.site.place,
                f"{found.library}'s pages ask for no login of yours: {effect.format(found.shown)}.",
                help_,
                cause=Cause("dashboard", found.library),
                brief="this is open, too",
            )
    yield from _flowers(project)


def _flowers(project: Project) -> Problems:
    deployed = {d.place.path for d in project.web_deployments}
    for file in project.repository.platform_files:
        is_worked_on = any(service.mounts_code for service in file.services)
        for service in file.services if file.path in deployed and not is_worked_on else ():
            words = [word for command in service.commands for word in command.text.split()]
            is_flower = "flower" in words or service.base.startswith("mher/flower")
            asks = any("auth" in word.lower() for word in (*words, *(v.name for v in service.variables)))
            if not is_flower or asks or "--conf" in " ".join(words) or service.env_files or service.development:
                continue
            for port in (port for port in service.ports if port.is_open):
                yield Problem(
                    port.place,
                    f"Flower answers everyone on port {port.published}: each task is shown with its arguments.",
                    "Give it --basic-auth=user:password from a variable, or publish 127.0.0.1 only.",
                    cause=Cause("port", port.place),
                )
