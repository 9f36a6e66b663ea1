"""Rules for readers: one rule's page, and the list of all."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from flaskcheck.rule import Rule


def page_text(rule: Rule, colour: bool = False, width: int = 80) -> str:
    """The page of a rule for a terminal: a title with its family and severity, prose wrapped, the files of examples under their paths."""
    title = f"{rule.name} ({rule.family}, {rule.severity})"
    lines = [_bold(title, colour), "=" * len(title), "", *_page(rule.page.strip().split("\n"), colour, width)]
    return "\n".join(lines)


def _page(lines: list[str], colour: bool, width: int) -> Iterator[str]:
    """Lines inside a fence are a file's and stay as they are."""
    from flaskcheck.output.text import wrapped

    fence = ""
    for line in lines:
        if fence:
            if line == fence:
                fence = ""
            else:
                yield f"    {line}".rstrip()
        elif line.startswith("```"):
            fence = line[: len(line) - len(line.lstrip("`"))]
            _, _, path = line.lstrip("`").partition(" ")
            if path:
                yield f"  {_bold(path, colour)}"
        elif line.startswith("## "):
            yield _bold(line, colour)
        else:
            indent = line[: len(line) - len(line.lstrip())]
            yield from wrapped(line, width, indent, indent + "  " * line.lstrip().startswith("- ")) or [""]


def _bold(text: str, colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour else text


def rule_list(rules: list[Rule], form: str) -> str:
    """All rules as an aligned table, a Markdown table or JSON."""
    if form == "json":
        import json

        listed = [{"name": r.name, "family": r.family, "severity": r.severity, "summary": r.summary} for r in rules]
        return json.dumps(listed, indent=2)
    if form == "markdown":
        rows = [f"| {r.name} | {r.family} | {r.severity} | {r.summary.replace('|', chr(92) + '|')} |" for r in rules]
        return "\n".join(["| rule | family | severity | what it finds |", "| --- | --- | --- | --- |", *rows])
    widths = [max((len(getattr(r, field)) for r in rules), default=0) for field in ("name", "family", "severity")]
    return "\n".join(
        f"{r.name:<{widths[0]}}  {r.family:<{widths[1]}}  {r.severity:<{widths[2]}}  {r.summary}" for r in rules
    )
