"""Name that nothing defines.

The code reads a name, or asks a thing for one, that nothing defines: an import was removed, or it is misspelt.

## Why it is bad

Python stops there with `NameError: name 'Flask' is not defined`. At the top of a module, or in a function that every start calls, the app doesn't start; in a view the page answers 500. A column that a model hasn't ends with `AttributeError: type object 'User' has no attribute 'emial'` or `TypeError: 'emial' is an invalid keyword argument for User`, a method that a session hasn't with `'scoped_session' object has no attribute 'comit'` (SQLAlchemy 2.0.44 and 2.1.9).

## Use instead

Import the name, or correct it.

## Bad

Outcome: the start fails: "name 'SQLAlchemy' is not defined"

```python app.py
from flask import Flask

app = Flask(__name__)
db = SQLAlchemy(app)  # <-
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: a name that the library does not have

Outcome: the start fails: "cannot import name 'BluePrint' from 'flask'"

```python app.py
from flask import BluePrint, Flask  # <-

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: a column that the model does not have

Outcome: / answers 500: "has no property"

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = SQLAlchemy(app)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    email = db.Column(db.String(80))


@app.route("/")
def index():
    user = User.query.filter_by(emial="ann@example.com").first()  # <-
    return str(user)
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
SQLAlchemy==2.0.44
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Bad: only a script has it

Outcome: the start fails: "name 'app' is not defined"

```python app.py
from flask import Flask

if __name__ == "__main__":
    app = Flask(__name__)

app.config["NAME"] = "Lamps"  # <-
```

```python wsgi.py
from app import app
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn wsgi:app
```

## Bad: in a view

Outcome: / answers 500: "name 'render_template' is not defined"

```python app.py
from flask import Flask

app = Flask(__name__)


@app.route("/")
def index():
    return render_template("index.html")  # <-
```

```html templates/index.html
<h1>Shop</h1>
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
from flask import Flask

from shop import *

app = Flask(__name__)
app.config["NAME"] = NAME

try:
    app.config["ZONE"] = ZONE
except NameError:
    pass
```

```python shop.py
NAME = "Lamps"
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
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, happens, rule

MISSING = "Import it, or correct the name."
GUARDED = 'Only a script binds it: move that above if __name__ == "__main__":'


@rule(family="portability", severity=ERROR)
def check(project: Project) -> Problems:
    told: set[tuple[str, str]] = set()
    for deployment in project.deployments:
        python = deployment.python
        if python and python.is_two:
            continue
        before = (name for part in deployment.beforehand for name in part.undefined)
        for found, phase, at_start, is_certain in (
            *deployment.search.undefined(),
            *deployment.search.refused.lacking(),
            *before,
        ):
            place, key = found.statement.place, (found.statement.path, found.error)
            if key in told:
                continue
            told.add(key)
            yield Problem(
                place,
                f'"{found.error}": {happens(at_start, phase)}.',
                GUARDED if found.is_of_script else f"Is {found.near} meant?" if found.near else MISSING,
                "" if is_certain else WARNING,
            )
