"""``--format markdown``: a summary for ``$GITHUB_STEP_SUMMARY``, a comment or a wiki (GitHub Flavored Markdown)."""

from __future__ import annotations

import re

from flaskcheck.ground.cleaning import REPLACED, is_seen
from flaskcheck.ground.encoded import encoded
from flaskcheck.output.escapes import valid
from flaskcheck.output.presentation import PLAIN, Presentation
from flaskcheck.output.screen.cells import counted
from flaskcheck.output.summary import summary
from flaskcheck.rule import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from flaskcheck.findings.report import Finding, Report
    from flaskcheck.ground.place import Place

SIGNS = {"error": "❌", "warning": "⚠️", "info": "ℹ️"}

TABLE_BYTES, LIST_BYTES = 700_000, 100_000
"""How much of findings, and of deployments, crashes and notes each, is shown: GitHub refuses a summary of more than 1 MiB as a whole ("Workflow commands")."""

SPECIAL = re.compile(
    r"[\\`*_\[\]<>|~&#$@]|:(?=[\w+-]+:|//)|(?<=www)\.|^[-+=](?=\s|$|[-=])|(?<=^\d)[.)]|(?<=^\d\d)[.)]", re.IGNORECASE
)
"""What Markdown, or GitHub in it (mathematics, mentions, emoji, bare addresses), would read as more than itself; at the beginning, what would make a list."""


def render(report: Report, presentation: Presentation = PLAIN) -> str:
    """Counts, a table of the findings with links, errors first, what is deployed, and what else is to be said."""
    blocks = [
        ["## flaskcheck"],
        _head(report),
        _list("flaskcheck itself failed", [f"{crash.rule}: {crash.error}" for crash in report.crashes]),
        _table(report, presentation),
        _list("Deployments", [summary(deployment, report.shown) for deployment in report.deployments]),
        _list("Notes", report.notes if report.has_application else map(report.shown.note, report.tree.notes)),
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines)


def _head(report: Report) -> list[str]:
    return [f"**{_counts(report)}**" if report.has_application else escaped(report.nothing_found)]


def _counts(report: Report) -> str:
    """``3 errors, 1 warning, 2 infos, 1 silenced (12 files checked)``."""
    found = [counted(report.count(severity), severity) for severity in SEVERITIES]
    files = counted(len(report.tree.files), "file")
    silenced = f", {len(report.suppressed)} silenced" if report.suppressed else ""
    return f"{', '.join(found)}{silenced} ({files} checked)"


def _table(report: Report, presentation: Presentation) -> list[str]:
    if not report.findings:
        return []
    ordered = sorted(report.findings, key=lambda f: SEVERITIES.index(f.severity))
    rows, left = _bounded((_row(finding, presentation) for finding in ordered), len(ordered), TABLE_BYTES)
    more = ["", f"… and {left} more {'finding' if left == 1 else 'findings'}, all in the log."] if left else []
    return ["| | where | what | rule |", "| --- | --- | --- | --- |", *rows, *more]


def _row(finding: Finding, presentation: Presentation) -> str:
    what = "<br>".join(escaped(part) for part in (finding.message, f"→ {finding.help}" if finding.help else "") if part)
    place = _place(finding.place, presentation)
    return f"| {SIGNS[finding.severity]} {finding.severity} | {place} | {what} | {escaped(finding.rule)} |"


def _place(place: Place, presentation: Presentation) -> str:
    path = presentation.path(place.path) or "."
    shown = escaped(f"{path}:{place.line}" if place.line else path)
    if not (presentation.repository and presentation.revision):
        return shown
    from urllib.parse import quote

    file = quote(encoded(path))
    lines = f"#L{place.line}" if place.line else ""
    lines += f"-L{place.end_line}" if place.line < place.end_line else ""
    plain = "?plain=1" if lines and path.lower().endswith((".md", ".markdown", ".rst")) else ""
    return f"[{shown}]({presentation.repository}/blob/{presentation.revision}/{file}{plain}{lines})"


def _list(title: str, entries: Iterable[str]) -> list[str]:
    told = list(dict.fromkeys(entries))
    if not told:
        return []
    items, left = _bounded((f"- {escaped(entry)}" for entry in told), len(told), LIST_BYTES)
    return [f"### {title}", "", *items, *([f"- … and {left} more"] if left else [])]


def _bounded(lines: Iterable[str], number: int, room: int) -> tuple[list[str], int]:
    """As many of the lines as there is room for, in bytes, and how many of their number are left."""
    found: list[str] = []
    for line in lines:
        room -= len(encoded(line)) + 1
        if room < 0:
            break
        found.append(line)
    return found, number - len(found)


def escaped(text: str) -> str:
    """A text in one line that reads as it is."""
    words = " ".join(valid(text).split())
    return SPECIAL.sub(r"\\\g<0>", "".join(c if is_seen(c) else REPLACED for c in words))
