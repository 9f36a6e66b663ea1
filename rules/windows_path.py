r"""Path with backslashes on a Linux host.

A relative path is written with backslashes; git has the file or its folder with slashes.

## Why it is bad

Only Windows takes a backslash for a separator. On Linux `open("data\\prices.csv")` looks for one file with a backslash in its name: `FileNotFoundError: [Errno 2] No such file or directory: 'data\\prices.csv'`. Flask answers `render_template("mail\\bill.html")` with 500 and `TemplateNotFound` everywhere. `os.path.join("static\\uploads", name)` leads into a folder of that name, which is not there; `open("data\\" + name, "w")` writes a file beside the folder.

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

## Bad: the folder

```python app.py
import os

from flask import Flask, request

app = Flask(__name__)

@app.post("/photo")
def photo():
    file = request.files["photo"]
    file.save(os.path.join("static\\uploads", file.filename))  # <-
    return "saved"
```

```text static/uploads/.gitkeep
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

from collections.abc import Iterable

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule

OPENING = frozenset(
    "open read_csv read_excel read_json read_pickle read_parquet load load_model imread render_template send_file Path join loadtxt genfromtxt".split()
)
KEEPING = frozenset("listdir scandir send_from_directory save savefig imwrite to_csv to_excel".split())
TURNING = frozenset(
    ("replace", "split", "sub", "compile", "match", "search", "normpath", "PureWindowsPath", "PosixPath")
)


@rule(family="portability", severity=ERROR)
def check(project: Project) -> Problems:
    for text, reached in project.reached.standing_texts():
        meant, calls = text.unix_path, set(text.calls)
        if not meant or not calls & (OPENING | KEEPING) or calls & TURNING:
            continue
        if text.is_questioned or text.is_taken_from or text.is_example:
            continue
        is_file = _is_in(meant, project.tree.files)
        if is_file and calls & OPENING:
            yield Problem(
                text.place,
                f"On Linux a backslash is no separator: no file is called {text.text}, and git has {meant}.",
                f'Write "{meant}": Windows takes slashes too.',
                "" if reached.at_start else WARNING,
            )
        elif not is_file and "render_template" not in calls and _is_in(meant, project.tree.folders):
            yield Problem(
                text.place,
                f"On Linux a backslash is no separator: this leads to no file in the folder {meant}.",
                f"Write {meant}/ with slashes: Windows takes them too.",
                WARNING,
            )


def _is_in(path: str, known: Iterable[str]) -> bool:
    """Whether git has it, seen from the root or from a folder."""
    return any(other == path or other.endswith(f"/{path}") for other in known)
