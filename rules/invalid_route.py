"""Route that Flask refuses.

A route is made in a way that Flask doesn't take, or its view gives no answer.

## Why it is bad

Flask stops where the route is made: `ValueError: URL rule 'about' must start with a slash.`, `TypeError: Allowed methods must be a list of strings`, or `AssertionError: View function mapping is overwriting an existing endpoint function: index`. A view without `return` answers 500: `The view function for 'index' did not return a valid response.` So does one that does not take the variables of its rule: `TypeError: order() got an unexpected keyword argument 'id'`, and a method without `self`. `<int id>` is a `ValueError: malformed url rule`.

## Use instead

Begin rules with `/`, write `<int:id>` and let the view take `id`, write `methods=["POST"]`, give each view a name of its own, and return something.

## Bad

Outcome: the start fails: "Allowed methods must be a list of strings"

```python app.py
from flask import Flask

app = Flask(__name__)


@app.route("/orders", methods="POST")  # <-
def order():
    return "ordered"
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: two views of one name

Outcome: the start fails: "View function mapping is overwriting an existing endpoint function: index"

```python app.py
from flask import Flask

app = Flask(__name__)


@app.route("/")
def index():
    return "Shop"


@app.route("/lamps")  # <-
def index():
    return "Lamps"
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: no slash

Outcome: the start fails: "must start with a slash"

```python app.py
from flask import Blueprint, Flask

pages = Blueprint("pages", __name__)


@pages.route("about")  # <-
def about():
    return "About"


app = Flask(__name__)
app.register_blueprint(pages)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: no answer

Outcome: / answers 500: "did not return a valid response"

```python app.py
from flask import Flask, render_template_string

app = Flask(__name__)


@app.route("/")
def index():  # <-
    render_template_string("<h1>Shop</h1>")
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: a way without an answer

Outcome: / answers 500: "did not return a valid response"

```python app.py
from flask import Flask, redirect, render_template_string, request

app = Flask(__name__)


@app.route("/", methods=["GET", "POST"])
def index():
    if request.method == "POST":
        if request.form.get("name"):
            return redirect("/")
    render_template_string("<h1>Shop</h1>")  # <-
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: a variable that the view does not take

Outcome: /orders/1 answers 500: "got an unexpected keyword argument"

```python app.py
from flask import Flask

app = Flask(__name__)


@app.route("/orders/<int:id>")
def order(number):  # <-
    return str(number)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

## Bad: a method without self

Outcome: / answers 500: "takes 0 positional arguments but 1 was given"

```python app.py
from flask import Flask
from flask.views import MethodView

app = Flask(__name__)


class Shop(MethodView):
    def get():  # <-
        return "Shop"


app.add_url_rule("/", view_func=Shop.as_view("shop"))
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: a variable that is none

Outcome: the start fails: "malformed url rule"

```python app.py
from flask import Flask

app = Flask(__name__)


@app.route("/orders/<int id>")  # <-
def order(id):
    return str(id)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

## Bad: a decorator that is not called

Outcome: / answers 404

```python app.py
from flask import Flask

app = Flask(__name__)


@app.route  # <-
def index():
    return "Shop"
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: methods in the singular

Outcome: the start fails: "got an unexpected keyword argument 'method'"

```python app.py
from flask import Flask

app = Flask(__name__)


@app.route("/orders", method=["POST"])  # <-
def order():
    return "ordered"
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: a blueprint twice

Outcome: the start fails: "is already registered for this blueprint"

```python app.py
from flask import Blueprint, Flask

pages = Blueprint("pages", __name__)
app = Flask(__name__)
app.register_blueprint(pages)
app.register_blueprint(pages, url_prefix="/shop")  # <-
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: a dot in a blueprint's name

Outcome: the start fails: "may not contain a dot"

```python app.py
from flask import Blueprint, Flask

pages = Blueprint("shop.pages", __name__)  # <-
app = Flask(__name__)
app.register_blueprint(pages)
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
from flask import Blueprint, Flask, abort

app = Flask(__name__)
pages = Blueprint("pages", __name__, url_prefix="/pages")


@pages.route("about")
def index():
    return "About"


@app.route("/")
@app.route("/start", methods=("GET", "POST"))
def index():
    return "Shop"


@app.route("/old")
def old():
    abort(410)


app.register_blueprint(pages)
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
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, Related, rule

SEEN = {
    "silent": 'Flask calls this view, and it returns nothing, and the page answers 500: "{error}".',
    "dropped": 'Flask calls this view, and it ends here without an answer: 500, "{error}".',
    "unfit": 'Flask calls this view, and the page answers 500: "{error}".',
    "selfless": 'Flask calls this method, and the page answers 500: "{error}".',
    "bare": "This decorator isn't called: it makes no route, and the page answers 404.",
    "doubled": "Flask refuses this route: the app stops, since two variables of '{text}' have one name.",
}
"""What is told where the app doesn't stop with an error of Flask's."""


@rule(family="portability", severity=ERROR)
def check(project: Project) -> Problems:
    told: set[object] = set()
    for deployment in project.web_deployments:
        for found in deployment.search.refused.routes():
            if found.place in told or deployment.installed.must_be_below("flask", found.since or "0"):
                continue
            told.add(found.place)
            stops = f'Flask refuses this {found.thing}: the app stops with "{{error}}".'
            yield Problem(
                found.place,
                SEEN.get(found.kind, stops).format(error=found.error, text=found.text),
                found.mending,
                "" if found.certain else WARNING,
                related=(Related(found.other, "the first one"),) if found.other else (),
            )
