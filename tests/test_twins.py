"""What every page's examples say is said of their twins, in which code is written otherwise and does the same."""

from __future__ import annotations

import ast
from collections.abc import Callable

import pytest

from flaskcheck.findings import names, registry
from flaskcheck.findings.page import Example, parse
from flaskcheck.project import Project
from flaskcheck.rule import Rule
from tests import twins

OPEN = {
    ("debug-environment", "with_constants"): "the name of a variable that code sets is read where it is written out",
    ("insecure-oauth-transport", "with_constants"): "the same",
    (
        "default-admin-credentials",
        "with_constants",
    ): "that an account is an administrator's is told by the words around it",
    (
        "invalid-model",
        "with_constants",
    ): "the names of models in relationships, of tables and columns are read where they are written out",
    ("unmigrated-model", "with_constants"): "the same",
    ("unknown-flask-command", "with_constants"): "the names of commands are read where they are written out",
    ("unknown-flask-command", "with_sums"): "the same",
    ("project-root-served", "with_constants"): "folders of static files are read where they are written out",
}
"""What is not followed yet, with the fact that lacks: few write such names otherwise."""

RULES = registry.load(names.builtin_names())


def told(rule: Rule, example: Example) -> set[str]:
    """The files of which a rule tells something."""
    return {problem.place.path for problem in rule.check(Project(example.tree()))}


def changed(example: Example, change: Callable[[ast.Module], ast.Module]) -> Example:
    files = tuple(
        (path, twins.twin(content.decode(), change).encode() if path.endswith(".py") else content)
        for path, content in example.files
    )
    return example.replaced(files=files)


@pytest.mark.parametrize("change", twins.KINDS, ids=lambda change: change.__name__)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_twins_are_judged_alike(rule: Rule, change: Callable[[ast.Module], ast.Module]) -> None:
    differing = []
    for number, example in enumerate(parse(rule.page).examples, 1):
        try:
            other = changed(example, change)
        except UnicodeDecodeError:
            continue  # a page about encodings
        if told(rule, example) != told(rule, other):
            differing.append((example.kind, number))
    assert bool(differing) == ((rule.name, change.__name__) in OPEN), differing


def test_what_is_open_exists() -> None:
    kinds = {change.__name__ for change in twins.KINDS}
    assert {(rule, kind) for rule, kind in OPEN if rule in names.builtin_names() and kind in kinds} == set(OPEN)


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (twins.with_constants, "f('a')\n", "_TEXT_0 = 'a'\nf(_TEXT_0)\n"),
        (twins.with_constants, "'''Doc.'''\nx = 'a'\n", "\"\"\"Doc.\"\"\"\n_TEXT_0 = 'a'\nx = _TEXT_0\n"),
        (twins.with_sums, "f('ab')\n", "f('a' + 'b')\n"),
        (twins.with_aliases, "from a import b\n", "from a import b as _own_b\nb = _own_b\n"),
        (twins.with_other_locals, "def f(a):\n    b = a\n    return b\n", "def f(a):\n    own_0 = a\n    return own_0\n"),
        (twins.with_results, "def f():\n    return g()\n", "def f():\n    given_back = g()\n    return given_back\n"),
        (twins.with_tests, "def f():\n    g()\n", "def f():\n    if True:\n        g()\n"),
        (twins.reprinted, "x = (1)  # one\n", "x = 1\n"),
    ],
)  # fmt: skip
def test_a_twin_does_the_same(change: Callable[[ast.Module], ast.Module], before: str, after: str) -> None:
    assert twins.twin(before, change) == after
    assert twins.twin("def (:\n", change) == "def (:\n"
