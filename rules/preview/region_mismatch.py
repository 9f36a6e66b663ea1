"""Database and app in different regions.

A service is given the internal address of a database or service that stands in another region.

## Why it is bad

Each region of Render has a private network of its own ("services in different regions can't communicate directly over a private network", render.com/regions, read in 2026), and what a Blueprint hands over is the address there. The name isn't known elsewhere: `could not translate host name "dpg-…-a" to address: Name or service not known`. A region that isn't written is `oregon`, and can't be changed afterwards.

## Use instead

Write the same `region:` for the service and what it uses, before the first deploy. Where both exist already, make the database anew in the service's region and copy the data.

## Bad

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    region: frankfurt
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: DATABASE_URL  # <-
        fromDatabase: {name: shop-db, property: connectionString}
databases:
  - name: shop-db
```

## Good

```python app.py
import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db = SQLAlchemy(app)
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    region: frankfurt
    buildCommand: pip install -r requirements.txt
    startCommand: gunicorn app:app
    envVars:
      - key: DATABASE_URL
        fromDatabase: {name: shop-db, property: connectionString}
databases:
  - name: shop-db
    region: frankfurt
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, rule


@rule(family="platform", severity=WARNING)
def check(project: Project) -> Problems:
    deployed = {deployment.place.path for deployment in project.web_deployments}
    for file in project.repository.platform_files:
        for variable in file.apart if file.path in deployed else ():
            yield Problem(
                variable.place,
                f"{variable.service} is in {variable.here} and {variable.other} in {variable.there}: this internal address leads nowhere from another region.",
                f"Write region: {variable.here} for {variable.other}, too, before it is made.",
                cause=Cause("region", f"{variable.service} {variable.other}"),
            )
