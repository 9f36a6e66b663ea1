r"""A template is named that no template folder holds.

The page answers with 500: `jinja2.exceptions.TemplateNotFound: cart.html`. Flask looks in the folder templates/ beside the module that makes the application, and in the folders that blueprints name.

## Bad

```python app.py
from flask import Flask, render_template

app = Flask(__name__)

@app.route("/")
def index():
    return render_template("home.html")  # <-
```

```html templates/index.html
{% extends "layout.html" %}  {# <- #}
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
from flaskcheck.rule import ERROR, Problem, Problems, rule


@rule(family="portability", severity=ERROR)
def check(project: Project) -> Problems:
    folders = project.template_folders
    for use in project.template_uses():
        if use.optional or folders.lookup(use.name).status != "missing" or not use.name.strip():
            continue
        where = ", ".join(folders.folders) or "templates"
        yield Problem(
            use.place,
            f'The page fails with "TemplateNotFound: {use.name}": there is no such file in {where}.',
            "Commit the template, or correct its name.",
        )
