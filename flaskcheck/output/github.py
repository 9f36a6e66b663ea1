"""``--format github``: workflow commands that annotate a pull request (GitHub, "Workflow commands for GitHub Actions")."""

from __future__ import annotations

from flaskcheck.discover import shown
from flaskcheck.output.presentation import PLAIN, Presentation
from flaskcheck.rule import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.engine import Report
    from flaskcheck.rule import Finding

LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(report: Report, presentation: Presentation = PLAIN) -> str:
    """One command a line, errors first: GitHub shows only the first ten of each level."""
    ordered = sorted(report.findings, key=lambda f: SEVERITIES.index(f.severity))
    lines = [command(finding, presentation) for finding in ordered]
    lines += [f"::error title=flaskcheck::{_data(f'{c.rule} crashed: {c.error}')}" for c in report.crashes]
    return "\n".join(lines)


def command(finding: Finding, presentation: Presentation = PLAIN) -> str:
    """``::error file=…,line=…,endLine=…,col=…,endColumn=…,title=…::message``; columns only within one line, as GitHub asks."""
    place = finding.place
    properties = {"file": shown(presentation.path(place.path))}
    if place.line:
        properties.update(line=str(place.line), endLine=str(place.end_line or place.line))
    if place.column and place.end_line in (0, place.line):
        properties.update(col=str(place.column), endColumn=str(max(place.end_column, place.column)))
    properties["title"] = f"flaskcheck {finding.rule}"
    shown_properties = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    text = " ".join(part for part in (finding.message, finding.help) if part)
    return f"::{LEVELS[finding.severity]} {shown_properties}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
