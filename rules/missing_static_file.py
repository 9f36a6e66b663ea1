r"""Static file not found.

A page asks for a static file that isn't in the repository.

## Why it is bad

The browser gets a 404: the page has no style, or a script never runs. Often the file exists on one computer only, or a build that the host doesn't run makes it.

An image has only what its Dockerfile copies and .dockerignore doesn't exclude.

## Use instead

Commit the file, or run the build that makes it on the host.

## Bad

```python app.py
from flask import Flask, render_template

app = Flask(__name__)

@app.route("/")
def index():
    return render_template("index.html")
```

```html templates/index.html
<script src="{{ url_for('static', filename='js/app.js') }}"></script>  <!-- <- -->
```

```css static/main.css
body {}
```

## Bad: it isn't in the image

```python app.py
from flask import Flask, render_template

app = Flask(__name__)

@app.route("/")
def index():
    return render_template("index.html")
```

```html templates/index.html
<link rel="stylesheet" href="{{ url_for('static', filename='main.css') }}">
```

```css static/main.css
body {}
```

```text .dockerignore
.env
static  # <-
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

app = Flask(__name__)

@app.route("/")
def index():
    return render_template("index.html")
```

```html templates/index.html
<link rel="stylesheet" href="{{ url_for('static', filename='main.css') }}">
<img src="{{ url_for('static', filename='img/' ~ name) }}">
<script src="https://cdn.example.com/app.js"></script>
```

```css static/main.css
body {}
```
"""

from flaskcheck.known.usual_names import BUILT_FOLDERS
from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Problem, Problems, Related, rule, some


@rule(family="portability", severity=WARNING)
def check(project: Project) -> Problems:
    folders = project.pages.static_folders
    told: set[str] = set()
    for use in project.pages.static_uses:
        name = use.filename
        if use.endpoint not in ("static", "/static") or name in told or _is_made(project, name):
            continue
        if folders.lookup(name).status == "missing" and project.pages.is_reached(use.place.path):
            told.add(name)
            yield Problem(
                use.place,
                f"The browser gets 404 for {name}: there is no such file in {some(folders.folders)}.",
                f"Did you mean {near}?" if (near := folders.nearest(name)) else "Commit the file, or correct its name.",
            )
    yield from _left_out(project)


def _left_out(project: Project) -> Problems:
    """Static files that the repository has and an image that no proxy stands before has not: one finding for each of their folders."""
    told: set[tuple[str, str]] = set()
    for deployment in project.web_deployments:
        if not deployment.files.are_handed_out_here:
            continue
        for use in project.pages.static_uses:
            path = project.pages.static_folders.path(use.filename)
            folder = project.pages.static_folders.folder_of(path)
            is_needed = (
                use.endpoint in ("static", "/static") and bool(path) and project.pages.is_reached(use.place.path)
            )
            if (
                not is_needed
                or (deployment.service.image, folder) in told
                or not deployment.files.holds(use.place.path)
            ):
                continue
            if not deployment.files.lacks(path, *project.pages.static_folders.every(use.filename)):
                continue
            told.add((deployment.service.image, folder))
            line = deployment.files.why_left_out(path)
            why = "this line leaves it out" if line else f"{deployment.service.image} does not copy it"
            yield Problem(
                line or use.place,
                f"The browser gets 404 for {use.filename}: the image has no {path}, {why}.",
                "Take the line out." if line else f"Copy the folder {folder} too.",
                related=(Related(use.place, "the page that asks for it"),) if line else (),
            )


def _is_made(project: Project, name: str) -> bool:
    """Whether a name is no whole file name, or that of a file that is made later or kept elsewhere."""
    *above, last = name.split("/")
    if (
        "." not in last
        or any(sign in name for sign in "{%<*")
        or BUILT_FOLDERS & set(above)
        or last.startswith("bundle.")
        or project.pages.is_built_by_front_end(name)
    ):
        return True
    paths = [f"{folder}/{name}" for folder in project.pages.static_folders.folders]
    if any(project.tree.is_tracked(path) or path in project.pages.ignored_static_files for path in paths):
        return True
    prepared = project.repository.prepared
    if any(prepared.may_make(path) or prepared.is_put_by_scripts(path) for path in paths):
        return True
    return any(deployment.files.may_make(path) for deployment in project.deployments for path in paths)
