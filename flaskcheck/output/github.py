"""``--format github``: workflow commands that annotate a pull request (GitHub, "Workflow commands for GitHub Actions")."""

from __future__ import annotations

from flaskcheck.files.listing import shown
from flaskcheck.ground.cleaning import clean
from flaskcheck.output.presentation import PLAIN, Presentation
from flaskcheck.rule import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.findings.report import Finding, Report

LEVELS = {"error": "error", "warning": "warning", "info": "notice"}

SHOWN = 10
"""This many annotations of each level GitHub keeps of one step; what comes after them is dropped in silence (community discussion 26680, "GitHub Actions - Annotation limitations")."""


def render(report: Report, presentation: Presentation = PLAIN) -> str:
    """One command a line, errors first; where there are more than GitHub shows, the last one of the level tells how many."""
    pages = _pages(report, presentation.docs) if presentation.docs else {}
    commands: dict[str, list[str]] = {severity: [] for severity in SEVERITIES}
    commands["error"] += [_plain("error", f"flaskcheck itself failed in {c.rule}: {c.error}") for c in report.crashes]
    for finding in report.findings:
        commands[finding.severity].append(command(finding, presentation, pages.get(finding.rule, "")))
    if not (report.has_application or report.crashes):
        commands["info"].append(_plain("notice", report.nothing_found))
    return "\n".join(line for severity, lines in commands.items() for line in _folded(severity, lines))


def _folded(severity: str, commands: list[str]) -> list[str]:
    left = len(commands) - SHOWN + 1
    if left < 2:
        return commands
    more = f"{left} more {severity}s: GitHub shows no more annotations of a step; all are in its log."
    return [*commands[: SHOWN - 1], _plain(LEVELS[severity], more)]


def _plain(level: str, text: str) -> str:
    return f"::{level} title=flaskcheck::{_data(text)}"


def _pages(report: Report, docs: str) -> dict[str, str]:
    """The addresses of the pages of the built-in rules that ran."""
    from flaskcheck.output.pages import address

    return {rule.name: address(rule, docs) for rule in report.rules}


def command(finding: Finding, presentation: Presentation = PLAIN, page: str = "") -> str:
    """``::error file=…,line=…,endLine=…,col=…,endColumn=…,title=…::message``; columns only within one line, as GitHub asks."""
    place = finding.place
    properties = {"file": shown(presentation.path(place.path))}
    if place.line:
        properties.update(line=str(place.line), endLine=str(place.end_line or place.line))
    if place.column and place.end_line in (0, place.line):
        properties.update(col=str(place.column), endColumn=str(max(place.end_column, place.column)))
    properties["title"] = f"flaskcheck {finding.rule}"
    shown_properties = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    text = " ".join(part for part in (finding.message, finding.help, page) if part)
    return f"::{LEVELS[finding.severity]} {shown_properties}::{_data(text)}"


def _data(text: str) -> str:
    return clean(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
