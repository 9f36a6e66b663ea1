"""Rules for readers: one rule's page, and the list of all."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flaskcheck.rule import Rule


def page_text(rule: Rule, colour: bool = False, width: int = 80) -> str:
    """The page of a rule for a terminal: its name and title, then each section with its prose wrapped and the files of its example under their paths."""
    from flaskcheck.output.pages import sections
    from flaskcheck.output.screen.cells import wrapped

    title = f"{rule.name}: {rule.title}"
    lines = [
        _bold(title, colour),
        "=" * len(title),
        "",
        f"Family {rule.family}, severity {rule.severity}{_in_preview(rule)}.",
        *(["Some of its findings can be fixed with --fix."] if rule.fixable else []),
    ]
    for section in sections(rule):
        lines += ["", _bold(section.heading, colour), "-" * len(section.heading)]
        for number, paragraph in enumerate(section.paragraphs):
            lines += [""] * (number > 0) + wrapped(paragraph, width, "", "")
        for number, file in enumerate(section.files):
            lines += [""] * (number > 0 or bool(section.paragraphs)) + [f"  {_bold(file.above, colour)}"]
            lines += [f"    {line}".rstrip() for line in file.lines]
    return "\n".join(lines)


def _in_preview(rule: Rule) -> str:
    return ", in preview: it runs with --preview" if rule.stability == "preview" else ""


def _bold(text: str, colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour else text


def rule_list(rules: list[Rule], form: str) -> str:
    """All rules as an aligned table, a Markdown table or JSON."""
    if form == "json":
        import json

        return json.dumps([_as_dict(rule) for rule in rules], indent=2, ensure_ascii=False)
    if form == "markdown":
        rows = [
            f"| {r.name} | {r.family} | {r.severity} | {r.stability} | {r.summary.replace('|', chr(92) + '|')} |"
            for r in rules
        ]
        head = "| rule | family | severity | stability | what it finds |\n| --- | --- | --- | --- | --- |"
        return "\n".join([head, *rows])
    widths = [max((len(getattr(r, field)) for r in rules), default=0) for field in ("name", "family", "severity")]
    return "\n".join(
        f"{r.name:<{widths[0]}}  {r.family:<{widths[1]}}  {r.severity:<{widths[2]}}  {r.title}" for r in rules
    )


def _as_dict(rule: Rule) -> dict[str, object]:
    from flaskcheck.findings.names import ALIASES
    from flaskcheck.output.pages import address

    return {
        "name": rule.name,
        "family": rule.family,
        "severity": rule.severity,
        "stability": rule.stability,
        "title": rule.title,
        "summary": rule.summary,
        "url": address(rule),
        "fixable": rule.fixable,
        "aliases": [old for old, new in ALIASES.items() if new == rule.name],
    }
