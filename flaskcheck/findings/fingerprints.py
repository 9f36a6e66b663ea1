"""What makes a finding the same one in the next run, although lines have moved: for baselines and for the services that track findings.

A fingerprint is made of the rule, the path and the text of the reported line, blanks folded; of a finding about a file as a whole, of its message. Neither line
numbers nor dates nor the folder of the checkout go in. Secrets are masked before, so that no fingerprint can be used to try passwords on. Equal findings in one file
are told apart by their order in it.
"""

from __future__ import annotations

from flaskcheck.ground.cache import digest
from flaskcheck.ground.limits import MAX_FINGERPRINT_LINE
from flaskcheck.known.secrets import mask_line

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flaskcheck.files.tree import Tree
    from flaskcheck.findings.report import Finding

LENGTH = 16
"""Hexadecimal digits: 64 bits, enough for some millions of findings."""


def fingerprints(findings: Iterable[Finding], tree: Tree, named: Callable[[str], str] = str) -> list[str]:
    """The fingerprint of each finding, in their order, no two alike. ``named`` gives a path as it is to go in (as it is seen from another folder)."""
    seen: dict[tuple[str, str, str], int] = {}
    given = list(findings)
    found = [""] * len(given)
    for at in sorted(range(len(given)), key=lambda at: (given[at].place.line, given[at].place.column)):
        finding = given[at]
        parts = (finding.rule, named(finding.place.path), subject(finding, tree))
        seen[parts] = seen.get(parts, 0) + 1
        text = "\0".join((*parts, str(seen[parts])))
        found[at] = digest(text.encode("utf-8", "surrogateescape")).hex()[:LENGTH]
    return found


def subject(finding: Finding, tree: Tree) -> str:
    """What a finding is about, on one line and without secrets: the reported line, or the message where there is none."""
    place = finding.place
    if place.line and tree.has(place.path):
        source = tree.source(place.path)
        if not source.is_binary and place.line <= len(source.lines):
            return " ".join(mask_line(source.lines[place.line - 1][:MAX_FINGERPRINT_LINE]).split())
    return finding.message
