r"""A file is named with other upper and lower case than it has.

Windows and macOS find a template or a style sheet all the same, Linux does not: `TemplateNotFound: Index.html`, a style sheet that answers 404. An import goes wrong in another way: Python minds
the case everywhere, but git on Windows and macOS does not notice that `Models.py` was renamed to `models.py`, so that the host gets the old name: `ModuleNotFoundError: No module named 'app.models'`.

Write the name exactly as in git, or tell git of the new one: `git mv Models.py tmp && git mv tmp models.py`.

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

from flaskcheck.facts.python import Import
from flaskcheck.ground.place import Place
from flaskcheck.known.distributions import stdlib_modules
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Edit, Problem, Problems, rule
from flaskcheck.units.deployment import Deployment


@rule(
    family="portability",
    severity=ERROR,
    supersedes=("missing-template", "missing-static-file", "undeclared-import", "unresolved-import"),
)
def check(project: Project) -> Problems:
    for use in project.pages.template_uses:
        found = project.pages.template_folders.lookup(use.name)
        others = any(project.pages.template_folders.lookup(name).status == "found" for name in use.others)
        if found.status == "case" and not use.optional and not others and project.pages.is_reached(use.place.path):
            yield _problem(use.place, use.name, found.path, f'"TemplateNotFound: {use.name}"', "")
    for static in project.pages.static_uses:
        found = project.pages.static_folders.lookup(static.filename)
        if found.status == "case" and project.pages.is_reached(static.place.path):
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
    told: set[str] = set()
    names = _names(project)
    for statement, reached in project.reached.imports():
        if not statement.level and statement.module.partition(".")[0].lower() not in names:
            continue  # nothing here is called so, in whatever case
        for deployment in reached.deployments:
            dotted, path = _misspelt(statement, deployment)
            if path and dotted not in told and not deployment.start.production.is_optional(statement):
                told.add(dotted)
                yield Problem(
                    statement.place,
                    f"The host has no module '{dotted}': in the repository it is {path}, and case counts.",
                    "Import it as git spells it, or rename it for git as well, with git mv.",
                )


def _names(project: Project) -> set[str]:
    """The names of all modules and packages of the repository in small letters, also of files that end with ``.PY``."""
    loud = (path.rpartition("/")[2][:-3] for path in project.tree.files if path.endswith((".PY", ".Py", ".pY")))
    return {name.lower() for name in (*project.repository.module_names, *loud)}


def _misspelt(statement: Import, deployment: Deployment) -> tuple[str, str]:
    """The dotted name that an import asks for and the path that it would find if case did not count; two empty texts when all is well."""
    importer = deployment.start.production.evaluator.importer
    dotted = importer.absolute(statement.path, statement.module, statement.level)
    top = dotted.partition(".")[0]
    if not dotted or top in stdlib_modules(deployment.installed.python):
        return "", ""
    if not importer.locate(top) and deployment.installed.provides_import(dotted).status not in ("missing", "unknown"):
        return "", ""  # a distribution's module that happens to be called like a file
    package = importer.locate(dotted)
    if package and package.kind == "package" and statement.name and statement.name != "*":
        bound = deployment.code.bindings(package.path)
        if statement.name in bound or "*" in bound or "__getattr__" in bound:
            return "", ""
        dotted = f"{dotted}.{statement.name}"
    return dotted, importer.other_case(dotted)
