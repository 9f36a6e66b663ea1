r"""Certificates are not verified.

Production asks a public host over TLS and doesn't look who answers, or speaks to a database there in clear text.

## Why it is bad

With `verify=False` requests accepts any certificate: whoever stands between the host and the API reads what is sent, API keys and tokens included, and answers instead. It only prints `InsecureRequestWarning: Unverified HTTPS request is being made to host 'api.example.com'` (urllib3 2.8.0). With `sslmode=disable` the password and all rows go over the network as they are.

## Use instead

Leave `verify` out. A certificate of your own authority is named by its file: `verify="/etc/ssl/own-ca.pem"`, or the variable `REQUESTS_CA_BUNDLE`. A database elsewhere gets `sslmode=require`.

## Bad

```python app.py
import requests
from flask import Flask

app = Flask(__name__)

@app.get("/rates")
def rates():
    return requests.get("https://api.example.com/rates", verify=False).json()  # <-
```

```text Procfile
web: gunicorn app:app
```

## Bad: for all that urllib asks

```python app.py
import ssl

from flask import Flask

ssl._create_default_https_context = ssl._create_unverified_context  # <-
app = Flask(__name__)
```

```text Procfile
web: gunicorn app:app
```

## Bad: a database

```python app.py
import os

import psycopg2
from flask import Flask

app = Flask(__name__)
connection = psycopg2.connect(os.environ["DATABASE_URL"])
```

```yaml render.yaml
services:
  - type: web
    name: shop
    runtime: python
    buildCommand: pip install flask gunicorn psycopg2-binary
    startCommand: gunicorn app:app
    envVars:
      - key: DATABASE_URL
        value: postgresql://shop:example@pg.example.com/shop?sslmode=disable  # <-
```

## Good

```python app.py
import os

import requests
from flask import Flask

app = Flask(__name__)

@app.get("/rates")
def rates():
    requests.get("https://vault.internal/health", verify=False)
    requests.get("https://localhost:8443/health", verify=False)
    requests.get(os.environ["PARTNER"], verify=False)
    requests.get("https://partner.example.com", verify="/etc/ssl/partner.pem")
    if app.debug:
        requests.get("https://api.example.com/rates", verify=False)
    return requests.get("https://api.example.com/rates").json()
```

```text Procfile
web: gunicorn app:app
```
"""

from flaskcheck.known.public_hosts import plain_database
from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, rule

READ = "anyone on the way can read what is sent, and answer instead"
PLAIN = "the password and all rows can be read on the way."


@rule(family="security", severity=WARNING, score=7.4)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        for found in deployment.exposed.unverified():
            place = found.statement.place
            who = f"{found.host} is asked" if found.host else "urllib asks every host"
            yield Problem(
                place,
                f"This address of {found.host} switches TLS off: {PLAIN}"
                if found.is_plain
                else f"{who} without a look at the certificate: {READ}.",
                "Write sslmode=require."
                if found.is_plain
                else "Leave it out; name an authority of your own by its file.",
                cause=Cause("call", place),
            )
        for variable in deployment.environment.declared.values():
            host = plain_database(variable.value or "")
            if host:
                yield Problem(
                    variable.place,
                    f"{variable.name} switches TLS off on the way to {host}: {PLAIN}",
                    "Write sslmode=require.",
                    cause=Cause("variable", variable.name),
                )
