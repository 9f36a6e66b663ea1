"""``--format json``: stable, documented in the README."""

from __future__ import annotations

from flaskcheck.files.listing import shown
from flaskcheck.findings.fingerprints import fingerprints
from flaskcheck.ground.about import VERSION
from flaskcheck.output.escapes import as_json
from flaskcheck.output.presentation import PLAIN, Presentation
from flaskcheck.output.summary import as_dict
from flaskcheck.rule import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.findings.report import Finding, Report
    from flaskcheck.ground.place import Fix


def render(report: Report, _presentation: Presentation = PLAIN) -> str:
    """The report as one JSON document."""
    silenced = [s.finding for s in report.suppressed]
    prints = fingerprints([*report.findings, *silenced], report.tree)
    document = {
        "version": VERSION,
        "findings": [finding_as_dict(f, p) for f, p in zip(report.findings, prints)],
        "suppressed": [
            {**finding_as_dict(s.finding, p), "by": s.by, "reason": s.reason}
            for s, p in zip(report.suppressed, prints[len(report.findings) :])
        ],
        "deployments": [as_dict(d, report.shown) for d in report.deployments],
        "summary": {**{s: report.count(s) for s in SEVERITIES}, "files": len(report.tree.files)},
        "crashes": [{"rule": c.rule, "error": c.error} for c in report.crashes],
        "notes": list(report.notes),
    }
    return as_json(document)


def finding_as_dict(finding: Finding, fingerprint: str) -> dict[str, object]:
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
        "fixable": finding.is_fixable(),
        "fixes": [fix_as_dict(fix) for fix in finding.fixes],
        "fingerprint": fingerprint,
        "related": [{"path": shown(r.place.path), "line": r.place.line, "message": r.message} for r in finding.related],
    }


def fix_as_dict(fix: Fix) -> dict[str, object]:
    """One fix. Where a file is written again as a whole, its text is not told, for it may hold anything; nor where it repeats a secret."""
    edits = [
        {
            "path": shown(edit.place.path),
            "line": edit.place.line,
            "column": edit.place.column,
            "end_line": edit.place.end_line,
            "end_column": edit.place.end_column,
            "replacement": edit.replacement if edit.place.line and not fix.is_secret else None,
        }
        for edit in fix.edits
    ]
    return {"safe": not fix.is_unsafe, "edits": edits, "command": fix.command or None}
