"""Rules for readers: one rule's page, and the list of all."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.rule import Rule


def page_text(rule: Rule) -> str:
    """The page of a rule under a title with its family and severity."""
    title = f"{rule.name} ({rule.family}, {rule.severity})"
    return f"{title}\n{'=' * len(title)}\n\n{rule.page.strip()}"


def rule_list(rules: list[Rule], form: str) -> str:
    """All rules as an aligned table, a Markdown table or JSON."""
    if form == "json":
        import json

        listed = [{"name": r.name, "family": r.family, "severity": r.severity, "summary": r.summary} for r in rules]
        return json.dumps(listed, indent=2)
    if form == "markdown":
        rows = [f"| {r.name} | {r.family} | {r.severity} | {r.summary} |" for r in rules]
        return "\n".join(["| rule | family | severity | what it finds |", "| --- | --- | --- | --- |", *rows])
    widths = [max((len(getattr(r, field)) for r in rules), default=0) for field in ("name", "family", "severity")]
    return "\n".join(
        f"{r.name:<{widths[0]}}  {r.family:<{widths[1]}}  {r.severity:<{widths[2]}}  {r.summary}" for r in rules
    )
