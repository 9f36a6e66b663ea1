r"""Administrator with a password from the code.

Every start, release or build makes an administrator whose password stands in the code.

## Why it is bad

Anyone who can read the repository, or guesses `admin123`, logs in to the deployed application as its administrator. Changing the password there may not help: a database that is made afresh gets the old one again.

## Use instead

Read the password from an environment variable that has no default, or make the account once in a command that asks for it.

## Bad

Outcome: a clone shows "Xq81hunter2kk"

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from werkzeug.security import generate_password_hash

app = Flask(__name__)
db = SQLAlchemy(app)

class User(db.Model):
    name = db.Column(db.String(80), primary_key=True)
    password = db.Column(db.String(256))

with app.app_context():
    if not db.session.get(User, "admin"):
        db.session.add(User(name="admin", password=generate_password_hash("Xq81hunter2kk")))  # <-
        db.session.commit()
```

```text Procfile
web: gunicorn app:app
```

## Bad: a seed that each release runs

```python app.py
from flask import Flask
from models import User, db

app = Flask(__name__)

@app.cli.command("seed")
def seed():
    admin = User(email="boss@cookies.example", role="admin")
    admin.set_password("cookies4all")  # <-
    db.session.add(admin)
    db.session.commit()
```

```python models.py
class User:
    def __init__(self, **fields): ...
    def set_password(self, text): ...

db = None
```

```text Procfile
release: flask db upgrade && flask seed
web: gunicorn app:app
```

## Good

```python app.py
import os

from flask import Flask
from models import User, db

app = Flask(__name__)

@app.cli.command("seed")
def seed():
    admin = User(email="boss@cookies.example", role="admin")
    admin.set_password(os.environ["ADMIN_PASSWORD"])
    db.session.add(admin)
    db.session.commit()

@app.cli.command("try-out")
def try_out():
    admin = User(email="admin@localhost")
    admin.set_password("cookies4all")
    db.session.add(admin)
```

```python models.py
class User:
    def __init__(self, **fields): ...
    def set_password(self, text): ...

db = None
```

```text Procfile
release: flask db upgrade && flask seed
web: gunicorn app:app
```
"""

from flaskcheck.known.secrets import described
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule


@rule(family="seeds", severity=ERROR, supersedes=("hard-coded-credentials",), score=9.8, is_secret=True)
def check(project: Project) -> Problems:
    for deployment in project.deployments:
        effects = deployment.doing.of(*deployment.commands.programs("build", "release", "start"))
        for account in deployment.running.administrators(effects):
            who = "an administrator" if account.is_administrator else "an account"
            yield Problem(
                account.password.place,
                f"Production makes {who} with a password from the code ({described(account.password.text)}): anyone who can read the repository can log in.",
                "Read the password from an environment variable without a default, or make the account in a command that asks for it.",
                "" if account.is_administrator else WARNING,
                cause=Cause("value", account.password.place),
            )
