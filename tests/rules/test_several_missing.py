"""A default behind several variables counts only where all of them are missing, and the message says so."""

from __future__ import annotations

import pytest
from checking import FLASK, problems

SERVED = {"Procfile": "web: gunicorn app:app\n", "requirements.txt": "flask\ngunicorn\n"}


@pytest.mark.parametrize(
    ("value", "begins"),
    [
        ("os.environ.get('CACHE_URL', os.environ.get('REDIS_URL', 'redis://localhost'))", "When CACHE_URL and REDIS_URL are not set, "),
        ("os.getenv('CACHE_URL') or os.getenv('REDIS_URL') or 'redis://localhost'", "When CACHE_URL and REDIS_URL are not set, "),
        ("os.environ.get('CACHE_URL', 'redis://localhost')", "When CACHE_URL is not set, "),
        ("'redis://%s:%s' % (os.getenv('CACHE_HOST', 'localhost'), os.getenv('CACHE_PORT', '6379'))", "When CACHE_HOST is not set, "),
    ],
)  # fmt: skip
def test_all_of_them_are_named(value: str, begins: str) -> None:
    code = f"import os\n{FLASK}app.config['CACHE_REDIS_URL'] = {value}\n"
    [found] = problems("loopback-service", {"app.py": code, **SERVED})
    assert found.message.startswith(begins)
