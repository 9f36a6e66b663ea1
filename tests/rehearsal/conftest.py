"""What is deployed runs only when it is asked for, and where it can be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.rehearsal.player import Player, reason_against


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "rehearsal" in (config.getoption("-m") or ""):
        return
    for item in items:
        if item.get_closest_marker("rehearsal"):
            item.add_marker(pytest.mark.skip(reason="takes minutes: pytest -m rehearsal"))


@pytest.fixture(scope="session")
def player() -> Iterator[Player]:
    """A network with a database, for all deployments one after the other."""
    reason = reason_against()
    if reason:
        pytest.skip(reason)
    player = Player()
    yield player
    player.close()
