"""The fixes of every rule's examples: what is mended is not found again, and a rule says whether it has any."""

from __future__ import annotations

import pytest

from flaskcheck.files.edits import edited
from flaskcheck.files.tree import MemoryTree
from flaskcheck.findings import names, registry
from flaskcheck.findings.page import Example, parse
from flaskcheck.fixes.choice import by_file
from flaskcheck.project import Project
from flaskcheck.rule import Fix, Rule

RULES = registry.load(names.builtin_names())


def fixes(rule: Rule, tree: MemoryTree) -> list[Fix | None]:
    return [problem.fix for problem in rule.check(Project(tree))]


def bad(rule: Rule) -> list[Example]:
    return [example for example in parse(rule.page).examples if example.kind == "Bad"]


def fixed(tree: MemoryTree, found: list[Fix | None], example: Example) -> MemoryTree:
    files = dict(example.files)
    edits = by_file(edit for fix in found if fix for edit in fix.edits)
    files.update((path, edited(tree.source(path), own)) for path, own in edits.items())
    return MemoryTree(
        files, git=example.git, untracked=example.untracked, ignored=example.ignored, modes=dict(example.modes)
    )


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_what_is_mended_is_not_found_again(rule: Rule) -> None:
    is_fixable = False
    for example in bad(rule):
        tree = example.tree()
        found = fixes(rule, tree)
        is_fixable = is_fixable or any(fix is not None and fix.edits for fix in found)
        assert all(fix.edits or fix.command for fix in found if fix is not None)
        if all(fix is not None and fix.edits for fix in found):
            after = fixed(tree, found, example)
            assert not list(rule.check(Project(after)))
    assert is_fixable == rule.fixable, f"@rule(…, fixable={is_fixable})"
