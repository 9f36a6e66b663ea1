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


KNOWN: tuple[Explained, ...] = ()


def reason(one: Judged) -> str:
    """Why a mutant and flaskcheck disagree, ``""`` where nobody knows yet."""
    text = f"{one.base}: {one.told}: {one.how}"
    return next(
        (k.why for k in KNOWN if (k.operator, k.cell) == (one.operator, one.cell) and re.search(k.pattern, text)), ""
    )
