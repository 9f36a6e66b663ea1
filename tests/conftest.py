"""Makes ``tests/checking.py`` importable from every test."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # no test says how long something may take

CI_VARIABLES = (
    "CI_PROJECT_DIR",
    "GITHUB_ACTIONS",
    "GITHUB_REPOSITORY",
    "GITHUB_SERVER_URL",
    "GITHUB_SHA",
    "GITHUB_STEP_SUMMARY",
    "GITHUB_WORKSPACE",
)


@pytest.fixture(autouse=True)
def _outside_of_pipelines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports are as they are at a terminal, also when a workflow runs the tests."""
    for name in CI_VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests neither use nor fill the cache of whoever runs them."""
    monkeypatch.setenv("FLASKCHECK_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "flaskcheck-cache"))
    monkeypatch.setenv("FLASKCHECK_CACHE_KEY", "the key of these tests")
