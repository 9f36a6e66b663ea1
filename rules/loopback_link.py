r"""Link or request to localhost in a page.

A page or a script sends the visitor's browser to localhost.

## Why it is bad

`http://127.0.0.1:5000/cookies` is your computer only while you develop; for a visitor it is theirs. The browser answers `net::ERR_CONNECTION_REFUSED`: links lead nowhere, and forms and fetches fail.

## Use instead

Use relative addresses (`/cookies`) or `url_for()`.

## Bad

Outcome: / answers 200: "http://127.0.0.1:5000/cookies"

```python app.py
from flask import Flask, render_template

app = Flask(__name__)

@app.route("/")
def index():
    return render_template("index.html")
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

from flaskcheck.known.loopback import Loopback, loopback_host
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, INFO, WARNING, Cause, Problem, Problems, rule

QUIET = ("fallback", "dev-proxy", "compare")


RENDERED = "Use a relative address such as /cookies, or url_for()."
PLAIN = "Use a relative address such as /cookies."
BUILT = "Use a relative address such as /cookies, or take the address of the application from {}."
"""What helps in a template, in a file that is handed out as it is, and in the source of a front end."""


@rule(family="network", severity=ERROR)
def check(project: Project) -> Problems:
    pages = project.pages
    for page in project.repository.pages.values():
        found = [link for link in page.links if _is_local(link.url, link.kind)]
        if found and not (pages.is_beside_code(page.path) or pages.is_for_others(page.path)):
            for link in found:
                # less than an error for advice to readers, and where nobody knows whether a visitor gets the link
                severity = INFO if link.kind == "told" else WARNING if link.conditional else ""
                yield Problem(link.place, *_words(link.url), severity, cause=_cause(link.url), brief=_brief(link.url))
    yield from _front_end(project)


def _front_end(project: Project) -> Problems:
    pages = project.pages
    for page in project.repository.front_end.values() if not pages.is_rewritten else ():
        found = [link for link in page.links if _is_local(link.url, link.kind)]
        if not found or not pages.reaches_browsers(page) or pages.is_for_others(page.path):
            continue
        # libraries name http://localhost without a port as a stand-in for a base address
        real = next((link.url for link in found if (address := _address(link.url)) and address.port), "")
        if page.bundle and real:
            yield Problem(
                project.tree.place_of(page.path),
                f"This built file sends browsers to {real[:60]}, which for a visitor is the visitor's own computer.",
                "Build it again with the address of the deployed application.",
                WARNING,
                cause=_cause(real),
                brief=f"a built file with {real[:60]}",
            )
        variable = pages.build_variable(page)
        is_shipped = variable is None
        if not page.bundle and (is_shipped or not page.switched):
            certain = is_shipped or any(f"/{name}/" in f"/{page.path}" for name in ("src", "public"))
            for link in found:
                severity = "" if certain else WARNING
                words = _words(
                    link.url, PLAIN if is_shipped else BUILT.format(variable or "the environment of the build")
                )
                yield Problem(link.place, *words, severity, cause=_cause(link.url), brief=_brief(link.url))


def _is_local(url: str, kind: str) -> bool:
    found = _address(url)
    return kind not in QUIET and found is not None and found.start == 0


def _address(url: str) -> Loopback | None:
    text = f"http:{url}" if url.startswith("//") else url
    return loopback_host(text if "://" in text else f"http://{text}") if ":" in text else None


def _cause(url: str) -> Cause:
    """All links to one port are meant for one program, however the machine is called."""
    found = _address(url)
    return Cause("local port", str(found.port if found else ""))


def _words(url: str, help_: str = RENDERED) -> tuple[str, str]:
    return (
        f'For a visitor {url[:60]} is the visitor\'s own computer: the browser answers "connection refused".',
        help_,
    )


def _brief(url: str) -> str:
    return f"{url[:60]} again"
