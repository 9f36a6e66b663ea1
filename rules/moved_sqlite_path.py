r"""SQLite file looked for elsewhere.

A relative SQLite address is meant from the app's folder, and Flask-SQLAlchemy 3 takes it from the instance folder.

## Why it is bad

Until 2.5 `sqlite:///shop.db` was the file beside the code; since 3.0 it is `instance/shop.db`. Where git has the first, the app makes an empty database in the second: `sqlite3.OperationalError: no such table`. Of an address with a folder, `sqlite:///data/shop.db`, only the instance folder itself is made: each page that asks the database answers 500, `sqlite3.OperationalError: unable to open database file`. `sqlite:///instance/shop.db` is such a one, too. All were seen with Flask-SQLAlchemy 3.1.1; on the developer's computer the folder is often there, made by an older version or by hand.

## Use instead

Build the address from where the code is: `f"sqlite:///{os.path.join(app.root_path, 'shop.db')}"`. In production a database on a server keeps what visitors write.

## Bad

Outcome: / answers 500: "unable to open database file"

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///data/shop.db"  # <-
db = SQLAlchemy(app)

class Plant(db.Model):
    id = db.Column(db.Integer, primary_key=True)

@app.get("/")
def index():
    return str(Plant.query.count())
```

```text data/shop.db
SQLite format 3
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Good

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///" + os.path.join(app.root_path, "data", "shop.db")
db = SQLAlchemy(app)
```

```text data/shop.db
SQLite format 3
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Good: the file lies where it is looked for

```python app.py
from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///shop.db"
db = SQLAlchemy(app)
```

```text instance/shop.db
SQLite format 3
```

```text requirements.txt
Flask==3.1.2
Flask-SQLAlchemy==3.1.1
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, Related, rule, says

KEY = "SQLALCHEMY_DATABASE_URI"
CHOOSES = ("instance_path", "instance_relative")
SPEAKS = ("instance/", "'instance'", '"instance"')
"""What code has in it that chooses the instance folder, or may look after it."""


@rule(family="portability", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment, _, target in project.targets():
        installed, application = deployment.installed, target.application
        is_old = installed.has("flask-sqlalchemy") is None or installed.must_be_below("flask-sqlalchemy", "3.0")
        modules = deployment.start.production.modules
        if application is None or is_old or says(project, modules, *CHOOSES):
            continue
        told = (*(m.path for m in deployment.service.mounts), *(p.text for p in deployment.commands.programs()))
        is_kept = says(project, modules, *SPEAKS) or any("instance" in text for text in told)
        home = application.path.rpartition("/")[0]
        above = home
        while project.tree.has(f"{above}/__init__.py"):  # a package's instance folder lies beside it
            above = above.rpartition("/")[0]
        for use in deployment.databases.uses:
            name = use.relative_file if use.key == KEY and use.sure else ""
            opened = f"{above}/instance/{name}".lstrip("/")
            folder = opened.rpartition("/")[0]
            there = (f"{at}/{name}".lstrip("/") for at in dict.fromkeys((home, above)))
            old = next((path for path in there if project.tree.has(path)), "")
            is_unmade = "/" in name and not project.tree.has_folder(folder)
            is_made = is_kept and not name.startswith("instance/")  # of which the code speaks there
            if not name or is_made or project.tree.has(opened) or not (old or is_unmade):
                continue
            then = (
                f'nothing makes {folder}: each page that asks the database answers 500, "unable to open database file"'
            )
            yield Problem(
                use.place,
                f"Flask-SQLAlchemy 3 opens {opened}, and {then if is_unmade else f'makes an empty database there: {old} is never read'}.",
                f'Build the address from the code\'s own place: "sqlite:///" + os.path.join(app.root_path, {name!r})',
                ERROR if is_unmade else "",
                (Related(project.tree.place_of(old), "the file that is meant"),) if old else (),
                cause=Cause("path", opened),
            )
