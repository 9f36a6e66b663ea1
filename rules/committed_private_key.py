r"""Private key committed to git.

A private key is in git: of a certificate, of SSH, or of a service account.

## Why it is bad

Whoever can read the repository can act as your server, log in to it, or use the service account with all its rights. Removing the file later doesn't help: the key stays in the history.

## Use instead

Make a new key, revoke the old one, run `git rm --cached` on the file, and hand the new key to the host as a secret file or a variable.

## Bad

Outcome: a clone shows "BEGIN RSA PRIVATE KEY"

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text deploy/server.key file
-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MhgwMbRvI0MBZhpI
-----END RSA PRIVATE KEY-----
```

## Bad: a service account

```python app.py
from flask import Flask

app = Flask(__name__)
```

```json firebase-adminsdk.json file
{"type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\n-----END PRIVATE KEY-----\n"}
```

## Good: the public half

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text deploy/server.pem
-----BEGIN CERTIFICATE-----
MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkqhkiG9w0BAQUFADBaMQswCQYDVQQGEwJJ
-----END CERTIFICATE-----
```

## Good: a key that the tests use

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text tests/data/server.key
-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MhgwMbRvI0MBZhpI
-----END RSA PRIVATE KEY-----
```

## Good: nothing between the marks

```python app.py
from flask import Flask

app = Flask(__name__)
```

```json service-account.json
{"type": "service_account", "private_key": "-----BEGIN PRIVATE KEY-----\nYOUR_KEY\n-----END PRIVATE KEY-----\n"}
```
"""

from flaskcheck.known import placeholders, secrets
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Problem, Problems, rule


@rule(family="security", severity=ERROR, score=9.1, is_secret=True)
def check(project: Project) -> Problems:
    roles = project.repository.roles
    real = (p for p, key in roles.account_keys if not (placeholders.asks(key) or secrets.is_placeholder(key)))
    for path in (*roles.private_keys, *real):
        yield Problem(
            project.tree.place_of(path),
            f"{path} is in git with a private key: anyone who can read the repository, or its history, can use it.",
            f"Make a new key and revoke this one; then git rm --cached {path}, and add it to .gitignore.",
        )
