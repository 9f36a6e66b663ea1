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


def rule_list(rules: list[Rule], form: str, width: int = 80) -> str:
    """All rules: for a terminal by their families, in lines of at most ``width`` columns; as a Markdown table; as JSON."""
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
    return "\n\n".join(_of_family(family, rules, width) for family in sorted({rule.family for rule in rules}))


def _of_family(family: str, rules: list[Rule], width: int) -> str:
    """A family's rules, each with its severity and title; a title that is too long goes on below itself."""
    from flaskcheck.output.screen.cells import wrapped

    longest = max(len(rule.name) for rule in rules)
    lines = [family]
    for rule in rules:
        if rule.family == family:
            lines += wrapped(rule.title, width, f"  {rule.name:<{longest}}  {rule.severity:<7}  ", " " * (longest + 13))
    return "\n".join(lines)


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
