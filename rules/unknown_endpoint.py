r"""Endpoint not found.

`url_for` is given the name of an endpoint that no route of the app has.

## Why it is bad

The page answers 500: `werkzeug.routing.exceptions.BuildError: Could not build url for endpoint 'about'. Did you mean 'index' instead?` Pages that are seldom opened are seen first by visitors.

An endpoint is the name of the view function, unless the route says `endpoint=`. In a blueprint its name comes first: `auth.login`, or `.login` from the blueprint's own pages. Verified with Flask 3.1.3 and Werkzeug 3.1.9.

## Use instead

Write the endpoint as `flask routes` lists it.

## Bad

Outcome: / answers 500: "werkzeug.routing.exceptions.BuildError"

```python app.py
from flask import Blueprint, Flask, redirect, render_template, url_for

app = Flask(__name__)
auth = Blueprint("auth", __name__)

@auth.route("/login")
def login():
    return redirect(url_for("home"))  # <-

@app.route("/")
def index():
    return render_template("index.html")

app.register_blueprint(auth)
```

```html templates/index.html
<a href="{{ url_for('login') }}">Log in</a>  {# <- #}
```

## Good

```python app.py
from flask import Blueprint, Flask, redirect, render_template, url_for

app = Flask(__name__)
auth = Blueprint("auth", __name__, url_prefix="/auth")

@auth.route("/login")
def login():
    return redirect(url_for("start"))

@app.route("/", endpoint="start")
def index():
    return render_template("index.html")

app.register_blueprint(auth)
app.add_url_rule("/about", view_func=lambda: "About", endpoint="about")
```

```html templates/index.html
<a href="{{ url_for('auth.login') }}">Log in</a>
<a href="{{ url_for('about') }}">About</a>
<a href="{{ url_for(page) }}">More</a>
{# <a href="{{ url_for('old') }}">Old</a> #}
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule


@rule(family="portability", severity=ERROR)
def check(project: Project) -> Problems:
    productions = [deployment.start.production for deployment in project.web_deployments]
    for use, near, needed in project.pages.rendered.unrouted(productions):
        why = f"its route needs {needed}" if needed else "no route has it"
        help_ = f"Did you mean {near}?" if near else "Correct the name, or add the route."
        yield Problem(
            use.place,
            f"The page answers 500, BuildError: Could not build url for endpoint '{use.name}': {why}.",
            f'Give it: url_for("{use.name}", {needed}=…)' if needed else help_,
            WARNING if use.conditional else ERROR,
            cause=Cause("endpoint", use.name),
            brief=f"{use.name} is linked here too",
        )
