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


INDEX = "which releases there are stands in the package index, not in files"
HOME = "it fails at the developer's own first start as well, so that it is no mistake of a deployment"
FOLDER = "no rule yet: a path that means something else where the server is started (working-directory-path)"
FIRST = "what stands behind || of a test is run by some starts only, and flaskcheck doesn't say which"
PROTOCOL = "the visitor does not speak Socket.IO, whose second request may reach another worker"
NO_ROWS = "nobody writes anything, so nothing is lost"

KNOWN = (
    Explained("pin-of-no-release", "breaks/silent", "build fails", INDEX),
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
