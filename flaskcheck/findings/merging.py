"""Which of several findings about one mistake is told."""

from __future__ import annotations

from flaskcheck.rule import Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.findings.report import Finding
    from flaskcheck.rule import Rule


def distinct(findings: list[Finding]) -> list[Finding]:
    """The same rule says the same thing at one place once."""
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        seen.setdefault((finding.rule, finding.place, finding.message), finding)
    return list(seen.values())


def superseded(findings: list[Finding], rules: list[Rule]) -> list[Finding]:
    """One cause, one finding: where a more specific rule reports a line, the rules that it supersedes are dropped there and become related."""
    beats = {rule.name: rule.supersedes for rule in rules if rule.supersedes}
    owners = {(f.place.path, f.place.line, loser): f for f in findings for loser in beats.get(f.rule, ())}
    kept: list[Finding] = []
    dropped: dict[int, list[Finding]] = {}
    for finding in findings:
        owner = owners.get((finding.place.path, finding.place.line, finding.rule))
        if owner is None or owner is finding:
            kept.append(finding)
        else:
            dropped.setdefault(id(owner), []).append(finding)
    return [_with_related(finding, dropped.get(id(finding), [])) for finding in kept]


def _with_related(finding: Finding, others: list[Finding]) -> Finding:
    extra = tuple(Related(o.place, f"{o.rule}: {o.message}") for o in others)
    return finding.replaced(related=(*finding.related, *extra)) if extra else finding
