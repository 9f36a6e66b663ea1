"""``--format sarif``: SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format"), with what GitHub's code scanning asks for ("SARIF support for code scanning")."""

from __future__ import annotations

from flaskcheck.findings.fingerprints import fingerprints
from flaskcheck.ground.about import URL, VERSION
from flaskcheck.output.escapes import as_json
from flaskcheck.output.presentation import PLAIN, Presentation
from flaskcheck.output.sarif_places import BASE, location
from flaskcheck.output.sarif_rules import LEVELS, descriptor
from flaskcheck.output.summary import summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from flaskcheck.findings.report import Finding, Report, Suppressed
    from flaskcheck.rule import Rule

    Object: TypeAlias = "dict[str, Any]"

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

FINGERPRINT = "flaskcheck/v1"
"""The name of our fingerprint. GitHub's own (``primaryLocationLineHash``) is added by its upload, which complains of any other value under that name."""


def render(report: Report, presentation: Presentation = PLAIN) -> str:
    """The report as a SARIF log of one run."""
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, presentation)]})


def _run(report: Report, presentation: Presentation) -> Object:
    rules = _rules(report)
    index = {rule.name: position for position, rule in enumerate(rules)}
    spoken = {finding.rule for finding in _all(report)}
    driver = {
        "name": "flaskcheck",
        "fullName": f"flaskcheck {VERSION}",
        "informationUri": URL,
        "version": VERSION,
        "semanticVersion": VERSION,
        "rules": [descriptor(rule, rule.name in spoken, presentation.docs) for rule in rules],
    }
    return {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"flaskcheck/{presentation.below}/" if presentation.below else "flaskcheck/"},
        "invocations": [_invocation(report, index)],
        "originalUriBaseIds": {BASE: {"description": {"text": "The root of the repository."}}},
        **_provenance(presentation),
        "columnKind": "utf16CodeUnits",
        "results": _results(report, index, presentation),
        "properties": {"deployments": [summary(deployment, report.shown) for deployment in report.deployments]},
    }


def _rules(report: Report) -> list[Rule]:
    """The rules that ran, so that a service knows which alerts are closed and which only were not looked for; and the engine's own when it speaks."""
    from flaskcheck.findings.names import UNUSED_IGNORE

    if any(finding.rule == UNUSED_IGNORE for finding in _all(report)):
        from flaskcheck.findings.ignores import RULE

        return [*(rule for rule in report.rules if rule.name != UNUSED_IGNORE), RULE]
    return report.rules


def _all(report: Report) -> list[Finding]:
    return [*report.findings, *(silenced.finding for silenced in report.suppressed)]


# --- the run ------------------------------------------------------------------------------------------


def _invocation(report: Report, index: dict[str, int]) -> Object:
    told = [_crash(crash.rule, crash.error, index) for crash in report.crashes]
    told += [{"level": "note", "message": {"text": note}} for note in report.notes]
    return {"executionSuccessful": not report.crashes, "toolExecutionNotifications": told}


def _crash(rule: str, error: str, index: dict[str, int]) -> Object:
    kind, _, message = error.partition(": ")
    found: Object = {
        "level": "error",
        "message": {"text": f"flaskcheck itself failed in {rule}: {error}"},
        "exception": {"kind": kind, "message": message},
    }
    if rule in index:
        found["associatedRule"] = {"id": rule, "index": index[rule]}
    return found


def _provenance(presentation: Presentation) -> Object:
    if not (presentation.repository and presentation.revision):
        return {}
    known = {"repositoryUri": presentation.repository, "revisionId": presentation.revision}
    return {"versionControlProvenance": [{**known, "mappedTo": {"uriBaseId": BASE}}]}


# --- results ------------------------------------------------------------------------------------------


def _results(report: Report, index: dict[str, int], presentation: Presentation) -> list[Object]:
    prints = fingerprints(_all(report), report.tree)
    reported = [_result(finding, mark, index, report, presentation) for finding, mark in zip(report.findings, prints)]
    silenced = [
        {**_result(s.finding, mark, index, report, presentation), "suppressions": [_suppression(s)]}
        for s, mark in zip(report.suppressed, prints[len(reported) :])
    ]
    return [*reported, *silenced]


def _result(finding: Finding, mark: str, index: dict[str, int], report: Report, presentation: Presentation) -> Object:
    related = [
        {"id": number, **location(r.place, report.tree, presentation), "message": {"text": r.message}}
        for number, r in enumerate(finding.related, 1)
    ]
    found: Object = {"ruleId": finding.rule}
    if finding.rule in index:
        found["ruleIndex"] = index[finding.rule]
    found["level"] = LEVELS[finding.severity]
    found["message"] = {"text": _message(finding, presentation)}
    found["locations"] = [location(finding.place, report.tree, presentation)]
    if related:
        found["relatedLocations"] = related
    if finding.fixes:
        from flaskcheck.output.sarif_fixes import fixes

        found["fixes"] = fixes(finding, report.tree, presentation)
    found["partialFingerprints"] = {FINGERPRINT: mark}
    return found


def _message(finding: Finding, presentation: Presentation) -> str:
    """What and what to do; then the related places as embedded links, without which GitHub does not show them (SARIF 2.1.0, section 3.11.6)."""
    parts = [_literal(finding.message), _literal(finding.help)]
    for number, related in enumerate(finding.related, 1):
        path = presentation.path(related.place.path) or "."
        where = f"{path}:{related.place.line}" if related.place.line else path
        parts.append(f"[{_literal(where)}]({number}): {_literal(related.message)}")
    return "\n".join(part for part in parts if part)


def _literal(text: str) -> str:
    """A text in which nothing is taken for an embedded link."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]") if "](" in text else text


def _suppression(silenced: Suppressed) -> Object:
    """By whom: a comment is in the source, everything else outside of it."""
    parts = (silenced.reason,) if silenced.by == "comment" else (silenced.by, silenced.reason)
    reason = ": ".join(part for part in parts if part)
    found: Object = {"kind": "inSource" if silenced.by == "comment" else "external", "status": "accepted"}
    return {**found, "justification": reason} if reason else found
