"""Every example of every rule page, and what all pages have in common."""

from __future__ import annotations

import re

import pytest

from flaskcheck import registry
from flaskcheck.page import Example, parse
from flaskcheck.project import Project
from flaskcheck.rule import FAMILIES, SEVERITIES, Edit, Problem, Rule
from flaskcheck.tree import MemoryTree

RULES = registry.load(registry.builtin_names())
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.name}-{example.kind}-{number}{'-' + example.title if example.title else ''}")
    for rule in RULES
    for number, example in enumerate(parse(rule.page).examples, 1)
]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_examples(rule: Rule, example: Example) -> None:
    found = sorted({(p.place.path, p.place.line) for p in rule.check(Project(example.tree()))})
    assert found == sorted(set(example.expected))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_pages(rule: Rule) -> None:
    page = parse(rule.page)
    assert page.summary.endswith(".")
    assert len(page.summary) <= 100
    assert page.prose
    kinds = [example.kind for example in page.examples]
    assert "Bad" in kinds
    assert "Good" in kinds
    assert all(e.expected for e in page.examples if e.kind == "Bad")
    assert not any(e.expected for e in page.examples if e.kind == "Good")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rules_are_filed_under_known_words(rule: Rule) -> None:
    assert rule.family in FAMILIES
    assert rule.severity in SEVERITIES
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert all(name in registry.builtin_names() for name in rule.supersedes)


@pytest.mark.parametrize(("rule", "example"), [p for p in EXAMPLES if p.values[1].kind == "Bad"])  # type: ignore[attr-defined]
def test_messages(rule: Rule, example: Example) -> None:
    for problem in rule.check(Project(example.tree())):
        assert problem.message.endswith((".", "!", "?"))
        assert "\n" not in problem.message + problem.help
        assert problem.severity in ("", *SEVERITIES)


def fixable() -> list[object]:
    """The bad examples all of whose problems come with a fix."""
    bad = [p for p in EXAMPLES if p.values[1].kind == "Bad"]  # type: ignore[attr-defined]
    return [p for p in bad if all(q.fix for q in p.values[0].check(Project(p.values[1].tree())))]  # type: ignore[attr-defined]


def test_some_rules_offer_fixes() -> None:
    assert fixable()


@pytest.mark.parametrize(("rule", "example"), fixable())
def test_a_fixed_example_is_silent(rule: Rule, example: Example) -> None:
    found = list(rule.check(Project(example.tree())))
    files = apply(dict(example.files), found)
    tree = MemoryTree(
        files, git=example.git, untracked=example.untracked, ignored=example.ignored, modes=dict(example.modes)
    )
    assert not list(rule.check(Project(tree)))


def apply(files: dict[str, bytes], found: list[Problem]) -> dict[str, bytes]:
    """The files after all edits, the last place first so that earlier ones stay where they are."""
    edits = sorted({e for p in found for e in p.fix}, key=lambda e: (e.place.path, e.place.line, e.place.column))
    texts = {path: content.decode() for path, content in files.items()}
    for edit in reversed(edits):
        texts[edit.place.path] = _edited(texts.get(edit.place.path, ""), edit)
    return {path: text.encode() for path, text in texts.items()}


def _edited(text: str, edit: Edit) -> str:
    lines = text.split("\n")
    place = edit.place
    before = "\n".join([*lines[: place.line - 1], lines[place.line - 1][: place.column - 1]])
    after = "\n".join([lines[place.end_line - 1][place.end_column - 1 :], *lines[place.end_line :]])
    return before + edit.replacement + after
