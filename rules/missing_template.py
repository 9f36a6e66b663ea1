r"""Template not found.

The code or another template names a template that no template folder holds.

## Why it is bad

The page fails with a 500: `jinja2.exceptions.TemplateNotFound: cart.html`. Flask looks in the folder templates/ beside the module that makes the app, and in the folders that blueprints name. An image has only what its Dockerfile copies and .dockerignore doesn't exclude.

`{% include %}` inside an HTML comment runs as well; only a `{# … #}` comment disables a tag. Verified with Flask 3.1.3 and Jinja 3.1.6.

## Use instead

Write the name relative to that folder (`index.html`, not `templates/index.html`), with `/` between folders on every system.

## Bad

```python app.py
from flask import Flask, render_template

app = Flask(__name__)

@app.route("/")
def index():
    return render_template("home.html")  # <-

@app.route("/shop")
def shop():
    return render_template("index.html")
```

```html templates/index.html
{% extends "layout.html" %}  {# <- #}
<!-- {% include "old.html" %} -->  {# <- #}
```

## Bad: the folder is a part of the name

Outcome: / answers 500: "TemplateNotFound: templates/index.html"

```python app.py
from flask import Flask, render_template

app = Flask(__name__)

@app.route("/")
def index():
    return render_template("templates/index.html")  # <-
```

```html templates/index.html
<p>Welcome</p>
```

## Bad: it is not in the image

Outcome: / answers 500: "TemplateNotFound: index.html"

```python app.py
from flask import Flask, render_template

app = Flask(__name__)

@app.route("/")
def index():
    return render_template("index.html")
```

```html templates/index.html
<p>Welcome</p>
```

```text .dockerignore
.env
templates  # <-
```

```dockerfile Dockerfile
FROM python:3.13-slim
WORKDIR /app
COPY . .
RUN pip install flask gunicorn
CMD ["gunicorn", "-b", "0.0.0.0:8000", "app:app"]
```

## Good

```python app.py
from flask import Flask, render_template
from shop import shop

app = Flask(__name__)
app.register_blueprint(shop)

@app.route("/<page>")
def index(page):
    return render_template("index.html") + render_template(f"pages/{page}.html")
```

```python shop/__init__.py
from flask import Blueprint, render_template

shop = Blueprint("shop", __name__, template_folder="templates")

@shop.route("/cart")
def cart():
    return render_template("cart.html")
```

```html templates/index.html
{# {% extends "old.html" %} #}
{% include "extra.html" ignore missing %}
```

```html shop/templates/cart.html
{% extends "index.html" %}
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, Cause, Problem, Problems, Related, edits, rule, some


@rule(family="portability", severity=ERROR, fixable=True)
def check(project: Project) -> Problems:
    folders = project.pages.template_folders
    is_there = any(map(project.tree.has_folder, folders.folders))
    for use in project.pages.template_uses:
        names = (use.name, *use.others)
        if use.optional or any(folders.lookup(name).status != "missing" for name in names):
            continue
        if not project.pages.is_reached(use.place.path):
            continue
        error = f'"TemplateNotFound: {use.name}"' if not use.others else '"TemplatesNotFound"'
        where = some(folders.folders)
        right, folder = _meant(project, use.name)
        found = "" if is_there else _found(project, use.name)
        yield Problem(
            use.place,
            f"The page fails with {error}: there is no such file in {where}.",
            f"Write {right}: names are relative to {folder}, with / between folders."
            if right
            else f"Flask looks in {folders.folders[0]}: move {found} there."
            if found
            else _near(folders.nearest(use.name)),
            cause=Cause("template", use.name if is_there or not found else "all"),
            brief=f"{use.name} is named here too",
            fix=edits(project, use.place.path).replaced(use.place, use.name, right) if right else None,
        )
    yield from _left_out(project)


def _left_out(project: Project) -> Problems:
    """Templates that the repository has and an image has not: one finding for each of their folders."""
    told: set[tuple[str, str]] = set()
    for deployment in project.web_deployments:
        for use in project.pages.template_uses:
            path = project.pages.template_folders.path(use.name)
            key = (deployment.service.image, path.rpartition("/")[0])
            if deployment.commands.servers and not deployment.commands.web_servers:
                break  # workers alone render no pages
            held = deployment.files.holds(use.place.path) and project.pages.is_reached(use.place.path)
            is_needed = held and not use.optional and not use.others
            copies = (path, *project.pages.template_folders.every(use.name)) if path else ()
            if not path or key in told or not is_needed or not deployment.files.lacks(*copies):
                continue
            told.add(key)
            line = deployment.files.why_left_out(path)
            why = "this line leaves it out" if line else f"{deployment.service.image} does not copy it"
            yield Problem(
                line or use.place,
                f'The page fails with "TemplateNotFound: {use.name}": the image has no {path}, {why}.',
                "Take the line out." if line else f"Copy the folder {path.rpartition('/')[0]} too.",
                related=(Related(use.place, "the page is made here"),) if line else (),
            )


def _found(project: Project, name: str) -> str:
    """Where a template lies that no folder of templates holds, because there is none."""
    alike = project.tree.named(name.rpartition("/")[2])
    return next((path for path in alike if f"/{path}".endswith(f"/{name}")), "")


def _near(name: str) -> str:
    return f"Did you mean {name}?" if name else "Commit the template, or correct its name."


def _meant(project: Project, name: str) -> tuple[str, str]:
    """The name to write, and the folder that it is relative to: Windows' separator and the folder's own name are common slips."""
    folders = project.pages.template_folders
    plain = name.replace("\\", "/")
    for folder in folders.folders:
        shorter = plain.removeprefix(f"{folder}/").removeprefix(f"{folder.rpartition('/')[2]}/")
        if shorter != name and folders.lookup(shorter).status == "found":
            return shorter, folder
    return "", ""
