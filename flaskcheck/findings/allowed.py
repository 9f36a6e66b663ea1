"""Values that the configuration calls harmless: what is found of them is silenced, wherever they stand."""

from __future__ import annotations

from flaskcheck.findings.report import Suppressed
from flaskcheck.ground.limits import MAX_FINGERPRINT_LINE, MAX_SECRET_LINES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.files.tree import Tree
    from flaskcheck.findings.config import Config
    from flaskcheck.findings.report import Finding

REASON = "a value that the configuration allows"


def allowed(findings: list[Finding], config: Config, tree: Tree) -> tuple[list[Finding], list[Suppressed]]:
    """The findings that are left, and those about an allowed value."""
    left: list[Finding] = []
    silenced: list[Suppressed] = []
    for finding in findings:
        values = [v for name, own in config.allow if name in (finding.rule, finding.family) for v in own]
        if values and any(_holds(line, value) for line in _lines(finding, tree) for value in values):
            silenced.append(Suppressed(finding, "allow", REASON))
        else:
            left.append(finding)
    return left, silenced


def _lines(finding: Finding, tree: Tree) -> list[str]:
    """The lines that a finding is about; of one about a file as a whole, its message."""
    place = finding.place
    if not place.line or not tree.has(place.path):
        return [finding.message]
    last = min(max(place.line, place.end_line), place.line + MAX_SECRET_LINES)
    return [line[:MAX_FINGERPRINT_LINE] for line in tree.source(place.path).lines[place.line - 1 : last]]


def _holds(line: str, value: str) -> bool:
    """Whether a value stands in a line, not as a part of a longer word."""
    at = line.find(value)
    while at >= 0:
        before, after = line[at - 1 : at] if at else "", line[at + len(value) : at + len(value) + 1]
        if not (before.isalnum() or after.isalnum()):
            return True
        at = line.find(value, at + 1)
    return False
