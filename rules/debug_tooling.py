r"""Developer tool in production.

The debug toolbar is switched on in production, or each request is profiled.

## Why it is bad

Flask-DebugToolbar follows `app.debug` by itself. With `DEBUG_TB_ENABLED = True` every visitor's page holds the toolbar, and in it the app's whole configuration, `SECRET_KEY` included, the SQL of the page and its headers (seen with Flask 3.1.3 and Flask-DebugToolbar 0.16). Werkzeug's `ProfilerMiddleware` runs each request under a profiler and prints a table of it into the log.

## Use instead

Leave `DEBUG_TB_ENABLED` out, and add the profiler only where a variable asks for it.

## Bad

Outcome: / answers 200: "flDebug"

```python app.py
import os

from flask import Flask
from flask_debugtoolbar import DebugToolbarExtension

app = Flask(__name__)
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
app.config["DEBUG_TB_ENABLED"] = True  # <-
toolbar = DebugToolbarExtension(app)

@app.route("/")
def index():
    return "<html><body>Shop</body></html>"
```

```text Procfile
web: gunicorn app:app
```

## Bad: a profiler

```python app.py
from flask import Flask
from werkzeug.middleware.profiler import ProfilerMiddleware

app = Flask(__name__)
app.wsgi_app = ProfilerMiddleware(app.wsgi_app, restrictions=[30])  # <-
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
import os

from flask import Flask
from flask_debugtoolbar import DebugToolbarExtension
from werkzeug.middleware.profiler import ProfilerMiddleware

app = Flask(__name__)
app.config["DEBUG_TB_INTERCEPT_REDIRECTS"] = False
toolbar = DebugToolbarExtension(app)
if os.environ.get("PROFILE"):
    app.wsgi_app = ProfilerMiddleware(app.wsgi_app)

if __name__ == "__main__":
    app.config["DEBUG_TB_ENABLED"] = True
    app.run()
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule

WRAPPERS = {
    "ProfilerMiddleware": (
        "Each request runs under a profiler, which slows it down and prints a table into the log.",
        "Add the profiler only where a variable asks for it.",
    ),
    "DebuggedApplication": (
        "Each error shows visitors the traceback, with the source around every line of it.",
        "Leave it out: it is for development, and flask run --debug has it.",
    ),
}


@rule(family="debug", severity=ERROR, score=7.5)
def check(project: Project) -> Problems:
    names = [site.call.name for site in project.reached.calls_of("DebugToolbarExtension")]
    has_toolbar = any(name.startswith("flask_debugtoolbar.") for name in names)
    for selected in project.settings.of("DEBUG_TB_ENABLED") if has_toolbar else ():
        setting = selected.setting
        if setting.sure and not selected.is_open and all(o.value is True for o in setting.outcomes):
            yield Problem(
                setting.place,
                "Every visitor's page shows the debug toolbar, and in it the app's whole configuration, SECRET_KEY included.",
                "Leave DEBUG_TB_ENABLED out: the toolbar follows app.debug by itself.",
            )
    for site, reached in project.reached.calls():
        if site.call.name.rpartition(".")[2] not in WRAPPERS or not site.call.name.startswith("werkzeug."):
            continue
        if any(d.start.production.is_certain(site) for d in reached.deployments):
            message, help_ = WRAPPERS[site.call.name.rpartition(".")[2]]
            yield Problem(site.place, message, help_, WARNING)
