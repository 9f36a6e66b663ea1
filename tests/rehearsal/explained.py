"""Disagreements that are known, each with its reason. What stands here counts as no agreement; it is only no news."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.rehearsal.mutants import Judged


@dataclass(frozen=True)
class Explained:
    """One kind: the operator, the cell, what the mutant must read like (a pattern for base, change and what happened), and why they disagree."""

    operator: str
    cell: str
    pattern: str
    why: str


INDEX = "which releases of a distribution beside the table there are stands in the package index, not in files"
HOME = "it fails at the developer's own first start as well, so that it is no mistake of a deployment"
FOLDER = "working-directory-path is in preview, and silent where other code writes files of a name that nobody knows"
FIRST = "what stands behind || of a test is run by some starts only, and flaskcheck doesn't say which"
PROTOCOL = "the visitor does not speak Socket.IO, whose second request may reach another worker"
NO_ROWS = "nobody writes anything, so nothing is lost"
PYTHON = "no file says which Python the host takes; the rig takes the newest, and with 3.11 it works"
INSIDE = "the page is behind a login or a form, and the visitor stays outside"
INSTANCE = "a file of the instance folder, which git has not on purpose, may set the key"
SHADOW = "shadowing-module knows what Flask and its extensions import, and no other modules"

STATED = "a script of another host applies the migrations, and flaskcheck takes what the repository states for done"
BY_HAND = "the disk keeps what somebody makes once by hand, and a command for that is there"

HANDED = "the file that named the variables is gone, and whoever runs an image may give it any"
VALUE = "whether Render takes a variable without a value, its own program would tell, and it is not here"

KNOWN = (
    Explained("greater-than-any", "breaks/silent", "build fails", INDEX),
    Explained("misspell-parent-template", "works/error", "message.html", INSIDE),
    Explained("drop-upgrade", "breaks/silent", "msdocs-flask-postgresql", STATED),
    Explained("delete-file", "breaks/silent", r"compose\.yaml deleted: start fails", HANDED),
    Explained("drop-line-of-host-file", "breaks/silent", "preDeployCommand: flask initdb", BY_HAND),
    Explained("drop-line-of-host-file", "breaks/silent", r"render\.yaml:\d+: 'value:", VALUE),
    Explained("drop-value-of-variable", "breaks/silent", r"render\.yaml", VALUE),
    Explained("old-gunicorn", "breaks/silent", "digitalocean/sample-flask", PYTHON),
    Explained("pin-of-no-release", "breaks/silent", "build fails", INDEX),
    Explained("filter-that-is-not-there", "works/error", "SocketIO", INSIDE),
    Explained("drop-setting", "breaks/silent", "pallets/flask", INSTANCE),
    Explained("drop-setting", "breaks/silent", "release fails|start fails", HOME),
    Explained("shadowing-file", "breaks/silent", "start fails|release fails", SHADOW),
    Explained("drop-decorator-of-route", "breaks/silent", "answers 404", HOME),
    Explained("drop-call", "breaks/silent", "answers 404|answers 500", HOME),
    Explained("misspell-setting", "breaks/silent", "start fails|release fails", HOME),
    Explained("own-path-in-code", "breaks/silent", "start fails", FOLDER),
    Explained("drop-flask-app", "breaks/silent", "pallets/flask", FIRST),
    Explained("more-workers", "works/error", "SocketIO", PROTOCOL),
    Explained("workers-by-default", "works/error", "SocketIO", PROTOCOL),
    Explained("database-in-a-file", "works/error", "digitalocean-good", NO_ROWS),
)


def reason(one: Judged) -> str:
    """Why a mutant and flaskcheck disagree, ``""`` where nobody knows yet."""
    text = f"{one.base}: {one.told}: {one.how}"
    return next(
        (k.why for k in KNOWN if (k.operator, k.cell) == (one.operator, one.cell) and re.search(k.pattern, text)), ""
    )
