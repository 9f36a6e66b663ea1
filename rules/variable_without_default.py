"""Variable used without a default.

The start gets a variable without a default and uses it as if it were set.

## Why it is bad

`os.environ.get("SMTP_PORT")` is `None` where nobody sets SMTP_PORT, and the start ends in a line that doesn't name the variable: `TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'`, or `AttributeError: 'NoneType' object has no attribute 'replace'` (verified with Python 3.11). No file of the repository tells whoever deploys it.

## Use instead

Give it a default, or read it with `os.environ["SMTP_PORT"]`, so that the error names it. List it in `.env.example`.

## Bad

Outcome: the start fails: "not 'NoneType'"

```python app.py
import os

from flask import Flask

app = Flask(__name__)
app.config["MAIL_PORT"] = int(os.environ.get("SMTP_PORT"))  # <-
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
import os

from flask import Flask

app = Flask(__name__)
app.config["MAIL_PORT"] = int(os.environ.get("SMTP_PORT", "25"))
app.config["MAIL_HOST"] = os.environ.get("SMTP_HOST")
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn app:app
```

## Good: said elsewhere

```python app.py
import os

from flask import Flask

app = Flask(__name__)
app.config["MAIL_PORT"] = int(os.environ.get("SMTP_PORT"))
```

```text .env.example
SMTP_PORT=25
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
from flaskcheck.rule import WARNING, Cause, Problem, Problems, rule, says


@rule(family="environment", severity=WARNING)
def check(project: Project) -> Problems:
    for deployment in project.web_deployments:
        if deployment.environment.is_listed:
            continue  # undeclared-variable tells
        for need in deployment.needs.without_default:
            names = " and ".join(need.names)
            is_hosts = any(name == "DATABASE_URL" or deployment.environment.is_hosts_own(name) for name in need.names)
            if need.names and not is_hosts and not any(_is_said(project, name) for name in need.names):
                yield Problem(
                    need.places[0],
                    f'Where {names} is not set, the app stops with "{need.error}", which does not name it; no file tells to set it.',
                    f'Give it a default, or read os.environ["{need.names[0]}"], and list it in .env.example.',
                    cause=Cause("variable", names),
                )


def _is_said(project: Project, name: str) -> bool:
    """Whether any file but code has the name of a variable in it."""
    others = (path for path in project.tree.files if not path.endswith((".py", ".pyc")))
    return says(project, others, name)
