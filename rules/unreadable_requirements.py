r"""Requirements file isn't UTF-8.

The requirements file has an encoding that tools can't read.

## Why it is bad

PowerShell's `>` writes UTF-16. pip and uv read it if it begins with a byte-order mark (verified with pip 26.3 and uv 0.13). Dependency scanners and some hosts' detection don't, and GitHub shows the file as binary. Without the mark pip refuses every line.

## Use instead

Write it again as UTF-8: `pip freeze | Out-File -Encoding utf8 requirements.txt` in PowerShell, or save it as UTF-8 in your editor.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt utf-16 file
Flask==3.1.2
gunicorn==23.0.0
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```text requirements.txt crlf
Flask==3.1.2
gunicorn==23.0.0
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, edits, rule


@rule(family="dependencies", severity=WARNING, fixable=True)
def check(project: Project) -> Problems:
    for file in project.installed_files:
        if file.kind not in ("requirements", "constraints") or file.encoding in ("utf-8", "utf-8-sig"):
            continue
        refused = file.encoding != "utf-16"
        shown = "UTF-16" if file.encoding.startswith("utf-16") else "not UTF-8"
        what = (
            "pip cannot read it, and nothing is installed"
            if refused
            else "pip reads it, but dependency scanners and some hosts do not, and GitHub shows it as binary"
        )
        yield Problem(
            project.tree.place_of(file.path),
            f"The file is {shown}: {what}.",
            "Save it as UTF-8: pip freeze | Out-File -Encoding utf8 requirements.txt (PowerShell).",
            ERROR if refused else "",
            fix=edits(project, file.path).as_utf_8(),
        )
