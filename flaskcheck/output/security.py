"""How bad a mistake is for the security of what is deployed, in the numbers of CVSS: GitHub's "security-severity" (over 9.0 critical, from 7.0 high, from 4.0 medium)."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.rule import Rule

FAMILY = "security"

BY_RULE = {
    "debug-run": 9.8,  # whoever gets at the debugger runs code
    "debug-environment": 9.8,
    "hard-coded-secret-key": 9.1,  # as CVE-2023-27524: sessions of any user can be signed
    "public-seed-route": 9.1,
    "hard-coded-credentials": 8.8,
    "committed-env-file": 8.6,
    "plain-secret": 8.2,
    "fallback-secret-key": 8.1,
    "debug-setting": 7.5,
    "development-config": 7.5,
    "committed-database": 7.5,
    "env-file-in-image": 6.5,
    "unignored-env-file": 4.3,
}

BY_SEVERITY = {"error": 8.0, "warning": 5.5, "info": 2.0}
"""Of other rules of the security family."""


def score(rule: Rule) -> float | None:
    """A rule's number; ``None`` when it is not about security."""
    return BY_RULE.get(rule.name) or (BY_SEVERITY[rule.severity] if rule.family == FAMILY else None)
