r"""Variable not expanded.

A variable stands where no shell replaces it: in an exec form, in single quotes, in Railway's command for an image.

## Why it is bad

`CMD ["gunicorn", "-b", "0.0.0.0:$PORT", "app:app"]` starts gunicorn with the text `$PORT`; it stops before it listens (seen with gunicorn 23.0.0 and 27.0.1):

    Error: '$PORT' is not a valid port number.

## Use instead

The shell form with `exec`: `CMD exec gunicorn -b 0.0.0.0:$PORT app:app`. gunicorn without `-b` listens on `$PORT` by itself.

## Bad

Outcome: the start fails: "'$PORT' is not a valid port number."

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

## Bad: Railway, with an image

Railway runs the start command of an image without a shell ("Set a Start Command" in its documentation).

```python app.py
from flask import Flask

app = Flask(__name__)
```

```json railway.json lines=3
{
  "build": { "builder": "DOCKERFILE" },
  "deploy": { "startCommand": "gunicorn -b 0.0.0.0:$PORT app:app" }
}
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask==3.1.3 gunicorn==23.0.0
CMD exec gunicorn -b 0.0.0.0:$PORT app:app
```

## Bad: single quotes

Outcome: the start fails: "'$PORT' is not a valid port number."

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: gunicorn --bind='0.0.0.0:$PORT' app:app  # <-
```

## Good: double quotes around single ones

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
Flask==3.1.2
gunicorn==23.0.0
```

```text Procfile
web: bash -c "gunicorn -b '0.0.0.0:$PORT' app:app"
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
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, edits, quoted, rule, word

VARIABLE = re.compile(r"\$(?:[A-Za-z_]\w*|\{[A-Za-z_]\w*(?::?[-=+?][^{}]*)?\})")
NUMBERS = {
    "gunicorn": ("-b", "--bind", "-w", "--workers", "--threads", "-t", "--timeout"),
    "hypercorn": ("-b", "--bind", "-w", "--workers"),
    "uvicorn": ("--port", "--workers"),
    "waitress-serve": ("--port", "--listen", "--threads"),
    "flask": ("-p", "--port"),
}
"""Options of servers that refuse a text with a dollar sign (gunicorn 27.0.1, hypercorn 0.18.0, uvicorn 0.54.0, waitress 3.0.2, Flask 3.1.3)."""
CODE = ("-c", "-e", "-lc", "-ec", "-command", "/c")
"""What stands before a program's text, in whose own language a dollar sign may mean anything."""


SAFE = re.compile(r"[\w./:=@%+,${}?-]+")
"""Words in which a shell replaces variables and nothing else."""


@rule(family="network", severity=ERROR, fixable=True)
def check(project: Project) -> Problems:
    yield from _in_single_quotes(project)
    for deployment, invocation in project.programs("start"):
        kind = deployment.obstacles.without_shell(invocation)
        if not kind or (invocation.script and not invocation.script.endswith(".py")):
            continue  # a script may expand what it is given (eval)
        own_edits, options = edits(project, invocation.place.path), NUMBERS.get(invocation.program, ())
        for position, argument in enumerate(invocation.arguments):
            found = VARIABLE.search(argument)
            before = invocation.arguments[position - 1] if position else ""
            if found is None or before.lower() in CODE:
                continue
            variable, place = found.group(), invocation.place_of(position)
            is_refused = argument.partition("=")[0] in options or before in options
            if kind == "list" and (not is_refused or deployment.host.replaces(variable, own_edits.text(place))):
                continue
            then = "does not start" if is_refused else "gets something else than is meant"
            line = _for_a_shell((invocation.written, *invocation.arguments))
            command = f"exec {line or ' '.join((invocation.written, *invocation.arguments))}"
            shell = deployment.host.own_variable(variable) or f'Have a shell run it: /bin/sh -c "{command}"'
            is_array = own_edits.text(invocation.place).startswith("[") and not invocation.wrapper
            is_all = line and kind == "image" and is_array
            yield Problem(
                place,
                f"No shell runs this command, so that {invocation.program} gets the text {variable} as it is written, and {then}.",
                f"Write it without brackets: CMD {command}" if kind == "image" else shell,
                "" if is_refused else WARNING,
                fix=own_edits.put(invocation.place, f'["sh", "-c", {quoted(command)}]') if is_all else None,
            )
            break


def _in_single_quotes(project: Project) -> Problems:
    """What a shell leaves as it is, because single quotes stand around it, and the server then refuses."""
    for deployment, invocation in project.programs("start"):
        texts = {command.place: command.text for command in deployment.commands.written}
        whole = invocation.text if invocation.via else texts.get(invocation.origin, "")
        options = NUMBERS.get(invocation.program, ()) if invocation.expands else ()
        for position, argument in enumerate(invocation.arguments):
            option, _, text = argument.partition("=")
            is_own = option in options and bool(text)
            found = VARIABLE.search(argument)
            before, quoted_text, _ = whole.partition(f"'{text if is_own else argument}'")
            is_given = is_own or invocation.arguments[max(position - 1, 0)] in options
            if found is not None and is_given and quoted_text and before.count('"') % 2 == 0:
                own_edits = edits(project, invocation.place_of(position).path)
                wanted = quoted_text.replace("'", '"')
                yield Problem(
                    invocation.place_of(position),
                    f"In single quotes a shell leaves {found.group()} as it is written: {invocation.program} gets that text and does not start.",
                    f"Write: {wanted}",
                    fix=own_edits.replaced(invocation.place_of(position), quoted_text, wanted),
                )


def _for_a_shell(words: tuple[str, ...]) -> str:
    """The words as one line of a shell that replaces the variables in them; ``""`` where one of them would need more than that."""
    if any("$" in text and not SAFE.fullmatch(text) for text in words):
        return ""
    return " ".join(text if "$" in text else word(text) for text in words)
