r"""Path with backslashes on a Linux host.

A relative path is written with backslashes; git has the file with slashes.

## Why it is bad

Only Windows takes a backslash for a separator. On Linux `open("data\\prices.csv")` looks for one file with a backslash in its name: `FileNotFoundError: [Errno 2] No such file or directory: 'data\\prices.csv'`. Flask answers `render_template("mail\\bill.html")` with 500 and `TemplateNotFound` everywhere.

## Use instead

Write slashes, which Windows understands too, or `pathlib`.

## Bad

Outcome: the start fails: "No such file or directory"

```python app.py
from flask import Flask

app = Flask(__name__)
with open("data\\prices.csv") as file:  # <-
    prices = file.read()
```

```text data/prices.csv
name,price
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
import re

from flask import Flask

app = Flask(__name__)
WORD = re.compile("\\w+\\.csv")
with open("data/prices.csv") as file:
    prices = file.read()
shown = "data\\prices.csv".replace("\\", "/")
```

```text data/prices.csv
name,price
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
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule

OPENING = frozenset(
    "open read_csv read_excel read_json read_pickle read_parquet load load_model imread render_template send_file Path join loadtxt genfromtxt".split()
)
TURNING = frozenset(
    ("replace", "split", "sub", "compile", "match", "search", "normpath", "PureWindowsPath", "PosixPath")
)


@rule(family="portability", severity=ERROR)
def check(project: Project) -> Problems:
    files = project.tree.files
    for text, reached in project.reached.standing_texts():
        calls = set(text.calls)
        if "\\" not in text.text or not calls & OPENING or calls & TURNING or text.is_questioned:
            continue
        meant = text.text.replace("\\", "/").removeprefix("./")
        if text.is_taken_from or meant.startswith("/") or ":" in meant or text.is_example:
            continue
        if not any(path == meant or path.endswith(f"/{meant}") for path in files):
            continue
        yield Problem(
            text.place,
            f"On Linux a backslash is no separator: no file is called {text.text}, and git has {meant}.",
            f'Write "{meant}": Windows takes slashes too.',
            "" if reached.at_start else WARNING,
        )
