r"""A page or a script sends the visitor's browser to its own machine.

`http://127.0.0.1:5000/cookies` is your computer only while you develop; for a visitor it is theirs. The browser answers `net::ERR_CONNECTION_REFUSED`: links lead nowhere, forms and fetches fail.

Use relative addresses (`/cookies`) or `url_for()`.

## Bad

```python app.py
from flask import Flask

app = Flask(__name__)
```

```html templates/index.html
<a href="http://127.0.0.1:5000/cookies">Cookies</a>  <!-- <- -->
<script>
  fetch("http://localhost:5000/api/cookies")  // <-
</script>
```

```js static/app.js
const API_URL = "http://localhost:5000";  // <-
```

## Good

```python app.py
from flask import Flask

app = Flask(__name__)
```

```html templates/index.html
<a href="{{ url_for('cookies') }}">Cookies</a>
<!-- <a href="http://127.0.0.1:5000">old</a> -->
<code>http://localhost:5000</code>
```

```js static/app.js
// http://localhost:5000
const API_URL = process.env.API_URL || "http://localhost:5000";
if (location.hostname === "localhost") { console.log("development"); }
```
"""

from flaskcheck.facts import Link, Page, Place
from flaskcheck.loopback import loopback_host
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Problem, Problems, rule

QUIET = ("fallback", "dev-proxy", "compare")


@rule(family="network", severity=ERROR)
def check(project: Project) -> Problems:
    for page in (*project.repository.pages.values(), *project.repository.front_end.values()):
        source = page.path in project.repository.front_end and not _is_shipped(project, page)
        if source and not _is_unswitched_source(project, page):
            continue
        found = [link for link in page.links if link.kind not in QUIET and _is_local(link)]
        if page.bundle and found:
            yield _bundle(page, found)
        elif not page.bundle:
            yield from (_problem(link, WARNING if source or _is_built(project) else "") for link in found)


SWITCHES = (b"process.env", b"import.meta", b"hostname", b"NODE_ENV", b"__DEV__", b"location.origin")
APPS = (b"react-native", b'"expo"', b"electron", b"cordova", b"capacitor")


def _is_shipped(project: Project, page: Page) -> bool:
    """Whether Flask hands the file out as it is."""
    return (
        any(page.path.startswith(f"{folder}/") for folder in project.static_folders.folders)
        or "/static/" in f"/{page.path}"
    )


def _is_unswitched_source(project: Project, page: Page) -> bool:
    """Whether a front end's source knows no other address: no switch on the environment, and no program for phones or desktops."""
    if any(word in project.tree.source(page.path).raw for word in SWITCHES) or "gulp" in page.path:
        return False
    folder = page.path
    while folder:
        folder = folder.rpartition("/")[0]
        manifest = f"{folder}/package.json".lstrip("/")
        if project.tree.has(manifest):
            return not any(word in project.tree.source(manifest).raw for word in APPS)
    return False


def _is_built(project: Project) -> bool:
    """Whether a build of the front end may replace addresses."""
    return any(project.tree.named(name) for name in ("gulpfile.js", "Gruntfile.js", "webpack.config.js"))


def _is_local(link: Link) -> bool:
    text = f"http:{link.url}" if link.url.startswith("//") else link.url
    found = loopback_host(
        text if "://" in text else f"http://{text}" if text.startswith(("localhost:", "127.")) else ""
    )
    return found is not None and found.start < 8


def _problem(link: Link, severity: str) -> Problem:
    return Problem(
        link.place,
        f'For a visitor {link.url[:60]} is the visitor\'s own computer: the browser answers "connection refused".',
        "Use a relative address such as /cookies, or url_for().",
        severity,
    )


def _bundle(page: Page, found: list[Link]) -> Problem:
    return Problem(
        Place(page.path),
        f"This built file sends browsers to {found[0].url[:60]}, which for a visitor is the visitor's own computer.",
        "Build it again with the address of the deployed application.",
        WARNING,
    )
