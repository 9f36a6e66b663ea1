r"""Connections that the database has closed.

The database's server closes a connection that nobody uses for a while, and the pool hands it out all the same.

## Why it is bad

After a quiet time the first request of each worker that asks the database ends with status 500: `(2006, "MySQL server has gone away")`, or `Lost connection to MySQL server during query`. The next one works, so that it looks like chance. PythonAnywhere's MySQL closes connections after 300 seconds. Verified with Flask-SQLAlchemy 3.1.1, SQLAlchemy 2.1.9, PyMySQL and MariaDB (`wait_timeout`): the requests after each pause got 500.

## Use instead

`SQLALCHEMY_ENGINE_OPTIONS = {"pool_recycle": 280}` replaces a connection before the server closes it; `"pool_pre_ping": True` tries each before it is used. Flask-SQLAlchemy 3 no longer reads `SQLALCHEMY_POOL_RECYCLE`.

## Bad

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = f"mysql+pymysql://shop:{os.environ['PASSWORD']}@shop.mysql.pythonanywhere-services.com/shop$default"  # <-
db = SQLAlchemy(app)
```

## Bad: replaced too late

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "mysql+pymysql://{}@{}.mysql.pythonanywhere-services.com/{}".format(  # <-
    os.environ["LOGIN"], "shop", "shop$default"
)
db = SQLAlchemy(app, engine_options={"pool_recycle": 3600})
```

## Good: replaced in time

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = f"mysql+pymysql://shop:{os.environ['PASSWORD']}@shop.mysql.pythonanywhere-services.com/shop$default"
app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"pool_recycle": 280}
db = SQLAlchemy(app)
```

## Good: tried before it is used

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = f"mysql+pymysql://shop:{os.environ['PASSWORD']}@shop.mysql.pythonanywhere-services.com/shop$default"
db = SQLAlchemy(app, engine_options={"pool_pre_ping": True})
```
"""

from flaskcheck.known.database_urls import idle_limit
from flaskcheck.project import Project
from flaskcheck.rule import INFO, Cause, Problem, Problems, rule


@rule(family="database", severity=INFO)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        pool = deployment.connections.pool
        if pool is None or pool.is_tested:
            continue
        for use in deployment.databases.uses:
            idle = max((idle_limit(outcome.text) for outcome in use.outcomes if not outcome.unset), default=0)
            if idle and not 0 <= pool.recycle < idle:
                yield Problem(
                    use.place,
                    f"This server closes a connection that nobody uses for {idle} seconds, and the pool keeps it: the first request after a quiet time fails with 'MySQL server has gone away'.",
                    f'Set SQLALCHEMY_ENGINE_OPTIONS = {{"pool_recycle": {idle - 20}}}.',
                    cause=Cause("value", use.place),
                )
