r"""TLS in the app behind the host's.

The server speaks HTTPS itself, on a host whose router ends HTTPS and passes plain HTTP on.

## Why it is bad

The router asks `http://` and gets TLS: every request answers 502. `ssl_context="adhoc"` also makes a new certificate at each start, which no browser trusts, and stops without the package cryptography: `Using ad-hoc certificates requires the cryptography library.` (Werkzeug 3.1.9).

## Use instead

Leave it out: the host gives every app an address with HTTPS.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text Procfile
web: gunicorn --certfile cert.pem --keyfile key.pem app:app  # <-
```

## Bad: in the code

```python app.py
import os

from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(host="0.0.0.0", port=int(os.environ["PORT"]), ssl_context="adhoc")  # <-
```

```text Procfile
web: python app.py
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(ssl_context="adhoc")
```

```text Procfile
web: gunicorn app:app
```

## Good: nothing stands before it

```python app.py
from flask import Flask

app = Flask(__name__)
```

```ini deploy/shop.service
[Service]
WorkingDirectory=/srv/shop
ExecStart=/srv/shop/venv/bin/gunicorn -b 0.0.0.0:443 --certfile /etc/ssl/shop.pem --keyfile /etc/ssl/shop.key app:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Cause, Problem, Problems, rule


@rule(family="network", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        host = deployment.host
        if not host.routed or host.is_container or host.is_lasting or host.is_at_home:
            continue
        options = (option for server in deployment.commands.web_servers for option in server.options)
        given = [o.place for o in options if o.name in ("certfile", "keyfile") and o.value]
        given += [run.place for run in deployment.serving.development_runs() if run.has_tls]
        for place in given[:1]:
            yield Problem(
                place,
                f"{host.title}'s router ends HTTPS and passes plain HTTP on, but the server answers with TLS: every request gets 502.",
                "Leave the certificate out: the host gives the app an address with HTTPS.",
                cause=Cause("tls", place),
            )
