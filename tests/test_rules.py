"""Every example of every rule page, and what all pages have in common."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

from flaskcheck.findings import names, registry
from flaskcheck.findings.page import Example, parse
from flaskcheck.known.secrets import TOKENS, url_credentials
from flaskcheck.project import Project
from flaskcheck.rule import FAMILIES, SEVERITIES, Rule

MOST_WORDS_OF_TITLE, LONGEST_SUMMARY = 8, 120

MOST_LINES = 150
"""Those of a rule's code and words, without the files of its examples: what grows past that asks what the model has to know."""

RULES = registry.load(names.builtin_names())
FILES = sorted((Path(__file__).parent.parent / "rules").rglob("*.py"))
PAIRS = [(rule, number, example) for rule in RULES for number, example in enumerate(parse(rule.page).examples, 1)]
FILE_READERS = frozenset(
    "os io ast json yaml tomli pathlib subprocess flaskcheck.files.source flaskcheck.files.git flaskcheck.files.disk".split()
)


def cases(pairs: list[tuple[Rule, int, Example]]) -> list[object]:
    return [
        pytest.param(rule, example, id="-".join(filter(None, (rule.name, example.kind, str(number), example.title))))
        for rule, number, example in pairs
    ]


EXAMPLES = cases(PAIRS)
BAD = cases([pair for pair in PAIRS if pair[2].kind == "Bad"])


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_examples(rule: Rule, example: Example) -> None:
    found = sorted({(p.place.path, p.place.line) for p in rule.check(Project(example.tree()))})
    assert found == sorted(set(example.expected))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_pages(rule: Rule) -> None:
    page = parse(rule.page)
    assert page.title.endswith(".")
    assert len(page.title.split()) <= MOST_WORDS_OF_TITLE
    assert page.prose.endswith(".")
    assert len(page.prose) <= LONGEST_SUMMARY
    assert page.why
    assert page.instead
    kinds = [example.kind for example in page.examples]
    assert "Bad" in kinds
    assert "Good" in kinds
    assert all(e.expected for e in page.examples if e.kind == "Bad")
    assert not any(e.expected for e in page.examples if e.kind == "Good")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_rule_is_read_in_one_screen(path: Path) -> None:
    parts = re.split(r"^```.*\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sum(part.count("\n") for part in parts[::2]) <= MOST_LINES


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rules_are_filed_under_known_words(rule: Rule) -> None:
    assert rule.family in FAMILIES
    assert rule.severity in SEVERITIES
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert all(name in names.builtin_names() for name in rule.supersedes)


def test_precedence_has_no_circles() -> None:
    beats = {rule.name: set(rule.supersedes) for rule in RULES}
    while beats:
        last = {name for name, losers in beats.items() if not losers & set(beats)}
        assert last, f"these rules supersede each other: {sorted(beats)}"
        beats = {name: losers for name, losers in beats.items() if name not in last}


@pytest.mark.parametrize("path", [path for path in FILES if path.name != "__init__.py"], ids=lambda path: path.stem)
def test_a_rule_opens_no_file_by_itself(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.update((node.module, *(f"{node.module}.{alias.name}" for alias in node.names)))
    assert not {name for name in names if any(f"{name}.".startswith(f"{bad}.") for bad in FILE_READERS)}
    assert not [
        n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "open"
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_module_holds_one_rule(rule: Rule) -> None:
    module = sys.modules[rule.check.__module__]
    assert [name for name, value in vars(module).items() if isinstance(value, Rule)] == ["check"]


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_messages(rule: Rule, example: Example) -> None:
    for problem in rule.check(Project(example.tree())):
        assert problem.message.endswith((".", "!", "?"))
        texts = (problem.message, problem.help, *(related.message for related in problem.related))
        assert "\n" not in "".join(texts)
        assert problem.severity in ("", *SEVERITIES)
        assert not [text for text in texts if url_credentials(text) or any(p.search(text) for _, p in TOKENS)]
