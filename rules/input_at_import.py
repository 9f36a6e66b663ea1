r"""Input requested at import.

Code that runs when the server starts asks for input, or stops in the debugger.

## Why it is bad

Nobody sits at a server. `input()` and `getpass()` end with `EOFError: EOF when reading a line`, `breakpoint()` with `bdb.BdbQuit`, and gunicorn gives up: `Worker failed to boot` (verified with gunicorn 27.0.1 and waitress 3.0.2; uWSGI 2.0.31 goes on and answers every request with 500).

## Use instead

Read the answer from an environment variable, or ask in a command that you run yourself (`@app.cli.command`). Remove `breakpoint()`.

## Bad

Outcome: the start fails: "EOFError: EOF when reading a line"

```python main.py
from flask import Flask

app = Flask(__name__)
shop = input("Name of the shop: ")  # <-
```

```text Procfile
web: gunicorn main:app
```

## Bad: the debugger, in a factory

Outcome: the start fails: "bdb.BdbQuit"

```python shop/__init__.py
from flask import Flask

def create_app():
    app = Flask(__name__)
    breakpoint()  # <-
    return app
```

```text Procfile
web: gunicorn "shop:create_app()"
```

## Good

```python main.py
import os

from flask import Flask

app = Flask(__name__)
shop = os.environ.get("SHOP", "Cookies")

@app.cli.command("rename")
def rename():
    print(input("New name: "))

if __name__ == "__main__":
    input("Press Enter to start")
    app.run()
```

```text Procfile
web: gunicorn main:app
```

## Good: only at a terminal

```python main.py
import sys

from flask import Flask

app = Flask(__name__)
if sys.stdin.isatty():
    input("Press Enter to start")
try:
    shop = input("Name of the shop: ")
except EOFError:
    shop = "Cookies"
```

```text Procfile
web: gunicorn main:app
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, rule


@rule(family="server", severity=ERROR)
def check(project: Project) -> Problems:
    for deployment in project.deployments:
        for use in deployment.running.waits():
            is_debugger = use.meaning.of == "debugger"
            if not use.is_caught("EOFError", *(("BdbQuit",) if is_debugger else ())):
                yield Problem(
                    use.site.place,
                    f"{use.shown} waits for a keyboard, which a server does not have: the start ends with "
                    f"{'BdbQuit' if is_debugger else 'EOFError'}, and no worker boots.",
                    "Remove it."
                    if is_debugger
                    else "Read the answer from an environment variable, or ask in a command that you run yourself.",
                    cause=Cause("call", use.site.place),
                )
