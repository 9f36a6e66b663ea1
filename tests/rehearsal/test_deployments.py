"""Real deployments: what pages say happens, the good repositories work, and some mutants of them fare as flaskcheck says."""

from __future__ import annotations

from pathlib import Path

import golden
import pytest

from tests.rehearsal import bases, explained, matrix, mutants
from tests.rehearsal.bases import Base
from tests.rehearsal.pages import Page, pages, rehearse
from tests.rehearsal.plans import SECRET, NotPlayableError
from tests.rehearsal.player import Player

pytestmark = pytest.mark.rehearsal


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.title)
def test_a_page_is_right(player: Player, page: Page) -> None:
    try:
        outcome, differs = rehearse(player, page)
    except NotPlayableError as reason:
        pytest.skip(str(reason))
    assert not differs, outcome.log


@pytest.mark.parametrize("base", bases.OWN, ids=lambda base: base.name)
def test_a_good_repository_works(player: Player, base: Base, tmp_path: Path) -> None:
    root = tmp_path / "repository"
    bases.lay(base, tmp_path, root)
    outcome = player.play(root, ["/"], base.dashboard, again=base.keeps, target=base.target)
    assert outcome.failed == "", outcome.log
    assert not [path for path, (status, _) in outcome.answers.items() if status >= 500]
    assert outcome.again is None or outcome.again.failed == "", outcome.again


def test_the_database_step_of_the_tutorial_fails(player: Player, tmp_path: Path) -> None:
    """missing-database-driver and unresolved-flask-app, of which the golden report speaks."""
    root = golden.build("tutorial-3-database", tmp_path)
    outcome = player.play(root, ["/"], {"SECRET_KEY": SECRET, "DATABASE_URL": ""})
    assert outcome.failed == "build"
    assert "Failed to find Flask application or factory in module 'app'" in outcome.log
    assert "No such command 'db'" in outcome.log


def test_some_mutants(player: Player) -> None:
    bench = mutants.Bench(player, Path())
    judged = list(mutants.sample(bench, bases.OWN[:2], "suite", 0, 6))
    against = [one for one in judged if matrix.disagrees(one) and not explained.reason(one)]
    assert not against, matrix.told(judged)
