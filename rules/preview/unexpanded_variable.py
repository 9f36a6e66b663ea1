r"""Variable that no shell expands.

A command of a Dockerfile in the exec form has a variable in it, which no shell replaces.

## Why it is bad

`CMD ["gunicorn", "-b", "0.0.0.0:$PORT", "app:app"]` starts gunicorn with the text `$PORT`; it stops before it listens (seen with gunicorn 23.0.0 and 27.0.1):

    Error: '$PORT' is not a valid port number.

## Use instead

The shell form with `exec`: `CMD exec gunicorn -b 0.0.0.0:$PORT app:app`. gunicorn without `-b` listens on `$PORT` by itself.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask==3.1.3 gunicorn==23.0.0
CMD ["gunicorn", "-b", "0.0.0.0:$PORT", "app:app"]  # <-
```

## Good: a shell expands it

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask==3.1.3 gunicorn==23.0.0
CMD ["sh", "-c", "exec gunicorn -b 0.0.0.0:${PORT:-8000} app:app"]
```

## Good: the shell form

```python app.py
from flask import Flask

app = Flask(__name__)
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask==3.1.3 gunicorn==23.0.0
CMD exec gunicorn -b 0.0.0.0:$PORT app:app
```
"""

import re

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule

VARIABLE = re.compile(r"\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*(?::?[-=+?][^{}]*)?\})")
NUMBERS = ("-b", "--bind", "--port", "-p", "--workers", "-w", "--threads", "--timeout", "-t", "--listen", "--http")
"""Options that a text with a dollar sign makes the server refuse."""


@rule(family="network", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment, invocation in project.programs("start"):
        image = deployment.image
        if image is None or invocation.expands or invocation.place.path != image.path:
            continue
        for position, word in enumerate(invocation.arguments):
            found = VARIABLE.search(word)
            before = invocation.arguments[position - 1] if position else ""
            if found is not None:
                is_refused = word.partition("=")[0] in NUMBERS or before in NUMBERS
                then = "does not start" if is_refused else "gets something else than is meant"
                yield Problem(
                    invocation.place_of(position),
                    f"No shell runs this command, so that {invocation.program} gets the text {found.group()} as it is written, and {then}.",
                    f"Write it without brackets: CMD exec {' '.join((invocation.written, *invocation.arguments))}",
                    "" if is_refused else WARNING,
                )
                break
