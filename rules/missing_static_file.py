r"""A page asks for a static file that is not in the repository.

The browser gets 404: a page without its style, a script that never runs. Often the file is on one computer only, or a build makes it that the host does not run.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```html templates/index.html
<script src="{{ url_for('static', filename='js/app.js') }}"></script>  <!-- <- -->
```

```css static/main.css
body {}
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
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

from flaskcheck.project import Project
from flaskcheck.rule import WARNING, Problem, Problems, rule

BUILT = (
    "dist/",
    "build/",
    "gen/",
    "compiled/",
    "uploads/",
    "upload/",
    "media/",
    "bundle",
    "webassets",
    "node_modules/",
)


@rule(family="portability", severity=WARNING)
def check(project: Project) -> Problems:
    folders = project.static_folders
    told: set[str] = set()
    for page in project.repository.pages.values():
        for use in page.statics:
            name = use.filename
            if use.endpoint != "static" or name in told or folders.lookup(name).status != "missing":
                continue
            path = f"{folders.folders[0]}/{name}"
            built = (
                any(word in name for word in BUILT) or project.tree.is_ignored(path) or project.tree.is_tracked(path)
            )
            if built or "." not in name.rpartition("/")[2] or name.endswith("/") or "{" in name or "%" in name:
                continue
            told.add(name)
            yield Problem(
                use.place,
                f"The browser gets 404 for {name}: there is no such file in {', '.join(folders.folders)}.",
                "Commit the file, or correct its name.",
            )
