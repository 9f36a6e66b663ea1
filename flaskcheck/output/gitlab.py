"""``--format gitlab``: the report of a pipeline's ``artifacts:reports:codequality`` (GitLab, "Code Quality", section "Code Quality report format")."""

from __future__ import annotations

from flaskcheck.findings.fingerprints import fingerprints
from flaskcheck.ground.cache import digest
from flaskcheck.ground.encoded import encoded
from flaskcheck.output.escapes import as_json
from flaskcheck.output.presentation import PLAIN, Presentation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.findings.report import Finding, Report

SEVERITIES = {"error": "critical", "warning": "major", "info": "info"}


def render(report: Report, presentation: Presentation = PLAIN) -> str:
    """A list of violations. A failure of flaskcheck itself is one too: an empty list must mean that all is well."""
    prints = [_own(mark, presentation) for mark in fingerprints(report.findings, report.tree)]
    found = [_violation(finding, mark, presentation) for finding, mark in zip(report.findings, prints)]
    return as_json([*found, *(_crash(crash.rule, crash.error, presentation) for crash in report.crashes)])


def _own(mark: str, presentation: Presentation) -> str:
    """GitLab joins the reports of all jobs and drops equal fingerprints, so those of another folder's application must not be equal."""
    return digest(encoded(f"{presentation.below}\0{mark}")).hex() if presentation.below else mark


def _violation(finding: Finding, fingerprint: str, presentation: Presentation) -> dict[str, object]:
    """One violation; a finding about a file as a whole is shown at its first line, for a line there must be."""
    place = finding.place
    begin = max(place.line, 1)
    return {
        "description": " ".join(part for part in (finding.message, finding.help) if part),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": SEVERITIES[finding.severity],
        "location": {
            "path": presentation.path(place.path) or ".",
            "lines": {"begin": begin, "end": max(place.end_line, begin)},
        },
    }


def _crash(rule: str, error: str, presentation: Presentation) -> dict[str, object]:
    return {
        "description": f"flaskcheck itself failed in {rule}: {error}",
        "check_name": rule,
        "fingerprint": _own(f"crash-{rule}", presentation),
        "severity": "blocker",
        "location": {"path": presentation.path("") or ".", "lines": {"begin": 1}},
    }
