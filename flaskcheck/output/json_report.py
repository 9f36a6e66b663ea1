"""``--format json``: stable, documented in the README."""

from __future__ import annotations

import json

from flaskcheck import __version__
from flaskcheck.discover import shown
from flaskcheck.output.presentation import PLAIN, Presentation
from flaskcheck.rule import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.engine import Report
    from flaskcheck.rule import Finding


def render(report: Report, _presentation: Presentation = PLAIN) -> str:
    """The report as one JSON document."""
    document = {
        "version": __version__,
        "findings": [finding_as_dict(f) for f in report.findings],
        "deployments": [d.as_dict() for d in report.deployments],
        "summary": {**{s: report.count(s) for s in SEVERITIES}, "files": len(report.tree.files)},
        "crashes": [{"rule": c.rule, "error": c.error} for c in report.crashes],
        "notes": list(report.notes),
    }
    return json.dumps(_valid(document), indent=2)


def _valid(value: object) -> object:
    """The same without lone surrogates (bytes of file names that are no UTF-8), which many readers of JSON refuse."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    if isinstance(value, dict):
        return {key: _valid(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_valid(item) for item in value]
    return value


def finding_as_dict(finding: Finding) -> dict[str, object]:
    """One finding with its place flattened."""
    place = finding.place
    return {
        "rule": finding.rule,
        "family": finding.family,
        "severity": finding.severity,
        "path": shown(place.path),
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "message": finding.message,
        "help": finding.help,
        "fixable": bool(finding.fix),
        "related": [{"path": shown(r.place.path), "line": r.place.line, "message": r.message} for r in finding.related],
    }
