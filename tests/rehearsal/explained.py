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
HOST = "the host's own program refuses the file, and it is not here: the rig takes what the file still says"

KNOWN = (
    Explained("pin-of-no-release", "breaks/silent", "build fails", INDEX),
    Explained(
        "log-to-missing-folder", "breaks/silent", "start fails", "no rule yet: gunicorn makes no folder for its log"
    ),
    Explained("misspell-key", "works/error", "works|: $", HOST),
    Explained("drop-line-of-host-file", "works/error", ": $", HOST),
    Explained("tab-in-yaml", "works/error", ": $", HOST),
)


def reason(one: Judged) -> str:
    """Why a mutant and flaskcheck disagree, ``""`` where nobody knows yet."""
    text = f"{one.base}: {one.told}: {one.how}"
    return next(
        (k.why for k in KNOWN if (k.operator, k.cell) == (one.operator, one.cell) and re.search(k.pattern, text)), ""
    )
