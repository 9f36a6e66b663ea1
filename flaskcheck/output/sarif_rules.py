"""Rules as SARIF has them, made of their pages."""

from __future__ import annotations

from flaskcheck.ground.about import TAG, URL
from flaskcheck.ground.limits import MAX_SARIF_DESCRIPTION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, TypeAlias

    from flaskcheck.rule import Rule

    Object: TypeAlias = "dict[str, Any]"

LEVELS = {"error": "error", "warning": "warning", "info": "note"}
PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}

SECURITY = "security"
BY_SEVERITY = {"error": 8.0, "warning": 5.5, "info": 2.0}
"""The scores of the security family's rules that say none."""


def descriptor(rule: Rule) -> Object:
    """A ``reportingDescriptor``; a built-in rule's has the address of its file."""
    found: Object = {
        "id": rule.name,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": f"{rule.summary}."[:MAX_SARIF_DESCRIPTION]},
        "fullDescription": {"text": _description(rule)},
        "help": {"text": rule.page.strip(), "markdown": page_as_markdown(rule.page)},
    }
    if rule.check.__module__.startswith("flaskcheck.rules."):
        file = rule.check.__module__.rpartition(".")[2]
        found["helpUri"] = f"{URL}/blob/{TAG}/rules/{file}.py"
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


def _description(rule: Rule) -> str:
    """The page's paragraphs up to its examples, as many as there is room for."""
    prose = rule.page.strip().partition("\n## ")[0]
    text = f"{rule.summary}."
    for paragraph in prose.split("\n\n")[1:]:
        longer = f"{text} {' '.join(paragraph.split())}"
        if len(longer) > MAX_SARIF_DESCRIPTION:
            break
        text = longer
    return text[:MAX_SARIF_DESCRIPTION]


def page_as_markdown(page: str) -> str:
    """A rule's page as GitHub shows it: the path of each example's file, which stands behind the fence's language, on a line above."""
    lines, fence = [], ""
    for line in page.strip().split("\n"):
        if fence:
            fence = "" if line == fence else fence
        elif line.startswith("```"):
            fence = line[: len(line) - len(line.lstrip("`"))]
            language, _, path = line[len(fence) :].partition(" ")
            lines += [f"`{path}`", ""] if path else []
            line = fence + language
        lines.append(line)
    return "\n".join(lines)
