"""What is deployed runs only when it is asked for, and where it can be."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator

import pytest
from uv import find_uv_bin

from tests.rehearsal.player import Player, reason_against


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "rehearsal" in (config.getoption("-m") or ""):
        return
    for item in items:
        if item.get_closest_marker("rehearsal"):
            item.add_marker(pytest.mark.skip(reason="takes minutes: pytest -m rehearsal"))


def no_index() -> str:
    """Why no package can be installed, ``""`` where the package index answers; what lies in the cache is not asked for again."""
    try:
        with tempfile.TemporaryDirectory() as folder:  # where uv leaves a lock
            words = [find_uv_bin(), "pip", "install", "--dry-run", "--target", folder, "flask"]
            tried = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"the package index cannot be reached: {error}"
    return f"the package index cannot be reached: {tried.stderr.strip()[-200:]}" if tried.returncode else ""


@pytest.fixture(scope="session")
def player() -> Iterator[Player]:
    """A network with a database, for all deployments one after the other."""
    reason = reason_against() or no_index()
    if reason:
        pytest.skip(f"nothing can be deployed here: {reason}")
    player = Player()
    yield player
    player.close()
