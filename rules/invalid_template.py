r"""Template syntax error.

A template that a page is made of does not compile.

## Why it is bad

Jinja compiles a template when it is first rendered, so the app starts, and the page answers 500: `jinja2.exceptions.TemplateSyntaxError: Unexpected end of template. Jinja was looking for the following tags: 'endblock'.` Whoever opens the page first sees it.

Tags of other engines (`{% load static %}`, `{% elseif %}`) end the same way: `Encountered unknown tag 'load'.` Verified with Flask 3.1.3 and Jinja 3.1.6.

A template that extends another one shows only its blocks, and only those that the other one has: without any of them the page is what it extends.

## Use instead

Close every block, and write conditions as Jinja does: `{% elif x %}`, `{{ a if x else b }}`, `and` and `or`. What a browser's framework is to read belongs between `{% raw %}` and `{% endraw %}`.

## Bad

Outcome: / answers 500: "jinja2.exceptions.TemplateSyntaxError"

```python app.py
from flask import Flask, render_template

app = Flask(__name__)

@app.route("/")
def index():
    return render_template("list.html", items=[])

@app.route("/shop")
def shop():
    return render_template("shop.html")
```

```html templates/list.html
{% block body %}  {# <- #}
{% for item in items %}<li>{{ item }}</li>{% endfor %}
```

```html templates/shop.html
{% if user %}Welcome
{% else if guest %}Hello  {# <- #}
{% endif %}
```

## Bad: a macro that is not there

Outcome: / answers 500: "does not export the requested name 'figrue'"

```python app.py
from flask import Flask, render_template

app = Flask(__name__)


@app.route("/")
def index():
    return render_template("index.html")
```

```html templates/index.html
{% from "macros.html" import figrue %}  {# <- #}
{{ figrue("cake") }}
```

```html templates/macros.html
{% macro figure(name) %}<img alt="{{ name }}">{% endmacro %}
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
from flask import Flask, render_template

app = Flask(__name__)

@app.route("/")
def index():
    return render_template("list.html", items=[])
```

```html templates/list.html
{% block body %}
{% for item in items if item is not none %}<li>{{ item["name"] | default("-", true) }}</li>{% else %}none{% endfor %}
{% raw %}{{ a ? b : c }}{% endraw %} {# {% endif %} #}
{% endblock body %}
```

```html templates/unused.html
{% load static %}
```
"""

from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule


@rule(family="portability", severity=ERROR)
def check(project: Project) -> Problems:
    for fault in project.pages.rendered.faults:
        yield Problem(
            fault.place,
            f"The page answers 500, {fault.error}: {fault.message}.",
            "Correct the template; Jinja compiles it only when the page is first opened.",
            "" if fault.certain else WARNING,
            cause=Cause("template", fault.place.path),
        )
    for place, name, parent in project.pages.rendered.unshown:
        yield Problem(
            place,
            f"{parent} has no block {name}, nor any other of this template: nothing of it is shown.",
            f"Call the block as in {parent}, or add it there.",
            WARNING,
            cause=Cause("template", place.path),
        )
