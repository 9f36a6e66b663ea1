r"""File name differs in case from git.

The code, a template or a command spells a file's name with other upper and lower case than git does.

## Why it is bad

Windows and macOS find the file anyway; Linux doesn't: `TemplateNotFound: Index.html`, or a style sheet that answers 404.

Imports go wrong in another way. Python minds the case everywhere, but git on Windows and macOS doesn't notice that `Models.py` was renamed to `models.py`. The host gets the old name and stops with `ModuleNotFoundError: No module named 'app.models'`.

## Use instead

Spell the name exactly as git does, or rename the file in git as well: `git mv Models.py tmp && git mv tmp models.py`.

## Bad

Outcome: the start fails: "No module named 'Helpers'"

```python app.py
from flask import Flask, render_template
import Helpers  # <-

app = Flask(__name__)

@app.route("/")
def index():
    return render_template("Index.html")  # <-
```

```python helpers.py
```

```html templates/index.html
<link rel="stylesheet" href="{{ url_for('static', filename='CSS/main.css') }}">  <!-- <- -->
```

```css static/css/main.css
body {}
```

## Good

```python app.py
from flask import Flask, render_template
import helpers

app = Flask(__name__)

@app.route("/")
def index():
    return render_template("index.html")
```

```python helpers.py
```

```html templates/index.html
<link rel="stylesheet" href="{{ url_for('static', filename='css/main.css') }}">
```

```css static/css/main.css
body {}
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, edits, rule


@rule(
    family="portability",
    severity=ERROR,
    supersedes=("missing-template", "missing-static-file", "undeclared-import", "unresolved-import"),
    fixable=True,
)
def check(project: Project) -> Problems:
    pages = project.pages
    look, look_beside = pages.template_folders.lookup, pages.static_folders.lookup
    templates = (
        (use.place, use.name, look(use.name), f'"TemplateNotFound: {use.name}"', "")
        for use in pages.template_uses
        if not use.optional and not any(look(name).status == "found" for name in use.others)
    )
    statics = ((use.place, use.filename, look_beside(use.filename), "404", WARNING) for use in pages.static_uses)
    for place, name, found, error, severity in (*templates, *statics):
        if found.status == "case" and pages.is_reached(place.path):
            right = found.path[-len(name.lstrip("/")) :]
            yield Problem(
                place,
                f"On Linux this gives {error}: the file is called {found.path}, and case counts there.",
                f"Write {right}.",
                severity,
                fix=edits(project, place.path).replaced(place, name, right),
            )
    yield from _imports(project)


def _imports(project: Project) -> Problems:
    """First-party imports whose module exists with other case."""
    told: set[str] = set()
    names = _names(project)
    for statement, reached in project.reached.imports():
        if not statement.level and statement.module.partition(".")[0].lower() not in names:
            continue  # nothing here is called so, in whatever case
        for deployment in reached.deployments:
            dotted, path = deployment.search.misspelt(statement)
            if path and dotted not in told and not deployment.start.production.is_optional(statement):
                told.add(dotted)
                yield Problem(
                    statement.place,
                    f"The host has no module '{dotted}': in the repository it is {path}, and case counts.",
                    "Use git's spelling, or rename the file with git mv.",
                )


def _names(project: Project) -> set[str]:
    """The names of all modules and packages of the repository in small letters, also of files that end with ``.PY``."""
    loud = (path.rpartition("/")[2][:-3] for path in project.tree.files if path.endswith((".PY", ".Py", ".pY")))
    return {name.lower() for name in (*project.repository.module_names, *loud)}
