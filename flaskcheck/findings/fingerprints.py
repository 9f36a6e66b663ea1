"""What makes a finding the same one in the next run, although lines have moved: for baselines and for the services that track findings.

A fingerprint is made of the rule, the path and the text of the reported line, blanks folded; of a finding about a file as a whole, of its message. Neither line
numbers nor dates nor the folder of the checkout go in. Secrets are masked before, so that no fingerprint can be used to try passwords on. Equal findings in one file
are distinguished by their order in it.
"""

from __future__ import annotations

from flaskcheck.findings.shown import Shown
from flaskcheck.ground.cache import digest
from flaskcheck.ground.encoded import encoded
from flaskcheck.ground.limits import MAX_FINGERPRINT_LINE
from flaskcheck.known import hiding

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from flaskcheck.files.tree import Tree
    from flaskcheck.findings.report import Finding

LENGTH = 16
"""Hexadecimal digits: 64 bits, enough for some millions of findings."""


def fingerprints(
    findings: Iterable[Finding],
    tree: Tree,
    named: Callable[[str], str] = str,
    about: Callable[[Finding, Shown], str] | None = None,
) -> list[str]:
    """The fingerprint of each finding, in their order, no two alike. ``named`` gives a path as it is to go in (as it is seen from another folder); ``about`` says what it is
    about, where not as ``subject`` does."""
    seen: dict[tuple[str, str, str], int] = {}
    given = list(findings)
    found = [""] * len(given)
    shown, about = Shown(tree, knows_names=False), about or subject
    for at in sorted(range(len(given)), key=lambda at: (given[at].place.line, given[at].place.column)):
        finding = given[at]
        parts = (finding.rule, named(finding.place.path), about(finding, shown))
        seen[parts] = seen.get(parts, 0) + 1
        text = "\0".join((*parts, str(seen[parts])))
        found[at] = digest(encoded(text)).hex()[:LENGTH]
    return found


def subject(finding: Finding, shown: Shown) -> str:
    """What a finding is about, on one line and with nothing that may not be shown: the reported line, or the message where there is none."""
    line = _line(finding, shown.tree)
    if line is None:
        return finding.message
    hidden = shown.spans(finding.place, 0, MAX_FINGERPRINT_LINE, finding.is_secret)
    return " ".join(hiding.cut(line, hidden).split())


def former_subject(finding: Finding, shown: Shown) -> str:
    """The same as it was up to version 0.1: baselines that were written then are still known by it."""
    from flaskcheck.known.secrets import mask_line

    line = _line(finding, shown.tree)
    return finding.message if line is None else " ".join(mask_line(line).split())


def _line(finding: Finding, tree: Tree) -> str | None:
    place = finding.place
    if not place.line or not tree.has(place.path):
        return None
    source = tree.source(place.path)
    if source.is_binary or place.line > len(source.lines):
        return None
    return source.lines[place.line - 1][:MAX_FINGERPRINT_LINE]
