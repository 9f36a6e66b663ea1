r"""A line of a requirements file is nothing that pip understands.

pip stops with `ERROR: Invalid requirement` at the first such line and installs nothing.

Pins are written with two equals signs: `flask==3.0.0`. The list to commit is what `pip freeze` prints, not `pip list`.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt lines=1,3
flask=3.0.0
gunicorn==23.0.0
pip install requests
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt
# the web server
flask==3.0.0 ; python_version >= "3.9"
gunicorn==23.0.0 \
    --hash=sha256:0000000000000000000000000000000000000000000000000000000000000000
--extra-index-url https://packages.example.com/simple
celery[redis]>=5.3,<6
```
"""

import re

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Edit, Problem, Problems, rule

SINGLE = re.compile(r"^\s*([A-Za-z0-9._\-]+(?:\[[^\]]*\])?)\s*(=)\s*([0-9][^=\s]*)\s*$")


@rule(family="dependencies", severity=ERROR)
def check(project: Project) -> Problems:
    for file in project.installed_files:
        if file.kind in ("requirements", "constraints") and not file.encoding.startswith("utf-16-"):
            for line in file.invalid:
                # flask=3.0.0 → flask==3.0.0
                single = SINGLE.match(project.tree.source(file.path).lines[line.place.line - 1])
                sign = single.span(2) if single else (0, 0)
                yield Problem(
                    line.place,
                    f'pip stops here with "{line.message.rstrip(".")}", and nothing is installed.',
                    "Correct the line, or write the file anew: pip freeze > requirements.txt",
                    fix=(Edit(line.place.replaced(column=sign[0] + 1, end_column=sign[1] + 1), "=="),)
                    if single
                    else (),
                    cause=Cause("invalid lines", file.path),
                    brief="the same with this line",
                )
