"""Rules as SARIF has them, made of their pages."""

from __future__ import annotations

from flaskcheck.ground.limits import MAX_SARIF_DESCRIPTION
from flaskcheck.output.pages import address, sections

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from flaskcheck.output.pages import Section
    from flaskcheck.rule import Rule

    Object: TypeAlias = "dict[str, Any]"

LEVELS = {"error": "error", "warning": "warning", "info": "note"}
PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}

SECURITY = "security"
BY_SEVERITY = {"error": 8.0, "warning": 5.5, "info": 2.0}
"""The scores of the security family's rules that say none."""


def descriptor(rule: Rule, is_whole: bool = True, docs: str = "") -> Object:
    """A ``reportingDescriptor``; a built-in rule's has the address of its page (on the site ``docs``). Without ``is_whole`` it has no page: nothing in the report shows it."""
    found: Object = {
        "id": rule.name,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.title[:MAX_SARIF_DESCRIPTION]},
    }
    if is_whole:
        page = list(sections(rule, brief=True))
        found["fullDescription"] = {"text": _description(page)}
        found["help"] = {"text": _text(page), "markdown": _markdown(rule, page)}
    if address(rule):
        found["helpUri"] = address(rule, docs)
    found["defaultConfiguration"] = {"level": LEVELS[rule.severity]}
    found["properties"] = _properties(rule)
    return found


def _properties(rule: Rule) -> Object:
    """What GitHub shows and sorts by. ``security-severity``: over 9.0 critical, from 7.0 high, from 4.0 medium."""
    found: Object = {
        "tags": ["deployment", rule.family],
        "precision": "high",
        "problem.severity": PROBLEMS[rule.severity],
    }
    score = rule.score or (BY_SEVERITY[rule.severity] if rule.family == SECURITY else None)
    if score is not None:
        found["tags"] = list(dict.fromkeys((*found["tags"], SECURITY)))
        found["security-severity"] = f"{score:.1f}"
    return found


def _description(page: list[Section]) -> str:
    """What the rule finds and why it is bad, as many paragraphs as there is room for."""
    text = ""
    for paragraph in (paragraph for section in page[:2] for paragraph in section.paragraphs):
        longer = f"{text} {paragraph}".strip()
        if len(longer) > MAX_SARIF_DESCRIPTION:
            return text or longer[:MAX_SARIF_DESCRIPTION]
        text = longer
    return text


def _text(page: list[Section]) -> str:
    """A rule's page without its examples, for viewers that show no Markdown."""
    return "\n\n".join(paragraph for section in page for paragraph in section.paragraphs)


def _markdown(rule: Rule, page: list[Section]) -> str:
    """A rule's page as GitHub shows it: one example and its correction, each file in a fence of its own below its path. The report has a page for each rule that it names, so it is brief."""
    lines = [f"# {rule.name}: {rule.title}"]
    for section in page:
        lines += ["", f"## {section.heading}"]
        lines += [line for paragraph in section.paragraphs for line in ("", paragraph)]
        for file in section.files:
            fence = "`" * max([3, *(1 + _ticks(line) for line in file.lines)])
            lines += ["", f"`{file.above}`", "", fence + file.language, *file.lines, fence]
    return "\n".join(lines)


def _ticks(line: str) -> int:
    """How many backticks a line begins with."""
    return len(line) - len(line.lstrip("`"))
