r"""Needed file isn't in git.

The deployment needs a file that isn't in git.

## Why it is bad

The file exists on your disk, so the app works there. The host gets only what git has: `ModuleNotFoundError: No module named 'config'`, `TemplateNotFound`. Either .gitignore names the file, or you haven't added it: `git commit -a` takes only files that git knows already.

## Use instead

Commit the file (`git add -f` if .gitignore names it). If it holds secrets, read them from the environment instead.

## Bad

Outcome: the start fails: "No module named 'settings'"

```python app.py
from flask import Flask
import settings  # <-

app = Flask(__name__)
```

```python settings.py ignored
THEME = "light"
```

## Bad: new files

Outcome: the start fails: "No module named 'shop.settings'"

```python shop/__init__.py
from flask import Flask, render_template, request

app = Flask(__name__)
app.config.from_object("shop.settings.Live")  # <-

@app.route("/")
def index():
    if request.args.get("again"):
        import shop.fill  # <-
    return render_template("index.html")  # <-
```

```python shop/settings.py untracked
class Live:
    THEME = "light"
```

```python shop/fill.py untracked
```

```html shop/templates/index.html untracked
<h1>Shop</h1>
```

```text Procfile
web: gunicorn shop:app
```

## Good

```python app.py
from flask import Flask
import settings

try:
    import local_settings
except ImportError:
    local_settings = None

app = Flask(__name__)
```

```python settings.py
THEME = "light"
```

```python local_settings.py ignored
THEME = "dark"
```
"""

from flaskcheck.known.usual_names import is_generated
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule

FAILURES = {
    "import": "on the host the import fails with \"No module named '{name}'\"",
    "member": "on the host the import fails with \"cannot import name '{last}'\"",
    "named": "on the host the text cannot be imported: \"No module named '{name}'\"",
    "target": "{program} stops with \"No module named '{name}'\"",
    "script": "on the host the {program} ends here",
    "configuration": "on the host {program} ends before it loads the app, \"Error: '{name}' doesn't exist\"",
    "requirements": "pip stops with \"Could not open requirements file: No such file or directory: '{name}'\"",
    "template": 'on the host the page fails with "TemplateNotFound: {name}"',
    "static": "the browser gets 404",
    "installed": "{program} finds no such file and installs nothing from it",
    "platform": "{program} does not get what it says",
    "environment": "on the host the upgrade ends here",
    "revision": "the upgrade on the host does not run it, and the new code meets the old tables",
}
LIKELY = ("static", "platform", "revision")
"""What does not stop the application, or may be meant for later."""


@rule(
    family="platform",
    severity=ERROR,
    supersedes=("undeclared-import", "unresolved-import", "missing-template", "missing-requirements-file"),
)
def check(project: Project) -> Problems:
    for file in project.left_behind:
        is_ignored = file.why == "ignored"
        if is_ignored and file.kind == "target" or is_generated(file.name):
            continue  # unresolved-app tells of a target that cannot be found
        why = "git ignores it" if is_ignored else "isn't in git"
        failure = FAILURES[file.kind].format(name=file.name, last=file.name.rpartition(".")[2], program=file.program)
        yield Problem(
            file.place,
            f"{file.path} exists locally, but {why}: {failure}.",
            f"git add {'-f ' if is_ignored else ''}{file.path}; if it holds secrets, read them from the environment instead.",
            WARNING if file.kind in LIKELY else "",
        )
