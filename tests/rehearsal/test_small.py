"""A few real deployments in every run of the tests, where the machine allows it: pages that are quick to play, and mutants that were chosen once, so that a new operator changes none of them."""

from __future__ import annotations

import pytest

from tests.rehearsal import bases, matrix, mutants
from tests.rehearsal.operators import OPERATORS
from tests.rehearsal.pages import Page, pages, rehearse
from tests.rehearsal.plans import NotPlayableError
from tests.rehearsal.player import Player

PAGES = (
    "unresolved-app",
    "undeclared-variable",
    "missing-template",
    "invalid-server-option",
    "impossible-command: the server is misspelt",
    "unpublished-requirement: a version that there never was",
    "broken-migration-chain",
)
"""By title; a rule's first example where nothing else is said."""

MUTANTS = (
    ("heroku-single-file-good", "with-a-variable"),
    ("heroku-single-file-good", "waits-for-a-file"),
    ("app-engine-good", "misspell-module-of-target"),
    ("app-engine-good", "requirement-with-a-marker"),
    ("cloud-foundry-good", "requirement-of-an-old-python"),
    ("heroku-release-good", "second-head"),
)
"""The base and the operator, whose first mutant is taken."""


def chosen() -> list[Page]:
    every = pages()
    return [next(page for page in every if page.title.partition(": ")[0] == t or page.title == t) for t in PAGES]


@pytest.mark.parametrize("page", chosen(), ids=lambda page: page.title)
def test_a_page_is_right(player: Player, page: Page) -> None:
    try:
        outcome, differs = rehearse(player, page)
    except NotPlayableError as reason:
        pytest.skip(str(reason))
    assert not differs, outcome.log


@pytest.fixture(scope="module")
def bench(player: Player, tmp_path_factory: pytest.TempPathFactory) -> mutants.Bench:
    return mutants.Bench(player, tmp_path_factory.getbasetemp())


@pytest.mark.parametrize(("base", "operator"), MUTANTS)
def test_a_mutant_fares_as_flaskcheck_says(bench: mutants.Bench, base: str, operator: str) -> None:
    [one] = (b for b in bases.OWN if b.name == base)
    [how] = (o for o in OPERATORS if o.name == operator)
    judged = bench.judge(one, how, next(how.make(bench.files(one))))
    if judged.skipped:
        pytest.skip(judged.skipped)
    assert not matrix.disagrees(judged), f"{matrix.line(judged)}\n{judged.log}"
