r"""A file is named with other upper and lower case than it has.

Windows and macOS find it all the same, Linux does not: `TemplateNotFound: Index.html`, `ModuleNotFoundError: No module named 'app.Models'`, a style sheet that answers 404.

Write the name exactly as in git. If the file itself was renamed on Windows or macOS, `git mv` must be told: `git mv index.html tmp && git mv tmp Index.html`.

## Bad

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

from collections.abc import Iterator

from flaskcheck.facts import Place
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Edit, Problem, Problems, rule


@rule(
    family="portability",
    severity=ERROR,
    supersedes=("missing-template", "missing-static-file", "undeclared-import", "unresolved-import"),
)
def check(project: Project) -> Problems:
    for use in project.template_uses():
        found = project.template_folders.lookup(use.name)
        others = any(project.template_folders.lookup(name).status == "found" for name in use.others)
        if found.status == "case" and not use.optional and not others:
            yield _problem(use.place, use.name, found.path, f'"TemplateNotFound: {use.name}"', "")
    for static in project.static_uses():
        found = project.static_folders.lookup(static.filename)
        if found.status == "case":
            yield _problem(static.place, static.filename, found.path, "404", WARNING)
    yield from _imports(project)


def _problem(place: Place, name: str, path: str, error: str, severity: str) -> Problem:
    right = path[-len(name.lstrip("/")) :]
    return Problem(
        place,
        f"On Linux this gives {error}: the file is called {path}, and case counts there.",
        f"Write {right}.",
        severity,
        fix=(Edit(place, right),) if place.end_column - place.column == len(name) == len(right) else (),
    )


def _imports(project: Project) -> Iterator[Problem]:
    """First-party imports whose module exists with other case."""
    for statement, reached in project.imports():
        importer = reached.deployments[0].production.evaluator.importer
        dotted = importer.absolute(statement.place.path, statement.module, statement.level)
        if not dotted or importer.locate(dotted) or any(g.kind in ("try", "except") for g in statement.guards):
            continue
        base = f"{reached.deployments[0].source_root}/{dotted.replace('.', '/')}".lstrip("/").lower()
        for path in project.code.paths:
            if path.lower() in (f"{base}.py", f"{base}/__init__.py"):
                yield Problem(
                    statement.place,
                    f"On Linux this gives \"No module named '{dotted}'\": the file is called {path}, and case counts there.",
                    "Import it as it is written in git.",
                )
                break
