"""Makes ``tests/checking.py`` importable from every test."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Tests neither use nor fill the cache of whoever runs them."""
    monkeypatch.setenv("FLASKCHECK_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "flaskcheck-cache"))
