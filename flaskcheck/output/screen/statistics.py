"""``--statistics``: how many findings each rule has, in place of the findings."""

from __future__ import annotations

from collections import Counter

from flaskcheck.ground.cleaning import clean
from flaskcheck.output.screen.cells import cut
from flaskcheck.rule import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.findings.report import Report
    from flaskcheck.output.screen.paint import Painter


def statistics(report: Report, width: int, paint: Painter) -> list[str]:
    """A line for each rule and severity, the most frequent first."""
    rules = {rule.name: rule for rule in report.rules}
    found = Counter((f.rule, f.severity) for f in report.findings)
    ordered = sorted(found.items(), key=lambda item: (-item[1], SEVERITIES.index(item[0][1]), item[0][0]))
    numbers = max((len(str(number)) for number in found.values()), default=0)
    names = max((len(name) for name, _ in found), default=0)
    lines = []
    for (name, severity), number in ordered:
        rule = rules.get(name)
        title = cut(clean(rule.title), width - numbers - names - 13) if rule else ""
        shown = f"{paint.name(rule, name)}{' ' * (names - len(name))}"
        lines.append(f"{number:>{numbers}}  {paint(severity, f'{severity:<7}')}  {shown}  {title}".rstrip())
    return lines
