"""Model that SQLAlchemy refuses.

A model has no primary key, or two have one table, or a relationship leads nowhere.

## Why it is bad

Some stop the import: `could not assemble any primary key columns for mapped table 'order'`, `Table 'order' is already defined for this MetaData instance`, or a column called `metadata`. The others stop the first query, whichever model it asks for: `Could not determine join condition between parent/child tables on relationship User.orders - there are no foreign keys linking these tables`, `Mapper 'Mapper[Order(order)]' has no property 'user'`, `expression 'Ordre' failed to locate a name`.

## Use instead

Give each model a column with `primary_key=True` and a table of its own, and each relationship a foreign key and a counterpart of the name that `back_populates` says.

## Bad

Outcome: the start fails: "could not assemble any primary key columns"

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = SQLAlchemy(app)


class Order(db.Model):  # <-
    name = db.Column(db.String(80))
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

## Bad: one table twice

Outcome: the start fails: "is already defined for this MetaData instance"

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = SQLAlchemy(app)


class Order(db.Model):
    __tablename__ = "orders"
    id = db.Column(db.Integer, primary_key=True)


class OldOrder(db.Model):  # <-
    __tablename__ = "orders"
    id = db.Column(db.Integer, primary_key=True)
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

## Bad: no foreign key

Outcome: / answers 500: "there are no foreign keys linking these tables"

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = SQLAlchemy(app)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    orders = db.relationship("Order")  # <-


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)


@app.route("/")
def index():
    return str(User.query.count())
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

## Good

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite://"
db = SQLAlchemy(app)


class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    orders = db.relationship("Order", back_populates="user")


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    user_id = db.Column(db.Integer, db.ForeignKey("user.id"))
    user = db.relationship("User", back_populates="orders")
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
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, Related, rule


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    told: set[object] = set()
    for deployment in project.deployments:
        for found in deployment.search.refused.models():
            if found.place not in told:
                told.add(found.place)
                ends = "the app doesn't start" if found.at_import else "what first uses it fails"
                yield Problem(
                    found.place,
                    f'SQLAlchemy refuses this, and {ends}: "{found.error}".',
                    f"Is {found.near} meant?" if found.near else "Correct the model.",
                    related=(Related(found.other, "the first one"),) if found.other else (),
                )
