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

```js static/dist/app.js file
fetch("http://localhost:5000/a");fetch("http://localhost:5000/b");
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

from flaskcheck.application.front_ends import build_replaces_addresses, is_page_source, is_servers, is_shipped
from flaskcheck.facts.pages import Link, Page
from flaskcheck.ground.place import Place
from flaskcheck.known.loopback import Loopback, loopback_host
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, WARNING, Cause, Problem, Problems, rule

QUIET = ("fallback", "dev-proxy", "compare")


@rule(family="network", severity=ERROR)
def check(project: Project) -> Problems:
    for page in project.repository.pages.values():
        yield from (_problem(link, _severity(link)) for link in page.links if _is_local(link))
    if build_replaces_addresses(project.tree):
        return
    for page in project.repository.front_end.values():
        found = [link for link in page.links if _is_local(link)]
        if not found or is_servers(project.tree, page):
            continue
        if not (is_shipped(project.pages.static_folders, page) or is_page_source(project.tree, page)):
            continue
        if page.bundle:
            yield from _bundle(page, found)
        elif is_shipped(project.pages.static_folders, page) or not page.switched:
            certain = is_shipped(project.pages.static_folders, page) or any(
                f"/{name}/" in f"/{page.path}" for name in ("src", "public")
            )
            yield from (_problem(link, "" if certain else WARNING) for link in found)


def _severity(link: Link) -> str:
    """Less than an error for advice to readers, and where nobody knows whether a visitor gets the link."""
    return INFO if link.kind == "told" else WARNING if link.conditional else ""


def _is_local(link: Link) -> bool:
    found = _address(link)
    return link.kind not in QUIET and found is not None and found.start == 0


def _address(link: Link) -> Loopback | None:
    text = f"http:{link.url}" if link.url.startswith("//") else link.url
    return loopback_host(text if "://" in text else f"http://{text}") if ":" in text else None


def _cause(link: Link) -> Cause:
    """All links to one port are meant for one program, however the machine is called."""
    found = _address(link)
    return Cause("local port", str(found.port if found else ""))


def _problem(link: Link, severity: str) -> Problem:
    return Problem(
        link.place,
        f'For a visitor {link.url[:60]} is the visitor\'s own computer: the browser answers "connection refused".',
        "Use a relative address such as /cookies, or url_for().",
        severity,
        cause=_cause(link),
        brief=f"{link.url[:60]} again",
    )


def _bundle(page: Page, found: list[Link]) -> Problems:
    """One finding a file. Libraries name http://localhost without a port as a stand-in for a base address."""
    real = [link for link in found if (address := _address(link)) is not None and address.port]
    if real:
        yield Problem(
            Place(page.path),
            f"This built file sends browsers to {real[0].url[:60]}, which for a visitor is the visitor's own computer.",
            "Build it again with the address of the deployed application.",
            WARNING,
            cause=_cause(real[0]),
            brief=f"a built file with {real[0].url[:60]}",
        )
