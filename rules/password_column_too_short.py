r"""Column too short for a password's hash.

What `generate_password_hash` gives is stored in a column that is shorter than it.

## Why it is bad

Every sign-up fails: `psycopg2.errors.StringDataRightTruncation: value too long for type character varying(128)`. SQLite ignores the length. Werkzeug's hash has 162 characters since 2.3 (scrypt), 93 or more with `pbkdf2:sha256`. Verified with Werkzeug 3.1.9, SQLAlchemy 2.1.9 and PostgreSQL 15.

## Use instead

Make the column `String(256)`, and let `flask db migrate` write the change.

## Bad

Outcome: POST /users answers 500: "value too long for type character varying(80)"

```python app.py
import os

from flask import Flask, request
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import generate_password_hash

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://")
db = SQLAlchemy(app)

class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    password_hash = db.Column(db.String(80))  # <-

with app.app_context():
    db.create_all()

@app.post("/users")
def sign_up():
    db.session.add(User(password_hash=generate_password_hash(request.form.get("password", ""))))
    db.session.commit()
    return "", 204
```

```text Procfile
web: gunicorn app:app
```

```json app.json
{"name": "shop", "addons": ["heroku-postgresql"]}
```

## Good

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import generate_password_hash

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql+psycopg2://db.example.com/shop"
db = SQLAlchemy(app)

class User(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(100))
    password_hash = db.Column(db.String(256))

@app.post("/users/<int:id>")
def change(id):
    user = db.session.get(User, id)
    user.password_hash = generate_password_hash("")
    db.session.commit()
    return "", 204
```
"""

from flaskcheck.known.versions import at_least
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, rule

SCRYPT, PBKDF2 = 162, 93


@rule(family="database", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        dialects = deployment.databases.dialects
        sure = [is_sure for name, is_sure in dialects.items() if name in ("postgresql", "mysql")]
        releases = deployment.releases.releases("werkzeug") if sure else ()
        default = SCRYPT if releases and all(at_least(r.version, "2.3") for r in releases) else PBKDF2
        for column, stored in deployment.databases.hash_columns if sure else ():
            needed = SCRYPT if stored.method == "scrypt" else PBKDF2 if stored.method else default
            if column.length is not None and column.length < needed:
                yield Problem(
                    column.place,
                    f"Storing a password fails with 'value too long for type character varying({column.length})': the hash has {needed} characters or more.",
                    "Write String(256), and let flask db migrate write the change.",
                    ERROR if all(sure) else WARNING,
                    related=(Related(stored.place, "the hash is stored here"),),
                    cause=Cause("column", column.place),
                )
