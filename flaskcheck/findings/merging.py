"""One cause, one finding: which of several findings about one mistake is reported, and what becomes of the others.

A rule that supersedes others owns their findings of its cause, and those at its line unless they name another cause. What is left of one rule and one cause is reported together, once ignore comments
have spoken for single lines; for known findings (``baseline.py``) it is taken apart again, so that every place is known by itself.
"""

from __future__ import annotations

from flaskcheck.findings.report import order
from flaskcheck.rule import SEVERITIES, Related

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flaskcheck.findings.report import Finding
    from flaskcheck.rule import Cause, Rule


def distinct(findings: list[Finding]) -> list[Finding]:
    """The same rule says the same thing at one place once, as bad as it is; where it grades one place in two ways (for two services), the worse counts."""
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        key = finding.rule, finding.place, finding.message
        seen[key] = min(seen.get(key, finding), finding, key=_badness)
    worst: dict[tuple[object, ...], int] = {}
    for finding in seen.values():
        worst[_spot(finding)] = min(worst.get(_spot(finding), len(SEVERITIES)), _badness(finding))
    return [f for f in seen.values() if not f.place.line or _badness(f) == worst[_spot(f)]]


def _spot(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.place, finding.cause


def _badness(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)


def superseded(findings: list[Finding], rules: list[Rule]) -> list[Finding]:
    """Where a rule reports the cause, the findings of the rules that it supersedes become related places of its own."""
    beats = {rule.name: rule.supersedes for rule in rules if rule.supersedes}
    owners: dict[tuple[object, str], Finding] = {}
    for finding in findings:
        owners.update(((key, loser), finding) for loser in beats.get(finding.rule, ()) for key in _keys(finding))
    pairs = ((f, owner) for f in findings for key in _keys(f) if (owner := owners.get((key, f.rule))))
    above = {id(f): owner for f, owner in pairs if f.cause is None or owner.cause in (None, f.cause)}
    owned: dict[int, list[Finding]] = {}
    for finding in findings:
        if id(finding) in above:
            owned.setdefault(id(_top(finding, above)), []).append(finding)
    return [_owning(f, owned.get(id(f), [])) for f in findings if id(f) not in above or _top(f, above) is f]


def _keys(finding: Finding) -> Iterator[tuple[str, int] | Cause]:
    """What an owner shares with what it owns: the line, the cause."""
    yield finding.place.path, finding.place.line
    if finding.cause:
        yield finding.cause


def _top(finding: Finding, above: dict[int, Finding]) -> Finding:
    """The finding that owns this one and is owned by none."""
    met: set[int] = set()
    while id(finding) in above and id(finding) not in met:
        met.add(id(finding))
        finding = above[id(finding)]
    return finding


def _owning(finding: Finding, others: list[Finding]) -> Finding:
    others = [other for other in others if other is not finding]
    named = {(r.place.path, r.place.line) for r in finding.related}
    left = (o for o in others if (o.place.path, o.place.line) not in named)
    extra = tuple(Related(o.place, f"{o.rule}: {o.message}") for o in left)
    return finding.replaced(related=(*finding.related, *extra), owned=tuple(others))


def together(findings: list[Finding]) -> list[Finding]:
    """The findings of one rule and one cause as one: the worst and first of them, with the places of the others."""
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        key = (finding.rule, finding.unit, finding.cause) if finding.cause else id(finding)
        groups.setdefault(key, []).append(finding)
    return [_one(group) if len(group) > 1 else group[0] for group in groups.values()]


def _one(group: list[Finding]) -> Finding:
    group = sorted(group, key=lambda f: (_badness(f), order(f)))
    first = group[0]
    related: dict[tuple[str, int], Related] = {}
    for finding in group:
        for place in (Related(finding.place, finding.brief or finding.message), *finding.related):
            related.setdefault((place.place.path, place.place.line), place)
    del related[first.place.path, first.place.line]
    owned = (other for finding in group for other in finding.owned)
    return first.replaced(related=tuple(related.values()), owned=tuple(owned), parts=tuple(group))


def apart(findings: Iterable[Finding]) -> list[Finding]:
    """The findings as they were before those of one cause were reported together."""
    return [part for finding in findings for part in finding.parts or (finding,)]
