r"""Absolute path from one machine in the code.

The code opens a file by a path that exists only on one computer.

## Why it is bad

`C:\Users\ann\shop\data.csv` or `/Users/ann/shop` doesn't exist on the host, so the app stops with `FileNotFoundError: [Errno 2] No such file or directory`.

## Use instead

Build paths from where the code is: `Path(__file__).parent / "data.csv"`, or `app.root_path`.

## Bad

Outcome: / answers 500: "No such file or directory: '/Users/ann/shop/data.csv'"

```python app.py
from flask import Flask

app = Flask(__name__)
app.config["UPLOAD_FOLDER"] = "C:/Users/ann/shop/uploads"  # <-

@app.route("/")
def index():
    return open("/Users/ann/shop/data.csv").read()  # <-
```

## Good

```python app.py
# copy it to C:/Users/ann/shop first
from pathlib import Path
from flask import Flask

app = Flask(__name__)
app.config["UPLOAD_FOLDER"] = Path(__file__).parent / "uploads"
HOME = "/home/app/data"
print("like C:/Users/ann/shop")

@app.route("/home/<name>/profile")
def profile(name):
    return "/home/" + name
```
"""

import re

from flaskcheck.known import libraries
from flaskcheck.known.meanings import SEARCHES, TELLS
from flaskcheck.known.tables.platforms import OTHER_SYSTEMS
from flaskcheck.known.usual_names import are_of_another_machine
from flaskcheck.project import Project
from flaskcheck.rule import ERROR, WARNING, Cause, Problem, Problems, rule

LOCAL = re.compile(
    r"^(?:file:/*)?(?:[A-Za-z]:(?:\\(?!\\)\S|/(?!/)\S*[\w-]{2})|/Users/[A-Za-z0-9._\-]+/|/home/(?P<user>[A-Za-z0-9._\-]+)/\S)"
)
CONTAINER_USERS = frozenset(
    "app appuser user site www www-data ubuntu ec2-user node python runner vscode jovyan deploy flask web django render vcap default dev nonroot coder codespace gitpod notify lemur redash ctfd airflow".split()
)
IN_PAGES = re.compile(r"\s*(?:file:/|[A-Za-z]:[\\/])", re.IGNORECASE)
"""What is a file of a disk in a page, too: addresses below /home are the site's own."""

SYSTEM = re.compile(
    r"C:[\\/]+(?:Windows|Program ?Files|ProgramData|Users[\\/]+(?:Default|Public|All Users))\b", re.IGNORECASE
)
"""Folders of every computer with Windows: in a collection code names them for what it does there."""
COLLECTIONS = (("list",), ("tuple",), ("set",))

QUIET = ("docstring", "compare", "decorator", "env-name", "annotation", "raise")
SEARCHING = {f"{word}:{name}" for name, _ in libraries.rows(SEARCHES) for word in ("call", "assign")}
SAYING = libraries.last_words(TELLS, "line", "log", "page", "option") | {"logger", "logging"}


@rule(family="portability", severity=ERROR)
def check(project: Project) -> Problems:
    for text, reached in project.reached.standing_texts():
        may_be = text.text[1:2] == ":" or text.text.startswith(("/home/", "/Users/", "file:"))
        match = LOCAL.match(text.text) if may_be else None
        if (
            match is None
            or _is_quiet(text.text, text.surroundings)
            or (match["user"] or "") in CONTAINER_USERS
            or "\ufffc" in text.text[: match.end()]
        ):
            continue
        if all(d.host.is_lasting and d.view.is_of_owner(text.text) for d in reached.deployments):
            continue  # where one installs by hand, people know the place
        if any(word[5:].lower() in OTHER_SYSTEMS for word in text.context if word.startswith("item:")):
            continue  # {"Windows": …, "Linux": …}[platform.system()]
        if _is_of_another(text.context) or (text.context[-1:] in COLLECTIONS and SYSTEM.match(text.text)):
            continue
        if match["user"] and all(d.files.may_hold(text.text[text.text.index("/home/") :]) for d in reached.deployments):
            continue
        if not match["user"] and _is_looked_for(project, text.text, (text.path, text.scope)):
            continue
        may_be_there = match["user"] and all(d.is_implied and d.host.is_unknown for d in reached.deployments)
        is_searched = not SEARCHING.isdisjoint(text.context)  # Python passes over a folder that is not there
        what = "Python finds no module there" if is_searched else 'this is "No such file or directory"'
        yield Problem(
            text.place,
            f"{text.text[:60]!r} exists on one computer only: on the host {what}.",
            'Build the path from the code\'s own place: Path(__file__).parent / "…"',
            WARNING if may_be_there or is_searched else "",  # the server may be your own, with this user
            cause=Cause("path", text.text),
            brief="the same path again",
        )
    yield from _in_pages(project)


def _is_looked_for(project: Project, text: str, scope: tuple[str, str]) -> bool:
    """Whether a path that a system gives to a program is one of several, which the function looks for before it takes one."""
    if not SYSTEM.match(text):
        return False
    is_program = any((site.path, site.scope) == scope for site in project.reached.calls_of("which"))
    calls = project.reached.calls_of("exists", "isfile", "access")
    asked = (site.call.argument(0, "path") for site in calls if (site.path, site.scope) == scope)
    return is_program or any(getattr(value, "value", text) == text for value in asked)


def _in_pages(project: Project) -> Problems:
    """Pictures, scripts and links of pages that lie on one disk."""
    for page in project.repository.pages.values():
        links = [link for link in page.links if IN_PAGES.match(link.url)] if project.pages.is_reached(page.path) else []
        for link in links:
            yield Problem(
                link.place,
                f"{link.url[:60]!r} is a file of one computer: no visitor's browser finds it.",
                "Put the file into the static folder, and write url_for('static', filename=…).",
                WARNING if link.conditional else "",
                cause=Cause("path", link.url),
                brief=f"{link.url[:60]!r} again",
            )


def _is_of_another(context: tuple[str, ...]) -> bool:
    """Whether a path is one of another machine, by the names that it stands under (``REMOTE_FOLDER``, ``sftp.put``), or a word of a command that a call hands to something else, as clients of
    Docker and Kubernetes do: ``V1ExecAction(command=["stat", "/home/shop/ready"])``."""
    if are_of_another_machine(context):
        return True
    words = ("argument:command", "argument:args", "argument:entrypoint")
    is_handed_over = context[-1:] == ("list",) and len(context) > 1 and context[-2] in words
    return is_handed_over and not any(w.startswith(("call:subprocess.", "call:os.", "call:asyncio.")) for w in context)


def _is_quiet(text: str, context: tuple[str, ...]) -> bool:
    if any(word in context for word in QUIET) or any(word.startswith("env-default") for word in context):
        return True
    calls = [w.partition(":")[2].lower() for w in context if w.startswith("call:")]
    return (
        any(c.rpartition(".")[2] in SAYING for c in calls)
        or " " in text.strip()
        and not text.startswith(("C:", "/Users"))
    )
